"""Populations are files of strangers: what is wrong in them is told to their author, without a trace."""

from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main

PERSON = """
class Person:
    context = "sms"
    evidence = {}
    def answer(self, question): return "yes"
    def act(self, action): return False
    def seconds(self, step): return 10.0
"""

FAULTS = {
    "their code raises": ("def act(self, action): raise RuntimeError('boom')", "line 8: RuntimeError: boom"),
    "no such kind of contact": ("context = 'pigeon'", "context"),
    "no evidence": ("evidence = None", "evidence"),
    "seconds that are none": ("def seconds(self, step): return float('nan')", "seconds"),
    "seconds below 0": ("def seconds(self, step): return -1", "seconds"),
    "seconds in words": ("def seconds(self, step): return 'long'", "could not convert"),
    "no context at all": ("del context", "context"),
}


def simulate(folder: Path, code: str, *more: str) -> int:
    (folder / "people.py").write_text(code, "utf-8")
    return main(["simulate", "--population", f"{folder / 'people.py'}:people", "--cases", "3", "--json", *more])


@pytest.mark.parametrize(("line", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_person_is_told(line: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = f"{PERSON}    {line}\ndef people(n, seed): return [Person() for _ in range(n)]\n"
    assert simulate(tmp_path, code) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert not out


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("def people(", "line 1"),
        ("import a_module_that_is_not_there", "ModuleNotFoundError"),
        ("def people(n, seed): return {}[n]", "KeyError"),
        ("def people(n): return []", "TypeError: people()"),
        ("def people(n, seed): return None", "TypeError"),
        ("def people(n, seed): return []", "nobody"),
    ],
)
def test_a_fault_of_the_file_is_told(code: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(tmp_path, code) == 2
    assert told in capsys.readouterr().err


def test_people_may_come_one_by_one_and_be_learnt_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = f"{PERSON}\ndef people(n, seed): return (Person() for _ in range(n))\n"
    assert simulate(tmp_path, code, "--policy", "planner-learnt", "--learn-from", "3") == 0
    assert '"planner-learnt"' in capsys.readouterr().out


@pytest.mark.parametrize("number", ["0", "-1", "many", "1e9", "99999999999999999999"])
def test_a_number_of_cases_that_can_not_be_played_is_told_in_words(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", "--population", "people.py:people", "--cases", number])
    assert ended.value.code == 2
    assert "from 1 to 100000" in capsys.readouterr().err
