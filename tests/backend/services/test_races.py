"""Races against the whole service (T1): every caller with a connection of its own, all at the same moment."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.failures import Failure
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench, refusal, wrong

CALLERS = 16
ROUNDS = 15


@pytest.fixture
def callers(bench: ServiceBench) -> Iterator[list[Recovery]]:
    """As many services over the same database as there are callers."""
    stores = [bench.another_store() for _ in range(CALLERS)]
    yield [bench.with_store(store) for store in stores]
    for store in stores:
        store.close()


def test_the_right_code_is_accepted_once(bench: ServiceBench, callers: list[Recovery]) -> None:
    for _ in range(ROUNDS):
        bench.clock.advance(hours=3)
        flow = bench.open_flow()
        bench.ask(flow)
        giving = [partial(refusal, caller.give_code, flow.handle, bench.newest_code()) for caller in callers[:8]]
        answers = Counter(at_once(giving))
        assert answers[None] == 1
        assert set(answers) <= {None, Failure.CODE_USED, Failure.TOO_MANY_GUESSES}


def test_wrong_codes_are_compared_five_times(bench: ServiceBench, callers: list[Recovery]) -> None:
    for _ in range(ROUNDS):
        bench.clock.advance(hours=3)
        flow = bench.open_flow()
        bench.ask(flow)
        code = bench.newest_code()
        giving = [
            partial(refusal, caller.give_code, flow.handle, wrong(code, by)) for by, caller in enumerate(callers, 1)
        ]
        assert Counter(at_once(giving)) == {
            Failure.CODE_WRONG: MOST_GUESSES,
            Failure.TOO_MANY_GUESSES: CALLERS - MOST_GUESSES,
        }


def test_one_code_is_sent_however_many_ask(bench: ServiceBench, callers: list[Recovery]) -> None:
    flow = bench.open_flow()
    asking = [
        partial(refusal, caller.send_code, flow.handle, flow.contacts[0].id, "+49 171 3920041") for caller in callers
    ]
    assert Counter(at_once(asking)) == {None: 1, Failure.TOO_SOON: CALLERS - 1}
    assert len(bench.way_out.letters) == 1


def test_one_password_is_set(bench: ServiceBench, callers: list[Recovery]) -> None:
    flow = bench.proven_flow()
    setting = [partial(refusal, caller.set_password, flow.handle, NEW_PASSWORD) for caller in callers]
    assert Counter(at_once(setting)) == {None: 1, Failure.FLOW_ENDED: CALLERS - 1}
