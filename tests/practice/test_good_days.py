"""The stories of good days that come with the program, and what their files may hold."""

from datetime import timedelta

import pytest

from secinfo_desktop.backend.service import load_good_days, load_scenarios
from secinfo_desktop.practice.good_days import Act, GoodDay, parse
from secinfo_desktop.practice.scenarios import ScenarioError

STORIES = load_good_days()
EVERY_STORY = pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
MADE_UP_NUMBERS = ("+49 171 39200", "+49 30 23125")
"""Kept free for made-up people (Bundesnetzagentur, numbers for drama)."""
SMALL = """
[person]
name = "Ada"
account_name = "ada@example.org"
password = "a quiet blue morning"
contacts = [{ kind = "email", value = "ada@mail.example" }]
"""


def test_the_four_stories_are_there() -> None:
    wanted = {"one-outdated-phone", "waiting-since-twelve-days", "notice-since-six-days", "somebody-else-is-in"}
    assert set(STORIES) == wanted


def test_no_story_has_the_id_of_another_kind_of_story() -> None:
    assert not STORIES.keys() & load_scenarios().keys()


@EVERY_STORY
def test_nobody_in_it_exists(story: GoodDay) -> None:
    values = [contact.value for contact in story.scenario.person.contacts]
    values += [value for act in story.before for _, value in act.contacts]
    assert all(value.endswith(".example") or value.startswith(MADE_UP_NUMBERS) for value in values)


@EVERY_STORY
def test_its_person_can_read_one_way_at_least_or_has_lost_everything(story: GoodDay) -> None:
    world = {phone.number for phone in story.scenario.phones} | {box.address for box in story.scenario.mailboxes}
    assert world


def test_what_happened_before_is_told_in_its_order() -> None:
    agos = [act.ago for act in STORIES["notice-since-six-days"].before]
    assert agos == sorted(agos, reverse=True) == [timedelta(days=190), timedelta(days=6)]


def test_acts_of_one_day_keep_the_order_of_the_file() -> None:
    acts = [act.act for act in STORIES["somebody-else-is-in"].before]
    assert acts == [Act.SIGNED_IN, Act.STRANGER_SIGNED_IN, Act.ASKED_REPLACEMENT]


def test_a_small_file_is_enough() -> None:
    assert parse("small", SMALL).before == ()


@pytest.mark.parametrize(
    ("find", "put", "problem"),
    [
        ('password = "a quiet blue morning"', "", "person.password: is missing: a text"),
        ("[person]", '[[before]]\nact = "slept"\n[person]', "before[0].act: must be one of"),
        ("[person]", "sky = 1\n[person]", "sky: is not a key here"),
    ],
)
def test_what_does_not_fit_is_named(find: str, put: str, problem: str) -> None:
    with pytest.raises(ScenarioError) as error:
        parse("small", SMALL.replace(find, put, 1))
    assert problem in str(error.value)


def test_a_password_is_never_in_what_is_printed() -> None:
    assert "quiet" not in repr(parse("small", SMALL))
