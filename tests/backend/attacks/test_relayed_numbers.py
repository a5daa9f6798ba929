"""A caller who lies relays the agent's number to the real owner: it fits one case and one action."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import refusal


def impostor(call: LiveCall) -> LiveCall:
    """Somebody who knows the account's name, and talks to another agent."""
    its = LiveCall(call.bench, agent=call.other)
    its.flow = call.bench.open_flow()
    return its


def test_a_number_that_was_read_to_an_impostor_is_none_in_the_owners_app(call: LiveCall) -> None:
    """The owner, who is in a call of their own, is talked into typing what the impostor's agent has said."""
    call.bench.clock.advance(minutes=1)
    thief, owners = impostor(call), call.shared()
    theirs = thief.shared()
    assert refusal(thief.verify, theirs, StaffAction.END_SESSIONS) is Failure.CANT_VERIFY_SO
    relayed = "123"
    assert refusal(call.live.verifying.give_number, call.handle, relayed) is Failure.NUMBER_WRONG
    number = call.verify(owners, StaffAction.END_SESSIONS).number
    assert refusal(thief.live.verifying.give_number, thief.handle, number) is Failure.NUMBER_WRONG
    assert refusal(call.live.verifying.give_number, call.handle, number) is None  # the control


def test_a_number_of_another_case_of_the_same_owner_fits_nowhere_else(call: LiveCall) -> None:
    first = call.shared()
    number = call.verify(first, StaffAction.END_SESSIONS).number
    call.bench.clock.advance(seconds=30)
    second = LiveCall(call.bench, agent=call.other)
    case = second.shared()
    other = second.verify(case, StaffAction.RESEND).number
    if number != other:
        assert refusal(second.live.verifying.give_number, second.handle, number) is Failure.NUMBER_WRONG
    assert refusal(second.live.verifying.give_number, second.handle, other) is None
    assert refusal(second.act, case, StaffAction.END_SESSIONS) is Failure.CALLER_NOT_VERIFIED


def test_whoever_types_a_number_reads_what_it_allows_and_allows_nothing_else(call: LiveCall) -> None:
    case = call.shared()
    number = call.verify(case, StaffAction.END_SESSIONS).number
    asked = call.calls.standing(call.handle).standing.open_number(call.bench.clock())
    assert asked is not None
    assert asked.action is StaffAction.END_SESSIONS
    call.live.verifying.give_number(call.handle, number or "")
    for action in set(StaffAction) - {StaffAction.END_SESSIONS}:
        assert refusal(call.act, case, action) in {Failure.CALLER_NOT_VERIFIED, Failure.ROLE_TOO_LOW}
    assert refusal(call.act, case, StaffAction.END_SESSIONS) is None
