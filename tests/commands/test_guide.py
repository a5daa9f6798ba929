"""``guide``: from played stories to a table that is shown, used and taken back; and words for every bad file."""

import json
import re
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.folders import find
from secinfo_desktop.desktop.learnt_tables import LearntTables
from secinfo_desktop.guide.closed_case import ClosedCase, Source, Taken, dump, week_of
from tests.guide.cases import answered, begin, record

WEEK = week_of(clock.now().date())
STEPS = (Taken("asked_for_code", "yes", 10), Taken("look_in_junk", "solved", 120))


def cases(number: int, source: Source = Source.STAFF, week: str = WEEK) -> str:
    one = ClosedCase("code_not_received", "2026-11-27.1", "email", week, source, {}, STEPS)
    return "".join(f"{dump(one)}\n" for _ in range(number))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECINFO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    return tmp_path / "home"


@pytest.fixture
def file(home: Path, tmp_path: Path) -> Path:
    assert not home.exists()
    path = tmp_path / "cases.jsonl"
    path.write_text(cases(60), "utf-8")
    return path


def used(home: Path) -> float:
    """The share of mail in the junk folder by which the next case on this computer is led."""
    its = find({"SECINFO_HOME": str(home)})
    return LearntTables(its.learnt_tables).checklist("code_not_received", None).causes["junk"].prior["email"]


def test_a_table_is_learnt_used_and_taken_back(file: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expert = shipped().causes["junk"].prior["email"]
    file.write_text(cases(8), "utf-8")
    assert main(["guide", "show"]) == 1
    assert main(["guide", "learn", str(file)]) == 0
    first = used(home)
    assert first > 1.2 * expert
    file.write_text(cases(300), "utf-8")
    assert main(["guide", "learn", str(file)]) == 0
    assert used(home) > first
    assert main(["guide", "rollback"]) == 0
    assert used(home) == first
    assert main(["guide", "rollback"]) == 0
    assert used(home) == expert
    capsys.readouterr()
    assert main(["guide", "rollback"]) == 1
    assert "the experts’ numbers" in capsys.readouterr().err


def test_numbers_are_shown_in_words_beside_the_experts(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["guide", "learn", str(file)])
    capsys.readouterr()
    assert main(["guide", "show"]) == 0
    shown = capsys.readouterr().out
    junk = r"the message is in your junk folder \(e-mail\): experts 22\.0 %, learnt [3-6]\d\.\d %, cases \d\d"
    assert re.search(junk, shown)
    assert "cases < 5" in shown
    assert not re.search(r"cases [0-4]$", shown, re.MULTILINE)
    assert "{" not in shown
    assert main(["guide", "show", "--all"]) == 0
    assert len(capsys.readouterr().out) > len(shown)


def test_a_table_can_go_into_a_file_of_its_own(file: Path, home: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.json"
    assert main(["guide", "learn", str(file), "--output", str(table)]) == 0
    assert main(["guide", "show", str(table)]) == 0
    assert not (home / "data" / "guide").exists()
    assert main(["guide", "rollback", str(table)]) == 0
    assert not table.exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("not json\n", "line 1"),
        (cases(1) + cases(1).replace('"agent": null', '"agent": "anna.meier"'), "line 2"),
        (cases(1).replace('"week": "20', '"date": "20'), "line 1"),
        ("\ufeff[]", "line 1"),
    ],
)
def test_bad_cases_change_nothing(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str], written: str, told: str
) -> None:
    main(["guide", "learn", str(file)])
    before = used(home)
    file.write_text(written, "utf-8")
    capsys.readouterr()
    assert main(["guide", "learn", str(file)]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert "Nothing was learnt" in said.err
    assert "anna" not in said.err + said.out
    assert used(home) == before


def test_bytes_and_files_that_are_not_there_are_told_plainly(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["guide", "learn", str(file)]) == 2
    assert main(["guide", "learn", str(tmp_path / "gone.jsonl")]) == 2
    assert main(["guide", "show", str(file)]) == 2
    assert main(["guide", "explain", str(file)]) == 2
    assert main(["guide", "learn", str(file), "--checklist", "none"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_self_reports_are_learnt_apart(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(cases(10, Source.SELF), "utf-8")
    assert main(["guide", "learn", str(file)]) == 1
    assert "10 cases were left aside" in capsys.readouterr().err
    assert main(["guide", "learn", str(file), "--source", "self"]) == 0


def test_old_cases_and_those_of_the_future_are_left_aside(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(cases(3) + cases(2, week="2020-W01") + cases(4, week="2099-W01"), "utf-8")
    assert main(["guide", "learn", str(file)]) == 0
    said = capsys.readouterr()
    assert "Learnt from 3 cases" in said.out
    assert "2 cases are older than two years" in said.err
    assert "4 cases have a week that has not come yet" in said.err


def test_a_poisoned_table_is_not_shown(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.json"
    main(["guide", "learn", str(file), "--output", str(table)])
    raw = json.loads(table.read_text("utf-8"))
    raw["numbers"]["seconds"]["look_in_junk"] = 98_765.0
    table.write_text(json.dumps(raw), "utf-8")
    capsys.readouterr()
    assert main(["guide", "show", str(table)]) == 2
    said = capsys.readouterr()
    assert "seconds look_in_junk" in said.err
    assert "98765" not in said.err


def test_a_place_that_is_a_folder_is_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    assert main(["guide", "learn", str(file), "--output", str(tmp_path / "folder")]) == 2
    assert "can’t be written" in capsys.readouterr().err


def test_a_step_is_explained_the_same_each_time(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "explain", str(file)]) == 0
    first = capsys.readouterr().out
    assert main(["guide", "explain", str(file)]) == 0
    assert capsys.readouterr().out == first
    for part in ("Next step:", "Likely causes:", "What moved them most:", "What follows:", "Second best:"):
        assert part in first
    log = tmp_path / "log.json"
    log.write_text(record(begin("email"), answered("asked_for_code", "yes", 8)).to_json(), "utf-8")
    assert main(["guide", "explain", str(log)]) == 0
    capsys.readouterr()
    assert main(["guide", "explain", str(log), "--audience", "helpdesk"]) == 2
    assert "audience" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{}", '{"events": []}', '{"along": {}}', "[1]\n"])
def test_a_file_without_a_case_is_told_plainly(file: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    file.write_text(text, "utf-8")
    assert main(["guide", "explain", str(file)]) == 2
    assert "It was only read" in capsys.readouterr().err
