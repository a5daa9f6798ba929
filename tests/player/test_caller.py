"""Practice callers: the stories that come with the program, and what their callers say."""

import pytest

from secinfo_desktop import texts
from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.checklist import FAILED, SOLVED
from secinfo_desktop.player.caller import Caller, all_callers, caller
from secinfo_desktop.practice.callers import CallerStory
from secinfo_desktop.texts import LANGUAGES
from tests.helpdesk.cases import CHECKLIST

EVERY_CALLER = pytest.mark.parametrize("story", all_callers(), ids=lambda story: story.id)


def who(story_id: str, seed: int = 1) -> Caller:
    found = caller(story_id, CHECKLIST, seed)
    assert found is not None
    return found


def test_there_are_genuine_callers_with_different_causes_and_impostors_with_different_pretexts() -> None:
    genuine = [who(story.id) for story in all_callers() if not story.impostor]
    impostors = [story for story in all_callers() if story.impostor]
    assert len({one.cause for one in genuine}) >= 4
    assert len({tuple(one.pretext for one in story.tries) for story in impostors}) >= 4


def test_impostors_try_everything_that_is_known_and_genuine_callers_some_of_it() -> None:
    tried = {one.pretext for story in all_callers() if story.impostor for one in story.tries}
    assert tried == set(Pretext)
    assert any(story.tries for story in all_callers() if not story.impostor)


@EVERY_CALLER
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_story_has_its_texts(story: CallerStory, language: str) -> None:
    ids = [f"helpdesk_training.story.{story.id}.{part}" for part in ("title", "opening", "told")]
    ids += [f"helpdesk_training.pretext.{one.pretext}" for one in story.tries]
    assert [text_id for text_id in ids if not texts.has(text_id, language, alone=True)] == []
    assert who(story.id).name in texts.say(ids[1], language)


@EVERY_CALLER
def test_a_caller_says_the_same_each_time(story: CallerStory) -> None:
    steps = (*CHECKLIST.questions, *CHECKLIST.actions)
    first, again = ([who(story.id, 7).replies(step, 1) for step in steps] for _ in range(2))
    assert first == again
    assert first != [who(story.id, 8).replies(step, 1) for step in steps]
    assert [one.value for one in first] == [who(story.id, 8).replies(step, 1).value for step in steps]


@EVERY_CALLER
def test_a_caller_answers_only_what_the_step_can_be_answered_with(story: CallerStory) -> None:
    for step in (*CHECKLIST.questions, *CHECKLIST.actions):
        value = who(story.id).replies(step, 1).value
        assert value is None or value in CHECKLIST.outcomes(step)


def test_only_what_cures_their_cause_helps_a_genuine_caller() -> None:
    its = who("no-bars")
    assert its.replies("restore_signal", 3).value == SOLVED
    assert its.replies("wait_and_look_again", 3).value == FAILED


@EVERY_CALLER
def test_nothing_ever_helps_an_impostor_and_no_proof_is_theirs(story: CallerStory) -> None:
    its = who(story.id)
    if its.is_impostor:
        assert all(its.replies(step, 9).value != SOLVED for step in CHECKLIST.actions)
        assert not any(its.can_prove(how) for how in CallerProof)


def test_what_is_no_story_is_not_found() -> None:
    assert caller("../scenarios/text-old", CHECKLIST, 1) is None
    assert caller("nobody", CHECKLIST, 1) is None
