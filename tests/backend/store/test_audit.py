"""The audit log: written with what it tells of, and whoever changes, removes, moves or cuts off is found out."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

import msgspec
import pytest
from sqlalchemy import Connection, delete, insert, select, update

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import AUDIT_EVENT, AUDIT_HEAD, FLOW
from tests.backend.store.places import Place
from tests.helpers.clock import START
from tests.helpers.records import a_flow, an_account

EVENTS = 6


def seal(message: bytes) -> str:
    """Stands for the key: nobody who has the database alone can do it."""
    return sha256(b"the key" + message).hexdigest()


@dataclass(frozen=True)
class Log:
    """A log with some events, and the database that it is in."""

    store: SqlStore
    audit: SqlAudit

    def write(self, do: Callable[[Connection], object]) -> None:
        """What somebody does who has the database and not the key."""
        with self.store.database.write() as connection:
            do(connection)


@pytest.fixture
def log(place: Place) -> Iterator[Log]:
    store = place.open_store().sealed_by(seal)
    audit = SqlAudit(store.database, seal)
    for number in range(EVENTS):
        event = AuditEvent(AuditKind.CODE_ASKED, START + timedelta(seconds=number), f"account-{number}", "peer", "sms")
        audit.record(event)
    yield Log(store, audit)
    store.close()


def change_one(connection: Connection) -> None:
    connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == 3).values(account_id="somebody else"))


def change_its_time(connection: Connection) -> None:
    connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == 3).values(at=START))


def make_it_unknown(connection: Connection) -> None:
    connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == 3).values(kind="nothing"))


def remove_one(connection: Connection) -> None:
    connection.execute(delete(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == 3))


def remove_and_close_up(connection: Connection) -> None:
    remove_one(connection)
    for seq in range(4, EVENTS + 1):
        connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == seq).values(seq=seq - 1))
    connection.execute(update(AUDIT_HEAD).values(seq=EVENTS - 1))


def swap_two(connection: Connection) -> None:
    for before, after in ((3, 99), (4, 3), (99, 4)):
        connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == before).values(seq=after))


def put_one_in(connection: Connection) -> None:
    row = {"seq": EVENTS + 1, "at": START, "kind": "signed_in", "detail": "", "mac": "0" * 64}
    connection.execute(insert(AUDIT_EVENT), row)
    connection.execute(update(AUDIT_HEAD).values(seq=EVENTS + 1, mac="0" * 64))


def cut_the_end_off(connection: Connection) -> None:
    connection.execute(delete(AUDIT_EVENT).where(AUDIT_EVENT.c.seq > 4))


def cut_the_end_off_and_move_the_head(connection: Connection) -> None:
    cut_the_end_off(connection)
    last = connection.execute(select(AUDIT_EVENT.c.mac).where(AUDIT_EVENT.c.seq == 4)).scalar_one()
    connection.execute(update(AUDIT_HEAD).values(seq=4, mac=last))


def remove_the_head(connection: Connection) -> None:
    connection.execute(delete(AUDIT_HEAD))


HARM: dict[Callable[[Connection], None], str] = {
    change_one: "event 3 was changed",
    change_its_time: "event 3 was changed",
    make_it_unknown: "event 3 was changed",
    remove_one: "event 3 is missing",
    remove_and_close_up: "event 3 was changed",
    swap_two: "event 3 was changed",
    put_one_in: "event 7 was changed",
    cut_the_end_off: "cut off after event 4",
    cut_the_end_off_and_move_the_head: "cut off after event 4",
    remove_the_head: "cut off after event 6",
}


def test_a_log_that_nobody_touched_is_whole(log: Log) -> None:
    checked = log.audit.check()
    assert (checked.problem, checked.events) == (None, EVENTS)
    assert [row.event.account_id for row in log.audit.rows()] == [f"account-{number}" for number in range(EVENTS)]


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_whoever_harms_the_log_is_found_out(log: Log, harm: Callable[[Connection], None]) -> None:
    log.write(harm)
    assert HARM[harm] in str(log.audit.check().problem)


def test_what_nobody_knows_is_not_shown_as_something_else(log: Log) -> None:
    with log.store.database.write() as connection:
        make_it_unknown(connection)
    assert [row.event.kind for row in log.audit.rows()][2] is AuditKind.UNKNOWN


def test_without_a_key_harm_can_be_hidden(place: Place) -> None:
    """The control: a chain of plain digests is made anew by whoever changes a row."""
    store = place.open_store()
    plain = SqlAudit(store.database, lambda message: message.hex()[:64])
    event = AuditEvent(AuditKind.SIGNED_IN, START, "mara")
    plain.record(event)
    with store.database.write() as connection:
        connection.execute(delete(AUDIT_EVENT))
        connection.execute(update(AUDIT_HEAD).values(seq=0, mac="", seal=""))
    plain.record(replace(event, account_id="somebody else"))
    assert plain.check().problem is None
    store.close()


def test_an_old_copy_of_the_log_is_found_by_a_head_that_was_written_down(log: Log) -> None:
    noted = log.audit.check()
    assert log.audit.check((noted.events, noted.head)).problem is None
    assert "another one" in str(log.audit.check((3, noted.head)).problem)
    assert "is missing" in str(log.audit.check((noted.events + 1, noted.head)).problem)


def test_an_event_is_kept_exactly_if_what_it_tells_of_is(log: Log) -> None:
    account = an_account()
    log.store.accounts.add(account)
    flow = a_flow(account.account)
    log.store.flows.add(flow, AuditEvent(AuditKind.FLOW_OPENED, START, account.account.id))
    assert log.audit.check().events == EVENTS + 1

    def half_way(connection: Connection) -> None:
        connection.execute(delete(FLOW))
        log.audit.append(connection, AuditEvent(AuditKind.PASSWORD_SET, START))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log.write(half_way)
    assert log.audit.check().events == EVENTS + 1
    assert log.audit.check().problem is None
    assert log.store.flows.with_handle(flow.handle_digest) is not None


def test_many_at_once_make_one_chain(log: Log) -> None:
    def add_some(audit: SqlAudit) -> None:
        for _ in range(10):
            audit.record(AuditEvent(AuditKind.SIGNED_IN, START))

    threads = [threading.Thread(target=add_some, args=(log.audit,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checked = log.audit.check()
    assert (checked.problem, checked.events) == (None, EVENTS + 60)


def test_who_of_the_helpdesk_did_it_is_kept_and_sealed(log: Log) -> None:
    log.audit.record(AuditEvent(AuditKind.CASE_TAKEN, START, detail="4F-207", staff="rosa"))
    assert [row.event.staff for row in log.audit.rows()] == [None] * EVENTS + ["rosa"]
    assert log.audit.check().problem is None
    for seq, staff in ((EVENTS + 1, "somebody else"), (EVENTS + 1, None), (3, "rosa")):
        log.write(partial(put_it_on_somebody, seq=seq, staff=staff))
        assert f"event {seq} was changed" in str(log.audit.check().problem)


def put_it_on_somebody(connection: Connection, seq: int, staff: str | None) -> None:
    connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == seq).values(staff_id=staff))


@pytest.mark.parametrize("session", [None, "a session"])
def test_a_log_from_before_there_was_staff_is_still_whole(place: Place, session: str | None) -> None:
    """Events without staff are sealed as they always were."""
    store = place.open_store()
    audit = SqlAudit(store.database, seal)
    audit.record(AuditEvent(AuditKind.SIGNED_IN, START, "mara", "peer", "sms", session))
    parts = ["", 1, START.isoformat(), "signed_in", "mara", "peer", "sms", *([session] if session else [])]
    assert [row.mac for row in audit.rows()] == [seal(b"event" + msgspec.json.encode(parts))]
    store.close()
