"""The made-up person carries out what the page says, in the story beside it."""

from collections.abc import Iterator

import pytest

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Button
from secinfo_desktop.recovery import said
from tests.gui import practice_ways
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import BLOCKED, StoryAccounts
from tests.helpers.walk import Walk

DO, DONE = "Let Jonas do this", "Jonas has done it"


@pytest.fixture
def scene(appearance: Appearance) -> Iterator[Scene]:
    """Beside the page that says how to let texts through."""
    walk = Walk(StoryAccounts())
    practice_ways.plays(walk, BLOCKED)
    walk.says(said.DidNotCome(), said.ChoseStep("unblock_senders"))
    scene = Scene(appearance, LIGHT, walk)
    yield scene
    scene.close()


def words_of(scene: Scene) -> str | None:
    """What stands on the button."""
    button = scene.window.findChild(Button, "practice-do")
    return button.words if isinstance(button, Button) and button.isVisible() else None


def switches(scene: Scene) -> dict[str, bool]:
    phones = scene.walk.accounts.practice().look().phones
    return {switch.id: switch.on for phone in phones for switch in phone.switches}


def test_an_instruction_is_carried_out_in_the_story(scene: Scene) -> None:
    assert switches(scene)["block_unknown_senders"]
    assert words_of(scene) == DO
    scene.clicks("practice-do")
    scene.until(lambda: words_of(scene) == DONE)
    assert not switches(scene)["block_unknown_senders"]


def test_the_flow_waits_for_what_the_person_says_about_it(scene: Scene) -> None:
    before = scene.walk.page
    scene.clicks("practice-do")
    scene.until(lambda: words_of(scene) == DONE)
    assert scene.walk.page == before


def test_beside_a_page_that_is_no_instruction_there_is_nothing_to_do(scene: Scene) -> None:
    scene.says(said.ChoseStep("filter_is_on"))
    scene.until(lambda: words_of(scene) is None)


def test_another_instruction_is_not_done_yet(scene: Scene) -> None:
    scene.clicks("practice-do")
    scene.until(lambda: words_of(scene) == DONE)
    scene.says(said.ChoseStep("restore_signal"))
    scene.until(lambda: words_of(scene) == DO)
