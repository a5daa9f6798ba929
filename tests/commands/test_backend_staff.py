"""``backend add-staff`` and ``backend staff``: people come and go at the helpdesk, and the audit log says so."""

import gc
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.staff_lines import add_staff

PASSWORD = "nine copper kettles on the shelf"
ROSA = {"name": "Rosa", "shown_name": "Rosa Lind", "role": "agent", "password": PASSWORD}


@pytest.fixture(autouse=True)
def collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command leaves garbage to the end of its process, which here is not the end."""
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    gc.enable()


def add(tmp_path: Path, *lines: object) -> tuple[int, str, str]:
    """The status, and what is said on the standard output and of what is wrong."""
    said, wrong = io.StringIO(), io.StringIO()
    written = [f"{json.dumps(line)}\n" for line in lines]
    return add_staff(Settings(tmp_path / "data"), written, said, wrong), said.getvalue(), wrong.getvalue()


def tell(tmp_path: Path, *words: str) -> int:
    return main(["backend", *words, "--data", str(tmp_path / "data")])


def test_somebody_comes_and_goes_and_both_are_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = add(tmp_path, ROSA, {**ROSA, "name": "sami", "role": "senior"})
    assert (status, json.loads(said)) == (0, {"added": 2})
    assert tell(tmp_path, "staff", "end", " ROSA") == 0
    assert tell(tmp_path, "staff", "end", "rosa") == 1
    capsys.readouterr()
    assert tell(tmp_path, "staff", "list") == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(its["name"], its["role"], its["ended"] is None) for its in listed] == [
        ("rosa", "agent", False),
        ("sami", "senior", True),
    ]
    assert main(["audit", "show", "--data", str(tmp_path / "data")]) == 0
    out = capsys.readouterr().out
    rosa, sami = (its["id"] for its in listed)
    assert [(its["event"], its["staff"]) for its in map(json.loads, out.splitlines())] == [
        ("staff_added", rosa),
        ("staff_added", sami),
        ("staff_ended", rosa),
    ]
    assert main(["audit", "verify", "--data", str(tmp_path / "data")]) == 0


def test_what_can_not_be_taken_is_named_without_what_stands_in_it(tmp_path: Path) -> None:
    lines = (
        ROSA,
        ROSA,
        {**ROSA, "name": "a", "password": "short"},
        {**ROSA, "name": "b", "role": "queen"},
        {**ROSA, "name": "  "},
        {**ROSA, "name": "c", "password": "correcthorsebatterystaple" * 20},
    )
    status, said, wrong = add(tmp_path, *lines)
    assert (status, json.loads(said)) == (1, {"added": 1})
    assert [line.split(":")[0] for line in wrong.splitlines()] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert PASSWORD not in wrong
    assert "queen" not in wrong
