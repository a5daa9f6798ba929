"""A caller shares a case: nobody reads it before Allow, and what staff may do hangs on what the caller has allowed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from secinfo_desktop.backend.services.case_handling import CaseHandling
from secinfo_desktop.backend.services.live_cases import Sharing
from secinfo_desktop.backend.services.live_records import CaseLogEvent, LoggedEvent
from secinfo_desktop.backend.store import live_cases
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, STAFF_ACT
from secinfo_desktop.backend.store.tables import SEND
from secinfo_desktop.domain.calls import HandedTo
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import JOINS_OF_ONE, LAST_WORDS_LAST, SharedState
from secinfo_desktop.domain.staff import JOIN_LIVES, NUMBER_LIVES, VERIFIED_FOR, CallerProof, Role, StaffAction
from tests.helpers.live_call import EVENT, LiveCall
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, ServiceBench, refusal
from tests.helpers.staff_bench import inside

HOW = Sharing("en", "code_not_received", "sms")


@pytest.fixture
def call(bench: ServiceBench) -> LiveCall:
    """A caller at a known computer, who has not shared anything yet."""
    return LiveCall(bench)


def test_a_number_is_joined_and_allowed_and_both_see_the_same_two_words(call: LiveCall) -> None:
    opened = call.opened()
    assert len(opened.number) == 8
    assert call.calls.standing(opened.handle).state is SharedState.WAITING
    case, ends_at, now = call.calls.join(call.agent, f"{opened.number[:4]} {opened.number[4:]}")
    assert ends_at - now == JOIN_LIVES
    asked = call.calls.standing(opened.handle)
    assert (asked.state, asked.standing.agent) == (SharedState.ASKED, call.agent)
    assert call.calls.word_pair(call.agent, case) is None
    allowed = call.calls.answer(opened.handle, allow=True)
    assert allowed.state is SharedState.LIVE
    assert allowed.word_pair == call.calls.word_pair(call.agent, case)
    assert [(its.live, its.by) for its in call.live.store.log(case, 0)] == [("joined", "agent"), ("allowed", "caller")]


def test_before_allow_the_case_is_none_of_the_helpdesks(call: LiveCall) -> None:
    case = call.joined()
    assert refusal(call.verify, case, None) is Failure.UNKNOWN_CASE
    assert refusal(call.calls.for_agent, call.other, case) is Failure.UNKNOWN_CASE
    assert refusal(call.live.facts.of, call.agent, case) is Failure.UNKNOWN_CASE
    call.calls.answer(call.handle, allow=True)
    assert refusal(call.verify, case, None) is None


def test_a_number_is_dead_once_it_was_used_refused_or_too_old(call: LiveCall) -> None:
    opened = call.opened()
    call.calls.join(call.agent, opened.number)
    assert refusal(call.calls.join, call.other, opened.number) is Failure.JOIN_NUMBER_WRONG
    call.calls.answer(opened.handle, allow=False)
    assert refusal(call.calls.join, call.other, opened.number) is Failure.JOIN_NUMBER_WRONG
    assert call.calls.standing(opened.handle).state is SharedState.ENDED
    call.bench.clock.advance(minutes=1)
    late = call.opened()
    call.bench.clock.advance(minutes=10)
    assert refusal(call.calls.join, call.other, late.number) is Failure.JOIN_NUMBER_WRONG


def test_guesses_at_join_numbers_are_held_up(call: LiveCall) -> None:
    opened = call.opened()
    for place in range(JOINS_OF_ONE[0].most):
        assert refusal(call.calls.join, call.agent, f"{place:08d}") is Failure.JOIN_NUMBER_WRONG
    assert refusal(call.calls.join, call.agent, opened.number) is Failure.TOO_MANY_GUESSES
    assert refusal(call.calls.join, call.other, opened.number) is None


def test_events_are_added_once_and_in_one_order(call: LiveCall) -> None:
    case = call.shared()
    first, again = LoggedEvent("a" * 16, EVENT), LoggedEvent("b" * 16, EVENT)
    call.calls.add(call.handle, [first])
    added, _ = call.calls.add(call.handle, [first, again])
    assert [its.seq for its in added] == [3, 4]
    assert [its.seq for its in call.live.store.log(case, 0)] == [1, 2, 3, 4]


def test_a_number_verifies_for_one_action_and_for_half_an_hour(call: LiveCall) -> None:
    case = call.shared()
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED
    asked = call.verify(case, StaffAction.END_SESSIONS)
    assert asked.number is not None
    shown = call.calls.standing(call.handle).standing.open_number(call.bench.clock())
    assert shown is not None
    assert shown.action is StaffAction.END_SESSIONS
    call.live.verifying.give_number(call.handle, asked.number)
    facts, _ = call.live.facts.of(call.agent, case)
    assert [(its.kind, its.line_type, its.proves) for its in facts.contacts] == [
        ("phone", "mobile", False),
        ("email", None, False),
    ]
    assert not any(PHONE[-6:] in its.mask or MAIL in its.mask for its in facts.contacts)
    assert refusal(call.act, case, StaffAction.RESEND) is Failure.CALLER_NOT_VERIFIED
    assert refusal(call.act, case, StaffAction.END_SESSIONS) is None
    call.bench.clock.advance(seconds=VERIFIED_FOR.total_seconds())
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED


def test_a_number_has_three_tries_and_two_minutes(call: LiveCall) -> None:
    case = call.shared()
    asked = call.verify(case, None)
    wrong = f"{(int(asked.number or 0) + 1) % 1000:03d}"
    assert refusal(call.verify, case, None) is Failure.TOO_SOON
    for _ in range(3):
        assert refusal(call.live.verifying.give_number, call.handle, wrong) is Failure.NUMBER_WRONG
    assert refusal(call.live.verifying.give_number, call.handle, asked.number) is Failure.NUMBER_WRONG
    call.bench.clock.advance(minutes=1)
    late = call.verify(case, None)
    call.bench.clock.advance(seconds=NUMBER_LIVES.total_seconds())
    assert refusal(call.live.verifying.give_number, call.handle, late.number) is Failure.NUMBER_WRONG


def test_the_end_of_sharing_ends_the_verification(call: LiveCall) -> None:
    case = call.verified(None)
    call.calls.end(call.handle)
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED
    assert refusal(call.calls.add, call.handle, []) is Failure.NOT_LIVE
    assert call.live.store.log(case, 0)[-1].live == "ended"


def test_a_verification_ends_with_the_flow_in_which_it_was_given(call: LiveCall) -> None:
    case = call.verified(None)
    call.bench.ask(call.flow)
    call.bench.give(call.flow, call.newest_code())
    assert refusal(call.live.facts.of, call.agent, case) is None
    call.bench.recovery.set_password(call.flow.handle, NEW_PASSWORD)
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED


def test_each_act_is_done_once_and_everybody_is_told(call: LiveCall) -> None:
    case = call.verified(StaffAction.END_SESSIONS)
    call.act(case, StaffAction.END_SESSIONS)
    told = len(call.bench.way_out.letters)
    call.act(case, StaffAction.END_SESSIONS)
    assert len(call.bench.way_out.letters) == told == 2


def test_a_resent_code_reaches_the_caller_and_no_answer(call: LiveCall) -> None:
    case = call.verified(StaffAction.RESEND)
    call.bench.ask(call.flow)
    call.bench.clock.advance(minutes=2)
    sent = len(call.bench.way_out.letters)
    call.act(case, StaffAction.RESEND)
    assert len(call.bench.way_out.letters) == sent + 3
    call.bench.give(call.flow, call.newest_code())


def test_a_code_is_resent_and_noted_together_or_not_at_all(call: LiveCall, monkeypatch: pytest.MonkeyPatch) -> None:
    case = call.verified(StaffAction.RESEND)
    call.bench.ask(call.flow)
    sent = len(call.bench.way_out.letters)
    call.bench.clock.advance(seconds=1)
    assert refusal(call.act, case, StaffAction.RESEND) is Failure.TOO_SOON
    assert noted(call) == ([], 1, sent)
    call.bench.clock.advance(minutes=2)
    with monkeypatch.context() as breaking:
        breaking.setattr(live_cases, "note", broken)  # what is written last
        with pytest.raises(OSError, match="the disk"):
            call.act(case, StaffAction.RESEND)
    assert noted(call) == ([], 1, sent)
    call.act(case, StaffAction.RESEND)
    assert noted(call) == (["a" * 16], 2, sent + 3)


def broken(*_: object) -> str:
    raise OSError("the disk is gone")


def noted(call: LiveCall) -> tuple[list[str], int, int]:
    """What staff have done, how often a code was asked for, and how many letters there are."""
    with call.bench.store.database.read() as connection:
        acts = list(connection.execute(select(STAFF_ACT.c.id)).scalars())
        sends = len(connection.execute(select(SEND.c.id)).all())
    return acts, sends, len(call.bench.way_out.letters)


def test_whoever_goes_on_with_a_call_is_let_in_anew(call: LiveCall) -> None:
    case, agent, other = call.shared(), inside(call.agent, call.bench.clock), inside(call.other, call.bench.clock)
    first = call.calls.word_pair(call.agent, case)
    its = call.bench
    handling = CaseHandling(its.store.help_cases, its.store.staff, its.clock, its.auditor(its.store))
    handling.hand_over(agent, case, HandedTo.COLLEAGUE, call.other.id)
    asked = call.calls.standing(call.handle)
    assert (asked.state, asked.standing.agent) == (SharedState.ASKED, call.other)
    assert asked.word_pair not in (None, first)
    call.calls.add(call.handle, [LoggedEvent("e" * 16, EVENT)])
    assert [its.live for its in seen(call, case)] == ["joined", "allowed", "handed_over"]
    call.agent = call.other
    assert refusal(call.verify, case, None) is Failure.NOT_LIVE
    call.calls.answer(call.handle, allow=True)
    assert [its.live for its in seen(call, case)] == ["joined", "allowed", "handed_over", None, "allowed"]
    assert refusal(call.verify, case, None) is None
    handling.hand_over(other, case, HandedTo.SECOND_LINE)
    handling.take(agent, case)
    assert call.calls.standing(call.handle).state is SharedState.ASKED


def test_a_caller_who_does_not_let_the_next_one_in_shares_no_more(call: LiveCall) -> None:
    case, other = call.shared(), inside(call.other, call.bench.clock)
    its = call.bench
    handling = CaseHandling(its.store.help_cases, its.store.staff, its.clock, its.auditor(its.store))
    handling.take(other, case)
    call.calls.add(call.handle, [LoggedEvent("e" * 16, EVENT)])
    call.calls.answer(call.handle, allow=False)
    assert call.calls.standing(call.handle).state is SharedState.ENDED
    assert [each.live for each in seen(call, case)] == ["joined", "allowed", "taken", "refused"]
    assert [each.live for each in call.live.store.log(case, 0)] == ["joined", "allowed", "taken", None, "refused"]


def test_who_does_not_answer_in_ten_minutes_lets_nobody_in(call: LiveCall) -> None:
    case, other = call.shared(), inside(call.other, call.bench.clock)
    its = call.bench
    CaseHandling(its.store.help_cases, its.store.staff, its.clock, its.auditor(its.store)).take(other, case)
    its.clock.advance(seconds=JOIN_LIVES.total_seconds())
    assert call.calls.standing(call.handle).state is SharedState.ENDED


def seen(call: LiveCall, case: str) -> tuple[CaseLogEvent, ...]:
    """The log as the helpdesk has it, whichever way it is read."""
    file = call.bench.store.help_cases.read(case, 0, call.bench.clock())
    assert file is not None
    assert file.events == call.live.store.log(case, 0, for_staff=True)
    return file.events


def test_limits_are_lifted_but_not_the_stop_after_a_hundred_guesses(call: LiveCall) -> None:
    call.agent = call.staff("senior two", Role.SENIOR)
    case = call.verified(StaffAction.LIFT_SEND_LIMITS)
    call.bench.have_guessed_wrong(100)
    stranger = call.bench.open_flow()
    call.bench.ask(stranger)
    assert refusal(call.bench.ask, stranger) is Failure.TOO_SOON
    call.act(case, StaffAction.LIFT_SEND_LIMITS)
    assert refusal(call.bench.ask, stranger) is None
    facts, _ = call.live.facts.of(call.agent, case)
    assert facts.wrong_guesses == 100


def test_a_replacement_takes_two_and_its_claim_reaches_the_owner_alone(call: LiveCall) -> None:
    call.agent = call.staff("senior two", Role.SENIOR)
    case = call.verified(StaffAction.START_REPLACEMENT)
    assert refusal(call.act, case, StaffAction.START_REPLACEMENT) is Failure.APPROVAL_NEEDED
    approval = call.approved(case, StaffAction.START_REPLACEMENT)
    call.act(case, StaffAction.START_REPLACEMENT, approval)
    assert call.live.acts.claim(call.calls.standing(call.handle).standing) is not None
    assert refusal(call.act, case, StaffAction.START_REPLACEMENT, approval, "c" * 16) is Failure.APPROVAL_OVER
    account = call.bench.store.replacements.standing(call.account.id)
    assert account is not None
    assert account.newest is not None
    assert account.new_info == ()


def test_two_cancel_where_only_staff_decide(call: LiveCall) -> None:
    call.start_replacement()
    case = call.verified(StaffAction.CANCEL_REPLACEMENT)
    approval = call.approved(case, StaffAction.CANCEL_REPLACEMENT)
    call.act(case, StaffAction.CANCEL_REPLACEMENT, approval)
    standing = call.bench.store.replacements.standing(call.account.id)
    assert standing is not None
    assert standing.period is not None
    assert standing.period.cancelled_at is not None


def test_a_second_person_answers_for_a_caller_whom_nothing_else_verifies(call: LiveCall) -> None:
    call.flow = call.bench.open_flow()
    case = call.shared()
    assert refusal(call.verify, case, None) is Failure.CANT_VERIFY_SO
    asked = call.verify(case, StaffAction.END_SESSIONS, CallerProof.APPROVAL)
    call.live.approving.decide(call.senior, asked.id, approve=True)
    assert refusal(call.act, case, StaffAction.END_SESSIONS) is None


def test_repeated_calls_for_one_account_are_told_once_the_caller_is_verified(call: LiveCall) -> None:
    first = call.shared()
    call.bench.clock.advance(minutes=1)
    another = LiveCall(call.bench, agent=call.other)
    case = another.verified(None)
    facts, _ = another.live.facts.of(another.agent, case)
    assert facts.same_account == 1
    with call.bench.store.database.read() as connection:
        assert first in set(connection.execute(select(HELP_CASE.c.id)).scalars())


def test_what_ends_with_its_flow_is_written_down(call: LiveCall) -> None:
    case = call.shared()
    call.bench.clock.advance(seconds=timedelta(hours=2).total_seconds())
    call.calls.end_if_over(case, call.bench.clock())
    assert call.live.store.log(case, 0)[-1].live == "ended"


def test_the_caller_still_tells_what_was_said_in_a_flow_that_was_just_closed(call: LiveCall) -> None:
    case = call.shared()
    call.close_flow()
    call.bench.clock.advance(seconds=LAST_WORDS_LAST.total_seconds() - 1)
    call.calls.end_if_over(case, call.bench.clock())
    added, _ = call.calls.add(call.handle, [LoggedEvent("a" * 16, EVENT)])
    assert [its.seq for its in added] == [3]
    call.bench.clock.advance(seconds=1)
    assert refusal(call.calls.add, call.handle, [LoggedEvent("b" * 16, EVENT)]) is Failure.NOT_LIVE


def is_verified(call: LiveCall, case: str) -> bool:
    standing = call.live.store.standing(case)
    return standing is not None and standing.case.is_verified(call.bench.clock())


def test_whoever_was_verified_in_a_flow_that_was_just_closed_is_so_no_more(call: LiveCall) -> None:
    case = call.shared()
    asked = call.verify(case, StaffAction.END_SESSIONS, CallerProof.APPROVAL)
    call.live.approving.decide(call.senior, asked.id, approve=True)
    assert is_verified(call, case)
    call.close_flow()
    call.calls.end_if_over(case, call.bench.clock())
    assert not is_verified(call, case)
    assert call.live.store.log(case, 0)[-1].live != "ended"


def test_who_has_ended_the_sharing_tells_nothing_more(call: LiveCall) -> None:
    call.shared()
    call.close_flow()
    call.calls.end(call.handle)
    assert refusal(call.calls.add, call.handle, [LoggedEvent("a" * 16, EVENT)]) is Failure.NOT_LIVE


def test_a_flow_that_was_closed_verifies_nobody_whatever_is_still_told(call: LiveCall) -> None:
    case = call.verified(None)
    call.close_flow()
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED
    assert refusal(call.verify, case, None) is Failure.NOT_LIVE
