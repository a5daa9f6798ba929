"""An agent who guesses, or joins and does not wait for Allow, sees nothing and does nothing."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import refusal


def test_nothing_of_a_case_is_there_before_allow(call: LiveCall) -> None:
    case = call.joined()
    tries = [
        refusal(call.verify, case, None),
        refusal(call.live.approving.ask, call.agent, case, None, "let me see"),
        refusal(call.live.facts.of, call.agent, case),
        refusal(call.act, case, StaffAction.END_SESSIONS),
    ]
    assert set(tries) == {Failure.UNKNOWN_CASE}
    assert call.bench.store.help_cases.read(case, 0, call.bench.clock()) is None
    assert call.calls.word_pair(call.agent, case) is None
    call.calls.answer(call.handle, allow=True)
    assert call.bench.store.help_cases.read(case, 0, call.bench.clock()) is not None  # the control
    assert refusal(call.verify, case, None) is None


def test_nobody_is_asked_twice_by_one_number_and_a_no_stays_a_no(call: LiveCall) -> None:
    number = call.opened().number
    case, _, _ = call.calls.join(call.agent, number)
    call.calls.answer(call.handle, allow=False)
    assert refusal(call.calls.join, call.agent, number) is Failure.JOIN_NUMBER_WRONG
    assert refusal(lambda: call.calls.answer(call.handle, allow=True)) is Failure.NOT_LIVE
    assert call.bench.store.help_cases.read(case, 0, call.bench.clock()) is None


def test_allow_counts_for_the_one_who_asked(call: LiveCall) -> None:
    case = call.shared()
    other = LiveCall(call.bench, agent=call.other)
    assert refusal(other.verify, case, None) is Failure.NOT_YOUR_CASE
