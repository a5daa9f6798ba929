"""A case that was kept leads back to the same page, whatever had ended the program meanwhile."""

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import Happened, Happening, Skipped
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import ComeBack
from secinfo_desktop.recovery.kept import KeptAlong, KeptPage
from secinfo_desktop.recovery.said import StepAnswer
from tests.gui import apart_ways, practice_ways, ways
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import ORGANISATION, FakeAccounts
from tests.helpers.fake_practice import NAME
from tests.helpers.walk import Walk

Way = Callable[[Walk], None]
EVERY_WAY: list[Way] = [
    way
    for name, way in {**vars(ways), **vars(practice_ways), **vars(apart_ways)}.items()
    if inspect.isfunction(way) and list(inspect.signature(way).parameters) == ["walk"] and "start" not in name
]
"""Every page that there is a way to; a new one joins by itself."""
COVERED = re.compile("trouble.*|.*how_to.*")
"""Trouble and how-tos lie over a page: that one comes back."""


def went(way: Way) -> Walk:
    walk = Walk(StoryAccounts())
    way(walk)
    return walk


def said_on(page: pages.Page) -> tuple[object, ...]:
    """What tells pages apart for a person: the kind, the step, the contacts and the code."""
    told = (
        "step",
        "contact",
        "contacts",
        "fixed",
        "answers",
        "number",
        "outcome",
        "cause",
        "until",
        "tried",
        "by_call",
    )
    return (type(page), code_on(page), *(getattr(page, name, None) for name in told))


def code_on(shown: pages.Page | pages.Frame) -> tuple[object, ...] | None:
    """Which code is awaited. When the next may be asked for, the service tells anew."""
    code = shown.code if isinstance(shown, pages.Frame) else getattr(shown, "sent", None)
    return (code.number, code.tag, code.channel, code.asked_at, code.ends_at) if code is not None else None


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.__name__)
def test_a_page_comes_back_as_it_was(way: Way) -> None:
    before = went(way)
    if COVERED.fullmatch(way.__name__):
        before.says(said.WentBack())
    again = before.comes_back()
    assert said_on(again.page) == said_on(before.page)
    assert code_on(again.frame) == code_on(before.frame)
    assert again.frame.persona == before.frame.persona
    assert again.frame.notes == before.frame.notes
    assert again.frame.purpose == before.frame.purpose


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.__name__)
def test_it_comes_back_as_often_as_it_goes(way: Way) -> None:
    before = went(way)
    if COVERED.fullmatch(way.__name__):
        before.says(said.WentBack())
    assert said_on(before.comes_back().comes_back().comes_back().page) == said_on(before.page)


def test_nothing_is_kept_of_the_first_page() -> None:
    assert went(ways.start).flow.along() is None


def test_the_first_page_shows_what_is_kept_and_another_case_is_another_one() -> None:
    before = went(ways.question)
    again = before.starts_again()
    assert isinstance(again.page, pages.StartPage)
    assert again.page.kept is not None
    assert [kept.case_id for kept in again.page.kept.cases] == ["case-0001"]
    ways.waits(again)
    assert again.flow.case_id == "case-0002"
    assert [kept.along.case_id for kept in again.starts_again().cases.all().cases] == ["case-0002", "case-0001"]


def test_the_way_goes_on_from_there_to_the_end() -> None:
    again = went(ways.instruction).comes_back()
    again.says(said.Answered(StepAnswer.DONE), said.GaveCode(again.accounts.newest_code()))
    assert isinstance(again.page, pages.NewPasswordPage)
    again.says(said.GavePassword(ways.PASSWORD))
    assert again.flow.outcome is Outcome.GOT_IN
    assert again.flow.found_cause() == "blocked_sender"


def test_back_leads_on_to_the_pages_before() -> None:
    again = went(ways.instruction).comes_back()
    shown = again.says(said.WentBack())
    assert isinstance(shown, pages.StepPage)
    while not isinstance(again.says(said.WentBack()), pages.StartPage):
        assert again.frame.can_go_back
    assert again.flow.along() is None


def test_back_to_the_first_page_ends_the_coming_back() -> None:
    before = went(ways.question)
    again = before.comes_back()
    while not isinstance(again.says(said.WentBack()), pages.StartPage):
        continue
    ways.waits(again)
    assert again.flow.case_id != before.flow.case_id


def test_a_proven_flow_leads_to_the_new_password_even_if_that_was_not_kept() -> None:
    before = went(ways.waits)
    again = before.starts_again()
    before.says(said.GaveCode(before.accounts.newest_code()))  # and then it is killed before it can be kept
    again.says(said.GoesOn(before.flow.case_id))
    assert isinstance(again.page, pages.NewPasswordPage)
    assert [note.what for note in again.frame.notes][-1] == Happening.CODE_ACCEPTED


# --- the flow has ended at the service, or its handle is gone


@pytest.mark.parametrize("way", [ways.question, ways.instruction, ways.other_steps], ids=lambda way: way.__name__)
def test_without_its_flow_the_name_is_asked_for_and_the_same_step_is_shown(way: Way) -> None:
    before = went(way)
    before.account.end_flow()
    again = before.comes_back()
    assert isinstance(again.page, pages.AccountNamePage)
    assert again.frame.problem is not None
    assert again.frame.problem.failure is Failure.CASE_NEEDS_NAME
    again.says(said.GaveName(NAME))
    assert said_on(again.page) == said_on(before.page)
    assert again.frame.code is None


@pytest.mark.parametrize("way", [ways.waits, ways.enters_code, ways.password], ids=lambda way: way.__name__)
def test_without_its_flow_a_page_for_a_code_leads_to_asking_for_a_new_one(way: Way) -> None:
    before = went(way)
    before.account.end_flow()
    again = before.comes_back()
    again.says(said.GaveName(NAME))
    assert isinstance(again.page, pages.ContactPage)
    assert [note for note in again.frame.notes if note.what == Happening.CODE_ASKED]


def test_the_log_stays_about_the_same_contact_when_a_new_code_is_asked_for() -> None:
    before = went(ways.waits)
    before.says(said.DidNotCome())
    before.account.end_flow()
    before.accounts.clock.advance(minutes=10)
    again = before.comes_back()
    again.says(said.GaveName(NAME), said.ChoseStep("use_other_contact"), said.Answered(StepAnswer.DONE))
    again.says(said.ChoseContact("phone", ways.TYPED))
    assert isinstance(again.page, pages.WaitingPage)
    assert again.flow.case is not None
    assert again.flow.case.contact == 0


def test_a_made_up_person_is_not_asked_for_the_name() -> None:
    before = went(practice_ways.practice_question)
    before.accounts.account("practice").end_flow()
    again = before.comes_back()
    assert said_on(again.page) == said_on(before.page)
    assert again.frame.problem is None


def test_a_flow_that_ends_after_coming_back_leads_to_the_name() -> None:
    again = went(ways.waits).comes_back()
    again.account.end_flow()
    again.says(said.GaveCode("123456"))
    assert isinstance(again.page, pages.AccountNamePage)
    again.says(said.GaveName(NAME))
    assert isinstance(again.page, pages.ContactPage)
    assert again.frame.notes


# --- what is not there any more


def test_a_practice_whose_world_is_gone_says_so_and_can_be_begun_anew() -> None:
    before = went(practice_ways.practice_question)
    again = before.starts_again()
    practice_ways.practice_mail(Walk(before.accounts))
    again.says(said.GoesOn(before.flow.case_id))
    assert isinstance(again.page, pages.StoriesPage)
    assert again.frame.problem is not None
    assert again.frame.problem.failure is Failure.STORY_GONE
    again.says(said.ChoseStory("text-blocked"))
    assert again.frame.persona is not None


def test_an_account_that_is_no_longer_set_up_is_named_as_such() -> None:
    before = went(ways.question)
    case, along = before.flow.case, before.flow.along()
    assert along is not None
    again = before.starts_again()
    again.cases.keep(case, replace(along, choice="gone"))
    again.says(said.StartsOver(), said.GoesOn(along.case_id))
    assert isinstance(again.page, pages.StartPage)
    assert again.frame.problem is not None
    assert again.frame.problem.failure is Failure.ACCOUNT_NOT_SET_UP


def test_a_service_that_is_away_is_trouble_and_can_be_tried_again() -> None:
    before = went(ways.question)
    before.account.fail_next("resume", Failure.UNREACHABLE)
    again = before.comes_back()
    assert isinstance(again.page, pages.TroublePage)
    assert said_on(again.says(said.TriesAgain())) == said_on(before.page)


def test_trouble_on_the_way_back_can_be_left_and_keeps_the_case() -> None:
    before = went(ways.question)
    before.account.fail_next("resume", Failure.UNREACHABLE)
    again = before.comes_back()
    assert isinstance(again.says(said.WentBack()), pages.StartPage)
    ways.whose(again)
    assert again.flow.case_id != before.flow.case_id
    kept = again.cases.all().find(before.flow.case_id)
    assert kept is not None
    assert kept.case == before.flow.case


def test_a_step_of_another_version_becomes_the_next_one() -> None:
    before = went(ways.question)
    along = before.flow.along()
    assert along is not None
    assert before.flow.case is not None
    before.cases.keep(before.flow.case, replace(along, page=KeptPage("question", "a_step_of_tomorrow")))
    again = Walk(before.accounts, cases=before.cases)
    again.says(said.GoesOn(along.case_id))
    assert isinstance(again.page, pages.StepPage)


def test_a_log_that_speaks_of_steps_of_another_version_is_left_out() -> None:
    before = went(ways.question)
    along = before.flow.along()
    assert along is not None
    assert before.flow.case is not None
    log = before.flow.case.record(Skipped(before.accounts.clock(), "a_step_of_tomorrow"))
    before.cases.keep(log, along)
    again = Walk(before.accounts, cases=before.cases)
    again.says(said.GoesOn(along.case_id))
    assert isinstance(again.page, pages.ContactPage)


def test_a_page_of_another_version_becomes_one_that_fits() -> None:
    before = went(ways.waits)
    along = before.flow.along()
    assert along is not None
    before.cases.keep(before.flow.case, replace(along, page=KeptPage("page_of_tomorrow")))
    again = Walk(before.accounts, cases=before.cases)
    assert isinstance(again.says(said.GoesOn(along.case_id)), pages.ContactPage)


def test_what_is_not_kept_can_not_be_gone_on_with() -> None:
    walk = went(ways.start)
    assert walk.flow.take(said.GoesOn("case-0099")) is None
    assert isinstance(walk.page, pages.StartPage)


# --- stopped until


def test_a_stop_is_kept_with_its_time() -> None:
    before = went(ways.stopped)
    again = before.starts_again()
    kept = again.cases.all().cases[0]
    assert kept.outcome is Outcome.STOPPED_UNTIL
    assert kept.along.until == again.accounts.clock() + before.account.pack.stop_for
    assert not kept.can_go_on(again.accounts.clock())
    again.says(said.GoesOn(kept.along.case_id))
    assert said_on(again.page) == said_on(before.page)


def test_after_that_time_the_way_begins_anew_in_its_place() -> None:
    before = went(ways.stopped)
    again = before.starts_again()
    again.accounts.clock.advance(days=2)
    again.says(said.GoesOn(before.flow.case_id))
    assert isinstance(again.page, pages.AccountNamePage)
    again.says(said.GaveName(NAME), said.ChoseContact("phone", ways.TYPED))
    assert isinstance(again.page, pages.WaitingPage)
    assert again.flow.case_id == before.flow.case_id
    assert again.flow.case is not None
    assert not again.flow.case.is_closed


# --- forgetting


def test_forgetting_deletes_at_once_and_leads_to_the_first_page() -> None:
    again = went(ways.question).comes_back()
    assert isinstance(again.says(said.ForgetsIt()), pages.StartPage)
    assert again.cases.all().cases == ()
    assert again.page == pages.StartPage()


def test_what_was_forgotten_is_not_kept_again_by_a_write_that_comes_late() -> None:
    walk = went(ways.question)
    case, along = walk.flow.case, walk.flow.along()
    assert along is not None
    walk.says(said.ForgetsIt())
    walk.cases.keep(case, along)
    assert walk.cases.all().cases == ()


def test_one_of_several_can_be_forgotten_and_all() -> None:
    first = went(ways.question)
    second = first.starts_again()
    ways.waits(second)
    third = second.starts_again()
    third.says(said.ForgetsCase("case-0001"))
    assert isinstance(third.page, pages.StartPage)
    assert third.page.kept is not None
    assert [kept.case_id for kept in third.page.kept.cases] == ["case-0002"]
    third.says(said.ForgetsAll())
    assert third.page == pages.StartPage()


def test_what_can_not_be_deleted_is_said() -> None:
    walk = went(ways.question)
    before = walk.page
    walk.cases.fail_next("forget", Failure.NOT_FORGOTTEN)  # type: ignore[attr-defined]  # it is the fake
    walk.says(said.ForgetsIt())
    assert walk.page == before
    assert walk.frame.problem is not None
    assert walk.frame.problem.failure is Failure.NOT_FORGOTTEN


@pytest.mark.parametrize("way", [ways.got_in, ways.secured], ids=lambda way: way.__name__)
def test_who_is_in_again_leaves_nothing_behind(way: Way) -> None:
    again = went(way).comes_back()
    assert not again.flow.is_worth_keeping
    again.says(said.StartsOver())
    assert again.cases.all().cases == ()


@pytest.mark.parametrize("way", [ways.stopped, ways.handed_over, ways.replacing], ids=lambda way: way.__name__)
def test_every_other_end_stays(way: Way) -> None:
    again = went(way).comes_back()
    assert again.flow.is_worth_keeping
    again.says(said.StartsOver())
    assert len(again.cases.all().cases) == 1


def test_before_an_account_is_chosen_nothing_is_worth_keeping() -> None:
    assert not went(ways.whose).flow.is_worth_keeping
    assert went(ways.name).flow.is_worth_keeping


def test_nothing_typed_is_in_what_is_kept() -> None:
    walk = went(ways.password)
    along = walk.flow.along()
    typed = (NAME, ways.TYPED, ways.PASSWORD, walk.accounts.newest_code())
    told = repr(along) + (walk.flow.case.to_json() if walk.flow.case else "")
    assert isinstance(along, KeptAlong)
    assert [secret for secret in typed if secret in told] == []


def test_a_late_answer_to_coming_back_is_dropped() -> None:
    before = went(ways.question)
    again = before.starts_again()
    effect = again.flow.take(said.GoesOn(before.flow.case_id))
    assert isinstance(effect, ComeBack)
    again.flow.abandon()
    assert isinstance(again.page, pages.StartPage)
    assert not again.frame.notes


def test_the_time_of_the_first_code_is_still_told() -> None:
    before = went(ways.waits)
    before.accounts.clock.advance(minutes=3)
    again = before.comes_back()
    asked = [event for event in again.flow.case.later if isinstance(event, Happened)] if again.flow.case else []
    assert again.accounts.clock() - asked[0].at >= timedelta(minutes=3)


def test_a_flow_of_an_organisation_without_any_service_call_asks_for_the_name() -> None:
    walk = Walk(FakeAccounts())
    walk.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(ORGANISATION.id))
    again = walk.comes_back()
    assert isinstance(again.page, pages.AccountNamePage)
    assert again.account.calls == []
