"""Two workers over one outbox, as two processes have it: each message leaves once, and nothing is left behind."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from secinfo_desktop.backend.delivery.worker import CLAIMED_FOR, Beside, Worker
from secinfo_desktop.backend.services.ports import Outbox
from secinfo_desktop.backend.services.records import Letter, QueuedMessage
from secinfo_desktop.backend.store.outbox import SqlOutbox, add_message
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import OUTBOX
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState
from tests.backend.store.contract import at_once
from tests.helpers.records import a_message
from tests.helpers.service_bench import ServiceBench

MESSAGES = 40
WAIT = 10.0


class MeetingTransport:
    """Takes letters. Its users wait for each other over their first one, so that both are sending at the same time."""

    def __init__(self, users: int) -> None:
        self.letters: list[Letter] = []
        self.failure: BaseException | None = None
        self._meeting = threading.Barrier(users, timeout=WAIT)
        self._has_met = threading.local()

    def send(self, letter: Letter) -> DeliveryState:
        """Take a letter."""
        if self.failure is not None:
            raise self.failure
        if not getattr(self._has_met, "yes", False):
            self._has_met.yes = True
            self._meeting.wait()
        self.letters.append(letter)
        return DeliveryState.ACCEPTED

    def times_sent(self) -> Counter[str]:
        """How often each message left."""
        return Counter(letter.id for letter in self.letters)


@pytest.fixture
def bench(bench_on_each: ServiceBench) -> ServiceBench:
    return bench_on_each


@pytest.fixture
def stores(bench: ServiceBench) -> Iterator[list[SqlStore]]:
    """One for each worker."""
    its = [bench.another_store() for _ in range(2)]
    yield its
    for store in its:
        store.close()


def queue(bench: ServiceBench, count: int = MESSAGES, ends_at: datetime | None = None) -> None:
    account = bench.store.accounts.named("mara@example.org")
    assert account is not None
    with bench.store.database.write() as connection:
        for place in range(count):
            add_message(connection, replace(a_message(account, account.contacts[place % 2]), ends_at=ends_at))


def worker(bench: ServiceBench, outbox: Outbox, way_out: MeetingTransport, owner: str) -> Worker:
    transports = {Channel.SMS: way_out, Channel.EMAIL: way_out}
    return Worker(outbox, bench.writer.write, transports, bench.clock, owner)


def both_deliver(
    bench: ServiceBench, stores: list[SqlStore], outbox_of: Callable[[SqlStore], Outbox]
) -> MeetingTransport:
    way_out = MeetingTransport(len(stores))
    workers = [worker(bench, outbox_of(store), way_out, f"{place}") for place, store in enumerate(stores)]
    at_once([each.deliver_due for each in workers])
    return way_out


def test_each_of_many_messages_leaves_once(bench: ServiceBench, stores: list[SqlStore]) -> None:
    queue(bench)
    sent = both_deliver(bench, stores, lambda store: store.outbox).times_sent()
    assert len(sent) == MESSAGES
    assert set(sent.values()) == {1}
    assert bench.store.outbox.next_due() is None


class CarelessOutbox(SqlOutbox):
    """Looks what is due and claims nothing."""

    def claim(self, _owner: str, now: datetime, _until: datetime) -> QueuedMessage | None:
        waits = OUTBOX.c.state.in_(["queued", "deferred"]), OUTBOX.c.due_at <= now
        with self._database.read() as connection:
            oldest = connection.execute(select(OUTBOX.c.id).where(*waits).order_by(OUTBOX.c.id)).scalars().first()
        return self.message(oldest) if oldest else None


def test_without_claims_some_leave_twice(bench: ServiceBench, stores: list[SqlStore]) -> None:
    """The control."""
    queue(bench)
    sent = both_deliver(bench, stores, lambda store: CarelessOutbox(store.database)).times_sent()
    assert len(sent) == MESSAGES
    assert max(sent.values()) == 2


class Died(BaseException):
    """The process is gone while a letter is being handed over."""


def die_over_a_message(bench: ServiceBench, store: SqlStore) -> None:
    """A worker claims the oldest message, and its process ends before the letter is taken."""
    way_out = MeetingTransport(1)
    way_out.failure = Died()
    with pytest.raises(Died):
        worker(bench, store.outbox, way_out, "the first").deliver_due()


def test_what_somebody_left_behind_leaves_once_their_claim_is_over(bench: ServiceBench, stores: list[SqlStore]) -> None:
    queue(bench, 1)
    die_over_a_message(bench, stores[0])
    way_out = MeetingTransport(1)
    second = worker(bench, stores[1].outbox, way_out, "the second")
    second.deliver_due()
    assert way_out.letters == []
    bench.clock.advance(seconds=CLAIMED_FOR.total_seconds())
    second.deliver_due()
    assert len(way_out.letters) == 1


def test_what_was_left_behind_does_not_leave_after_its_end(bench: ServiceBench, stores: list[SqlStore]) -> None:
    queue(bench, 1, ends_at=bench.clock() + CLAIMED_FOR)
    die_over_a_message(bench, stores[0])
    bench.clock.advance(seconds=CLAIMED_FOR.total_seconds())
    way_out = MeetingTransport(1)
    worker(bench, stores[1].outbox, way_out, "the second").deliver_due()
    assert way_out.letters == []
    assert bench.store.outbox.next_due() is None


def test_who_slept_over_a_claim_sends_nothing(bench: ServiceBench) -> None:
    class SleepyOutbox(SqlOutbox):
        """Whose user's computer sleeps with the first message in its hand."""

        def claim(self, owner: str, now: datetime, until: datetime) -> QueuedMessage | None:
            claimed = super().claim(owner, now, until)
            if claimed is not None and until not in seen:
                bench.clock.advance(seconds=CLAIMED_FOR.total_seconds())
                seen.append(until)
                assert bench.store.outbox.claim("another", bench.clock(), bench.clock() + CLAIMED_FOR) == claimed
            return claimed

    seen: list[datetime] = []
    queue(bench, 1)
    way_out = MeetingTransport(1)
    worker(bench, SleepyOutbox(bench.store.database), way_out, "the sleeper").deliver_due()
    assert seen
    assert way_out.letters == []


def test_a_worker_beside_others_looks_again_without_being_woken(bench: ServiceBench, stores: list[SqlStore]) -> None:
    way_out = MeetingTransport(1)
    transports = {Channel.SMS: way_out, Channel.EMAIL: way_out}
    beside = Beside(look_again=timedelta(seconds=30))
    alone = Worker(stores[0].outbox, bench.writer.write, transports, bench.clock, "alone")
    watchful = Worker(stores[0].outbox, bench.writer.write, transports, bench.clock, "watchful", beside)
    assert alone._round() is None
    assert watchful._round() == 30.0
