"""The window thinks ahead while a person reads: after the paint, once for each page, a little in each turn."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from secinfo_desktop.gui.ahead import Ahead
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.ahead import Imagined
from secinfo_desktop.recovery.said import SeenContact, Start
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import MICROSOFT
from tests.helpers.walk import Walk


@pytest.fixture
def scene(appearance: Appearance) -> Iterator[Scene]:
    """A question of the guide."""
    walk = Walk(StoryAccounts())
    walk.says(said.Began(Start.NO_CODE), said.ChoseAccount(MICROSOFT.id), said.SawContact(SeenContact.PHONE_TEXT))
    scene = Scene(appearance, LIGHT, walk)
    scene.says(said.AskedBefore(said.TimesAsked.ONE))
    yield scene
    scene.close()


def thoughts(scene: Scene) -> int:
    return len(scene.walk.flow._at.guiding._thoughts)


def test_each_likely_answer_is_thought_about_in_a_turn_of_its_own(scene: Scene) -> None:
    flow, thought, turns = scene.walk.flow, list[Imagined](), list[int]()

    def think(one: Imagined) -> None:
        thought.append(one)
        flow.think_about(one)

    def is_over() -> bool:
        turns.append(len(thought))
        return not ahead.is_busy

    ahead = Ahead(flow.imagined, think)
    ahead.begin()
    scene.until(is_over)
    assert thought == list(flow.imagined())
    assert turns[0] == 0
    assert max(after - before for before, after in pairwise(turns)) == 1


def test_it_is_done_once_for_a_page(scene: Scene) -> None:
    scene.until(lambda: not scene.conductor.ahead.is_busy)
    known = thoughts(scene)
    scene.walk.accounts.clock.advance(minutes=1)
    scene.presenter.show_frame()
    assert not scene.conductor.ahead.is_busy
    assert thoughts(scene) == known > 1


def test_it_stops_as_soon_as_anything_is_said(scene: Scene) -> None:
    assert scene.conductor.ahead.is_busy
    scene.conductor.say(said.Skipped())
    assert not scene.conductor.ahead.is_busy


def test_the_first_page_has_nothing_to_think_about(appearance: Appearance) -> None:
    scene = Scene(appearance, LIGHT, Walk(StoryAccounts()))
    scene.conductor.ahead.begin()
    assert not scene.conductor.ahead.is_busy
    scene.close()
