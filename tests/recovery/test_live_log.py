"""The log that a person shares with the helpdesk: what moves the page, and every way in which sharing ends."""

from dataclasses import replace

import pytest

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LAST_WORDS_LAST
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import Answered, ContextChanged, Happened, Happening, Observed, StepShown
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.live_pages import HelpNews
from tests.helpers.fake_live_help import AGENT, READ_OUT
from tests.helpers.helped import OTHER, QUESTION, Helped


@pytest.fixture
def helped() -> Helped:
    return Helped()


def test_an_answer_of_the_agent_arrives_with_their_name_and_the_page_moves(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.settles()
    page = helped.walk.page
    assert isinstance(page, pages.QuestionPage)
    assert page.step == OTHER
    assert ("no", AGENT) in [(note.answer, note.who) for note in helped.walk.frame.notes]
    assert helped.help.shown_by == AGENT
    helped.desk.reads_number()
    helped.settles()
    assert helped.help.shown_by == ""  # nobody has put the page before the person on which something is typed


def test_that_a_replacement_has_begun_is_told_also_after_the_call(helped: Helped) -> None:
    helped.is_helped()
    assert not helped.help.is_replaced
    helped.desk.starts_replacement()
    helped.desk.leaves()
    helped.settles()
    assert helped.help.company is None
    assert helped.help.is_replaced


def test_an_answer_of_the_person_arrives_at_the_agent_once(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.Answered("no"))
    helped.settles()
    helped.settles()
    given = [event for event in helped.events() if isinstance(event, Answered) and event.step == QUESTION]
    assert [event.outcome for event in given] == ["no"]
    assert [note.who for note in helped.walk.frame.notes if note.answer == "no"] == [""]


def test_the_page_does_not_move_under_busy_hands_and_the_step_is_offered(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.settles(hands_free=False)
    page = helped.walk.page
    assert isinstance(page, pages.QuestionPage)
    assert page.step == QUESTION
    assert helped.help.gone_on == OTHER
    helped.walk.says(said.FollowsAgent())
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.walk.page.step == OTHER
    assert helped.help.gone_on is None


def test_the_page_that_waits_for_a_code_is_never_taken_away(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.accounts.clock.advance(minutes=2)
    helped.walk.says(said.ChoseStep("unblock_senders"), said.Answered(said.StepAnswer.DONE))
    assert isinstance(helped.walk.page, pages.WaitingPage)
    helped.settles()
    helped.desk.shows(OTHER)
    helped.settles()
    assert isinstance(helped.walk.page, pages.WaitingPage)
    assert helped.help.gone_on == OTHER


def test_a_step_of_the_persons_own_takes_the_place_of_what_was_offered(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.shows(OTHER)
    helped.settles(hands_free=False)
    helped.walk.says(said.Answered("no"))
    helped.settles(hands_free=False)
    assert helped.help.gone_on is None


def test_back_takes_an_answer_back_for_both(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.settles()
    helped.walk.says(said.WentBack())
    helped.settles()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.walk.page.step == QUESTION
    assert QUESTION not in {entry.step for entry in helped.case().entries()}


@pytest.mark.parametrize(
    "make",
    [
        lambda at: Answered(at, "no_such_step", "yes", 1.0),
        lambda at: Answered(at, QUESTION, "no_such_answer", 1.0),
        lambda at: StepShown(at, "no_such_step", Disclosure.PUBLIC),
        lambda at: ContextChanged(at, "pigeon"),
        lambda at: Observed(at, "no_such_evidence", "yes", Disclosure.PUBLIC),
    ],
    ids=["step", "answer", "shown", "context", "evidence"],
)
def test_what_this_checklist_does_not_know_is_left_out(helped: Helped, make: object) -> None:
    helped.is_helped()
    before = helped.case()
    assert callable(make)
    helped.desk.says(make(helped.desk.clock()))
    helped.settles()
    assert helped.case() == before
    assert helped.help.gone_on is None
    helped.walk.says(said.Answered("no"))
    helped.settles()
    assert helped.help.company is not None


def test_a_step_that_only_the_helpdesk_may_plan_waits_until_the_person_was_verified(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.shows(OTHER, Disclosure.HELPDESK)
    helped.settles()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.walk.page.step == QUESTION
    helped.desk.reads_number()
    helped.settles()
    helped.walk.says(said.GivesReadNumber(READ_OUT))
    helped.desk.shows("other_texts_arrive", Disclosure.HELPDESK)
    helped.settles()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.walk.page.step == "other_texts_arrive"
    assert helped.case().audience is Disclosure.PUBLIC


def test_a_colleague_who_takes_over_is_named(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.hands_over("Tom Berg")
    helped.settles()
    assert helped.help.news is HelpNews.OTHER_PERSON
    assert helped.help.company is not None
    assert helped.help.company.name == "Tom Berg"


def test_the_end_by_the_helpdesk_is_said_and_the_person_goes_on(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.leaves()
    helped.settles()
    assert helped.help.news is HelpNews.ENDED
    assert helped.help.company is None
    assert helped.help.can_ask
    assert isinstance(helped.walk.says(said.Answered("no")), pages.StepPage)
    assert helped.help.news is None


def test_a_number_that_nobody_used_is_said_to_be_over(helped: Helped) -> None:
    helped.shares()
    helped.desk.leaves()
    helped.settles()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.news is HelpNews.UNUSED


def test_without_the_service_the_person_goes_on_alone_and_all_is_told_later(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.fails = Failure.UNREACHABLE
    helped.walk.says(said.Answered("no"))
    helped.settles()
    assert helped.is_lost()
    assert isinstance(helped.walk.page, pages.StepPage)
    helped.desk.fails = None
    helped.walk.flow.live.tick()
    helped.settles()
    assert not helped.is_lost()
    assert QUESTION in {event.step for event in helped.events() if isinstance(event, Answered)}


def test_what_the_service_will_not_have_ends_the_sharing_and_keeps_the_case(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.Answered("no"))
    helped.desk.fails = Failure.REPEATED_DIFFERENTLY
    helped.settles()
    assert helped.help.news is HelpNews.ENDED
    assert QUESTION in {entry.step for entry in helped.case().entries()}


def test_the_end_of_the_case_ends_the_sharing(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.StopsForNow())
    assert helped.help.company is None
    helped.settles()
    assert not helped.desk.is_shared()


def test_a_new_start_ends_the_sharing(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.StartsOver())
    helped.settles()
    assert not helped.desk.is_shared()


def test_a_number_that_came_after_cancelling_is_not_shared(helped: Helped) -> None:
    effect = helped.walk.flow.take(said.WantsHelp())
    assert effect is not None
    helped.walk.flow.abandon()
    helped.walk.flow.observe(effect, perform(effect, helped.walk.accounts))
    assert isinstance(helped.walk.page, pages.QuestionPage)
    helped.settles()
    assert not helped.desk.is_shared()


def test_after_a_crash_the_case_is_there_and_the_sharing_has_ended(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.settles()
    again = helped.walk.comes_back()
    assert again.frame.help.news is HelpNews.CUT_OFF
    assert again.frame.help.company is None
    assert isinstance(again.page, pages.QuestionPage)
    assert again.page.step == OTHER
    errand = again.flow.live.errand()
    assert errand is not None
    again.flow.stands(errand, perform(errand, again.accounts), hands_free=True)
    assert again.flow.live.errand() is None
    assert not helped.desk.is_shared()
    assert again.frame.help.can_ask


def test_what_is_kept_of_a_shared_case_says_so_and_nothing_more(helped: Helped) -> None:
    before = helped.walk.flow.along()
    helped.is_helped()
    along = helped.walk.flow.along()
    assert before is not None
    assert along is not None
    assert along.shared
    assert along == replace(before, shared=True)


def test_the_end_of_the_case_is_told_with_what_was_said_last(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.Answered("no"), said.StopsForNow())
    assert helped.help.company is None
    helped.settles()
    *before, last = helped.events()
    assert QUESTION in {event.step for event in before if isinstance(event, Answered)}
    assert isinstance(last, Happened)
    assert (last.what, last.detail) == (Happening.CASE_ENDED, Outcome.STOPPED_UNTIL)
    assert not helped.desk.is_shared()
    assert helped.log() == helped.desk.log
    assert not helped.walk.flow.live.is_followed


def test_what_was_said_last_is_told_once_the_service_is_reached_again(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.fails = Failure.UNREACHABLE
    helped.walk.says(said.Answered("no"), said.StopsForNow())
    helped.settles()
    assert not helped.is_lost()
    helped.desk.fails = None
    helped.settles()
    assert QUESTION in {event.step for event in helped.events() if isinstance(event, Answered)}
    assert helped.log() == helped.desk.log


def test_nobody_waits_for_ever_to_tell_what_was_said_last(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.fails = Failure.UNREACHABLE
    helped.walk.says(said.Answered("no"), said.StopsForNow())
    helped.settles()
    helped.walk.accounts.clock.advance(seconds=LAST_WORDS_LAST.total_seconds())
    helped.walk.flow.live.tick()
    assert not helped.walk.flow.live.is_followed
    helped.desk.fails = None
    helped.settles()
    assert not helped.desk.is_shared()
    assert QUESTION not in {event.step for event in helped.events() if isinstance(event, Answered)}


def test_what_the_service_no_longer_takes_does_not_hold_up_the_end(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.fails = Failure.NOT_LIVE
    helped.walk.says(said.Answered("no"), said.StopsForNow())
    for _ in range(2):
        helped.settles()
    assert helped.walk.flow.live.errand() is None


def test_the_last_answers_of_the_agent_arrive_though_the_end_was_heard_of_first(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.desk.leaves()
    live = helped.walk.flow.live
    live.tick()
    errand = live.errand()
    assert errand is not None
    helped.walk.flow.stands(errand, perform(errand, helped.walk.accounts), hands_free=True)
    assert helped.help.news is HelpNews.ENDED
    assert helped.help.company is None
    helped.settles()
    assert ("no", AGENT) in [(note.answer, note.who) for note in helped.walk.frame.notes]
    assert helped.log() == helped.desk.log
    assert not live.is_followed


def test_what_is_said_after_the_end_by_the_helpdesk_stays_here(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.answers(QUESTION, "no", OTHER)
    helped.desk.leaves()
    live = helped.walk.flow.live
    live.tick()
    errand = live.errand()
    assert errand is not None
    helped.walk.flow.stands(errand, perform(errand, helped.walk.accounts), hands_free=True)
    helped.walk.says(said.Answered("no"))
    helped.settles()
    assert "add" not in helped.desk.calls[helped.desk.calls.index("standing") :]
    assert helped.log() == helped.desk.log


def test_what_ends_the_case_itself_is_told_before_the_end(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.GaveCode(helped.walk.accounts.newest_code()), said.GavePassword("four red boats at noon"))
    assert helped.walk.flow.outcome is Outcome.GOT_IN
    helped.settles()
    happened = [(event.what, event.detail) for event in helped.events() if isinstance(event, Happened)]
    assert happened[-2:] == [(Happening.PASSWORD_SET, None), (Happening.CASE_ENDED, Outcome.GOT_IN)]
    assert helped.log() == helped.desk.log


def test_a_window_that_closes_tells_what_was_said_last(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.Answered("no"))
    helped.walk.flow.live.leave()
    assert helped.help.company is None
    helped.settles()
    assert QUESTION in {event.step for event in helped.events() if isinstance(event, Answered)}
    assert not helped.desk.is_shared()


def test_who_ends_it_tells_nothing_more(helped: Helped) -> None:
    helped.is_helped()
    helped.walk.says(said.Answered("no"), said.EndsHelp())
    helped.settles()
    assert QUESTION not in {event.step for event in helped.events() if isinstance(event, Answered)}
    assert not helped.desk.is_shared()
