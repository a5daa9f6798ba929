"""The list of kept cases says what reading them would say, or nothing."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.desktop.cases import SavedCases
from secinfo_desktop.desktop.kept_list import KEPT_FOR, KeptList
from secinfo_desktop.recovery.kept_lines import KeptLines, PutAside
from secinfo_desktop.recovery.ports import AccountChoice
from tests.desktop.cases_contract import along, case
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import MICROSOFT, PRACTICE

CHOICES: tuple[AccountChoice, ...] = (MICROSOFT, PRACTICE)


class Computer:
    """Where two cases were kept, and the list of them was written."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.names = FrozenClock(), folder / "organisations.toml"
        self.list = KeptList(folder / "kept.json", folder / "cases", (self.names,))
        self.cases = SavedCases(folder / "cases", self.clock, changes=self.list.forget)
        for number in range(2):
            self.cases.keep(case(self.clock(), f"case-000{number}"), along(f"case-000{number}"))
            self.clock.advance(hours=1)
        self.write()

    def write(self) -> None:
        self.list.write(self.lines)

    @property
    def lines(self) -> KeptLines:
        return self.cases.all().lines(CHOICES)

    def read(self) -> KeptLines | None:
        return self.list.read(self.clock())

    @contextmanager
    def spoiled(self) -> Iterator[dict[str, Any]]:
        """What stands in the list, to be changed."""
        document = json.loads(self.list.file.read_text())
        yield document
        self.list.file.write_text(json.dumps(document))

    @property
    def a_case(self) -> Path:
        return self.list.cases / "case-0001.json"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def test_it_says_what_the_cases_say(computer: Computer) -> None:
    assert computer.read() == computer.lines
    assert len(computer.lines.cases) == 2


def test_it_is_the_persons_own(computer: Computer) -> None:
    assert computer.list.file.stat().st_mode & 0o077 == 0


CHANGES: dict[str, Callable[[Computer], object]] = {
    "another case is kept": lambda its: its.cases.keep(None, along("case-0009")),
    "a case goes on": lambda its: its.cases.keep(None, along("case-0001")),
    "a case is forgotten": lambda its: its.cases.forget("case-0001"),
    "all are forgotten": lambda its: its.cases.forget_all(),
    "a file was changed": lambda its: its.a_case.write_text("{}"),
    "a file was touched": lambda its: os.utime(its.a_case),
    "a file is gone": lambda its: its.a_case.unlink(),
    "a file has come": lambda its: its.a_case.with_stem("case-0009").write_text("{}"),
    "the names may be others": lambda its: its.names.write_text(""),
    "a case is too old": lambda its: its.clock.advance(hours=KEPT_FOR / timedelta(hours=1)),
    "the clock was set back": lambda its: its.clock.advance(hours=-3),
    "the list is gone": lambda its: its.list.forget(),
    "the list is no text": lambda its: its.list.file.write_bytes(b"\xff"),
    "the list is empty": lambda its: its.list.file.write_text(""),
    "the list is too deep": lambda its: its.list.file.write_text("[" * 100_000),
    "the list is too long": lambda its: its.list.file.write_text(its.list.file.read_text() + " " * 200_000),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_says_nothing_where(computer: Computer, change: str) -> None:
    CHANGES[change](computer)
    assert computer.read() is None


def test_what_is_forgotten_is_not_in_the_list_either(computer: Computer) -> None:
    computer.cases.forget("case-0001")
    assert not computer.list.file.exists()
    computer.write()
    assert "case-0001" not in computer.list.file.read_text()
    assert computer.read() == computer.lines


def test_where_a_file_could_not_be_read_that_is_told_anew(computer: Computer) -> None:
    computer.list.write(computer.lines._replace(put_aside=(PutAside("case-0001.json", is_newer=True),)))
    assert computer.read() is None


def test_where_nothing_is_kept_no_list_is(computer: Computer) -> None:
    computer.cases.forget_all()
    computer.write()
    assert not computer.list.file.exists()


def test_what_another_process_forgot_is_in_no_list(computer: Computer) -> None:
    computer.a_case.unlink()
    computer.write()
    assert not computer.list.file.exists()


def test_no_list_is_written_while_a_case_is_being_forgotten(computer: Computer) -> None:
    """It would say what is forgotten a moment later."""
    forgetting, may_go_on = threading.Event(), threading.Event()

    def hold() -> None:
        computer.list.forget()
        forgetting.set()
        may_go_on.wait()

    cases = SavedCases(computer.list.cases, computer.clock, changes=hold)
    thread = threading.Thread(target=cases.forget, args=("case-0001",))
    thread.start()
    forgetting.wait()
    cases.while_still(lambda kept: computer.list.write(kept.lines(CHOICES)))
    assert not computer.list.file.exists()
    may_go_on.set()
    thread.join()
    cases.while_still(lambda kept: computer.list.write(kept.lines(CHOICES)))
    assert "case-0001" not in computer.list.file.read_text()


SPOILED: dict[str, Callable[[dict[str, Any]], object]] = {
    "another format": lambda its: its.update(format=2),
    "no format": lambda its: its.pop("format"),
    "no cases": lambda its: its.pop("cases"),
    "no files": lambda its: its.pop("files"),
    "a case too few": lambda its: its["cases"].pop(),
    "a case twice": lambda its: its["cases"].append(its["cases"][0]),
    "an id that is none": lambda its: its["cases"][0].__setitem__(0, 7),
    "a trouble that is none": lambda its: its["cases"][0].__setitem__(1, "other"),
    "a time that is none": lambda its: its["cases"][0].__setitem__(2, "soon"),
    "a time of a zone": lambda its: its["cases"][0].__setitem__(2, "2026-11-22T14:00:00+01:00"),
    "a time without a zone": lambda its: its["cases"][0].__setitem__(2, "2026-11-22T14:00:00"),
    "a story that is none": lambda its: its["cases"][0].__setitem__(3, 7),
    "a name that is none": lambda its: its["cases"][0].__setitem__(5, ["x"]),
    "an end that is none": lambda its: its["cases"][0].__setitem__(7, "other"),
    "too little": lambda its: its["cases"].__setitem__(0, ["case-0001"]),
    "too much": lambda its: its["cases"][0].append("more"),
    "no list": lambda its: its.update(cases=7),
}


@pytest.mark.parametrize("spoil", SPOILED)
def test_it_says_nothing_with(computer: Computer, spoil: str) -> None:
    with computer.spoiled() as document:
        SPOILED[spoil](document)
    assert computer.read() is None


def test_a_list_that_can_not_be_written_is_done_without(computer: Computer) -> None:
    computer.list.forget()
    computer.list.file.mkdir()
    computer.write()
    assert computer.read() is None
