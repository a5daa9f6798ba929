"""``helpdesk``: what is kept of a caller is told and erased on request; nothing is erased because it looks alike."""

import json
import os
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.desktop import clock, folders, help_desk
from secinfo_desktop.desktop.help_cases import LocalCases
from secinfo_desktop.helpdesk.ports import NewCall


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalCases:
    monkeypatch.setenv("SECINFO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    kept = help_desk.find(folders.find(os.environ), clock.now, "Mira").cases
    for number, caller in enumerate(("Ms Brown", "Mr Green", "Ms Brown")):
        kept.open(NewCall(f"case-{number:06}", "en", "code_not_received", "sms", caller))
    return kept


def test_everything_that_is_kept_of_a_caller_is_written(
    cases: LocalCases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brown.json"
    cases.note("case-000000", "Will ask her son")
    assert main(["helpdesk", "export", "brown", "--output", str(file)]) == 0
    assert "2 cases are in" in capsys.readouterr().out
    told = json.loads(file.read_text("utf-8"))
    assert {one["caller"] for one in told} == {"Ms Brown"}
    assert file.stat().st_mode & 0o077 == 0
    assert main(["helpdesk", "export", "brown", "--output", str(file)]) == 2


def test_a_case_is_erased_by_its_whole_number_alone(cases: LocalCases, capsys: pytest.CaptureFixture[str]) -> None:
    number = cases.read("case-000001").line.number
    assert main(["helpdesk", "erase", number[:-1]]) == 1
    assert "no such case" in capsys.readouterr().err
    assert main(["helpdesk", "erase", number.lower()]) == 0
    assert number in capsys.readouterr().out
    assert main(["helpdesk", "export", "green"]) == 1


@pytest.mark.usefixtures("cases")
def test_without_a_screen_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert main(["helpdesk"]) == 2
    assert "Start it where you see a desktop" in capsys.readouterr().err


def test_the_practice_calls_are_listed_and_nobody_is_told_who_is_genuine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["helpdesk", "train"]) == 0
    told = capsys.readouterr().out
    assert "knows-everything" in told
    assert "impostor" not in told


def test_a_practice_call_is_shown_as_it_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["helpdesk", "train", "knows-everything", "--auto"]) == 0
    assert "You refused an impostor." in capsys.readouterr().out


def test_a_practice_call_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["helpdesk", "train", "nobody"]) == 2
    assert "no such practice call" in capsys.readouterr().err
