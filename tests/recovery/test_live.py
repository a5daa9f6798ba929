"""Sharing a case with the helpdesk, without a face: who is let in when, and what a number allows."""

import pytest

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.guide.events import Observed, StepShown
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.live_pages import AgentAsksPage, HelpNews, JoinNumberPage, ReadNumberPage
from tests.helpers.fake_live_help import AGENT, JOIN_NUMBER, READ_OUT
from tests.helpers.helped import Helped
from tests.helpers.walk import Walk


@pytest.fixture
def helped() -> Helped:
    return Helped()


def test_help_is_offered_on_the_pages_of_the_guide_and_the_hand_over(helped: Helped) -> None:
    assert helped.help.can_ask
    helped.walk.says(said.WantsPerson())
    assert isinstance(helped.walk.page, pages.HandOverPage)
    assert helped.help.can_ask


def test_no_help_is_offered_where_the_service_has_no_helpdesk() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.DidNotCome())
    assert isinstance(walk.page, pages.StepPage)
    assert not walk.frame.help.can_ask
    assert isinstance(walk.says(said.WantsHelp()), pages.StepPage)


def test_the_number_is_shown_and_nobody_is_in_company_yet(helped: Helped) -> None:
    helped.shares()
    page = helped.walk.page
    assert isinstance(page, JoinNumberPage)
    assert page.number == JOIN_NUMBER
    assert JOIN_NUMBER not in repr(page)
    assert helped.help.company is None


def test_the_shared_log_is_what_everybody_may_know_of_the_case(helped: Helped) -> None:
    helped.shares()
    shared = helped.events()
    assert StepShown in map(type, shared)
    levels = {event.disclosure for event in shared if isinstance(event, Observed)}
    assert levels <= {Disclosure.PUBLIC}
    assert len(shared) == len([event for event in helped.case().later if event in shared])


def test_nothing_is_told_before_the_person_asks_for_help(helped: Helped) -> None:
    helped.settles()
    assert helped.desk.calls == []


def test_cancelling_the_number_ends_the_sharing(helped: Helped) -> None:
    helped.shares()
    helped.walk.says(said.EndsHelp())
    assert isinstance(helped.walk.page, pages.QuestionPage)
    helped.settles()
    assert not helped.desk.is_shared()
    assert helped.help.news is HelpNews.ENDED_BY_YOU


def test_back_from_the_number_is_cancelling_and_takes_no_answer_back(helped: Helped) -> None:
    helped.shares()
    before = helped.case()
    helped.walk.says(said.WentBack())
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.case() == before
    helped.settles()
    assert not helped.desk.is_shared()


def test_another_number_a_moment_later_is_asked_for_again(helped: Helped) -> None:
    helped.desk.fails = Failure.TOO_SOON
    helped.walk.says(said.WantsHelp())
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.news is HelpNews.TOO_SOON
    assert helped.walk.frame.problem is None


def test_who_asks_is_shown_with_the_two_words(helped: Helped) -> None:
    helped.shares()
    helped.desk.joins()
    helped.settles()
    page = helped.walk.page
    assert isinstance(page, AgentAsksPage)
    assert (page.name, page.word_pair) == (AGENT, ("amber", "harbour"))
    assert "amber" not in repr(page)
    assert helped.help.company is None


def test_allowing_leads_back_to_the_step_in_company(helped: Helped) -> None:
    helped.is_helped()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.company is not None
    assert helped.help.company.name == AGENT


def test_who_is_not_allowed_is_not_let_in_even_while_the_service_hangs(helped: Helped) -> None:
    helped.shares()
    helped.desk.joins()
    helped.settles()
    helped.desk.fails = Failure.UNREACHABLE
    helped.walk.says(said.AnswersAgent(allow=False))
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.news is HelpNews.NOT_ALLOWED
    helped.settles()
    assert helped.desk.is_shared()
    helped.desk.fails = None
    helped.settles()
    assert not helped.desk.is_shared()
    assert helped.desk.calls[-1] == "answer"


def test_nobody_is_let_in_who_has_not_asked(helped: Helped) -> None:
    helped.shares()
    helped.walk.says(said.AnswersAgent(allow=True))
    assert isinstance(helped.walk.page, JoinNumberPage)
    assert "answer" not in helped.desk.calls


def test_the_number_allows_what_the_page_names(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.reads_number(StaffAction.RESEND)
    helped.settles()
    page = helped.walk.page
    assert isinstance(page, ReadNumberPage)
    assert page.action is StaffAction.RESEND
    helped.walk.says(said.GivesReadNumber(READ_OUT))
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.company is not None
    assert helped.help.company.verified_until is not None
    assert helped.help.news is None


def test_a_wrong_number_is_said_on_its_page(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.reads_number()
    helped.settles()
    helped.walk.says(said.GivesReadNumber("999"))
    problem = helped.walk.frame.problem
    assert isinstance(helped.walk.page, ReadNumberPage)
    assert problem is not None
    assert problem.failure is Failure.NUMBER_WRONG


def test_a_number_that_counts_no_more_takes_its_page_away(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.reads_number()
    helped.settles()
    helped.desk.forgets_number()
    helped.walk.flow.live.tick()
    helped.settles()
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.news is HelpNews.NUMBER_OVER


def test_a_number_waits_for_busy_hands(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.reads_number()
    helped.settles(hands_free=False)
    assert isinstance(helped.walk.page, pages.QuestionPage)
    assert helped.help.asks_number
    helped.walk.says(said.SeesReadNumber())
    assert isinstance(helped.walk.page, ReadNumberPage)


def test_who_did_not_call_ends_everything(helped: Helped) -> None:
    helped.is_helped()
    helped.desk.reads_number()
    helped.settles()
    helped.walk.says(said.DidNotCall())
    assert helped.help.company is None
    assert helped.help.news is HelpNews.NOT_ASKED_FOR
    helped.settles()
    assert not helped.desk.is_shared()
    assert "give_number" not in helped.desk.calls
