"""``checklist check``: every fault with its line, warnings, and what a new revision changes."""

from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.__main__ import main
from tests.guide.test_checklist import SMALL

NUMBER_GONE = resources.text("checklists/phone_number_gone.toml")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANGUAGE", "en")
    return tmp_path / "ours.toml"


def check(file: Path, *more: str) -> int:
    return main(["checklist", "check", str(file), "--cases", "60", *more])


def test_a_sound_checklist_is_played_and_told_to_be_usable(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(NUMBER_GONE, "utf-8")
    assert check(file) == 0
    told = capsys.readouterr().out
    assert "they are assumptions" in told
    assert "can be used: no fault" in told
    assert "sentence" not in told


def test_sentences_that_are_missing_are_warned_of_in_each_language(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(SMALL, "utf-8")
    assert check(file) == 0
    told = capsys.readouterr().out
    assert "are missing in en: checklist.question.asked.title" in told
    assert "are missing in de:" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cost_s = 12\n", "cost_s = 0\n", "cost_s"),
        ("p.phone_lost = [0.02, 0.02, 0.96]", "p.phone_lost = [0.04, 0.0, 0.96]", "no answer is impossible"),
        ("p.phone_lost = [0.02, 0.02, 0.96]", "p.phone_lots = [0.02, 0.02, 0.96]", "phone_lots is no cause"),
        ('step = "lock_number"', 'step = "restart_phone"', "must be an action for every context"),
        ("other = { prior = { sms = 0.03 } }", "other = { prior = { sms = 0.3 } }", "add up to"),
    ],
)
def test_a_fault_is_told_with_its_line(
    file: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    broken = NUMBER_GONE.replace(old, new, 1)
    assert broken != NUMBER_GONE
    file.write_text(broken, "utf-8")
    assert check(file) == 2
    said = capsys.readouterr().err
    line = next(one for one in said.splitlines() if told in one)
    number = int(line.split()[1].rstrip(":"))
    around = "\n".join(broken.splitlines()[number - 1 : number])
    assert new.split("=")[0].strip().split(".")[-1] in around or "[causes]" in around
    assert "can’t be used: 1 fault" in said or "faults" in said


def test_a_text_that_is_no_toml_and_a_file_that_is_not_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text('format = 1\nid = "small\n', "utf-8")
    assert check(file) == 2
    assert "line 2" in capsys.readouterr().err
    assert check(file.with_name("gone.toml")) == 2
    file.write_bytes(b"\xff\xfe")
    assert check(file) == 2
    assert "can’t be read" in capsys.readouterr().err


def test_a_new_revision_is_compared_with_the_one_before(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "before.toml"
    before.write_text(NUMBER_GONE, "utf-8")
    start, end = NUMBER_GONE.index("[actions.move_card]"), NUMBER_GONE.index("[actions.move_esim]")
    later = NUMBER_GONE[:start] + NUMBER_GONE[end:]
    file.write_text(later.replace('revision = "2026-11-27.1"', 'revision = "2026-12-01.1"'), "utf-8")
    assert check(file, "--against", str(before)) == 0
    told = capsys.readouterr().out
    assert "Compared with 2026-11-27.1 (now 2026-12-01.1)" in told
    assert "gone: actions.move_card" in told
    assert "move_card: taken in" in told
    assert check(file, "--against", str(tmp_path / "none.toml")) == 2


def test_the_same_revision_has_no_difference(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(NUMBER_GONE, "utf-8")
    assert check(file, "--against", str(file)) == 0
    told = capsys.readouterr().out
    assert "taken in" not in told
    assert "gone:" not in told
