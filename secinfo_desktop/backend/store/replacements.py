"""Replacements of all security info in SQL. What must happen once is decided by one statement's row count."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, update

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.records import Account, Contact
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacing import (
    Beginning,
    Cancelling,
    Deed,
    Due,
    Entering,
    Finishing,
    NewInfo,
    ReplacementStanding,
    Replacing,
    Starting,
    Sweep,
)
from secinfo_desktop.backend.store.accounts import read_account, read_contact
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.outbox import add_messages, withdraw_codes
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT, FLOW, REPLACEMENT
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.waiting_period import WaitingPeriod

AT_ONCE = 200
"""Replacements of a sweep in one transaction, so that nobody waits long for their turn."""
_IS_OPEN = REPLACEMENT.c.finished_at.is_(None), REPLACEMENT.c.cancelled_at.is_(None)
_TOLD = (
    update(REPLACEMENT)
    .where(REPLACEMENT.c.id == bindparam("its_id"))
    .values(due_at=bindparam("due"), notices_sent=bindparam("sent"))
)
_OVER = {"due_at": None, "claim_digest": None}


class SqlReplacements:
    """Keeps replacements in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None, at_once: int = AT_ONCE) -> None:
        self._database = database
        self._audit = audit
        self._at_once = at_once

    def standing(self, account_id: str) -> ReplacementStanding | None:
        """Where an account's replacement stands; None if there is no such account."""
        with self._database.read() as connection:
            return read_standing(connection, account_id)

    def told_at(self, account_id: str, at: datetime) -> Replacing | None:
        """The replacement that a message of that time speaks of: the newest one requested by then."""
        with self._database.read() as connection:
            return _newest(connection, account_id, at)

    def do(self, account_id: str, deed: Deed, now: datetime, event: AuditEvent | None = None) -> None:
        """Do something to an account's replacement. What the deed's function raises undoes everything."""
        with self._database.write() as connection:
            self._database.take_turns(connection, account_id)
            do_deed(connection, account_id, deed, now)
            note(self._audit, connection, event)

    def next_due(self) -> datetime | None:
        """When something is due next for anybody; None if nothing waits."""
        with self._database.read() as connection:
            return connection.execute(select(func.min(REPLACEMENT.c.due_at, type_=REPLACEMENT.c.due_at.type))).scalar()

    def sweep(self, now: datetime, sweep: Sweep) -> bool:
        """Do what is due by now for a bounded number of replacements, each once; True if there may be more."""
        due = select(REPLACEMENT).where(REPLACEMENT.c.due_at <= now).order_by(REPLACEMENT.c.due_at).limit(self._at_once)
        with self._database.read() as connection:
            if connection.execute(due.with_only_columns(REPLACEMENT.c.id).limit(1)).first() is None:
                return False  # no writer's turn is taken for nothing
        with self._database.write() as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).all()  # nobody else has these now
            standings = _standings(connection, rows)
            self._do_due(connection, [(row, sweep(standings[row.id])) for row in rows])
            return len(rows) == self._at_once

    def _do_due(self, connection: Connection, due: Sequence[tuple[Row[Any], Due]]) -> None:
        told = [
            {"its_id": row.id, "due": its.due_at, "sent": row.notices_sent + (1 if its.messages else 0)}
            for row, its in due
        ]
        if told:
            connection.execute(_TOLD, told)
        for row, its in due:
            if its.lapses:
                forget_new_info(connection, row.account_id)
        add_messages(connection, (message for _, its in due for message in its.messages))
        for _, its in due:
            note(self._audit, connection, its.event)


def do_deed(connection: Connection, account_id: str, deed: Deed, now: datetime) -> None:
    """Do something to an account's replacement in the caller's transaction, which has taken the account's turn."""
    standing = read_standing(connection, account_id)
    if standing is None:
        raise Refused(Failure.NO_REPLACEMENT)
    match deed:
        case Starting(begin):
            _begin(connection, begin(standing))
        case Entering(enter):
            _enter(connection, standing, enter(standing), now)
        case Cancelling():
            _cancel(connection, standing, deed, now)
        case Finishing(tell):
            messages = tell(standing)
            _take_effect(connection, _end(connection, standing, {"finished_at": now}), now)
            add_messages(connection, messages)


def _cancel(connection: Connection, standing: ReplacementStanding, deed: Cancelling, now: datetime) -> None:
    messages = deed.tell(standing)
    its = _end(connection, standing, {"cancelled_at": now, "cancelled_by": deed.by.value})
    forget_new_info(connection, its.account_id)
    if deed.flags:
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == its.account_id).values(new_password_needed=True))
    add_messages(connection, messages)


def _begin(connection: Connection, begun: Beginning) -> None:
    forget_new_info(connection, begun.replacing.account_id)
    connection.execute(insert(REPLACEMENT), _row(begun))
    _add_new_info(connection, begun.replacing, begun.contacts, begun.replacing.period.requested_at)
    add_messages(connection, begun.messages)


def _enter(connection: Connection, standing: ReplacementStanding, new: Sequence[Contact], now: datetime) -> None:
    newest = _held(connection, standing)
    forget_new_info(connection, newest.account_id)
    _add_new_info(connection, newest, new, now)


def forget_new_info(connection: Connection, account_id: str) -> None:
    """Forget contacts that were to come: nobody else's business, and perhaps a stranger's."""
    waiting = CONTACT.c.account_id == account_id, CONTACT.c.replacement_id.is_not(None)
    connection.execute(delete(CONTACT).where(*waiting))


def read_standing(connection: Connection, account_id: str) -> ReplacementStanding | None:
    """What is decided on, as it is in a transaction."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one_or_none()
    if row is None:
        return None
    newest = _newest(connection, account_id)
    return ReplacementStanding(
        account=read_account(connection, row),
        newest=newest,
        new_info=_new_info(connection, account_id),
        cancelled=_cancelled(connection, account_id),
        removal_held_until=row.removal_held_until,
    )


def _newest(connection: Connection, account_id: str, by: datetime | None = None) -> Replacing | None:
    its = [REPLACEMENT.c.account_id == account_id]
    if by is not None:
        its.append(REPLACEMENT.c.requested_at <= by)
    is_over = case((REPLACEMENT.c.cancelled_at.is_(None), 0), else_=1)  # of two of one moment the open one counts
    newest_first = REPLACEMENT.c.requested_at.desc(), is_over, REPLACEMENT.c.id
    found = connection.execute(select(REPLACEMENT).where(*its).order_by(*newest_first).limit(1)).one_or_none()
    return _replacing(found) if found else None


def _replacing(row: Row[Any]) -> Replacing:
    period = WaitingPeriod(row.requested_at, row.ends_at, row.finished_at, row.cancelled_at)
    return Replacing(row.id, row.account_id, period, row.claim_digest or "")


def _cancelled(connection: Connection, account_id: str) -> tuple[datetime, ...]:
    its = REPLACEMENT.c.account_id == account_id, REPLACEMENT.c.cancelled_at.is_not(None)
    query = select(REPLACEMENT.c.cancelled_at).where(*its).order_by(REPLACEMENT.c.cancelled_at)
    return tuple(connection.execute(query).scalars())


def _new_info(connection: Connection, account_id: str) -> tuple[NewInfo, ...]:
    its = CONTACT.c.account_id == account_id, CONTACT.c.replacement_id.is_not(None)
    rows = connection.execute(select(CONTACT).where(*its).order_by(CONTACT.c.position))
    return tuple(NewInfo(read_contact(row), row.proven_at) for row in rows)


def _standings(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, ReplacementStanding]:
    """What the sweep needs of many replacements at once, by their ids: whom to tell."""
    contacts: dict[str, list[Row[Any]]] = {row.account_id: [] for row in rows}
    query = select(CONTACT).where(CONTACT.c.account_id.in_(contacts), CONTACT.c.removed_at.is_(None))
    for contact in connection.execute(query.order_by(CONTACT.c.position)):
        contacts[contact.account_id].append(contact)
    return {row.id: _swept(row, contacts[row.account_id]) for row in rows}


def _swept(row: Row[Any], contacts: Iterable[Row[Any]]) -> ReplacementStanding:
    contacts = list(contacts)
    old = tuple(read_contact(its) for its in contacts if its.replacement_id is None and its.proven_at is not None)
    new = tuple(NewInfo(read_contact(its), its.proven_at) for its in contacts if its.replacement_id == row.id)
    return ReplacementStanding(Account(row.account_id, "", old), _replacing(row), new)


def _row(begun: Beginning) -> dict[str, Any]:
    its, period = begun.replacing, begun.replacing.period
    return {
        "id": its.id,
        "account_id": its.account_id,
        "requested_at": period.requested_at,
        "ends_at": period.ends_at,
        "claim_digest": its.claim_digest,
        "notices_sent": 1,
        "due_at": begun.due_at,
    }


def _add_new_info(connection: Connection, its: Replacing, contacts: Sequence[Contact], now: datetime) -> None:
    last = select(func.coalesce(func.max(CONTACT.c.position), -1)).where(CONTACT.c.account_id == its.account_id)
    first = int(connection.execute(last).scalar_one()) + 1
    rows = [
        {
            "id": contact.id,
            "account_id": its.account_id,
            "position": position,
            "kind": contact.kind.value,
            "value": contact.value,
            "failed_in_a_row": 0,
            "guesses": 0,
            "added_at": now,
            "replacement_id": its.id,
        }
        for position, contact in enumerate(contacts, first)
    ]
    if rows:
        connection.execute(insert(CONTACT), rows)


def _held(connection: Connection, standing: ReplacementStanding) -> Replacing:
    """The newest replacement, which nobody else ends, and no sweep works on, before this transaction is over."""
    return _end(connection, standing, {"due_at": REPLACEMENT.c.due_at, "claim_digest": REPLACEMENT.c.claim_digest})


def _end(connection: Connection, standing: ReplacementStanding, how: dict[str, Any]) -> Replacing:
    """End the newest replacement, and return it; of two who come at once, one is refused."""
    its_id = standing.newest.id if standing.newest else ""
    ending = update(REPLACEMENT).where(REPLACEMENT.c.id == its_id, *_IS_OPEN).values(_OVER | how)
    if standing.newest is None or connection.execute(ending).rowcount != 1:
        raise Refused(Failure.NO_REPLACEMENT)
    return standing.newest


def _take_effect(connection: Connection, its: Replacing, now: datetime) -> None:
    """Old contacts go, those proven since the end count, others are forgotten; an old recovery code is old info too.

    Nobody goes on with what an old contact has proven: every flow of the account is closed.
    """
    flows = FLOW.c.account_id == its.account_id, FLOW.c.closed_at.is_(None)
    connection.execute(update(FLOW).where(*flows).values(closed_at=now))
    withdraw_codes(connection, its.account_id)
    mine = CONTACT.c.account_id == its.account_id
    old = mine, CONTACT.c.replacement_id.is_(None), CONTACT.c.removed_at.is_(None)
    connection.execute(update(CONTACT).where(*old).values(removed_at=now))
    proven = mine, CONTACT.c.replacement_id == its.id, CONTACT.c.proven_at >= its.period.ends_at
    connection.execute(update(CONTACT).where(*proven).values(replacement_id=None, counts_since=now))
    forget_new_info(connection, its.account_id)
    renewed = {
        "verified_at": now,
        "notice_at": None,
        "notice_skipped_until": None,
        "recovery_code_digest": None,
        "recovery_code_made_at": None,
    }
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == its.account_id).values(renewed))
