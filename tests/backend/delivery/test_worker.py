"""The worker: at least once, never after the end, put back with growing waits, woken and never polling."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

import pytest

from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.delivery.worker import (
    FIRST_RETRY,
    GIVE_UP,
    LONGEST_RETRY,
    MOST_FAULTS,
    Beside,
    Chore,
    Worker,
    retry_after,
)
from secinfo_desktop.backend.services.ports import Outbox, StoreBusy
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from tests.helpers.clock import START
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.service_bench import MAIL, NAME, NEW_PASSWORD, PHONE, ServiceBench, WatchedTransport, code_in_letter

WAIT = 10.0


@pytest.fixture
def flow_id(bench: ServiceBench) -> str:
    """A flow with a code that could not be sent yet."""
    bench.way_out.failure = NotNow()
    flow = bench.open_flow()
    bench.ask(flow)
    with bench.store.database.read() as connection:
        found = connection.exec_driver_sql("SELECT id FROM flow").scalar()
    return str(found)


def states(bench: ServiceBench, flow_id: str) -> tuple[DeliveryState, ...]:
    return tuple(delivery.state for delivery in bench.store.outbox.deliveries(flow_id))


def newest(bench: ServiceBench) -> Delivery:
    """What became of the message that was queued last."""
    with bench.store.database.read() as connection:
        newest = "SELECT id FROM outbox ORDER BY queued_at DESC, id LIMIT 1"
        message = bench.store.outbox.message(str(connection.exec_driver_sql(newest).scalar_one()))
    assert message is not None
    return Delivery(message.state, message.reason)


def test_what_was_not_taken_is_tried_again_when_it_is_due(bench: ServiceBench, flow_id: str) -> None:
    assert states(bench, flow_id) == (DeliveryState.DEFERRED,)
    bench.way_out.failure = None
    bench.worker.deliver_due()
    assert bench.way_out.letters == []
    bench.clock.advance(seconds=FIRST_RETRY.total_seconds())
    bench.worker.deliver_due()
    assert len(bench.way_out.letters) == 1
    assert states(bench, flow_id) == (DeliveryState.ACCEPTED,)


def test_nothing_is_sent_after_its_codes_end(bench: ServiceBench, flow_id: str) -> None:
    bench.way_out.failure = None
    bench.clock.advance(minutes=10)
    bench.worker.deliver_due()
    assert bench.way_out.letters == []
    assert states(bench, flow_id) == (DeliveryState.EXPIRED,)


def test_a_refusal_for_good_is_final(bench: ServiceBench) -> None:
    bench.way_out.failure = NotEver(DeliveryState.BOUNCED, Reason.MAILBOX_FULL)
    bench.ask(bench.open_flow())
    assert bench.store.outbox.next_due() is None
    assert newest(bench) == Delivery(DeliveryState.BOUNCED, Reason.MAILBOX_FULL)


def test_waits_grow_up_to_a_bound() -> None:
    waits = [retry_after(attempts) for attempts in range(20)]
    assert waits[0] == FIRST_RETRY
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_RETRY


def test_a_notice_is_given_up_after_two_days(bench: ServiceBench) -> None:
    flow = bench.proven_flow()
    bench.way_out.failure = NotNow()
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    while (due := bench.store.outbox.next_due()) is not None:
        bench.clock.advance(seconds=(due - bench.clock()).total_seconds())
        bench.worker.deliver_due()
        assert bench.clock() < due + GIVE_UP
    bench.way_out.failure = None
    bench.worker.deliver_due()
    assert len(bench.way_out.letters) == 1
    assert newest(bench) == Delivery(DeliveryState.FAILED, Reason.NOT_TAKEN)


def test_a_message_whose_code_can_not_be_made_any_more_fails(
    bench: ServiceBench, flow_id: str, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.worker", "could not be written")
    bench.keys._keys = type(bench.keys._keys)(b"", ())
    bench.keys._file.unlink()
    bench.clock.advance(minutes=1)
    bench.worker.deliver_due()
    assert bench.store.outbox.deliveries(flow_id) == (Delivery(DeliveryState.FAILED, Reason.NOT_WRITABLE),)


class FaultyTransport(WatchedTransport):
    """Breaks at letters to a text message's number, as no transport should."""

    def send(self, letter: Letter) -> DeliveryState:
        """Take a letter, or break."""
        if letter.channel is Channel.SMS:
            raise ValueError("a fault of ours")
        return super().send(letter)


def test_a_message_that_breaks_the_sending_does_not_stop_those_behind_it(
    bench: ServiceBench, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.worker", "could not be sent")
    faulty = FaultyTransport()
    transports = {Channel.SMS: faulty, Channel.EMAIL: faulty}
    worker = Worker(bench.store.outbox, bench.writer.write, transports, bench.clock, "another")
    recovery = Recovery(bench.surroundings(bench.store), lambda: None)
    flow = recovery.open_flow(NAME)
    recovery.send_code(flow.handle, flow.contacts[0].id, PHONE)
    recovery.send_code(flow.handle, flow.contacts[1].id, MAIL)
    worker.deliver_due()
    assert [letter.channel for letter in faulty.letters] == [Channel.EMAIL]


def test_a_message_that_breaks_the_sending_again_and_again_fails(
    bench: ServiceBench, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.worker", "could not be sent")
    bench.way_out.failure = ValueError("a fault of ours")
    bench.ask(bench.open_flow())
    for _ in range(MOST_FAULTS - 1):
        due = bench.store.outbox.next_due()
        assert due is not None
        bench.clock.advance(seconds=(due - bench.clock()).total_seconds())
        bench.worker.deliver_due()
    assert bench.store.outbox.next_due() is None


def test_a_store_that_is_busy_says_nothing_about_a_message(bench: ServiceBench) -> None:
    bench.way_out.failure = StoreBusy()
    with pytest.raises(StoreBusy):
        bench.ask(bench.open_flow())
    with bench.store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT attempts FROM outbox").scalars().all() == [0]


def test_a_second_look_at_the_outbox_sends_nothing_twice(bench: ServiceBench) -> None:
    bench.ask(bench.open_flow())
    bench.worker.deliver_due()
    assert len(bench.way_out.letters) == 1


def test_a_letter_that_left_before_the_commit_leaves_again_with_the_same_identity(bench: ServiceBench) -> None:
    """The process dies between the relay's yes and our commit: the row still waits at the next start."""
    bench.ask(bench.open_flow())
    with bench.store.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'queued'")
    bench.worker.deliver_due()
    first, second = bench.way_out.letters
    assert (first.message_id, first.text) == (second.message_id, second.text)


class SignallingTransport(WatchedTransport):
    """Tells when something came."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Event()

    def send(self, letter: Letter) -> DeliveryState:
        """Take a letter and say so."""
        state = super().send(letter)
        self.came.set()
        return state


@pytest.fixture
def way_out() -> SignallingTransport:
    return SignallingTransport()


@pytest.fixture
def running(bench: ServiceBench, way_out: SignallingTransport) -> Iterator[Worker]:
    transports = {Channel.SMS: way_out, Channel.EMAIL: way_out}
    worker = Worker(bench.store.outbox, bench.writer.write, transports, bench.clock, "another")
    worker.start()
    yield worker
    worker.stop(timedelta(seconds=WAIT))
    assert not worker._thread.is_alive()


def test_the_thread_sends_when_it_is_woken(bench: ServiceBench, running: Worker, way_out: SignallingTransport) -> None:
    bench.worker.stop(timedelta())  # the bench's own would send at once
    bench.ask(bench.open_flow(), PHONE)
    running.wake()
    assert way_out.came.wait(WAIT)
    assert len(code_in_letter(way_out.letters[0])) == 6


def test_the_thread_sends_what_was_left_over(bench: ServiceBench, way_out: SignallingTransport) -> None:
    bench.worker.stop(timedelta())
    bench.ask(bench.open_flow(), PHONE)
    transports = {Channel.SMS: way_out, Channel.EMAIL: way_out}
    worker = Worker(bench.store.outbox, bench.writer.write, transports, bench.clock, "another")
    worker.start()
    assert way_out.came.wait(WAIT)
    worker.stop(timedelta(seconds=WAIT))


class Killed(BaseException):
    """The process is gone in the middle of it."""


def test_a_message_that_ends_the_process_again_and_again_is_set_aside_and_can_be_put_back(
    bench: ServiceBench, flow_id: str, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.worker", "set aside")
    bench.way_out.failure = Killed()
    bench.clock.advance(seconds=FIRST_RETRY.total_seconds())
    for _ in range(MOST_FAULTS):
        with pytest.raises(Killed):
            bench.worker.deliver_due()
    bench.way_out.failure = None
    bench.worker.deliver_due()
    assert bench.way_out.letters == []
    (poison,) = bench.store.outbox.set_aside()
    assert bench.store.outbox.deliveries(flow_id) == (Delivery(DeliveryState.FAILED, Reason.FAULT),)
    assert bench.store.outbox.put_back(poison.id, bench.clock())
    bench.worker.deliver_due()
    assert [letter.id for letter in bench.way_out.letters] == [poison.id]


class StumblingOutbox:
    """An outbox that fails once, as a database does whose disk is full."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.stumbled = threading.Event()

    def __getattr__(self, name: str) -> object:
        if not self.stumbled.is_set():
            self.stumbled.set()
            raise OSError
        return getattr(self._outbox, name)


def test_the_thread_survives_a_bad_moment(
    bench: ServiceBench, way_out: SignallingTransport, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.worker", "could not be worked on")
    bench.worker.stop(timedelta())
    bench.ask(bench.open_flow(), PHONE)
    outbox = StumblingOutbox(bench.store.outbox)
    transports = {Channel.SMS: way_out, Channel.EMAIL: way_out}
    worker = Worker(cast("Outbox", outbox), bench.writer.write, transports, bench.clock, "another")
    worker.start()
    assert outbox.stumbled.wait(WAIT)
    worker.wake()
    assert way_out.came.wait(WAIT)
    worker.stop(timedelta(seconds=WAIT))


def test_each_result_is_told(bench: ServiceBench) -> None:
    told: list[tuple[Channel, DeliveryState]] = []
    beside = Beside(handed_over=lambda channel, state: told.append((channel, state)))
    transports = {Channel.SMS: bench.way_out, Channel.EMAIL: bench.way_out}
    worker = Worker(bench.store.outbox, bench.writer.write, transports, bench.clock, "another", beside)
    bench.worker.stop(timedelta())
    for failure in (NotNow(), NotEver(DeliveryState.UNDELIVERED), None):
        bench.way_out.failure = failure
        bench.ask(bench.open_flow())
        worker.deliver_due()
        bench.next_hour()
    states = [state for _, state in told]
    assert states == [DeliveryState.DEFERRED, DeliveryState.UNDELIVERED, DeliveryState.ACCEPTED]


def test_what_is_over_is_forgotten_in_the_worker_until_nothing_is_left(bench: ServiceBench) -> None:
    left = [True, True, False]
    done = threading.Event()

    def forget(_now: object) -> bool:
        more = left.pop(0)
        if not left:
            done.set()
        return more

    chore = Chore(timedelta(hours=1), forget)
    beside = Beside(chores=(chore,))
    worker = Worker(bench.store.outbox, bench.writer.write, {}, bench.clock, "another", beside)
    worker.start()
    assert done.wait(WAIT)
    worker.stop(timedelta(seconds=WAIT))
    assert left == []


def test_a_chore_is_not_put_off_by_a_clock_that_was_ahead(bench: ServiceBench) -> None:
    done: list[datetime] = []

    def do(now: datetime) -> bool:
        done.append(now)
        return False

    beside = Beside(chores=(Chore(timedelta(hours=1), do),))
    worker = Worker(bench.store.outbox, bench.writer.write, {}, bench.clock, "another", beside)
    for days in (31, -31, 0):
        bench.clock.advance(days=days)
        worker.do_chores()
    assert done == [START + timedelta(days=31), START]
