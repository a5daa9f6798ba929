"""What an agent says: in the caller's language, with the checklist's own words where a step has no script."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from secinfo_desktop import texts
from secinfo_desktop.desktop.checklists import all_shipped
from secinfo_desktop.guide.checklist import StepKind
from secinfo_desktop.helpdesk import script_texts
from secinfo_desktop.helpdesk.scripts import Spoken
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.console_bench import PACK

ASKED_AT = datetime(2026, 11, 22, 13, 58, tzinfo=UTC)


def spoken(caller: str = "en", agent: str = "en") -> Spoken:
    words = Words(FrozenClock(), agent, UTC)
    return Spoken(words, replace(words, language=caller), PACK, "sms", ASKED_AT)


@pytest.mark.parametrize("caller", texts.LANGUAGES)
def test_every_step_of_every_checklist_has_something_to_say_and_names_no_contact(caller: str) -> None:
    for checklist in all_shipped().values():
        for step in (*checklist.questions, *checklist.actions, "handoff"):
            script = spoken(caller).script(step, checklist.kind(step))
            assert script.say
            assert script.language == caller
            assert script.never_ask == Words(FrozenClock(), caller).say(script_texts.NEVER_ASK)
            assert bool(script.parts) == (checklist.kind(step) is StepKind.ACTION)
            assert all("{" not in said and "@" not in said.replace(PACK.sender_address, "") for said in script.parts)


def test_what_to_listen_for_is_in_the_agents_language() -> None:
    script = spoken("de", "en").script("asked_for_code", StepKind.QUESTION)
    assert script.say.startswith("Haben Sie")
    assert script.listen_for.startswith("If not")


def test_a_step_without_a_script_is_said_in_the_checklists_own_words() -> None:
    """As in a language that nobody has written scripts for yet."""
    unwritten = spoken("fr")
    question = unwritten.script("asked_for_code", StepKind.QUESTION)
    assert question.say == "Did you ask for a code yourself? Somebody else may have asked for it in your name."
    action = unwritten.script("restore_signal", StepKind.ACTION)
    assert action.say
    assert len(action.parts) >= 2
    assert unwritten.script("handoff", StepKind.HANDOFF).say == "Hand over to a person"
