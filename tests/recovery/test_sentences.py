"""What a frame says in words, the same in every face."""

from datetime import UTC

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said, sentences
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION
from tests.helpers.walk import Walk


def handed_over(start: said.Start) -> tuple[Walk, pages.HandOverPage]:
    walk = Walk()
    walk.says(said.Began(start), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    if start is said.Start.UNASKED_CODE:
        walk.says(said.Answered("done"))
    walk.says(said.ChoseContact("email", "rowan.hale@post.example"), said.DidNotCome(), said.WantsPerson())
    assert isinstance(walk.page, pages.HandOverPage)
    return walk, walk.page


def words(walk: Walk) -> Words:
    return Words(walk.accounts.clock, zone=UTC)


@pytest.mark.parametrize(
    ("start", "trouble"),
    [
        (said.Start.NO_CODE, "A code was asked for and did not come"),
        (said.Start.UNASKED_CODE, "A code came that nobody asked for"),
    ],
)
def test_the_summary_names_the_trouble(start: said.Start, trouble: str) -> None:
    walk, page = handed_over(start)
    facts = {line.text: line.detail for line in sentences.summary(page, walk.frame, words(walk))}
    assert facts["Trouble"] == trouble
    assert ("Most likely reason" in facts) == (start is said.Start.NO_CODE)


@pytest.mark.parametrize("start", list(said.Start))
def test_the_summary_never_says_that_the_person_asked_for_a_code_they_did_not_ask_for(start: said.Start) -> None:
    walk, page = handed_over(start)
    told = [line.text for line in sentences.answered(page, walk.frame, words(walk))]
    assert "Did you ask for a code yourself?" not in told


def test_a_note_says_why_a_message_did_not_arrive() -> None:
    walk = Walk()
    said_of = {
        detail: sentences.note(
            pages.Note(walk.accounts.clock(), "not_delivered", detail=detail), walk.frame, words(walk)
        )
        for detail in ("mailbox_full", "a word of another version", None)
    }
    assert said_of["mailbox_full"].text == "The message came back: the mailbox is full"
    assert said_of["a word of another version"] == said_of[None] != said_of["mailbox_full"]


def test_what_was_answered_and_what_was_tried_are_told_apart() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.DidNotCome(), said.ChoseStep("restore_signal"), said.Answered("failed"), said.WantsPerson())
    assert isinstance(walk.page, pages.HandOverPage)
    told = sentences.answered(walk.page, walk.frame, words(walk))
    assert sentences.Line("Did you type a code that was refused?", "No, I typed none") in told
    tried = sentences.tried(walk.page, walk.frame, words(walk))
    assert tried == (sentences.Line("Check the signal of your phone", "There is still no signal"),)


def test_the_summary_tells_when_codes_were_asked_for() -> None:
    walk, page = handed_over(said.Start.NO_CODE)
    assert sentences.Line("Codes asked for", "14:00") in sentences.summary(page, walk.frame, words(walk))
    assert sentences.Line("Started", "22 November, 14:00") in sentences.summary(page, walk.frame, words(walk))


def test_b17_the_junk_folder_is_searched_for_the_one_genuine_address() -> None:
    walk, _ = handed_over(said.Start.NO_CODE)
    steps = step_words(walk.frame, words(walk))
    lines = sentences.numbered_steps("checklist.action.look_in_junk", steps)
    assert any("account-security@accounts.example.org" in line.detail for line in lines)
    assert steps.say("checklist.cause.junk.next").startswith("Mark accounts.example.org as a trusted sender")


@pytest.mark.parametrize(
    ("outcome", "named"), [(Outcome.GOT_IN, "delay"), (Outcome.SECURED, "delay"), (Outcome.STOPPED_UNTIL, None)]
)
def test_a_cause_is_named_at_the_end_only_where_it_was_proven(outcome: Outcome, named: str | None) -> None:
    assert sentences.proven_cause(pages.DonePage(outcome, "delay")) == named


@pytest.mark.parametrize(
    ("start", "trouble"),
    [
        (said.Start.FORGOT_PASSWORD, "The password is forgotten"),
        (said.Start.LOCKED, "The account is locked"),
        (said.Start.NO_CONTACT, "No phone or address of the account can be used"),
    ],
)
def test_by_hand_the_summary_names_trouble_and_provider_and_no_account(start: said.Start, trouble: str) -> None:
    walk = Walk()
    walk.says(said.Began(start), said.ChoseAccount(MICROSOFT.id), said.WantsPerson())
    assert isinstance(walk.page, pages.HandOverPage)
    facts = {line.text: line.detail for line in sentences.summary(walk.page, walk.frame, words(walk))}
    assert (facts["Trouble"], facts["Account"]) == (trouble, "Microsoft account")
    assert "Codes asked for" not in facts


def test_what_the_providers_page_said_is_told_in_its_own_words() -> None:
    walk = Walk()
    walk.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(MICROSOFT.id))
    walk.says(said.SawContact(said.SeenContact.PHONE_TEXT), said.AskedBefore(said.TimesAsked.FEW))
    walk.says(said.SawError(said.SeenError.USAGE_LIMIT))
    told = [sentences.note(note, walk.frame, words(walk)).text for note in walk.frame.notes]
    assert told == ["You asked two or three times", "It did not come", "The page said: too many requests"]


def test_by_hand_the_text_is_looked_for_from_its_own_sender() -> None:
    walk = Walk()
    walk.says(said.Began(said.Start.FORGOT_PASSWORD), said.ChoseAccount(MICROSOFT.id))
    walk.says(said.SawContact(said.SeenContact.PHONE_TEXT))
    assert step_words(walk.frame, words(walk)).sender == "Microsoft"
    walk.says(said.Elsewhere(), said.SawContact(said.SeenContact.OTHER_MAIL))
    assert step_words(walk.frame, words(walk)).sender == "Microsoft account team"
