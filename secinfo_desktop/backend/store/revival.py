"""What must not come to life again when an old copy of a database is put back: codes, flows, sessions, calls.

Somebody who got in once with a code, and was shut out since, must not get in with it again; nor does a recovery code
that was used or replaced since. What was counted since the
copy was made is counted still: sends, tries and wrong guesses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import (
    APPROVAL,
    HELP_CASE,
    SHARED_CASE,
    STAFF,
    STAFF_SESSION,
    VERIFICATION,
)
from secinfo_desktop.backend.store.outbox import WAITING
from secinfo_desktop.backend.store.staff import end_work
from secinfo_desktop.backend.store.tables import (
    ACCOUNT,
    ANSWER,
    ATTEMPT,
    CONTACT,
    FLOW,
    KNOWN_DEVICE,
    OUTBOX,
    REPLACEMENT,
    SEND,
    SESSION,
)
from secinfo_desktop.domain.delivery import DeliveryState

_ENDED = (
    (FLOW, "closed_at"),
    (SESSION, "ended_at"),
    (KNOWN_DEVICE, "revoked_at"),
    (STAFF_SESSION, "ended_at"),
    (SHARED_CASE, "ended_at"),
)
_Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Counted:
    """What limits go by, of a database that is about to be replaced."""

    sends: _Rows = ()
    attempts: _Rows = ()
    failed: Mapping[str, int] | None = None
    recovery_codes: frozenset[str] = frozenset()
    """Digests of those that were kept: any other one in the copy was used or replaced since."""
    staff: frozenset[str] | None = None
    """Who worked at the helpdesk; None where nobody knows."""


def counted(database: Database) -> Counted:
    """What was counted in a database up to now."""
    failing = select(CONTACT.c.id, CONTACT.c.failed_in_a_row).where(CONTACT.c.failed_in_a_row > 0)
    with database.read() as connection:
        failed = {row.id: row.failed_in_a_row for row in connection.execute(failing)}
        kept = select(ACCOUNT.c.recovery_code_digest).where(ACCOUNT.c.recovery_code_digest.is_not(None))
        codes = frozenset(connection.execute(kept).scalars())
        staff = frozenset(connection.execute(select(STAFF.c.id).where(STAFF.c.ended_at.is_(None))).scalars())
        return Counted(_rows(connection, SEND), _rows(connection, ATTEMPT), failed, codes, staff)


def revive_nothing(
    database: Database, now: datetime, since: Counted, event: AuditEvent | None = None, audit: SqlAudit | None = None
) -> None:
    """End all that was open when a copy was made, count what was counted ``since``, and note it; in one transaction."""
    with database.write() as connection:
        for table, ended in _ENDED:
            connection.execute(update(table).where(table.c[ended].is_(None)).values({ended: now}))
        _end_calls(connection, now, since.staff)
        waiting = OUTBOX.c.code_id.is_not(None), OUTBOX.c.state.in_(WAITING)
        connection.execute(update(OUTBOX).where(*waiting).values(state=DeliveryState.EXPIRED.value))
        connection.execute(delete(ANSWER))
        _end_recovery_codes(connection, since.recovery_codes)
        _begin_waiting_anew(connection, now)
        _count(connection, SEND, since.sends)
        _count(connection, ATTEMPT, since.attempts)
        for contact_id, failed in (since.failed or {}).items():
            fewer = CONTACT.c.id == contact_id, CONTACT.c.failed_in_a_row < failed
            connection.execute(update(CONTACT).where(*fewer).values(failed_in_a_row=failed))
        note(audit, connection, event)


def _end_calls(connection: Connection, now: datetime, staff: frozenset[str] | None) -> None:
    """No caller is verified any more, nothing is approved, and whose work has ended since does not work again."""
    connection.execute(update(SHARED_CASE).values(join_digest=None))
    connection.execute(update(HELP_CASE).values(verified_until=None, verified_how=None, verified_for=None))
    for table in (VERIFICATION, APPROVAL):
        connection.execute(update(table).where(table.c.ends_at > now).values(ends_at=now))
    if staff is not None:
        for gone in connection.execute(select(STAFF.c.id).where(STAFF.c.ended_at.is_(None))).scalars().all():
            if gone not in staff:
                end_work(connection, gone, now)


def _end_recovery_codes(connection: Connection, still_kept: frozenset[str]) -> None:
    """A recovery code that was used or replaced since the copy was made must not open the account again."""
    kept = ACCOUNT.c.recovery_code_digest
    for account in connection.execute(select(ACCOUNT.c.id, kept).where(kept.is_not(None))).all():
        if account.recovery_code_digest not in still_kept:
            none = {"recovery_code_digest": None, "recovery_code_made_at": None}
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(none))


def _begin_waiting_anew(connection: Connection, now: datetime) -> None:
    """Who cancelled a waiting period since gets the whole of it once more, and is told: it is never shorter (B11)."""
    waits = REPLACEMENT.c.finished_at.is_(None), REPLACEMENT.c.cancelled_at.is_(None), REPLACEMENT.c.due_at.is_not(None)
    for row in connection.execute(select(REPLACEMENT).where(*waits)).all():
        anew = {"requested_at": now, "ends_at": now + (row.ends_at - row.requested_at), "due_at": now}
        connection.execute(update(REPLACEMENT).where(REPLACEMENT.c.id == row.id).values(anew))


def _rows(connection: Connection, table: Table) -> _Rows:
    columns = [column for column in table.c if column.name != "id"]
    return [dict(row._mapping) for row in connection.execute(select(*columns))]


def _count(connection: Connection, table: Table, since: _Rows) -> None:
    """Add what is not counted yet."""
    known = {tuple(row.values()) for row in _rows(connection, table)}
    missing = [dict(row) for row in since if tuple(row.values()) not in known]
    if missing:
        connection.execute(insert(table), missing)
