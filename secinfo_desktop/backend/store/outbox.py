"""The outbox in SQL: messages that wait, and what became of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from secinfo_desktop.backend.services.records import MessageKind, QueuedMessage
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import CODE, OUTBOX
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState, is_final

_WAITING = tuple(state.value for state in DeliveryState if not is_final(state))


class SqlOutbox:
    """Keeps messages in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_due(self) -> datetime | None:
        """When the next message is due; None if nothing waits."""
        query = select(func.min(OUTBOX.c.due_at, type_=OUTBOX.c.due_at.type)).where(OUTBOX.c.state.in_(_WAITING))
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def due(self, now: datetime) -> tuple[QueuedMessage, ...]:
        """Messages to send by now, the longest waiting first."""
        query = select(OUTBOX).where(OUTBOX.c.state.in_(_WAITING), OUTBOX.c.due_at <= now)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(OUTBOX.c.due_at, OUTBOX.c.queued_at, OUTBOX.c.id))
            return tuple(_message(row) for row in rows)

    def record(self, message_id: str, state: DeliveryState, due_at: datetime) -> None:
        """Record an attempt and its result, unless the message was withdrawn meanwhile."""
        waiting = OUTBOX.c.id == message_id, OUTBOX.c.state.in_(_WAITING)
        tried = {"state": state.value, "due_at": due_at, "attempts": OUTBOX.c.attempts + 1}
        with self._database.write() as connection:
            connection.execute(update(OUTBOX).where(*waiting).values(tried))

    def report(self, states: Sequence[tuple[str, DeliveryState]]) -> None:
        """Record what became of messages after they had been handed over."""
        with self._database.write() as connection:
            for message_id, state in states:
                connection.execute(update(OUTBOX).where(OUTBOX.c.id == message_id).values(state=state.value))

    def message(self, message_id: str) -> QueuedMessage | None:
        """A message by its outbox id."""
        with self._database.read() as connection:
            found = connection.execute(select(OUTBOX).where(OUTBOX.c.id == message_id)).one_or_none()
            return _message(found) if found else None

    def states(self, flow_id: str) -> tuple[DeliveryState, ...]:
        """The states of the code messages of a flow, oldest first."""
        of_flow = OUTBOX.c.code_id.in_(select(CODE.c.id).where(CODE.c.flow_id == flow_id))
        query = select(OUTBOX.c.state).where(of_flow).order_by(OUTBOX.c.queued_at, OUTBOX.c.id)
        with self._database.read() as connection:
            return tuple(DeliveryState(state) for state in connection.execute(query).scalars())


def add_message(connection: Connection, message: QueuedMessage) -> str:
    """Queue a message in the caller's transaction; returns its outbox id."""
    row = {**asdict(message), "kind": message.kind.value, "state": message.state.value}
    connection.execute(insert(OUTBOX), {**row, "channel": message.channel.value if message.channel else None})
    return message.id


def withdraw_codes(connection: Connection, account_id: str) -> None:
    """Send no more codes of an account that has just been recovered."""
    waiting = OUTBOX.c.account_id == account_id, OUTBOX.c.code_id.is_not(None), OUTBOX.c.state.in_(_WAITING)
    connection.execute(update(OUTBOX).where(*waiting).values(state=DeliveryState.EXPIRED.value))


def _message(row: Row[Any]) -> QueuedMessage:
    channel = Channel(row.channel) if row.channel else None
    words = {"kind": MessageKind(row.kind), "channel": channel, "state": DeliveryState(row.state)}
    return QueuedMessage(**{**row._mapping, **words})
