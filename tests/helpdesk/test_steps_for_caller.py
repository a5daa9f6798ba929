"""What is sent to a caller: steps they can do alone, in their language, and how to know who calls."""

from dataclasses import replace

import pytest

from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Answered, Observed
from secinfo_desktop.helpdesk.steps_for_caller import MOST_ACTIONS, actions_for, as_sheet
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.words import Words
from tests.helpdesk.cases import BEGAN, CAPABILITIES, CHECKLIST, USUAL, at, case
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack


def sent(language: str = "en", **parts: object) -> str:
    its = case(**parts)  # type: ignore[arg-type]  # what a test says of its case
    words = Words(FrozenClock(BEGAN), language)
    return as_text(as_sheet(its, CHECKLIST, CAPABILITIES, example_pack(), words), words)


def test_three_actions_at_most_are_sent_and_none_that_failed() -> None:
    steps = actions_for(CHECKLIST, case().log, CAPABILITIES)
    assert 0 < len(steps) <= MOST_ACTIONS
    assert "look_in_junk" not in steps


def test_who_did_not_ask_for_the_code_is_told_to_secure_the_account_and_nothing_else() -> None:
    log = case((Answered(at(1), "asked_for_code", "no"),)).log
    assert actions_for(CHECKLIST, log, CAPABILITIES) == ("secure_account",)


def test_what_the_agent_alone_knows_changes_no_step() -> None:
    hidden = (
        Observed(at(6), "delivery_status", "bounced", Disclosure.KNOWN_DEVICE),
        Observed(at(6), "info_age", "over_2y", Disclosure.HELPDESK),
    )
    known = case((*USUAL, *hidden), audience=Disclosure.HELPDESK).log
    assert actions_for(CHECKLIST, known, CAPABILITIES) == actions_for(CHECKLIST, case().log, CAPABILITIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_to_know_the_helpdesk(language: str) -> None:
    text = sent(language)
    assert "+49 30 23125100" in text
    assert "4F-207" in text
    assert Words(FrozenClock(BEGAN), language).say("helpdesk_ticket.steps.us.code") in text


def test_without_a_number_in_the_pack_the_caller_looks_it_up() -> None:
    words = Words(FrozenClock(BEGAN))
    pack = replace(example_pack(), help_phone=None)
    text = as_text(as_sheet(case(), CHECKLIST, CAPABILITIES, pack, words), words)
    assert words.say("helpdesk_ticket.steps.us.dial.find") in text


def test_without_a_pack_there_are_steps_as_well() -> None:
    words = Words(FrozenClock(BEGAN))
    text = as_text(as_sheet(case(), CHECKLIST, CAPABILITIES, None, words), words)
    assert "{" not in text
    assert words.say("helpdesk_ticket.steps.us.code") in text


def test_notes_and_names_are_not_sent() -> None:
    text = sent(notes=("rather rude",), caller="Ms Ash", agent="Mira")
    assert not any(word in text for word in ("rather rude", "Ms Ash", "Mira"))


def test_what_was_tried_in_vain_stands_there() -> None:
    assert "Look in the junk folder" in sent()


@pytest.mark.parametrize("checklist", all_shipped().values(), ids=all_shipped())
def test_once_nothing_is_left_the_caller_is_told_to_call(checklist: Checklist) -> None:
    words = Words(FrozenClock(BEGAN))
    opened = replace(case().log.opened, checklist=checklist.id, context=checklist.contexts[0])
    log = replace(case().log, opened=opened, later=())
    for step in checklist.questions:
        log = log.record(Answered(at(1), step, checklist.outcomes(step)[0]))
    for step in checklist.actions:
        log = log.record(Answered(at(2), step, "failed"))
    text = as_text(as_sheet(replace(case(), log=log), checklist, CAPABILITIES, None, words), words)
    assert words.say("helpdesk_ticket.steps.person") in text
