"""The outbox in SQL: messages that wait, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, or_, select, update

from secinfo_desktop.backend.services.records import MessageKind, QueuedMessage
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import CODE, FLOW, OUTBOX
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason, is_final, replaced_by

WAITING = tuple(state.value for state in DeliveryState if not is_final(state))
"""The states of what is still to be sent."""
_NOBODYS = {"claimed_by": None, "claimed_until": None}
_IS_SET_ASIDE = OUTBOX.c.state == DeliveryState.FAILED.value
_MESSAGE = tuple(column for column in OUTBOX.c if column.name not in _NOBODYS)


class SqlOutbox:
    """Keeps messages in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_due(self) -> datetime | None:
        """When the next message is due and nobody's; None if nothing waits."""
        free_at = case((OUTBOX.c.claimed_until > OUTBOX.c.due_at, OUTBOX.c.claimed_until), else_=OUTBOX.c.due_at)
        query = select(func.min(free_at, type_=OUTBOX.c.due_at.type)).where(OUTBOX.c.state.in_(WAITING))
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def claim(self, owner: str, now: datetime, until: datetime) -> QueuedMessage | None:
        """Claim the message that is due by now and waits longest, in one statement."""
        oldest = _due(owner, now).limit(1).with_for_update(skip_locked=True)
        claiming = update(OUTBOX).where(OUTBOX.c.id == oldest.scalar_subquery(), _is_free(owner, now))
        taken = {"claimed_by": owner, "claimed_until": until, "unfinished": OUTBOX.c.unfinished + 1}
        claimed = claiming.values(taken).returning(*_MESSAGE)
        with self._database.read() as connection:
            if connection.execute(_due(owner, now).limit(1)).first() is None:
                return None  # no writer's turn is taken for nothing
        with self._database.write() as connection:
            found = connection.execute(claimed).one_or_none()
            return _before(_message(found)) if found else None

    def record(self, message_id: str, became: Delivery, due_at: datetime, owner: str) -> None:
        """Record an attempt and its result, unless the message was withdrawn, or is somebody else's, meanwhile."""
        counts = [OUTBOX.c.id == message_id, OUTBOX.c.state.in_(WAITING)]
        if not is_final(became.state):
            counts.append(OUTBOX.c.claimed_by == owner)
        ended = {**_columns(became), **_NOBODYS, "unfinished": 0}
        tried = {**ended, "due_at": due_at, "attempts": OUTBOX.c.attempts + 1}
        with self._database.write() as connection:
            connection.execute(update(OUTBOX).where(*counts).values(tried))

    def report(self, became: Sequence[tuple[str, Delivery]]) -> None:
        """Record what became of messages after they had been handed over."""
        with self._database.write() as connection:
            for message_id, delivery in became:
                connection.execute(update(OUTBOX).where(OUTBOX.c.id == message_id).values(_columns(delivery)))

    def reported(self, message_id: str, became: Delivery) -> bool:
        """Take a network's report, unless more is known of the message already; True if it told something new."""
        takes = OUTBOX.c.id == message_id, OUTBOX.c.state.in_([state.value for state in replaced_by(became.state)])
        with self._database.write() as connection:
            return connection.execute(update(OUTBOX).where(*takes).values(_columns(became))).rowcount == 1

    def set_aside(self) -> tuple[QueuedMessage, ...]:
        """What could not be sent through nobody's contact, oldest first."""
        query = select(*_MESSAGE).where(_IS_SET_ASIDE).order_by(OUTBOX.c.queued_at, OUTBOX.c.id)
        with self._database.read() as connection:
            return tuple(map(_message, connection.execute(query)))

    def put_back(self, message_id: str, now: datetime) -> bool:
        """Send what was set aside after all, as if it had just been queued; False if it is not, or is worth nothing."""
        is_open = CODE.c.flow_id.in_(select(FLOW.c.id).where(FLOW.c.closed_at.is_(None)))
        code = or_(OUTBOX.c.code_id.is_(None), OUTBOX.c.code_id.in_(select(CODE.c.id).where(is_open)))
        in_time = or_(OUTBOX.c.ends_at.is_(None), OUTBOX.c.ends_at > now)
        afresh = {**_columns(Delivery(DeliveryState.QUEUED)), "due_at": now, "attempts": 0}
        its = OUTBOX.c.id == message_id, _IS_SET_ASIDE, code, in_time
        with self._database.write() as connection:
            return connection.execute(update(OUTBOX).where(*its).values(afresh)).rowcount == 1

    def message(self, message_id: str) -> QueuedMessage | None:
        """A message by its outbox id."""
        with self._database.read() as connection:
            found = connection.execute(select(*_MESSAGE).where(OUTBOX.c.id == message_id)).one_or_none()
            return _message(found) if found else None

    def deliveries(self, flow_id: str) -> tuple[Delivery, ...]:
        """What became of the code messages of a flow, oldest first."""
        of_flow = OUTBOX.c.code_id.in_(select(CODE.c.id).where(CODE.c.flow_id == flow_id))
        query = select(OUTBOX.c.state, OUTBOX.c.reason).where(of_flow).order_by(OUTBOX.c.queued_at, OUTBOX.c.id)
        with self._database.read() as connection:
            return tuple(Delivery(DeliveryState(row.state), _reason(row.reason)) for row in connection.execute(query))


def _before(claimed: QueuedMessage) -> QueuedMessage:
    """A message as it was found: the attempt that begins with the claim is not one of those before it."""
    return replace(claimed, unfinished=claimed.unfinished - 1)


def _is_free(owner: str, now: datetime) -> ColumnElement[bool]:
    claim = OUTBOX.c.claimed_until
    return or_(claim.is_(None), claim <= now, OUTBOX.c.claimed_by == owner)


def _due(owner: str, now: datetime) -> Select[Any]:
    """The ids of what an owner may claim, the longest waiting first."""
    due = OUTBOX.c.state.in_(WAITING), OUTBOX.c.due_at <= now, _is_free(owner, now)
    return select(OUTBOX.c.id).where(*due).order_by(OUTBOX.c.due_at, OUTBOX.c.queued_at, OUTBOX.c.id)


def add_message(connection: Connection, message: QueuedMessage) -> str:
    """Queue a message in the caller's transaction; returns its outbox id."""
    add_messages(connection, (message,))
    return message.id


def add_messages(connection: Connection, messages: Iterable[QueuedMessage]) -> None:
    """Queue messages in the caller's transaction."""
    rows = [_row(message) for message in messages]
    if rows:
        connection.execute(insert(OUTBOX), rows)


def _row(message: QueuedMessage) -> dict[str, Any]:
    words = {"kind": message.kind.value, "channel": message.channel and message.channel.value}
    return {**asdict(message), **words, **_columns(Delivery(message.state, message.reason))}


def withdraw_codes(connection: Connection, account_id: str) -> None:
    """Send no more codes of an account that has just been recovered."""
    waiting = OUTBOX.c.account_id == account_id, OUTBOX.c.code_id.is_not(None), OUTBOX.c.state.in_(WAITING)
    connection.execute(update(OUTBOX).where(*waiting).values(state=DeliveryState.EXPIRED.value))


def withdraw_codes_of_closed_flows(connection: Connection, account_id: str) -> None:
    """Send no more codes of an account's flows that are closed."""
    closed = (
        select(CODE.c.id)
        .join(FLOW, CODE.c.flow_id == FLOW.c.id)
        .where(FLOW.c.account_id == account_id, FLOW.c.closed_at.is_not(None))
    )
    waiting = OUTBOX.c.account_id == account_id, OUTBOX.c.code_id.in_(closed), OUTBOX.c.state.in_(WAITING)
    connection.execute(update(OUTBOX).where(*waiting).values(state=DeliveryState.EXPIRED.value))


def _columns(became: Delivery) -> dict[str, Any]:
    return {"state": became.state.value, "reason": became.reason.value if became.reason else None}


def _reason(word: str | None) -> Reason | None:
    return None if word is None else Reason(word)


def _message(row: Row[Any]) -> QueuedMessage:
    words = {"kind": MessageKind(row.kind), "channel": Channel(row.channel) if row.channel else None}
    read = {"state": DeliveryState(row.state), "reason": _reason(row.reason)}
    return QueuedMessage(**{**row._mapping, **words, **read})
