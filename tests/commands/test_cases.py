"""``cases``: counting is off until somebody switches it on, and what is exported can be learnt from."""

from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.closed_cases import ClosedCases
from secinfo_desktop.desktop.folders import find
from secinfo_desktop.recovery.ports import AccountKind
from tests.desktop.test_closed_cases import ended


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClosedCases:
    monkeypatch.setenv("SECINFO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    return ClosedCases(find({"SECINFO_HOME": str(tmp_path / "home")}).closed_cases, clock.now)


def test_nothing_is_counted_before_it_is_switched_on(closed: ClosedCases, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "export"]) == 1
    assert "cases count on" in capsys.readouterr().err
    assert main(["cases", "count", "on"]) == 0
    assert closed.is_on
    assert main(["cases", "export"]) == 1
    assert "No case was closed here" in capsys.readouterr().err


def test_what_is_exported_can_be_learnt_from(closed: ClosedCases, tmp_path: Path) -> None:
    main(["cases", "count", "on"])
    for _ in range(3):
        closed.add(ended(), AccountKind.ORGANISATION)
    file = tmp_path / "cases.jsonl"
    assert main(["cases", "export", "--output", str(file)]) == 0
    assert len(file.read_text("utf-8").splitlines()) == 3
    assert main(["guide", "learn", str(file), "--output", str(tmp_path / "table.json")]) == 0
    assert main(["cases", "count", "off"]) == 0
    assert not closed.is_on


def test_a_place_that_can_not_be_written_is_told(
    closed: ClosedCases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["cases", "count", "on"])
    closed.add(ended(), AccountKind.BY_HAND)
    assert main(["cases", "export", "--output", str(tmp_path)]) == 2
    assert "can’t be read or written" in capsys.readouterr().err
