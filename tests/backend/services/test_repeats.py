"""A request that comes twice is done once: one answer, bound to flow, call, key and body; nothing secret is kept."""

from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.repeats import KEPT, Repeats, Request
from secinfo_desktop.domain.failures import Failure
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import ServiceBench, refusal

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
