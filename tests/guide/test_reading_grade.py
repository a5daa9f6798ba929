"""Every step of the checklist, and every story, can be read after six years of school."""

import io
import re
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po

from secinfo_desktop import resources
from tests.guide.test_checklist_texts import as_said_by_hand, without_by_hand
from tests.helpers.reading_grade import grade, syllables

HARDEST = 6.0


def sentences_of(catalogue: str) -> dict[str, str]:
    messages = read_po(io.BytesIO(resources.data(f"i18n/en/{catalogue}.po")), locale="en")
    return {str(message.id): str(message.string) for message in messages if message.id}


def gathered(sentences: dict[str, str], form: str) -> dict[str, list[str]]:
    """The sentences put together by what the form finds in their ids."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, sentence in sentences.items():
        if part := re.match(form, one):
            found[part[0]].append(sentence)
    return found


STEP, CHECKLIST = r"checklist\.(question|action)\.[a-z_]+", sentences_of("checklist")
STEPS = gathered(without_by_hand(CHECKLIST), STEP)
STEPS_BY_HAND = gathered(as_said_by_hand(CHECKLIST), STEP)
STORIES = gathered(sentences_of("practice"), r"practice\.scenario\.[a-z-]+")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_easy_to_read(step: str) -> None:
    assert grade(STEPS[step]) <= HARDEST


@pytest.mark.parametrize("step", STEPS_BY_HAND)
def test_a_step_by_hand_is_easy_to_read(step: str) -> None:
    assert grade(STEPS_BY_HAND[step]) <= HARDEST


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_easy_to_read(story: str) -> None:
    assert grade(STORIES[story]) <= HARDEST


def test_the_reasons_are_easy_to_read() -> None:
    (reasons,) = gathered(as_said_by_hand(CHECKLIST), r"checklist\.why").values()
    assert max(grade([reason]) for reason in reasons) <= HARDEST + 4  # a single sentence swings: eight words are few
    assert grade(reasons) <= HARDEST


@pytest.mark.parametrize(
    ("word", "count"),
    [("code", 1), ("account", 2), ("message", 2), ("password", 2), ("signed", 1), ("waited", 2), ("table", 2),
     ("messages", 3), ("device", 2), ("security", 4), ("don’t", 1), ("the", 1), ("places", 2), ("you", 1)],
)  # fmt: skip
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_text_is_found_to_be_hard() -> None:
    hard = "Authentication necessitates verification of previously registered communication credentials."
    assert grade([hard]) > 2 * HARDEST
