"""The list of the helpdesk's cases of this computer, kept beside their files so that ten thousand open at once.

Each change adds one row to the end; a later row of a case takes the place of the earlier one, so that another window
reads on where it stopped. A row says how the case's file was: where that is not so any more, the file is read.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, overload

from secinfo_desktop.desktop.files import open_private, write_private
from secinfo_desktop.domain.calls import CaseScope, CaseSort, CaseState, OutcomeCode, number_of
from secinfo_desktop.helpdesk.ports import Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine

FORMAT: Final = 1
LARGEST: Final = 64_000_000
"""Bytes; what is longer is made anew."""
SPARE: Final = 1000
"""So many rows more than cases are borne before the file is written anew."""


class Row(NamedTuple):
    """A case of the list as it is written: plain words, times as text. ``size`` and ``changed_ns`` are its file's."""

    id: str
    place: int
    caller: str
    language: str
    checklist: str
    state: str
    is_mine: bool
    opened_at: str
    changed_at: str
    waiting_since: str | None
    step: str | None
    outcome: str | None
    call_back_on: str | None
    ticket: str | None
    size: int
    changed_ns: int

    @property
    def found_by(self) -> str:
        """Where a search looks: caller, number and ticket."""
        return f"{self.caller}\n{number_of(self.place)}\n{self.ticket or ''}".casefold()

    def line(self, me: Agent) -> CaseLine:
        """What a list shows."""
        return CaseLine(
            id=self.id,
            number=number_of(self.place),
            caller=self.caller,
            language=self.language,
            checklist=self.checklist,
            state=CaseState(self.state),
            owner=me if self.is_mine else None,
            opened_at=datetime.fromisoformat(self.opened_at),
            changed_at=datetime.fromisoformat(self.changed_at),
            waiting_since=datetime.fromisoformat(self.waiting_since) if self.waiting_since else None,
            step=self.step,
            outcome=OutcomeCode(self.outcome) if self.outcome else None,
            call_back_on=date.fromisoformat(self.call_back_on) if self.call_back_on else None,
            ticket=self.ticket,
        )


def row_of(line: CaseLine, place: int, known: os.stat_result) -> Row:
    """The row of a case whose file is known to be so."""
    return Row(
        line.id,
        place,
        line.caller,
        line.language,
        line.checklist,
        line.state.value,
        line.owner is not None,
        line.opened_at.isoformat(),
        line.changed_at.isoformat(),
        line.waiting_since.isoformat() if line.waiting_since else None,
        line.step,
        line.outcome.value if line.outcome else None,
        line.call_back_on.isoformat() if line.call_back_on else None,
        line.ticket,
        known.st_size,
        known.st_mtime_ns,
    )


class Lines(Sequence[CaseLine]):
    """The list, of which only what is looked at is made."""

    def __init__(self, rows: Sequence[Row], me: Agent) -> None:
        self._rows, self._me = rows, me

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> CaseLine: ...
    @overload
    def __getitem__(self, at: slice) -> "Lines": ...
    def __getitem__(self, at: int | slice) -> "CaseLine | Lines":
        if isinstance(at, slice):
            return Lines(self._rows[at], self._me)
        return self._rows[at].line(self._me)


class HelpIndex:
    """The rows by id. Knows its file alone; ``next_place`` is never given twice."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.rows: dict[str, Row] = {}
        self.next_place = 0
        self._found_by: dict[str, str] = {}
        self._read_to: tuple[int, int] = (0, 0)
        self._written = 0

    def catch_up(self) -> bool:
        """Reads what was written since; False if the file is not there or can't be trusted: then nothing is known."""
        try:
            with self._file.open("rb") as file:
                known = os.fstat(file.fileno())
                if (known.st_ino, known.st_size) == self._read_to:
                    return True
                goes_on = known.st_ino == self._read_to[0] and known.st_size > self._read_to[1]
                if not goes_on:
                    self._clear()
                file.seek(self._read_to[1] if goes_on else 0)
                self._apply(_entries(file.read(LARGEST)))
                self._read_to = (known.st_ino, file.tell())
        except (OSError, ValueError, TypeError, RecursionError):
            self._clear()
            return False
        return True

    def put(self, rows: Iterable[Row] = (), gone: Iterable[str] = ()) -> None:
        """Takes rows in the place of what was known, and writes that down; a disk that is full costs the next start."""
        entries: list[object] = [*rows, *([case_id] for case_id in gone)]
        if not entries:
            return
        self._apply(entries)
        with suppress(OSError):
            self._write(entries)

    def find(self, query: Query, me: Agent) -> Lines:
        """The rows of a query, in its order."""
        words = query.text.casefold().split()
        rows = [row for row in self.rows.values() if _is_in(row, query.scope)]
        if words:
            found_by = self._found_by
            rows = [row for row in rows if all(word in found_by[row.id] for word in words)]
        return Lines(_sorted(rows, query.sort), me)

    def counts(self) -> dict[CaseScope, int]:
        """How many cases each scope has."""
        rows = self.rows.values()
        return {scope: sum(_is_in(row, scope) for row in rows) for scope in CaseScope}

    def _write(self, entries: list[object]) -> None:
        if self._read_to == (0, 0) or self._written > len(self.rows) + SPARE:
            whole: list[object] = [{"format": FORMAT, "next": self.next_place}, *self.rows.values()]
            write_private(self._file, _text(whole))
            self._written = len(whole)
        else:
            with open(self._file, "ab", opener=open_private) as file:
                file.write(_text([*entries, {"next": self.next_place}]).encode())
        known = self._file.stat()
        self._read_to = (known.st_ino, known.st_size)

    def _apply(self, entries: Iterable[object]) -> None:
        for entry in entries:
            self._written += 1
            match entry:
                case {"next": int(place)}:
                    self.next_place = max(self.next_place, place)
                case [str(case_id)]:
                    self.rows.pop(case_id, None)
                case _:
                    self._take(Row(*entry))  # type: ignore[misc]  # what is no row raises TypeError, and counts as such

    def _take(self, row: Row) -> None:
        self.rows[row.id] = row
        self._found_by[row.id] = row.found_by
        self.next_place = max(self.next_place, row.place + 1)

    def _clear(self) -> None:
        self.rows, self._found_by, self._read_to, self._written = {}, {}, (0, 0), 0


def _entries(raw: bytes) -> list[Any]:
    """Of a row that was cut in the middle the rest is not trusted either."""
    entries = json.loads(b"[" + b",".join(raw.splitlines()) + b"]")
    return entries if isinstance(entries, list) else []


def _text(entries: Iterable[object]) -> str:
    return "".join(f"{json.dumps(entry, separators=(',', ':'))}\n" for entry in entries)


def _is_in(row: Row, scope: CaseScope) -> bool:
    if scope is CaseScope.MINE:
        return row.is_mine and row.state != CaseState.CLOSED
    return scope is CaseScope.ALL or row.state == CaseState.WAITING


def _sorted(rows: list[Row], sort: CaseSort) -> list[Row]:
    match sort:
        case CaseSort.NEWEST:
            return sorted(rows, key=lambda row: row.opened_at, reverse=True)
        case CaseSort.CALLER:
            return sorted(rows, key=lambda row: (not row.caller, row.caller.casefold(), row.opened_at))
    waits = sorted((row for row in rows if row.waiting_since), key=lambda row: row.waiting_since or "")
    rest = sorted((row for row in rows if not row.waiting_since), key=lambda row: row.changed_at, reverse=True)
    return [*waits, *rest]


def of_folder(folder: Path, ending: str) -> Iterator[os.DirEntry[str]]:
    """The files of the cases."""
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.name.endswith(ending) and entry.is_file())
    except OSError:
        return
