"""A request that comes twice is done once: one answer, bound to flow, call, key and body; nothing secret is kept."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count

import pytest

from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.repeats import KEPT, RESERVED, WAITS, Repeats, Request
from secinfo_desktop.backend.store.answers import SqlAnswers
from secinfo_desktop.domain.failures import Failure
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import ServiceBench, refusal

WAIT = 10.0
FIRST = Request("send_code", "flow", "key", b"{}")


@pytest.fixture
def repeats(bench: ServiceBench) -> Repeats:
    return Repeats(bench.store.answers, bench.keys, bench.clock)


@pytest.fixture
def numbered() -> partial[str]:
    """Work whose every answer is another one."""
    return partial(lambda numbers: str(next(numbers)), count(1))


def test_the_answer_of_the_first_time_is_given_again(repeats: Repeats, numbered: partial[str]) -> None:
    assert [repeats.once(FIRST, numbered) for _ in range(3)] == ["1", "1", "1"]


@pytest.mark.parametrize(
    "other",
    [
        Request("give_code", "flow", "key", b"{}"),
        Request("send_code", "another flow", "key", b"{}"),
        Request("send_code", "flow", "another key", b"{}"),
    ],
    ids=["call", "flow", "key"],
)
def test_another_request_is_another_one(repeats: Repeats, numbered: partial[str], other: Request) -> None:
    assert (repeats.once(FIRST, numbered), repeats.once(other, numbered)) == ("1", "2")


def test_a_key_with_another_body_is_refused(repeats: Repeats, numbered: partial[str]) -> None:
    repeats.once(FIRST, numbered)
    other = Request(FIRST.call, FIRST.flow, FIRST.key, b'{"code":"1"}')
    assert refusal(repeats.once, other, numbered) is Failure.REPEATED_DIFFERENTLY


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_that_is_none_is_refused(repeats: Repeats, numbered: partial[str], key: str) -> None:
    assert refusal(repeats.once, Request("send_code", "flow", key, b""), numbered) is Failure.BAD_REQUEST


def test_it_is_forgotten_after_a_day(bench: ServiceBench, repeats: Repeats, numbered: partial[str]) -> None:
    repeats.once(FIRST, numbered)
    bench.clock.advance(seconds=(KEPT - timedelta(seconds=1)).total_seconds())
    assert repeats.once(FIRST, numbered) == "1"
    bench.clock.advance(seconds=1)
    assert repeats.once(FIRST, numbered) == "2"


def test_what_is_raised_is_not_kept(repeats: Repeats, numbered: partial[str]) -> None:
    def fail() -> str:
        raise Refused(Failure.BUSY)

    assert refusal(repeats.once, FIRST, fail) is Failure.BUSY
    assert repeats.once(FIRST, numbered) == "1"


def test_it_outlives_the_process(bench: ServiceBench, repeats: Repeats, numbered: partial[str]) -> None:
    repeats.once(FIRST, numbered)
    store = bench.another_store()
    assert Repeats(store.answers, bench.keys, bench.clock).once(FIRST, numbered) == "1"
    store.close()


def test_at_the_same_moment_it_is_done_once(repeats: Repeats, numbered: partial[str]) -> None:
    assert at_once([partial(repeats.once, FIRST, numbered) for _ in range(16)]) == ["1"] * 16
    assert repeats._turns._locks == {}


# several processes over one database


@pytest.fixture
def processes(bench: ServiceBench) -> Iterator[list[Repeats]]:
    """As two processes have it: each with a store and with locks of its own."""
    stores = [bench.another_store() for _ in range(2)]
    yield [Repeats(store.answers, bench.keys, bench.clock) for store in stores]
    for store in stores:
        store.close()


class LongWork:
    """Work that is told how to go on: it says that it was begun, and ends when it may."""

    def __init__(self) -> None:
        self.times = 0
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self) -> str:
        self.times += 1
        self.begun.set()
        assert self.may_end.wait(WAIT)
        return str(self.times)


def test_two_processes_do_it_once_and_give_one_answer(processes: list[Repeats]) -> None:
    work, ended = LongWork(), threading.Event()
    first, second = processes

    def wait(_seconds: float) -> None:
        work.may_end.set()
        assert ended.wait(WAIT)

    def begin() -> str:
        answer = first.once(FIRST, work)
        ended.set()
        return answer

    def repeat() -> str:
        assert work.begun.wait(WAIT)
        return second.once(FIRST, work)

    second._wait = wait
    assert at_once([begin, repeat]) == ["1", "1"]
    assert work.times == 1


class CarelessAnswers(SqlAnswers):
    """Looks for an answer and reserves nothing."""

    def reserve(self, *_: object) -> None:
        """Says that whoever asks is the first."""


def test_without_reserving_two_processes_do_it_twice(bench: ServiceBench, processes: list[Repeats]) -> None:
    """The control."""
    work = LongWork()
    for each in processes:
        each._answers = CarelessAnswers(bench.store.database)

    def repeat() -> str:
        assert work.begun.wait(WAIT)
        work.may_end.set()
        return processes[1].once(FIRST, work)

    at_once([lambda: processes[0].once(FIRST, work), repeat])
    assert work.times == 2


def test_who_waits_too_long_for_another_process_is_told_that_it_is_busy(processes: list[Repeats]) -> None:
    waits: list[float] = []
    first, second = processes
    second._wait = waits.append

    def work() -> str:
        assert refusal(second.once, FIRST, lambda: "never") is Failure.BUSY
        other = Request(FIRST.call, FIRST.flow, FIRST.key, b"another body")
        assert refusal(second.once, other, lambda: "never") is Failure.REPEATED_DIFFERENTLY
        return "the answer"

    assert first.once(FIRST, work) == "the answer"
    assert tuple(waits) == WAITS
    assert second.once(FIRST, lambda: "never") == "the answer"


def test_what_a_dead_process_was_at_work_on_can_come_again_after_a_while(
    bench: ServiceBench, processes: list[Repeats], numbered: partial[str]
) -> None:
    class Died(BaseException):
        """The process is gone, and gives nothing back."""

    class Dying(SqlAnswers):
        def release(self, answer_id: str, until: datetime) -> None:
            """Too late for that."""

    def die() -> str:
        raise Died

    first, second = processes
    first._answers, second._wait = Dying(bench.store.database), lambda _: None
    with pytest.raises(Died):
        first.once(FIRST, die)
    assert refusal(second.once, FIRST, numbered) is Failure.BUSY
    bench.clock.advance(seconds=RESERVED.total_seconds())
    assert second.once(FIRST, numbered) == "1"


def test_a_double_click_that_reaches_two_processes_is_one_code(bench: ServiceBench, processes: list[Repeats]) -> None:
    flow = bench.open_flow()

    def send() -> str:
        return str(bench.ask(flow).number)

    assert at_once([partial(each.once, FIRST, send) for each in processes]) == ["1", "1"]
    assert len(bench.way_out.letters) == 1
