"""The scenarios that come with the program: whole, named, and playable with the shipped checklist."""

import pytest

from secinfo_desktop import texts
from secinfo_desktop.player.stories import all_stories, story
from secinfo_desktop.practice.scenarios import Scenario
from tests.helpers.walk import checklist

EVERY_STORY = pytest.mark.parametrize("scenario", all_stories(), ids=lambda scenario: scenario.id)


def test_a_story_is_found_by_its_id() -> None:
    found = story("first-visit")
    assert found is not None
    assert found.id == "first-visit"


@pytest.mark.parametrize("name", ["no-such-story", "", "../scenarios/first-visit", "first-visit.toml"])
def test_what_is_no_story_is_not_found(name: str) -> None:
    assert story(name) is None


@EVERY_STORY
def test_cause_answers_and_abilities_are_those_of_the_checklist(scenario: Scenario) -> None:
    shipped = checklist()
    assert scenario.cause in shipped.causes
    for question, answer in scenario.answers.items():
        if question in shipped.questions:
            assert answer in shipped.questions[question].answers
    assert scenario.leaves_out <= set(shipped.actions) - scenario.abilities
    assert shipped.causes[scenario.cause].prior.get(scenario.context.value, 0) > 0


@EVERY_STORY
def test_every_story_has_a_title_and_says_who_you_are(scenario: Scenario) -> None:
    assert texts.has(f"practice.scenario.{scenario.id}.title")
    assert scenario.person.name in texts.say(f"practice.scenario.{scenario.id}.story")
