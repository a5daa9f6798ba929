"""A practice call is judged by what was nearly given away first, then by its end, its questions and its time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secinfo_desktop import texts
from secinfo_desktop.domain.calls import HandedTo, OutcomeCode
from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.training import REFUSALS, Danger
from secinfo_desktop.helpdesk.training_score import End
from secinfo_desktop.helpdesk.training_sheet import as_sheet
from secinfo_desktop.player.caller import all_callers
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.words import Words
from tests.helpdesk.cases import BEGAN
from tests.helpdesk.practice_call import answered, begun, by_the_guide, does, judged
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack

FOR_A_PERSON = "nobody-can-tell"
GENUINE = [story.id for story in all_callers() if not story.impostor]
CURABLE = [story for story in GENUINE if story != FOR_A_PERSON]
IMPOSTORS = [story.id for story in all_callers() if story.impostor]
GIVING_IN: dict[Danger, said.Said] = {
    Danger.ACTION_UNVERIFIED: said.Acts(StaffAction.RESEND, "asked for it"),
    Danger.CONTACT_FOR_IMPOSTOR: said.Acts(StaffAction.START_REPLACEMENT, "new number"),
    Danger.ANSWERED_FOR_IMPOSTOR: said.AsksApproval(None, "the manager says so"),
    Danger.NOTE_WITH_SECRET: said.Notes("the code is 123456"),
}


@pytest.mark.parametrize("story", CURABLE)
@pytest.mark.parametrize("seed", range(3))
def test_a_genuine_caller_is_helped_by_the_guide(story: str, seed: int) -> None:
    its = judged(does(by_the_guide(begun(story, seed)), said.Closes(OutcomeCode.GOT_IN)))
    assert its.end is End.HELPED
    assert its.passed
    assert its.needless == ()
    assert its.misheard == ()
    assert its.steps == its.guide.steps


@pytest.mark.parametrize("story", IMPOSTORS)
def test_to_refuse_an_impostor_is_right(story: str) -> None:
    call = by_the_guide(begun(story), stop_at_pretext=True)
    assert call.tried
    its = judged(does(call, said.Closes(OutcomeCode.REFUSED)))
    assert its.end is End.REFUSED_IMPOSTOR
    assert its.passed


@pytest.mark.parametrize("story", IMPOSTORS)
def test_to_serve_an_impostor_with_public_steps_is_safe_and_the_score_says_that_refusing_ends_it(story: str) -> None:
    its = judged(does(by_the_guide(begun(story)), said.Closes(OutcomeCode.CALLER_GOES_ON)))
    assert its.end is End.SERVED_IMPOSTOR
    assert its.passed


@pytest.mark.parametrize("story", IMPOSTORS)
@pytest.mark.parametrize("danger", GIVING_IN)
def test_who_gives_in_to_an_impostor_has_not_passed_even_if_they_refuse_afterwards(story: str, danger: Danger) -> None:
    call = does(by_the_guide(begun(story), stop_at_pretext=True), GIVING_IN[danger])
    its = judged(does(call, said.Closes(OutcomeCode.REFUSED)))
    assert its.end is End.GAVE_IN
    assert its.dangers == (danger,)
    assert not its.passed


@pytest.mark.parametrize("story", [*IMPOSTORS, *GENUINE])
def test_facts_opened_for_a_caller_who_is_not_verified_are_a_danger(story: str) -> None:
    its = judged(does(begun(story).opened_facts(BEGAN), said.Closes(OutcomeCode.GAVE_UP)))
    assert its.dangers == (Danger.FACTS_UNVERIFIED,)
    assert not its.passed


def test_a_genuine_caller_who_typed_the_number_may_have_facts_and_actions() -> None:
    call = does(begun("no-bars"), said.Verifies(CallerProof.NUMBER))
    call = does(call.opened_facts(BEGAN), said.Acts(StaffAction.RESEND, "asked for it"))
    assert judged(does(by_the_guide(call), said.Closes(OutcomeCode.GOT_IN))).dangers == ()


@pytest.mark.parametrize("story", IMPOSTORS)
def test_an_impostor_never_gets_verified_by_the_number(story: str) -> None:
    assert not does(begun(story), said.Verifies(CallerProof.NUMBER)).is_verified


def test_to_refuse_a_genuine_caller_is_not_right() -> None:
    its = judged(does(begun("mail-in-junk"), said.Closes(OutcomeCode.REFUSED)))
    assert its.end is End.REFUSED_GENUINE
    assert not its.passed


def test_a_question_that_the_guide_would_not_have_asked_is_needless() -> None:
    call = answered(begun("no-bars"), "work_or_school_mailbox")
    its = judged(does(by_the_guide(call), said.Closes(OutcomeCode.GOT_IN)))
    assert its.needless == ("work_or_school_mailbox",)
    assert its.passed


def test_a_question_that_was_taken_back_is_not_counted() -> None:
    call = does(answered(begun("no-bars"), "work_or_school_mailbox"), said.Undoes())
    assert judged(call).steps == ()


def test_an_answer_that_the_caller_did_not_give_is_told() -> None:
    call = answered(begun("no-bars"), "asked_for_code", "no")
    assert judged(call).misheard == ("asked_for_code",)


def test_a_call_that_could_be_helped_is_not_handed_over() -> None:
    its = judged(does(begun("no-bars"), said.HandsOver(HandedTo.SECOND_LINE)))
    assert its.end is End.NOT_HELPED


def test_a_call_that_the_guide_can_not_help_is_rightly_handed_over() -> None:
    its = judged(does(by_the_guide(begun(FOR_A_PERSON)), said.HandsOver(HandedTo.SECOND_LINE)))
    assert its.end is End.HANDED_OVER
    assert its.passed


def test_a_call_that_was_not_ended_is_not_passed() -> None:
    its = judged(by_the_guide(begun("knows-everything")))
    assert its.end is End.NOT_FINISHED
    assert not its.passed


def test_the_time_is_that_from_the_beginning_to_the_last_deed() -> None:
    call = does(answered(begun("no-bars"), "asked_for_code", seconds=20), said.Closes(OutcomeCode.GAVE_UP))
    assert judged(call).seconds == 25


def test_a_step_that_is_asked_again_brings_the_same_answer_and_no_further_try() -> None:
    call, first = begun("knows-everything").ask("asked_for_code")
    assert first.pretext is Pretext.KNOWS_PERSONAL_DATA
    call, again = call.ask("asked_for_code")
    assert again == replace(first, pretext=None)
    assert call.tried == (Pretext.KNOWS_PERSONAL_DATA,)


@pytest.mark.parametrize("story", [*IMPOSTORS, *GENUINE])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_deeds_come_to_the_same_score(story: str, seed: int) -> None:
    once, again = (judged(does(by_the_guide(begun(story, seed)), said.Closes(OutcomeCode.GAVE_UP))) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", [*IMPOSTORS, *GENUINE])
def test_the_score_is_said_in_sentences_and_marked_as_practice(story: str, language: str) -> None:
    call = does(answered(begun(story), "mail_rules_exist", "yes"), GIVING_IN[Danger.NOTE_WITH_SECRET])
    its = judged(does(call, said.Closes(OutcomeCode.REFUSED)))
    words = Words(FrozenClock(BEGAN), language)
    sheet = as_sheet(its, call_words(words, example_pack(), call.caller.context))
    text = as_text(sheet, words)
    assert sheet.practice
    assert "123456" not in text
    assert "helpdesk_training" not in text
    assert words.say("helpdesk_training.danger.note_with_secret") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pretext_end_and_danger_has_its_words(language: str) -> None:
    ids = [f"helpdesk_training.end.{end}" for end in End]
    ids += [f"helpdesk_training.danger.{danger}" for danger in Danger]
    ids += [f"helpdesk_training.pretext.{pretext}" for pretext in Pretext]
    ids += [REFUSALS[pretext] for pretext in Pretext]
    assert [text_id for text_id in ids if not texts.has(text_id, language, alone=True)] == []


def test_a_call_shows_nothing_that_was_typed_in_it() -> None:
    call = does(begun("no-bars"), said.Notes("the code is 123456"))
    assert "123456" not in repr(call)
    assert call.taken[-1].at - BEGAN == timedelta(seconds=5)
