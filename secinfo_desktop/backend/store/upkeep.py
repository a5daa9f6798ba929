"""What keeps a database small and tells whether it is there: old rows go, a bounded number at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from secinfo_desktop.backend.services.live_records import UNSHARED
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, STAFF_SESSION
from secinfo_desktop.backend.store.outbox import WAITING
from secinfo_desktop.backend.store.tables import (
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
from secinfo_desktop.domain.calls import KEPT_FOR

AT_ONCE = 500
"""Rows of a table that go in one transaction, so that nobody waits long for their turn."""


@dataclass(frozen=True)
class Lifetimes:
    """How long what is over is kept: flows with their codes and messages; notices; what the ceilings count.

    Sessions stay long after their end, for the addresses that their owners came from are spared by waits (``sign_in``).
    Replacements that are over stay for as long as their cancellations count, and longer; removed contacts as notices.
    """

    flows: timedelta = timedelta(days=1)
    notices: timedelta = timedelta(days=30)
    counted: timedelta = timedelta(days=8)
    answers: timedelta = timedelta(days=1)
    sessions: timedelta = timedelta(days=180)
    replacements: timedelta = timedelta(days=400)
    cases: timedelta = KEPT_FOR


class SqlUpkeep:
    """Looks after a database."""

    def __init__(self, database: Database, lifetimes: Lifetimes | None = None) -> None:
        self._database = database
        self._lifetimes = lifetimes or Lifetimes()

    def waiting(self) -> int:
        """How many messages wait to be handed over; raises whatever the database raises if it does not answer."""
        query = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state.in_(WAITING))
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def forget(self, now: datetime) -> bool:
        """Forget a bounded number of rows that are over; True if there may be more of them."""
        forgotten = []
        for table, over in self._over(now):
            with self._database.write() as connection:
                forgotten.append(_forget(connection, table, over))
        return AT_ONCE in forgotten

    def _over(self, now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        its = self._lifetimes
        yield FLOW, FLOW.c.ends_at <= now - its.flows
        notice = OUTBOX.c.code_id.is_(None) & OUTBOX.c.state.not_in(WAITING)
        yield OUTBOX, notice & (OUTBOX.c.queued_at <= now - its.notices)
        yield SEND, SEND.c.at <= now - its.counted
        yield ATTEMPT, ATTEMPT.c.at <= now - its.counted
        is_over = SESSION.c.token_digest.is_not(None) | SESSION.c.ended_at.is_not(None)
        yield SESSION, is_over & (SESSION.c.began_at <= now - its.sessions)
        yield KNOWN_DEVICE, KNOWN_DEVICE.c.used_at <= now - its.sessions
        yield CONTACT, CONTACT.c.removed_at <= now - its.notices
        yield REPLACEMENT, REPLACEMENT.c.due_at.is_(None) & (REPLACEMENT.c.requested_at <= now - its.replacements)
        yield HELP_CASE, HELP_CASE.c.closed_at <= now - its.cases
        yield HELP_CASE, _is_left_alone(now - its.cases)
        yield HELP_CASE, (HELP_CASE.c.state == UNSHARED) & (HELP_CASE.c.opened_at <= now - its.flows)
        yield STAFF_SESSION, STAFF_SESSION.c.ends_at <= now - its.sessions
        yield ANSWER, ANSWER.c.answered_at <= now - its.answers


def _is_left_alone(since: datetime) -> ColumnElement[bool]:
    """True for a case that nobody has touched since, and that waited for no later day."""
    its = HELP_CASE.c
    waits_no_more = its.waiting_since.is_(None) | (its.waiting_since <= since)
    return its.closed_at.is_(None) & (its.changed_at <= since) & waits_no_more


def _forget(connection: Connection, table: Table, over: ColumnElement[bool]) -> int:
    some = select(table.c.id).where(over).limit(AT_ONCE)
    return connection.execute(delete(table).where(table.c.id.in_(some.scalar_subquery()))).rowcount
