"""What may happen once in a call happens once, however many come at the same moment over stores of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Barrier

import pytest

from secinfo_desktop.backend.services.approving import usable
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.backend.services.live_services import LiveServices
from secinfo_desktop.backend.services.staff_acts import Order
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from tests.helpers.live_call import EVENT, LiveCall
from tests.helpers.service_bench import ServiceBench, refusal

MANY = 4
ACTION = StaffAction.CANCEL_REPLACEMENT


@pytest.fixture
def call(bench: ServiceBench) -> LiveCall:
    return LiveCall(bench)


def at_once(call: LiveCall, deed: Callable[[LiveServices, int], object]) -> list[Failure | None]:
    """What becomes of a deed that many begin at the same moment."""
    barrier = Barrier(MANY)
    with ExitStack() as stores:
        services = [call.bench.live(stores.enter_context(closing(call.bench.another_store()))) for _ in range(MANY)]

        def begin(place: int) -> Failure | None:
            barrier.wait()
            return refusal(deed, services[place], place)

        with ThreadPoolExecutor(MANY) as pool:
            return list(pool.map(begin, range(MANY)))


def test_one_agent_joins_by_a_number(call: LiveCall) -> None:
    agents, number = [call.staff(f"agent {place}", call.agent.role) for place in range(MANY)], call.opened().number
    done = at_once(call, lambda its, place: its.calls.join(agents[place], number))
    assert sorted(map(str, done)) == ["None", *[str(Failure.JOIN_NUMBER_WRONG)] * (MANY - 1)]


def test_an_approval_is_used_by_one_of_many(call: LiveCall) -> None:
    call.start_replacement()
    case = call.verified(ACTION)
    approval = call.approved(case, ACTION)

    def act(its: LiveServices, place: int) -> object:
        return its.acts.act(call.agent, Order(case, f"{place:016d}", ACTION, "they ask for it", approval))

    done = at_once(call, act)
    assert done.count(None) == 1
    assert set(done) <= {None, Failure.APPROVAL_OVER, Failure.NO_REPLACEMENT}


def test_who_looks_before_the_transaction_would_let_everybody_through(call: LiveCall) -> None:
    """The control of the one above: that the approval is unused is true for all of them, until one of them has it."""
    case = call.verified(ACTION)
    approval, seen = call.approved(case, ACTION), []

    def look(its: LiveServices, _: int) -> object:
        standing = its.store.standing(case)
        assert standing is not None
        the_one = next(each for each in standing.approvals if each.id == approval)
        seen.append(usable(the_one, call.agent, ACTION, call.bench.clock()))
        return None

    at_once(call, look)
    assert seen == [True] * MANY


def test_the_same_act_is_done_once_and_answered_alike(call: LiveCall) -> None:
    case = call.verified(StaffAction.END_SESSIONS)
    letters = len(call.bench.way_out.letters)
    order = Order(case, "a" * 16, StaffAction.END_SESSIONS, "they ask for it")
    assert at_once(call, lambda its, _: its.acts.act(call.agent, order)) == [None] * MANY
    assert len(call.bench.way_out.letters) == letters + 2


def test_a_number_is_guessed_three_times_by_however_many(call: LiveCall) -> None:
    case = call.shared()
    right = call.verify(case, None).number or ""
    wrong = [f"{(int(right) + 1 + place) % 1000:03d}" for place in range(MANY)]
    done = at_once(call, lambda its, place: its.verifying.give_number(call.handle, wrong[place]))
    assert set(done) == {Failure.NUMBER_WRONG}
    assert refusal(call.live.verifying.give_number, call.handle, right) is Failure.NUMBER_WRONG


def test_events_of_many_have_one_order_without_gaps(call: LiveCall) -> None:
    case = call.shared()

    def add(its: LiveServices, place: int) -> object:
        return its.calls.add(call.handle, [LoggedEvent(f"{place:016d}", EVENT), LoggedEvent("s" * 16, EVENT)])

    assert at_once(call, add) == [None] * MANY
    assert [its.seq for its in call.live.store.log(case, 0)] == list(range(1, 2 + MANY + 1 + 1))
