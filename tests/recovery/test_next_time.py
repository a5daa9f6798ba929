"""What the last page advises: little, the most useful first, and never to tell a code to anybody (B31)."""

from dataclasses import replace
from datetime import UTC

import pytest

from secinfo_desktop import texts
from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.checklist import Severity
from secinfo_desktop.recovery import next_time, pages, said, sentences
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.next_time import MOST, Hint, hints
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.terminal import drawing
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import PHONE
from tests.helpers.walk import Walk, checklist

CAUSES = (None, *(cause for its in all_shipped().values() for cause in its.causes))


def got_in(walk: Walk) -> pages.DonePage:
    """The mail was in the junk folder, and its code was taken."""
    walk.waits_for_code("email", "rowan.hale@post.example")
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered("done"))
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword("four red boats at noon"))
    assert isinstance(walk.page, pages.DonePage)
    return walk.page


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("outcome", [Outcome.GOT_IN, Outcome.SECURED])
def test_there_are_three_hints_at_most_and_none_twice(outcome: Outcome, cause: str | None) -> None:
    found = hints(outcome, cause, 1)
    assert 0 < len(found) <= MOST
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("outcome", [Outcome.HANDED_OVER, Outcome.STOPPED_UNTIL, Outcome.REPLACEMENT_STARTED])
def test_who_is_not_in_again_is_not_told_what_to_change_there(outcome: Outcome) -> None:
    assert hints(outcome, "junk", 1) == ()


def test_what_the_cause_asks_for_comes_first() -> None:
    assert hints(Outcome.GOT_IN, "junk", 2)[0] is Hint.CAUSE


def test_a_second_contact_is_advised_where_there_is_one_only() -> None:
    assert Hint.SECOND_CONTACT in hints(Outcome.GOT_IN, None, 1)
    assert Hint.SECOND_CONTACT not in hints(Outcome.GOT_IN, None, 2)


def test_to_add_a_contact_is_not_said_twice() -> None:
    assert hints(Outcome.GOT_IN, "no_access", 1) == (Hint.CAUSE, Hint.RECOVERY_CODE, Hint.UNUSED_NAMES)


def test_after_an_attempt_by_somebody_else_fewer_doors_come_before_more_ways() -> None:
    (stranger,) = (cause.id for cause in checklist().causes.values() if cause.severity is Severity.SECURITY)
    assert hints(Outcome.SECURED, stranger, 2) == (Hint.CAUSE, Hint.UNUSED_NAMES, Hint.RECOVERY_CODE)


def test_every_cause_that_is_named_here_is_in_a_checklist() -> None:
    named = {*next_time._ABOUT_CONTACTS, *next_time._HOW}
    assert named - {cause for its in all_shipped().values() for cause in its.causes} == set()


def test_every_hint_has_its_sentence() -> None:
    wanted = [f"next_time.{hint}" for hint in Hint if hint is not Hint.CAUSE]
    assert [text_id for text_id in wanted if not texts.has(text_id)] == []


def test_b17_mail_in_the_junk_folder_ends_with_how_to_trust_its_sender() -> None:
    walk = Walk()
    page = got_in(walk)
    told = sentences.hints(page, step_words(walk.frame, Words(walk.accounts.clock)))
    assert told[0].startswith("Mark accounts.example.org as a trusted sender")
    assert walk.frame.how_to is Topic.TRUSTED_SENDER


def test_the_how_to_lies_over_the_last_page_and_leads_back_to_it() -> None:
    walk = Walk()
    page = got_in(walk)
    assert isinstance(walk.says(said.WantsHowTo(Topic.TRUSTED_SENDER)), pages.HowToChoicePage)
    assert walk.says(said.WentBack()) == page


def test_who_has_one_contact_only_is_told_so_at_the_end() -> None:
    walk = Walk()
    walk.account.contacts = (PHONE,)
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword("four red boats at noon"))
    assert isinstance(walk.page, pages.DonePage)
    assert walk.page.hints[0] is Hint.SECOND_CONTACT


@pytest.mark.parametrize("outcome", list(Outcome))
def test_b31_every_last_page_says_that_no_helper_needs_a_code(outcome: Outcome) -> None:
    walk = Walk()
    frame = replace(walk.frame, page=pages.DonePage(outcome))
    assert drawing.screen(frame, Words(walk.accounts.clock, zone=UTC)).notices == (
        "No helper ever needs your code. Tell it to nobody, whoever asks.",
    )
