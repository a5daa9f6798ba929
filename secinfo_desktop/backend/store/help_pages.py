"""Pages of the list of cases: each order is walked along an index, and goes on behind the last case of a page.

A page is as quick behind ten thousand cases as before them; what is opened or closed between two of them moves nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, literal, select, tuple_

from secinfo_desktop.backend.services.help_records import CaseAfter, CaseQuery, CasesFound
from secinfo_desktop.backend.store import help_rows
from secinfo_desktop.backend.store.help_rows import IS_THERE
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE
from secinfo_desktop.domain.calls import CaseScope, CaseSort, CaseState

_ITS = HELP_CASE.c
_NOT_CLOSED = (CaseState.OPEN.value, CaseState.WAITING.value)


@dataclass(frozen=True)
class _Part:
    """A part of an order: which cases, and in the order of which column before their place."""

    which: tuple[ColumnElement[bool], ...] = ()
    by: Column[Any] | None = None
    newest_first: bool = False

    def page(self, query: Select[Any], after: CaseAfter | None, most: int) -> Select[Any]:
        columns = [column for column in (self.by, _ITS.place) if column is not None]
        order = [column.desc() if self.newest_first else column.asc() for column in columns]
        query = query.where(*self.which).order_by(*order).limit(most)
        if after is None:
            return query
        values = [after.key, after.place] if self.by is not None else [after.place]
        last = tuple_(*(literal(value, column.type) for value, column in zip(values, columns, strict=True)))
        return query.where(tuple_(*columns) < last if self.newest_first else tuple_(*columns) > last)

    def after(self, part: int, row: Row[Any]) -> CaseAfter:
        return CaseAfter(part, row._mapping[self.by.name] if self.by is not None else None, row.place)


_PARTS: Mapping[CaseSort, tuple[_Part, ...]] = {
    CaseSort.LONGEST_WAIT: (
        _Part((_ITS.waiting_since.is_not(None),), by=_ITS.waiting_since),
        _Part((_ITS.waiting_since.is_(None),)),
    ),
    CaseSort.NEWEST: (_Part(newest_first=True),),
    CaseSort.CALLER: (_Part(by=_ITS.found_by),),
}
"""Cases that wait for nobody come after those that do."""


def page(connection: Connection, query: CaseQuery) -> CasesFound:
    """A page of the list that somebody asks for."""
    rows: list[tuple[CaseAfter, Row[Any]]] = []
    for part, its in _parts(query):
        after = query.after if query.after and query.after.part == part else None
        missing = query.most + 1 - len(rows)
        found = connection.execute(its.page(_wanted(query), after, missing))
        rows += [(its.after(part, row), row) for row in found]
        if len(rows) > query.most:
            break
    shown = rows[: query.most]
    more = shown[-1][0] if len(rows) > query.most else None
    return CasesFound(tuple(help_rows.read(row) for _, row in shown), more, _counts(connection, query.staff_id))


def _parts(query: CaseQuery) -> Iterator[tuple[int, _Part]]:
    first = query.after.part if query.after else 0
    yield from list(enumerate(_PARTS[query.sort]))[first:]


def _wanted(query: CaseQuery) -> Select[Any]:
    wanted = help_rows.cases(query.now).where(*_within(query.scope, query.staff_id))
    if query.text:
        wanted = wanted.where(_ITS.found_by.contains(query.text.casefold(), autoescape=True))
    return wanted


def _within(scope: CaseScope, staff_id: str) -> tuple[ColumnElement[bool], ...]:
    if scope is CaseScope.MINE:
        return _ITS.owner_id == staff_id, _ITS.state.in_(_NOT_CLOSED)
    return (_ITS.state == CaseState.WAITING.value,) if scope is CaseScope.WAITING else ()


def _counts(connection: Connection, staff_id: str) -> dict[CaseScope, int]:
    return {scope: _count(connection, scope, staff_id) for scope in CaseScope}


def _count(connection: Connection, scope: CaseScope, staff_id: str) -> int:
    counted = select(func.count()).select_from(HELP_CASE)
    return int(connection.execute(counted.where(IS_THERE, *_within(scope, staff_id))).scalar_one())
