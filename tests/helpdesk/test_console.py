"""A call at the console: the first question at once, answers, second thoughts, other ways; all of it kept in order."""

from dataclasses import replace

import pytest

from secinfo_desktop.desktop.checklists import all_shipped, shipped
from secinfo_desktop.domain.calls import CaseScope, CaseState, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.checklist import StepKind
from secinfo_desktop.guide.events import Happened, Happening, Skipped
from secinfo_desktop.helpdesk import acts, said
from secinfo_desktop.helpdesk.acts import Refused, attempt
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.phrases import Known
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.console_bench import ConsoleBench
from tests.helpers.fake_helpdesk import MIRA, TOM, FakeBook


@pytest.fixture
def bench() -> ConsoleBench:
    return ConsoleBench()


def called(bench: ConsoleBench, *words: said.Said) -> ConsoleBench:
    bench.say(said.NewCall(), *words)
    return bench


YES = said.Answered("yes")


def test_a_new_call_shows_the_first_question_at_once_before_anything_is_kept(bench: ConsoleBench) -> None:
    act = bench.console.take(said.NewCall())
    assert bench.step.step == "asked_for_code"
    assert bench.call.is_mine
    assert not isinstance(act, acts.Open)
    assert bench.call.caller.verified is None
    assert bench.call.caller.can_verify == ()
    assert bench.frame.organisation is None
    assert bench.call.actions == ()


def test_with_the_first_word_the_call_is_kept_and_has_a_number(bench: ConsoleBench) -> None:
    called(bench, YES)
    assert bench.call.line.number
    assert bench.kept.entries()[0].outcome == "yes"
    assert [line.id for line in bench.frame.cases.lines] == [bench.call.line.id]


def test_a_script_is_in_the_callers_language_and_what_to_listen_for_in_the_agents(bench: ConsoleBench) -> None:
    called(bench, said.SpeaksLanguage("de"))
    script = bench.step.script
    assert script.language == "de"
    assert script.say == "Haben Sie diesen Code selbst angefordert?"
    assert "Code" in script.never_ask
    assert script.listen_for == "If not, somebody else may be at it. Use no code."
    assert bench.step.title == "Did you ask for a code yourself?"


def test_the_callers_language_is_kept_with_the_case(bench: ConsoleBench) -> None:
    called(bench, YES, said.SpeaksLanguage("de"))
    case_id = bench.call.line.id
    assert bench.book.asked.count("speak") == 1
    other = ConsoleBench(bench.book)
    other.say(said.OpensCase(case_id))
    assert other.call.line.language == other.step.script.language == "de"


def test_a_language_chosen_before_the_first_word_is_kept_with_it(bench: ConsoleBench) -> None:
    called(bench, said.SpeaksLanguage("de"), YES)
    assert bench.book.read(bench.call.line.id).line.language == "de"
    assert "speak" not in bench.book.asked


def test_what_can_be_said_beside_the_steps_names_nobody_who_has_told_no_name(bench: ConsoleBench) -> None:
    called(bench, YES)
    assert bench.call.known == Known("Mira", number=bench.call.line.number)
    nobody = ConsoleBench(FakeBook(bench.clock, replace(MIRA, name="You")))
    nobody.say(said.NewCall())
    assert nobody.call.known == Known("")


def test_every_answer_has_its_share_and_says_where_it_leads(bench: ConsoleBench) -> None:
    called(bench)
    assert bench.step.is_worked_out
    assert sum(answer.share or 0 for answer in bench.step.answers) == pytest.approx(1)
    leads = {answer.value: answer.leads_to for answer in bench.step.answers}
    assert leads["no"] == "Make your account safe"
    bench.say(YES)
    assert bench.step.title == leads["yes"]


def test_the_numbers_behind_a_step_are_told(bench: ConsoleBench) -> None:
    called(bench, YES)
    why = bench.step.why
    assert why.remaining_s > 0
    assert [cause.chance for cause in why.causes] == sorted((cause.chance for cause in why.causes), reverse=True)
    assert why.moves[0].step == "asked_for_code"
    assert why.runner_up is not None
    assert why.runner_up[1] in {other.title for other in bench.step.others}


def test_one_key_takes_a_wrong_click_back_and_again(bench: ConsoleBench) -> None:
    called(bench)
    first = bench.call.step
    bench.say(YES)
    second = bench.call.step
    bench.say(said.Answered(bench.step.answers[0].value))
    bench.say(said.Undoes())
    assert bench.call.step == second
    bench.say(said.Undoes())
    assert bench.call.step == first
    assert not bench.call.can_undo
    bench.say(said.Undoes())
    assert bench.call.step == first


def test_a_step_that_is_skipped_says_nothing_about_the_cause(bench: ConsoleBench) -> None:
    called(bench, YES)
    before = bench.step
    bench.say(said.Skips())
    assert bench.step.step != before.step
    assert bench.step.why.causes == before.why.causes
    assert isinstance(bench.kept.later[-2], Skipped)


def test_another_step_can_be_chosen(bench: ConsoleBench) -> None:
    called(bench, YES)
    other = bench.step.others[1]
    bench.say(said.ChoosesStep(other.step))
    assert bench.step.step == other.step
    assert bench.step.why.runner_up is not None
    bench.say(said.ChoosesStep("no_such_step"))
    assert bench.step.step == other.step


def test_an_action_has_done_failed_and_where_it_may_be_impossible_cannot(bench: ConsoleBench) -> None:
    called(bench, said.ChoosesTrouble("code_not_received", "email"), YES)
    cannot = next(
        other.step for other in bench.step.others if _can_be_impossible(other.step)
    )  # fmt: skip
    bench.say(said.ChoosesStep(cannot))
    assert bench.step.kind is StepKind.ACTION
    assert bench.step.script.parts
    assert [answer.value for answer in bench.step.answers] == ["solved", "failed", "cannot"]
    assert sum(answer.share or 0 for answer in bench.step.answers) == pytest.approx(1)
    bench.say(said.Answered("cannot"))
    assert cannot not in {bench.step.step, *(other.step for other in bench.step.others)}
    bench.say(said.Undoes())
    assert bench.step.step == cannot


def _can_be_impossible(step: str) -> bool:
    action = shipped().actions.get(step)
    return action is not None and action.cannot is not None


def test_after_a_step_that_helped_the_wrap_up_is_suggested_and_it_can_be_taken_back(bench: ConsoleBench) -> None:
    called(bench, YES)
    action = next(other.step for other in bench.step.others if other.step == "restore_signal")
    bench.say(said.ChoosesStep(action), said.Answered("solved"))
    assert bench.call.step is None
    assert bench.call.suggests is OutcomeCode.GOT_IN
    assert bench.call.can_undo
    bench.say(said.Undoes())
    assert bench.step.step == action


def test_a_stranger_at_work_leads_to_the_safe_step_alone(bench: ConsoleBench) -> None:
    called(bench, said.Answered("no"))
    assert bench.step.step == "secure_account"
    assert bench.step.safe_first
    assert {other.step for other in bench.step.others} == {"handoff"}


def test_what_the_call_is_about_changes_before_the_first_answer_without_a_trace(bench: ConsoleBench) -> None:
    called(bench, said.ChoosesTrouble("phone_number_gone", "sms"))
    assert bench.call.line.checklist == "phone_number_gone"
    assert bench.book.cases == {}
    bench.say(said.ChoosesTrouble("nothing", "sms"))
    assert bench.call.line.checklist == "phone_number_gone"


def test_another_kind_of_contact_keeps_what_was_said_of_the_account(bench: ConsoleBench) -> None:
    called(bench, YES, said.ChoosesTrouble("code_not_received", "email"))
    assert bench.kept.context == "email"
    assert bench.step.step != "asked_for_code"
    assert bench.call.line.checklist == "code_not_received"


def test_another_trouble_after_answers_begins_a_new_log_and_takes_along_what_fits(bench: ConsoleBench) -> None:
    called(bench, said.CodeAskedFor(), YES)
    first = bench.call.line.id
    bench.say(said.ChoosesTrouble("phone_number_gone", "sms"))
    assert bench.call.line.id != first
    assert bench.book.cases[first].line.state is CaseState.CLOSED
    assert any(isinstance(event, Happened) for event in bench.kept.later)
    assert bench.call.timers.asked == 1
    assert bench.step.step == "signs_of_a_stranger"


def test_asking_for_a_code_begins_the_timers_and_leaves_the_step(bench: ConsoleBench) -> None:
    called(bench, YES)
    step = bench.step.step
    bench.say(said.CodeAskedFor())
    timers = bench.call.timers
    assert (timers.asked, timers.asked_at) == (1, bench.clock())
    assert timers.next_at is not None
    assert timers.next_at > bench.clock()
    assert bench.step.step == step
    bench.clock.advance(hours=20)
    assert bench.call.timers.next_at is None


def test_what_anybody_may_know_can_be_ticked_and_counts_from_then_on(bench: ConsoleBench) -> None:
    called(bench, YES)
    before = {cause.cause: cause.chance for cause in bench.step.why.causes}
    assert [tick.evidence for tick in bench.call.ticks] == ["line_type", "requests", "asked_ago"]
    bench.say(said.Ticks("line_type", "fixed_or_voip"))
    assert bench.call.ticks[0].ticked == "fixed_or_voip"
    assert bench.step.why.causes[0].cause == "landline"
    assert "landline" not in before
    bench.say(said.Ticks("info_age", "recent"), said.Ticks("delivery_status", "bounced"))
    assert set(bench.kept.evidence(bench.kept.audience)) == {"line_type"}


def test_a_colleagues_case_is_read_only_until_it_is_taken() -> None:
    clock = FrozenClock()
    theirs = ConsoleBench(FakeBook(clock, TOM))
    theirs.say(said.NewCall(), YES)
    case_id = theirs.call.line.id
    book = FakeBook(clock, MIRA)
    book.cases = theirs.book.cases
    bench = ConsoleBench(book)
    bench.say(said.OpensCase(case_id))
    theirs_still = bench.call
    assert not theirs_still.is_mine
    step = bench.step.step
    refused = bench.say(YES)
    assert refused.problem is Failure.NOT_YOUR_CASE
    assert bench.step.step == step
    bench.say(said.Takes())
    assert bench.call.is_mine
    assert bench.frame.problem is None
    bench.say(said.Answered(bench.step.answers[0].value))
    assert bench.step.step != step
    assert bench.call.timeline[-2].who == "Mira"
    assert bench.call.timeline[1].who == "Tom"


def test_a_closed_case_has_no_step_and_takes_no_answer(bench: ConsoleBench) -> None:
    called(bench, YES, said.Closes(OutcomeCode.GAVE_UP, ticket="INC-1"))
    assert bench.call.line.state is CaseState.CLOSED
    bench.say(YES)
    assert bench.frame.problem is Failure.CASE_CLOSED
    assert not bench.call.can_undo


def test_handing_over_naming_and_notes_go_to_the_book(bench: ConsoleBench) -> None:
    called(bench, said.NamesCaller("Ms Brown"), said.Notes("Will ask her son"))
    assert bench.call.line.caller == "Ms Brown"
    assert bench.call.notes[0].text == "Will ask her son"
    bench.say(said.HandsOver(HandedTo.SECOND_LINE))
    assert bench.call.line.state is CaseState.WAITING
    bench.say(said.Searches(CaseScope.ALL, "nobody"))
    assert list(bench.frame.cases.lines) == []
    bench.say(said.Erases(ErasedFor.CALLER_ASKED))
    assert bench.frame.call is None


def test_what_could_not_be_kept_is_told_and_kept_with_the_next_word(bench: ConsoleBench) -> None:
    called(bench)
    bench.book.refuses = Failure.NOT_KEPT
    bench.say(YES)
    assert bench.frame.problem is Failure.NOT_KEPT
    unkept = bench.call
    assert not unkept.is_kept
    second = bench.step.step
    assert second != "asked_for_code"
    bench.say(said.Answered(bench.step.answers[0].value), said.Closes(OutcomeCode.GAVE_UP))
    assert bench.call.line.outcome is None
    bench.book.refuses = None
    bench.say(said.CodeAskedFor())
    assert bench.call.is_kept
    assert [entry.step for entry in bench.kept.entries()] == ["asked_for_code", second]
    assert bench.call.line.number


def test_answers_that_come_faster_than_they_are_kept_are_all_kept_in_their_order(bench: ConsoleBench) -> None:
    act = bench.console.take(said.NewCall())
    assert act is not None
    steps = []
    for _ in range(4):
        steps.append(bench.step.step)
        assert bench.console.take(YES if bench.step.step == "asked_for_code" else said.Skips()) is None
    bench.do(bench.console.observe(act, attempt(act, bench.ports)))
    assert [entry.step for entry in bench.kept.entries()] == steps
    assert bench.book.asked.count("add") < 4


def test_what_is_no_longer_awaited_is_dropped(bench: ConsoleBench) -> None:
    called(bench, YES)
    frame = bench.frame
    assert bench.console.observe(acts.Find(frame.cases.query), Refused(Failure.BROKEN)) is None
    assert bench.frame == frame


def test_of_two_searches_the_later_one_counts(bench: ConsoleBench) -> None:
    called(bench, said.NamesCaller("Ms Brown"))
    act = bench.console.take(said.Searches(text="nobody"))
    assert act is not None
    bench.console.take(said.Searches(text="Brown"))
    assert len(bench.frame.cases.lines) == 1
    bench.do(bench.console.observe(act, attempt(act, bench.ports)))
    assert len(bench.frame.cases.lines) == 1


def test_a_case_that_somebody_closed_meanwhile_is_shown_as_it_is(bench: ConsoleBench) -> None:
    called(bench, YES)
    case_id = bench.call.line.id
    bench.book.close(case_id, OutcomeCode.GAVE_UP)
    bench.say(said.Answered(bench.step.answers[0].value))
    assert bench.call.line.state is CaseState.CLOSED
    assert bench.frame.problem is Failure.CASE_CLOSED
    assert len(bench.kept.entries()) == 1


def test_the_same_log_gives_the_same_step_at_another_console(bench: ConsoleBench) -> None:
    called(bench, YES, said.CodeAskedFor(), said.Ticks("requests", "few"), said.Skips())
    other = ConsoleBench(bench.book)
    other.say(said.OpensCase(bench.call.line.id))
    assert other.call == replace(bench.call)


def test_time_that_an_answer_took_is_kept_in_whole_seconds(bench: ConsoleBench) -> None:
    called(bench)
    bench.clock.advance(seconds=12.4)
    bench.say(YES)
    assert bench.kept.entries()[0].seconds == 12


def test_the_time_line_says_what_happened_in_sentences_and_who_did_it(bench: ConsoleBench) -> None:
    called(bench, said.CodeAskedFor(), YES, said.CodeAskedFor())
    told = [(line.text, line.who, line.sign) for line in bench.call.timeline]
    assert told[:4] == [
        ("Call taken", "", "done"),
        ("Code 1 asked for", "Mira", "waiting"),
        ("Did you ask for a code yourself? – Yes, I asked for it", "Mira", "note"),
        ("Code 2 asked for", "Mira", "waiting"),
    ]
    assert told[4] == (bench.step.title, "", "now")
    assert any(event.what is Happening.CODE_ASKED for event in bench.kept.later if isinstance(event, Happened))


def test_a_call_that_begins_before_it_is_known_who_sits_here_is_theirs() -> None:
    bench = ConsoleBench()
    console = Console(Desk(all_shipped()), Words(bench.clock), lambda: "case-000777")
    first = console.begin()
    assert first is not None
    assert console.take(said.NewCall()) is None
    assert console.take(YES) is None
    act = console.observe(first, attempt(first, bench.ports))
    assert isinstance(act, acts.Open)
    frame = console.frame()
    assert frame.call is not None
    assert frame.call.is_mine
    assert frame.call.line.owner == MIRA
