"""Approvals: by nobody below a senior, nobody's own, for one action of one case of one person, once, a quarter hour."""

from functools import partial

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import APPROVED_FOR, CallerProof, Role, StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import refusal

ACTION = StaffAction.CANCEL_REPLACEMENT


def asked(call: LiveCall, case: str, action: StaffAction | None = ACTION) -> str:
    return call.live.approving.ask(call.agent, case, action, "the caller asks for it")[0].approval.id


def test_an_agent_is_no_manager(call: LiveCall) -> None:
    approval = asked(call, call.shared())
    decide = partial(call.live.approving.decide, approve=True)
    assert refusal(decide, call.other, approval) is Failure.ROLE_TOO_LOW
    assert refusal(decide, call.senior, approval) is None  # the control


def test_nobody_approves_what_they_have_asked_in_whichever_session(call: LiveCall) -> None:
    call.agent = call.senior
    approval = asked(call, call.shared())
    decide = partial(call.live.approving.decide, approve=True)
    assert refusal(decide, call.senior, approval) is Failure.OWN_APPROVAL
    assert refusal(decide, call.staff("another", Role.SENIOR), approval) is None


def test_who_answers_for_a_caller_is_not_who_leads_the_case(call: LiveCall) -> None:
    call.agent = call.senior
    call.flow = call.bench.open_flow()
    case = call.shared()
    its_id = call.verify(case, None, CallerProof.APPROVAL).id
    decide = partial(call.live.approving.decide, approve=True)
    assert refusal(decide, call.senior, its_id) is Failure.OWN_APPROVAL
    assert refusal(call.live.facts.of, call.senior, case) is Failure.CALLER_NOT_VERIFIED
    decide(call.staff("another", Role.ADMINISTRATOR), its_id)
    assert refusal(call.live.facts.of, call.senior, case) is None


def test_an_approval_counts_for_its_action_its_case_and_its_agent_alone_and_once(call: LiveCall) -> None:
    call.start_replacement()
    case = call.verified(ACTION)
    for_facts = asked(call, case, None)
    call.live.approving.decide(call.senior, for_facts, approve=True)
    call.bench.clock.advance(minutes=1)
    number = call.verify(case, ACTION).number
    call.live.verifying.give_number(call.handle, number or "")
    assert refusal(call.act, case, ACTION, for_facts) is Failure.APPROVAL_OVER
    elsewhere = LiveCall(call.bench, agent=call.other)
    elsewhere.senior = call.senior
    foreign = elsewhere.approved(elsewhere.verified(ACTION), ACTION)
    assert refusal(call.act, case, ACTION, foreign) is Failure.APPROVAL_OVER
    right = call.approved(case, ACTION)
    assert refusal(call.act, case, ACTION, right) is None  # the control
    assert refusal(call.act, case, ACTION, right, "b" * 16) is Failure.APPROVAL_OVER


def test_an_approval_of_another_action_is_none(call: LiveCall) -> None:
    call.agent = call.staff("leader", Role.SENIOR)
    call.start_replacement()
    case = call.verified(ACTION)
    other = call.approved(case, StaffAction.START_REPLACEMENT)
    assert refusal(call.act, case, ACTION, other) is Failure.APPROVAL_OVER
    assert refusal(call.act, case, ACTION, call.approved(case, ACTION)) is None


def test_an_approval_is_over_after_a_quarter_of_an_hour(call: LiveCall) -> None:
    call.start_replacement()
    case = call.verified(ACTION)
    approval = call.approved(case, ACTION)
    late = asked(call, case)
    call.bench.clock.advance(seconds=APPROVED_FOR.total_seconds())
    assert refusal(call.act, case, ACTION, approval) is Failure.APPROVAL_OVER
    assert refusal(partial(call.live.approving.decide, approve=True), call.senior, late) is Failure.APPROVAL_OVER
