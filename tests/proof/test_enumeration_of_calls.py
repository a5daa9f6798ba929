"""T6 at the helpdesk: neither a caller nor an agent learns from the work, or the time, who has an account."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from time import perf_counter_ns

import pytest

from secinfo_desktop.backend.services.help_cases import HelpCases, NewCall
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.staff_acts import Order
from secinfo_desktop.backend.services.telephony import at_once as now
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import NAME, ServiceBench, refusal
from tests.helpers.staff_bench import inside
from tests.proof.probing import area_under_curve
from tests.proof.test_enumeration import SEEN, statements

NOBODY = "nobody@example.org"
PAIRS, TOLERANCE = 60, 0.15
_ON_POSTGRESQL = pytest.param("postgresql", marks=[pytest.mark.real_part("postgresql"), pytest.mark.long])


@pytest.fixture(params=["sqlite", _ON_POSTGRESQL])
def call(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveCall]:
    address = request.getfixturevalue("postgres_address") if request.param == "postgresql" else None
    bench = ServiceBench(tmp_path / "data", database=address)
    bench.add_account()
    yield LiveCall(bench)
    bench.close()


def shared(call: LiveCall, recovery: Recovery, name: str) -> str:
    """The case of a caller who knows a name alone, and has let the agent in."""
    call.bench.clock.advance(hours=2)
    call.flow = recovery.open_flow(name)
    return call.shared()


def named(call: LiveCall, cases: HelpCases, name: str) -> str:
    """The case of a caller on the phone who has said a name."""
    agent = inside(call.agent, call.bench.clock)
    case = f"a-case-about-{name}"
    cases.open(agent, NewCall(case, "M. L.", "en", "code_not_received", "sms"))
    call.bench.clock.advance(seconds=1)
    cases.name_account(agent, case, name)
    return case


def look(call: LiveCall) -> object:
    """What the caller's app asks for again and again."""
    return call.live.acts.claim(call.calls.standing(call.handle).standing)


def everything_refused(call: LiveCall, case: str) -> None:
    """Whatever an agent can try with a caller who is not verified."""
    for place, action in enumerate(StaffAction):
        order = Order(case, f"{place:016d}", action, "they ask for it")
        assert refusal(call.live.acts.act, call.senior, order) in (Failure.CALLER_NOT_VERIFIED, Failure.NOT_YOUR_CASE)
        assert refusal(call.live.acts.act, call.agent, order) is not None
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED
    refusal(call.live.verifying.ask, call.agent, case, CallerProof.NUMBER, None)


def test_the_database_does_the_same_work_in_a_shared_call(call: LiveCall) -> None:
    recovery, found = call.bench.with_decoys(), []
    for name in (NAME, NOBODY, "no.one@example.org"):

        def live_through(name: str = name) -> None:
            case = shared(call, recovery, name)
            look(call)
            everything_refused(call, case)
            call.calls.end(call.handle)

        found.append(statements(call.bench, live_through))
    assert len(found[0]) > 60
    assert found[1:] == found[:1] * 2


def test_the_database_does_the_same_work_for_a_name_that_a_caller_says(call: LiveCall) -> None:
    its = call.bench
    cases = HelpCases(its.store.help_cases, its.store.accounts, its.clock, its.auditor(its.store))

    def live_through(name: str) -> None:
        everything_refused(call, named(call, cases, name))

    found = [statements(its, partial(live_through, name)) for name in (NAME, NOBODY)]
    assert len(found[0]) > 30
    known, unknown = ([" ".join(asked.split()[:3]) for asked in one] for one in found)
    assert known == unknown  # only which columns of the case are written differs


def nanoseconds(deed: Callable[[], object]) -> int:
    began = perf_counter_ns()
    deed()
    return perf_counter_ns() - began


def told_apart(call: LiveCall, deed: Callable[[str, str], object], pairs: int = PAIRS) -> float:
    """The area under the curve for what is done in turns in the call of somebody, and of nobody."""
    recovery = call.bench.with_decoys()
    sides = []
    call.bench.clock.advance(hours=2)
    for name in (NAME, NOBODY):
        call.bench.clock.advance(minutes=1)
        call.flow = recovery.open_flow(name)
        sides.append((call.shared(), call.handle))
    answers = [deed(*side) for side in sides]
    assert answers[0] == answers[1] or not isinstance(answers[0], Failure)
    return area(call, partial(deed, *sides[0]), partial(deed, *sides[1]), pairs)


def area(call: LiveCall, one: Callable[[], object], other: Callable[[], object], pairs: int) -> float:
    """The area for two deeds that are done by turns, now the one first and now the other."""
    took: tuple[list[int], list[int]] = [], []
    for number in range(pairs):
        for side in (0, 1) if number % 2 else (1, 0):
            took[side].append(nanoseconds((one, other)[side]))
        call.bench.clock.advance(seconds=1)
    return area_under_curve(*took)


def claim(call: LiveCall, _: str, handle: str) -> object:
    return call.live.acts.claim(call.calls.standing(handle).standing)


def end_sessions(call: LiveCall, case: str, _: str) -> object:
    order = Order(case, "a" * 16, StaffAction.END_SESSIONS, "they ask for it")
    return refusal(call.live.acts.act, call.agent, order)


def whole(call: LiveCall, case: str, _: str) -> object:
    return call.live.store.standing(case, whole_since=call.bench.clock())


@pytest.mark.parametrize("deed", [claim, end_sessions])
def test_the_time_does_not_tell_whether_there_is_an_account(
    call: LiveCall, deed: Callable[[LiveCall, str, str], object]
) -> None:
    areas = (told_apart(call, partial(deed, call)) for _ in range(3))
    assert any(abs(its - 0.5) < TOLERANCE for its in areas)


def test_reading_the_account_first_is_found_out(call: LiveCall) -> None:
    """The control."""
    assert abs(told_apart(call, partial(whole, call)) - 0.5) > SEEN - 0.5


# what is asked again and again, long enough to find a difference of a few hundredths

MANY_PAIRS, CLOSE = 300, 0.1
DELAY = 0.005
"""Seconds that are found out."""


def facts(call: LiveCall, case: str, _: str) -> object:
    return refusal(call.live.facts.of, call.agent, case)


def number(call: LiveCall, case: str, _: str) -> object:
    return refusal(call.live.verifying.ask, call.agent, case, CallerProof.NUMBER, None)


def own_number(call: LiveCall, _: str, handle: str) -> object:
    return refusal(call.live.verifying.give_number, handle, "123")


def call_back(call: LiveCall, case: str, _: str) -> object:
    return refusal(call.live.verifying.ask, call.agent, case, CallerProof.CALL_BACK, None)


def standing(call: LiveCall, _: str, handle: str) -> object:
    return call.calls.standing(handle)


def late_facts(call: LiveCall, case: str, handle: str, known: list[str]) -> object:
    if case == (known or [case])[0]:
        known[:] = [case]
        Event().wait(DELAY)
    return facts(call, case, handle)


@pytest.mark.long
@pytest.mark.parametrize("deed", [facts, number, own_number, standing, claim, end_sessions])
def test_no_call_of_agent_or_caller_takes_longer_for_somebody(
    call: LiveCall, deed: Callable[[LiveCall, str, str], object]
) -> None:
    areas = (told_apart(call, partial(deed, call), MANY_PAIRS) for _ in range(3))
    assert any(abs(its - 0.5) < CLOSE for its in areas)


@pytest.mark.long
def test_a_delay_of_five_milliseconds_is_found_out(call: LiveCall) -> None:
    """The control; what else the computer does may hide it once."""
    areas = (told_apart(call, partial(late_facts, call, known=[]), MANY_PAIRS) for _ in range(3))
    assert any(abs(its - 0.5) > 1.5 * CLOSE for its in areas)


@pytest.mark.long
def test_a_join_number_that_was_one_takes_no_longer_than_one_that_never_was(call: LiveCall) -> None:
    """Both are wrong; what an agent tries is counted before."""
    gone = call.opened().number
    call.bench.clock.advance(hours=2)
    never = f"{(int(gone) + 1) % 10**8:08d}"

    def join(its: str) -> object:
        call.bench.clock.advance(hours=25)
        return refusal(call.calls.join, call.agent, its)

    assert join(gone) is join(never) is Failure.JOIN_NUMBER_WRONG
    areas = (area(call, partial(join, gone), partial(join, never), MANY_PAIRS) for _ in range(3))
    assert any(abs(its - 0.5) < CLOSE for its in areas)


class Exchange:
    """A telephone system that nobody is called by."""

    def dial(self, *_: object) -> None:
        """Do nothing."""


@pytest.mark.parametrize("at_once", [False, True])
def test_a_call_back_reads_the_account_when_nobody_waits(call: LiveCall, at_once: bool) -> None:
    """At once is the control: an account that is read in between is found out."""
    left: list[Callable[[], None]] = []
    recovery, found = call.bench.with_decoys(), []
    call.live = call.bench.live(telephony=Exchange(), aside=now if at_once else left.append)
    for name in (NAME, NOBODY):
        case = shared(call, recovery, name)
        found.append(statements(call.bench, partial(call_back, call, case, "")))
    assert (found[0] == found[1]) is not at_once
    assert len(left) == (0 if at_once else 2)
