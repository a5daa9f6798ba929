"""``backend table``: an administrator hands a table out, sees it in the audit log, and takes it back."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.table_lines import put_table
from tests.commands.test_guide import cases
from tests.helpers.walk import checklist


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The command leaves garbage to the end of its process, which here is not the end."""
    yield
    gc.enable()


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANGUAGE", "en")
    lines, made = tmp_path / "cases.jsonl", tmp_path / "table.json"
    lines.write_text(cases(40), "utf-8")
    assert main(["guide", "learn", str(lines), "--output", str(made)]) == 0
    return made


def tell(tmp_path: Path, *words: object) -> int:
    return main(["backend", "table", *map(str, words), "--data", str(tmp_path / "data")])


def test_a_table_is_handed_out_listed_noted_and_taken_back(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell(tmp_path, "list") == 1
    assert tell(tmp_path, "put", table) == 0
    capsys.readouterr()
    assert tell(tmp_path, "list") == 0
    assert capsys.readouterr().out.split()[:3] == ["1", "code_not_received", checklist().revision]
    assert tell(tmp_path, "back", "code_not_received") == 0
    assert tell(tmp_path, "back", "code_not_received") == 1
    assert tell(tmp_path, "list") == 1
    capsys.readouterr()
    assert main(["audit", "show", "--data", str(tmp_path / "data")]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["event"], event["detail"]) for event in events] == [
        ("table_put", "code_not_received"),
        ("table_taken_back", "code_not_received"),
    ]


def test_a_poisoned_table_never_gets_there(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = json.loads(table.read_text("utf-8"))
    raw["numbers"]["causes"]["email.junk"] = 0.9
    table.write_text(json.dumps(raw), "utf-8")
    assert tell(tmp_path, "put", table) == 2
    assert "is not handed out" in capsys.readouterr().err
    assert tell(tmp_path, "list") == 1


def test_self_reports_are_not_handed_out(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text(table.read_text("utf-8").replace('"staff"', '"self"'), "utf-8")
    assert tell(tmp_path, "put", table) == 2
    assert "told on their own" in capsys.readouterr().err


def test_a_table_from_fewer_than_five_cases_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    lines, made = tmp_path / "cases.jsonl", tmp_path / "table.json"
    for number, status in ((4, 2), (5, 0)):
        lines.write_text(cases(number), "utf-8")
        assert main(["guide", "learn", str(lines), "--output", str(made)]) == 0
        assert tell(tmp_path, "put", made) == status
        assert ("fewer than 5" in capsys.readouterr().err) == (number < 5)


def test_a_table_that_another_version_put_there_is_told_and_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    settings = Settings(data=tmp_path / "data")
    put_table(settings, GuideTable("code_not_received", '{"format": 99}'))
    assert tell(tmp_path, "list") == 0
    assert "table back code_not_received" in capsys.readouterr().err
    assert tell(tmp_path, "back", "code_not_received") == 0


@pytest.mark.parametrize("text", ["", "{}", '{"checklist": "../x"}'])
def test_what_is_no_table_is_told_plainly(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    table.write_text(text, "utf-8")
    assert tell(tmp_path, "put", table) == 2
    assert tell(tmp_path, "put", tmp_path / "gone.json") == 2
    assert "Traceback" not in capsys.readouterr().err
