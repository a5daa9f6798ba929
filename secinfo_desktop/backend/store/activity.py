"""Recent activity of an account, read from the audit log: what happened is kept once (B4)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.records import PastEvent
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import AUDIT_EVENT, SESSION


class SqlActivity:
    """Reads what the audit log tells about one account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(
        self, account_id: str, kinds: Collection[Collection[AuditKind]], since: datetime, most: int
    ) -> tuple[PastEvent, ...]:
        """The events after ``since``, newest first; of each group of kinds so many at most, the newest.

        Groups apart: however often a stranger does what anybody can do, it drives nothing else out.
        """
        with self._database.read() as connection:
            found = [row for group in kinds for row in _newest(connection, account_id, group, since, most)]
        return tuple(_event(row) for row in sorted(found, key=lambda row: row.seq, reverse=True))


def _event(row: Row[Any]) -> PastEvent:
    return PastEvent(row.seq, row.at, row.kind, row.detail, row.session_id, row.device)


def _newest(
    connection: Connection, account_id: str, kinds: Collection[AuditKind], since: datetime, most: int
) -> list[Row[Any]]:
    its = AUDIT_EVENT.c
    columns = its.seq, its.at, its.kind, its.detail, its.session_id, SESSION.c.device
    happened = its.account_id == account_id, its.kind.in_([kind.value for kind in kinds]), its.at > since
    query = select(*columns).outerjoin_from(AUDIT_EVENT, SESSION, SESSION.c.id == its.session_id).where(*happened)
    return list(connection.execute(query.order_by(its.seq.desc()).limit(most)))
