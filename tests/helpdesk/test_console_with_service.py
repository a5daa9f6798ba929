"""A call at an organisation's console: a shared case, a verified caller, actions; and nothing of it before that."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.domain.calls import CaseState, ErasedFor, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.staff import CallerProof, Role, StaffAction
from secinfo_desktop.guide.events import Answered, Happened, Happening, StepShown
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import attempt
from secinfo_desktop.helpdesk.ports import Joined
from secinfo_desktop.helpdesk.records import Agent
from secinfo_desktop.helpdesk.standing import Desk
from tests.helpers.clock import FrozenClock
from tests.helpers.console_bench import CAPABILITIES, PACK, ConsoleBench
from tests.helpers.fake_helpdesk import FACTS, JOIN_NUMBER, READ_OUT, TOM, FakeService


def bench_of(clock: FrozenClock | None = None, me: Agent = TOM) -> tuple[ConsoleBench, FakeService]:
    service = FakeService(clock or FrozenClock(), me)
    return ConsoleBench(service), service


def missing(bench: ConsoleBench) -> dict[StaffAction, Failure | None]:
    return {action.action: action.missing for action in bench.call.actions}


def test_an_unverified_caller_has_steps_and_no_fact_and_every_action_says_what_is_missing() -> None:
    bench, _service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    assert bench.frame.organisation == "Example organisation"
    assert bench.call.caller.can_verify == (CallerProof.NUMBER, CallerProof.APPROVAL)
    assert bench.call.facts is None
    assert set(missing(bench).values()) == {Failure.CALLER_NOT_VERIFIED}


def test_a_role_that_is_too_low_says_so_first() -> None:
    bench, _service = bench_of(me=Agent("a1", "Mira", Role.AGENT))
    bench.say(said.NewCall())
    assert missing(bench)[StaffAction.LIFT_SEND_LIMITS] is Failure.ROLE_TOO_LOW
    assert missing(bench)[StaffAction.RESEND] is Failure.CALLER_NOT_VERIFIED


def test_the_language_of_a_caller_is_kept_on_the_agents_side_and_scripts_follow_it() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"), said.SpeaksLanguage("de"))
    case_id = bench.call.line.id
    assert service.cases[case_id].line.language == "en"
    assert bench.kept_here == {case_id: "de"}
    desk = Desk(all_shipped(), PACK, CAPABILITIES, by_hand=False, spoken={case_id: "de"})
    later = ConsoleBench(service, desk=desk)
    later.say(said.OpensCase(case_id))
    assert later.call.line.language == later.step.script.language == "de"
    later.say(said.Erases(ErasedFor.MISTAKE))
    assert later.kept_here == {case_id: None}


def test_the_organisation_is_called_as_its_people_call_it() -> None:
    service = FakeService(FrozenClock(), TOM)
    desk = Desk(all_shipped(), PACK, CAPABILITIES, by_hand=False, organisation="North Hospital")
    bench = ConsoleBench(service, desk=desk)
    bench.say(said.NewCall())
    assert bench.frame.organisation == "North Hospital"
    assert bench.call.known is not None
    assert bench.call.known.organisation == "North Hospital"


@pytest.mark.parametrize(
    ("role", "can"),
    [(Role.AGENT, (False, False)), (Role.SENIOR, (True, False)), (Role.ADMINISTRATOR, (True, True))],
)
def test_who_may_not_export_or_erase_is_not_offered_it(role: Role, can: tuple[bool, bool]) -> None:
    bench, _service = bench_of(me=Agent("a1", "Mira", role))
    bench.say(said.NewCall())
    assert (bench.call.can_export, bench.call.can_erase) == can


def test_the_callers_case_is_joined_by_its_number_and_both_sides_add_to_it() -> None:
    bench, service = bench_of()
    bench.say(said.Joins("999999"))
    assert bench.frame.problem is Failure.JOIN_NUMBER_WRONG
    bench.say(said.Joins(JOIN_NUMBER))
    assert bench.frame.call is None
    assert bench.frame.joining == Joined("live-0000001", ("pine", "harbour"))
    joined = bench.console.follows()
    assert joined is not None
    bench.hear(next(service.follow(*joined)))
    assert bench.call.caller.is_live
    assert bench.call.caller.word_pair == ("pine", "harbour")
    assert bench.call.line.language == "de"
    step = bench.step.step
    follows = bench.console.follows()
    assert follows is not None
    service.happens(follows[0], Answered(bench.clock(), step, "yes", 4.0), "")
    bench.hear(next(service.follow(*follows)))
    assert bench.step.step != step
    assert bench.call.timeline[1].who == ""
    bench.say(said.Answered(bench.step.answers[0].value))
    assert bench.call.timeline[2].who == "Tom"


def test_how_the_case_ended_in_the_callers_app_is_told_and_proposed_for_the_wrap_up() -> None:
    bench, service = bench_of()
    bench.say(said.Joins(JOIN_NUMBER))
    joined = bench.console.follows()
    assert joined is not None
    bench.hear(next(service.follow(*joined)))
    ended = Happened(bench.clock(), Happening.CASE_ENDED, Disclosure.PUBLIC, Outcome.SECURED.value)
    service.happens(joined[0], ended, "")
    follows = bench.console.follows()
    assert follows is not None
    bench.hear(next(service.follow(*follows)))
    assert "In the caller’s app: the account was secured" in [line.text for line in bench.call.timeline]
    assert bench.call.suggests is OutcomeCode.GOT_IN
    assert bench.call.line.state is CaseState.OPEN
    bench.say(said.Answered(bench.step.answers[0].value))
    assert bench.call.suggests is None


def test_who_joins_a_case_first_says_who_they_are() -> None:
    bench, service = bench_of()
    bench.say(said.Joins(JOIN_NUMBER))
    joined = bench.console.follows()
    assert joined is not None
    bench.hear(next(service.follow(*joined)))
    service.happens(joined[0], Answered(bench.clock(), bench.step.step, "yes", 4.0), "")
    bench.hear(service.cases[joined[0]])
    assert not bench.call.has_spoken
    bench.say(said.Answered(bench.step.answers[0].value))
    assert bench.call.has_spoken


def test_a_caller_who_does_not_allow_it_is_told_of_and_waited_for_no_longer() -> None:
    bench, _service = bench_of()
    bench.say(said.Joins(JOIN_NUMBER))
    joined = bench.console.follows()
    assert joined is not None
    bench.do(bench.console.lost(joined[0], Failure.NOT_LIVE))
    assert (bench.frame.problem, bench.frame.joining) == (Failure.NOT_LIVE, None)


def test_who_stops_waiting_sees_no_case_that_is_allowed_later() -> None:
    bench, service = bench_of()
    bench.say(said.Joins(JOIN_NUMBER))
    joined = bench.console.follows()
    assert joined is not None
    bench.say(said.StopsJoining())
    bench.hear(next(service.follow(*joined)))
    assert bench.frame.call is None


def test_a_session_that_ends_loses_nothing_of_the_call() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    service.refuses = Failure.NOT_STAFF
    bench.say(said.Skips())
    assert bench.frame.problem is Failure.NOT_STAFF
    assert not bench.call.is_kept
    service.refuses = None
    bench.do(bench.console.signed_in())
    assert bench.call.is_kept


def test_what_the_network_kept_back_is_handed_over_again_by_itself_and_its_trouble_is_over() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    service.refuses = Failure.UNREACHABLE
    bench.say(said.Skips())
    tried = [bench.console.is_stuck]
    assert bench.frame.problem is Failure.UNREACHABLE
    for service.refuses in (Failure.UNREACHABLE, None):
        bench.do(bench.console.try_again())
        tried.append(bench.console.is_stuck)
    assert tried == [True, True, False]
    assert bench.call.is_kept
    assert bench.frame.problem is None


def test_who_is_signed_out_is_not_asked_again_and_again() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    service.refuses = Failure.NOT_STAFF
    bench.say(said.Skips())
    assert not bench.call.is_kept
    assert not bench.console.is_stuck


def test_a_verified_caller_opens_facts_and_actions_and_the_plan_knows_more() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    case_id = bench.call.line.id
    bench.hear(service.knows(case_id, "delivery_status", "bounced"))
    public = bench.step
    bench.say(said.Verifies(CallerProof.NUMBER, StaffAction.RESEND))
    assert bench.call.caller.number is not None
    assert bench.call.caller.number.number == READ_OUT
    bench.hear(service.caller_allows(case_id, StaffAction.RESEND))
    assert bench.call.line.is_verified
    verified = bench.call.caller
    assert verified.number is None
    assert bench.call.facts == FACTS
    assert bench.call.caller.same_account == 2
    assert bench.step.why.causes != public.why.causes
    assert missing(bench)[StaffAction.RESEND] is None
    assert missing(bench)[StaffAction.END_SESSIONS] is Failure.CALLER_NOT_VERIFIED
    bench.say(said.Answered(bench.step.answers[-1].value))
    shown = [event for event in bench.kept.later if isinstance(event, StepShown)]
    assert shown[-1].audience is Disclosure.HELPDESK
    assert shown[0].audience is Disclosure.PUBLIC


def test_what_takes_two_waits_for_the_second_and_counts_for_its_own_action_alone() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    bench.hear(service.caller_allows(bench.call.line.id, StaffAction.CANCEL_REPLACEMENT))
    assert missing(bench)[StaffAction.CANCEL_REPLACEMENT] is Failure.APPROVAL_NEEDED
    bench.say(said.AsksApproval(StaffAction.CANCEL_REPLACEMENT, "Owner asks for it"))
    service.decide("q0", approve=True)
    bench.do(bench.console.look_again())
    assert missing(bench)[StaffAction.CANCEL_REPLACEMENT] is None
    assert missing(bench)[StaffAction.START_REPLACEMENT] is Failure.CALLER_NOT_VERIFIED
    bench.say(said.Acts(StaffAction.CANCEL_REPLACEMENT, "Owner asks for it", "q0"))
    assert service.done == [StaffAction.CANCEL_REPLACEMENT]
    bench.clock.advance(minutes=15)
    assert missing(bench)[StaffAction.CANCEL_REPLACEMENT] is Failure.APPROVAL_NEEDED


def test_what_was_done_is_told_with_its_time_and_a_replacement_has_its_wrap_up() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    bench.hear(service.caller_allows(bench.call.line.id, StaffAction.START_REPLACEMENT))
    bench.say(said.AsksApproval(StaffAction.START_REPLACEMENT, "Everything is lost"))
    service.decide("q0", approve=True)
    bench.do(bench.console.look_again())
    bench.say(said.Acts(StaffAction.START_REPLACEMENT, "Everything is lost", "q0"))
    done = {its.action: its.done_at for its in bench.call.actions}
    assert done[StaffAction.START_REPLACEMENT] == bench.clock()
    assert done[StaffAction.RESEND] is None
    assert bench.call.suggests is OutcomeCode.WAITS_THIRTY_DAYS


def test_a_second_deed_leaves_the_first_and_cancelling_takes_the_replacement_away() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    suggested = bench.call.suggests
    for place, action in enumerate((StaffAction.START_REPLACEMENT, StaffAction.CANCEL_REPLACEMENT)):
        for deed in (action, StaffAction.RESEND):
            bench.hear(service.caller_allows(bench.call.line.id, deed))
            bench.say(said.AsksApproval(deed, "Everything is lost"))
            service.decide(f"q{len(service.questions) - 1}", approve=True)
            bench.do(bench.console.look_again())
            bench.say(said.Acts(deed, "Everything is lost", f"q{len(service.questions) - 1}"))
        done = {its.action for its in bench.call.actions if its.done_at is not None}
        assert done == {action, StaffAction.RESEND}
        assert bench.call.suggests is (OutcomeCode.WAITS_THIRTY_DAYS if place == 0 else suggested)


def test_what_a_colleague_said_of_the_caller_is_told_to_who_asked() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"), said.AsksApproval(None, "Says he is her manager"))
    assert bench.call.caller.asked is not None
    service.decide("q0", approve=False)
    bench.do(bench.console.look_again())
    asked = bench.call.caller.asked
    assert asked is not None
    assert asked.state == "refused"


def test_a_case_that_was_closed_in_the_middle_of_a_step_shows_none() -> None:
    bench, _service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    shown = bench.step.step
    bench.say(said.Closes(OutcomeCode.REFUSED))
    assert bench.call.step is None
    assert bench.call.line.step == shown


def test_a_code_is_never_offered_again_before_a_service_would_take_it() -> None:
    bench, _service = bench_of()
    bench.say(said.NewCall(), said.CodeAskedFor())
    rest = max(its.window for its in PACK.ceilings if its.most == 1)
    assert bench.call.timers.next_at == bench.clock() + rest
    bench.clock.advance(seconds=rest.total_seconds())
    assert bench.call.timers.next_at is None


def test_what_was_shown_to_a_verified_caller_is_closed_again_when_the_time_is_over() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    case_id = bench.call.line.id
    bench.hear(service.knows(case_id, "delivery_status", "bounced"))
    before = bench.call
    bench.hear(service.caller_allows(case_id))
    assert bench.call.facts is not None
    bench.clock.advance(minutes=30)
    after = bench.call
    assert after.facts is None
    assert after.caller.same_account == 0
    assert after.step is not None
    assert before.step is not None
    assert after.step.why.causes == before.step.why.causes


def test_a_number_is_no_longer_read_out_when_it_is_over_or_the_caller_is_left_unverified() -> None:
    bench, _service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"), said.Verifies(CallerProof.NUMBER))
    assert bench.call.caller.number is not None
    bench.clock.advance(minutes=2)
    over = bench.call.caller
    assert over.number is None
    bench.say(said.Verifies(CallerProof.NUMBER), said.LeavesUnverified())
    left = bench.call.caller
    assert left.number is None


def test_news_that_overtakes_the_answer_is_not_told_twice_and_old_news_takes_nothing_away() -> None:
    bench, service = bench_of()
    bench.say(said.NewCall(), said.Answered("yes"))
    case_id = bench.call.line.id
    old = service.cases[case_id]
    add = bench.console.take(said.CodeAskedFor())
    assert add is not None
    added = attempt(add, bench.ports)
    bench.console.heard(service.cases[case_id])
    assert bench.call.timers.asked == 1
    bench.do(bench.console.observe(add, added))
    assert bench.call.timers.asked == 1
    bench.hear(old)
    assert bench.call.timers.asked == 1


SECRETS = (("delivery_status", "bounced"), ("delivery_status", "delivered"), ("info_age", "over_2y"))


@pytest.mark.parametrize("seed", range(5))
def test_an_unverified_call_looks_the_same_whatever_the_service_knows(seed: int) -> None:
    chance = Random(seed)
    knowing, service = bench_of()
    service.account = replace(FACTS, same_account=5, notice_since=datetime(2026, 11, 1, tzinfo=UTC))
    ignorant, other = bench_of()
    for bench in (knowing, ignorant):
        bench.say(said.NewCall(), said.Answered("yes"))
    for _ in range(8):
        case_id = knowing.call.line.id
        case = service.knows(case_id, *chance.choice(SECRETS))
        knowing.hear(replace(case, line=replace(case.line, same_account=5)))
        ignorant.hear(other.cases[case_id])
        assert knowing.call == ignorant.call
        step = knowing.call.step
        if step is None or not step.answers:
            break
        word = said.Answered(chance.choice(step.answers).value)
        knowing.say(word)
        ignorant.say(word)
        assert knowing.call == ignorant.call


def test_the_control_sees_the_difference_once_the_caller_is_verified() -> None:
    knowing, service = bench_of()
    ignorant, other = bench_of()
    for bench, its in ((knowing, service), (ignorant, other)):
        bench.say(said.NewCall(), said.Answered("yes"))
        bench.hear(its.caller_allows(bench.call.line.id))
    knowing.hear(service.knows(knowing.call.line.id, "delivery_status", "bounced"))
    assert knowing.call != ignorant.call
