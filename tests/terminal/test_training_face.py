"""A practice call in the terminal: what is read aloud, what can be typed, and what is written at the end."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.guide.checklist import HANDOFF
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.training import Danger
from secinfo_desktop.helpdesk.training_call import PracticeCall, begin
from secinfo_desktop.helpdesk.training_score import End
from secinfo_desktop.player.caller import all_callers, caller
from secinfo_desktop.terminal.training_face import KEYS, TrainingFace
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.words import Words
from tests.helpdesk.cases import BEGAN, CAPABILITIES, CHECKLIST
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack


class TypedLines:
    """A console at which somebody types these lines."""

    width = 80

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self._lines: Iterator[str] = iter(lines)
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(line)

    def read(self, prompt: str) -> str | None:
        self.written.append(prompt)
        return next(self._lines, None)

    def read_secret(self, prompt: str) -> str | None:
        return self.read(prompt)

    @property
    def text(self) -> str:
        return "\n".join(self.written)


def call(story: str) -> PracticeCall:
    who = caller(story, CHECKLIST, 1)
    assert who is not None
    return begin(who, CHECKLIST, CAPABILITIES, BEGAN)


def face(story: str, lines: Sequence[str] = (), language: str = "en") -> tuple[TrainingFace, TypedLines]:
    clock, console = FrozenClock(BEGAN), TypedLines(lines)
    return TrainingFace(call(story), console, Words(clock, language), example_pack(), clock), console


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", all_callers(), ids=lambda story: story.id)
def test_every_call_can_be_shown_as_it_is_right(story: object, language: str) -> None:
    story_id = getattr(story, "id", "")
    its, console = face(story_id, language=language)
    assert its.demonstrate().passed
    words = Words(FrozenClock(BEGAN), language)
    assert words.say("page.practice.banner") in console.written
    assert "{" not in console.text
    assert "helpdesk_" not in console.text


def test_an_impostor_is_refused_with_a_letter() -> None:
    its, console = face("knows-everything", ["r"])
    assert its.play().end is End.REFUSED_IMPOSTOR
    assert "What you know about a person opens nothing here." in console.text


def test_whoever_gives_in_is_told_by_what() -> None:
    its, console = face("my-flight-leaves", ["1", "n code 123456", "v", "f", "a", "r"])
    score = its.play()
    assert set(score.dangers) == {Danger.NOTE_WITH_SECRET, Danger.FACTS_UNVERIFIED, Danger.ANSWERED_FOR_IMPOSTOR}
    assert "They have not shown who they are." in console.text
    assert "123456" not in console.text


def test_another_step_can_be_seen_and_chosen() -> None:
    its, console = face("no-bars", ["1", "o", "o 1", "s", "e"])
    score = its.play()
    assert any(line.startswith("  o 1") for line in console.written)
    assert score.end is End.NOT_HELPED


def test_what_is_not_understood_is_said_and_changes_nothing() -> None:
    its, console = face("no-bars", ["", "99", "x", "n", "h now", "\u00b2", "1" * 5000])
    assert its.play().steps == ()
    assert console.written.count("This is none of the choices above.") == 7


def test_the_end_of_the_input_ends_the_call_unfinished() -> None:
    assert face("no-bars")[0].play().end is End.NOT_FINISHED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_explained(language: str) -> None:
    its, console = face("no-bars", language=language)
    its.play()
    words = Words(FrozenClock(BEGAN), language)
    assert all(words.say(f"helpdesk_training.terminal.key.{key}") in console.written for key in KEYS)


def test_an_answer_that_was_taken_back_is_asked_again() -> None:
    its = call("no-bars")
    first = its.step
    its = its.ask()[0].took(said.Answered("yes"), BEGAN)
    assert its.step != first
    its = its.took(said.Undoes(), BEGAN + timedelta(seconds=1))
    assert its.step == first
    assert its.score().steps == ()


def test_a_step_that_helped_ends_the_call() -> None:
    its = call("reads-it-aloud")
    its = its.took(said.ChoosesStep("use_newest_code"), BEGAN).ask()[0].took(said.Answered("solved"), BEGAN)
    assert its.training.is_over
    assert its.training.taken[-1].what == said.Closes(OutcomeCode.GOT_IN)


def test_the_hand_over_is_not_among_the_other_steps() -> None:
    assert HANDOFF not in call("no-bars").others
