"""The guide's learnt tables in SQL: every table that was ever put there, each change under a revision of its own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import GUIDE_TABLE

_SUBJECT = "guide tables"


class SqlGuideTables:
    """Keeps tables in a database. Each method is one transaction."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database, self._audit = database, audit

    def revision(self) -> int:
        """The number of the last change; 0 before the first one."""
        with self._database.read() as connection:
            return _last(connection)

    def current(self) -> tuple[int, Sequence[GuideTable]]:
        """The number of the last change, and the table of each checklist that has one, as one moment has them."""
        with self._database.read() as connection:
            rows = (_current(connection, checklist) for checklist in _checklists(connection))
            tables = tuple(GuideTable(row.checklist, row.body) for row in rows if row is not None and row.body)
            return _last(connection), tables

    def put(self, table: GuideTable, now: datetime, event: AuditEvent | None = None) -> int:
        """Put a table in the place of the checklist's earlier one; returns the number of the change."""
        with self._database.write() as connection:
            self._database.take_turns(connection, _SUBJECT)
            before = _current(connection, table.checklist)
            revision = _add(connection, table.checklist, table.text, None if before is None else before.revision, now)
            note(self._audit, connection, event)
            return revision

    def take_back(self, checklist: str, now: datetime, event: AuditEvent | None = None) -> int | None:
        """Take a checklist's table back: the earlier one is there again, or none. None if there is nothing to take."""
        with self._database.write() as connection:
            self._database.take_turns(connection, _SUBJECT)
            present = _current(connection, checklist)
            if present is None or present.body is None:
                return None
            earlier = _at(connection, present.replaces)
            text, replaces = (None, None) if earlier is None else (earlier.body, earlier.replaces)
            revision = _add(connection, checklist, text, replaces, now)
            note(self._audit, connection, event)
            return revision


def _last(connection: Connection) -> int:
    found: int | None = connection.execute(select(func.max(GUIDE_TABLE.c.revision))).scalar()
    return found or 0


def _checklists(connection: Connection) -> Sequence[str]:
    named = select(GUIDE_TABLE.c.checklist).distinct().order_by(GUIDE_TABLE.c.checklist)
    return connection.execute(named).scalars().all()


def _current(connection: Connection, checklist: str) -> Row[tuple[object, ...]] | None:
    its = select(GUIDE_TABLE).where(GUIDE_TABLE.c.checklist == checklist).order_by(GUIDE_TABLE.c.revision.desc())
    return connection.execute(its.limit(1)).first()


def _at(connection: Connection, revision: int | None) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(GUIDE_TABLE).where(GUIDE_TABLE.c.revision == revision)).first()


def _add(connection: Connection, checklist: str, text: str | None, replaces: int | None, now: datetime) -> int:
    revision = _last(connection) + 1
    row = {"revision": revision, "checklist": checklist, "body": text, "replaces": replaces, "put_at": now}
    connection.execute(insert(GUIDE_TABLE), row)
    return revision
