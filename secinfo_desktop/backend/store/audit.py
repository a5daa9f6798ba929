"""The audit log in SQL: rows in a chain, each sealed with a key that lies outside the database.

mac(n) = MAC(mac(n-1), row n), and the head is sealed as well: a row that was changed, removed, put in or moved is
found, and so is a log whose end was cut off. Who can put back an old copy of the whole database can also put back its
old log; whoever keeps a head elsewhere finds that, too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.prepared import Asked, Prepared
from secinfo_desktop.backend.store.tables import AUDIT_EVENT, AUDIT_HEAD

Seal = Callable[[bytes], str]
"""A MAC (hex) under the audit log's key."""
AT_ONCE = 1000
_KINDS = {kind.value: kind for kind in AuditKind}
_HEAD = Prepared(select(AUDIT_HEAD.c.seq, AUDIT_HEAD.c.mac).with_for_update())
_ADD = Prepared(insert(AUDIT_EVENT).inline())
_SEAL_HEAD = Prepared(update(AUDIT_HEAD), "seq", "mac", "seal")


@dataclass(frozen=True)
class AuditRow:
    """An event in its place."""

    seq: int
    event: AuditEvent
    mac: str


@dataclass(frozen=True)
class Checked:
    """What became of a check: how many events there are, the head's mac, and the first thing wrong (None: nothing)."""

    events: int
    head: str
    problem: str | None = None


class SqlAudit:
    """Keeps the log in a database."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def append(self, connection: Connection, event: AuditEvent, head: Asked | None = None) -> None:
        """Add an event as the last thing of a transaction: from here to its end others wait to add theirs.

        ``head``: where the log ends, if it was asked for with the statements before (``ask_head``).
        """
        [(last, before)] = (head or _HEAD.ask(connection)).rows()
        seq = last + 1
        row = AuditRow(seq, event, _mac(self._seal, before, seq, event))
        with self._database.together(connection):
            _ADD.run(connection, **_columns(row))
            _SEAL_HEAD.run(connection, seq=seq, mac=row.mac, seal=_head(self._seal, seq, row.mac))

    def record(self, event: AuditEvent) -> None:
        """Keep an event in a transaction of its own."""
        with self._database.write() as connection:
            self.append(connection, event)

    def rows(self) -> Iterator[AuditRow]:
        """All events, oldest first, as they were at one moment."""
        with self._database.read() as connection:
            yield from _rows(connection)

    def check(self, known: tuple[int, str] | None = None) -> Checked:
        """Check every row and the head; ``known`` is a head (number and mac) that was written down elsewhere."""
        with self._database.read() as connection:
            seq, mac, seal = connection.execute(
                select(AUDIT_HEAD.c.seq, AUDIT_HEAD.c.mac, AUDIT_HEAD.c.seal)
            ).one_or_none() or (0, "", "")
            walked, before, problem = 0, "", None
            for row in _rows(connection):
                problem = problem or self._problem(row, walked, before, known)
                walked, before = row.seq, row.mac
        problem = problem or self._problem_of_head((walked, before), (seq, mac, seal), known)
        return Checked(seq, mac, problem)

    def _problem(self, row: AuditRow, walked: int, before: str, known: tuple[int, str] | None) -> str | None:
        if row.seq != walked + 1:
            return f"event {walked + 1} is missing"
        if row.mac != _mac(self._seal, before, row.seq, row.event):
            return f"event {row.seq} was changed, or moved"
        if known is not None and row.seq == known[0] and row.mac != known[1]:
            return f"event {row.seq} is another one than was written down"
        return None

    def _problem_of_head(
        self, last: tuple[int, str], head: tuple[int, str, str], known: tuple[int, str] | None
    ) -> str | None:
        if last != head[:2] or (head[0] > 0 and head[2] != _head(self._seal, *last)):
            return f"the log was cut off after event {last[0]}"
        if known is not None and known[0] > last[0]:
            return f"event {known[0]} was written down and is missing"
        return None


def has_events(database: Database) -> bool:
    """True if somebody has kept a log here, with a key that lies somewhere else."""
    with database.read() as connection:
        return connection.execute(select(AUDIT_EVENT.c.seq).limit(1)).first() is not None


def ask_head(connection: Connection) -> Asked:
    """Where the log ends; from here to the end of the transaction others wait to add what they have to tell."""
    return _HEAD.ask(connection)


def note(audit: SqlAudit | None, connection: Connection, event: AuditEvent | None, head: Asked | None = None) -> None:
    """Add what a transaction has to tell, if it is told and there is a log."""
    if audit is not None and event is not None:
        audit.append(connection, event, head)


def _rows(connection: Connection) -> Iterator[AuditRow]:
    in_order = select(AUDIT_EVENT).order_by(AUDIT_EVENT.c.seq)
    for row in connection.execute(in_order, execution_options={"yield_per": AT_ONCE}):
        yield AuditRow(row.seq, _event(row), row.mac)


def _event(row: Row[Any]) -> AuditEvent:
    """A kind that nobody knows was put there by somebody else; the check then finds that the mac is wrong."""
    kind = _KINDS.get(row.kind, AuditKind.UNKNOWN)
    return AuditEvent(kind, row.at, row.account_id, row.peer, row.detail, row.session_id, row.staff_id)


def _columns(row: AuditRow) -> dict[str, object]:
    its = row.event
    return {
        "seq": row.seq,
        "at": its.at,
        "kind": its.kind.value,
        "account_id": its.account_id,
        "peer": its.peer,
        "detail": its.detail,
        "session_id": its.session,
        "staff_id": its.staff,
        "mac": row.mac,
    }


def _mac(seal: Seal, before: str, seq: int, event: AuditEvent) -> str:
    """JSON keeps the parts apart, whatever is in them. Events from before there were sessions, or staff, have fewer."""
    parts = (before, seq, event.at.isoformat(), event.kind.value, event.account_id, event.peer, event.detail)
    its_parts = parts if event.session is None and event.staff is None else (*parts, event.session)
    its_parts = its_parts if event.staff is None else (*its_parts, event.staff)
    return seal(b"event" + msgspec.json.encode(its_parts))


def _head(seal: Seal, seq: int, mac: str) -> str:
    return seal(b"head" + msgspec.json.encode((seq, mac)))
