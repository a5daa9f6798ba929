"""Each page as it comes: its heading is said aloud, and the keyboard is on its first answer or field."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Link
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.recovery import pages, said
from tests.gui import ways
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT, TWICE, Look
from tests.gui.scene import Scene, Sight, nothing
from tests.gui.story_world import StoryAccounts
from tests.helpers.audit import spoken_name
from tests.helpers.walk import Walk

COMING = tuple(sight for sight in EVERY_PAGE if sight.deed is nothing)
"""The pages as they come, before anybody has done anything."""
SEEN = [(sight, LIGHT) for sight in COMING] + [(sight, TWICE) for sight in COMING[::6]]


class Aloud:
    """Keeps what is said aloud."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, _widget: QWidget, words: str) -> None:
        self.said.append(words)


def _opened(appearance: Appearance, sight: Sight, look: Look, aloud: Aloud) -> Scene:
    walk = Walk(StoryAccounts(connected=sight.connected))
    sight.way(walk)
    return Scene(appearance, look, walk, sight.desk(), say_aloud=aloud)


def _missing(scene: Scene, aloud: Aloud) -> list[str]:
    """What a person who does not see would not know when a page comes.

    The keyboard may be on the page itself, which has the name of its heading, where its first control is out of sight.
    """
    page, focus, body = scene.window.page, scene.window.focusWidget(), scene.window.body
    assert page is not None
    found = [] if page.heading in aloud.said else [f"not said: {page.heading}"]
    is_control = focus is page or isinstance(focus, Pressable | QLineEdit)
    if focus is None or not is_control or not spoken_name(focus):
        return [*found, f"the keyboard is nowhere: {focus}"]
    return found if body.middle.isAncestorOf(focus) else [*found, f"not on the page: {spoken_name(focus)}"]


@pytest.mark.parametrize(("sight", "look"), SEEN, ids=[f"{sight.name}-{look.name}" for sight, look in SEEN])
def test_a_page_comes_with_its_heading_and_the_keyboard(appearance: Appearance, sight: Sight, look: Look) -> None:
    aloud = Aloud()
    scene = _opened(appearance, sight, look, aloud)
    try:
        assert _missing(scene, aloud) == []
    finally:
        scene.close()


def test_a_silent_page_and_a_lost_keyboard_are_found_out(appearance: Appearance) -> None:
    """The control."""
    scene = _opened(appearance, Sight("question", ways.question), LIGHT, Aloud())
    try:
        focus = scene.window.focusWidget()
        assert focus is not None
        focus.clearFocus()
        assert [found.split(":")[0] for found in _missing(scene, Aloud())] == ["not said", "the keyboard is nowhere"]
        scene.window.body.parts()[-1].findChildren(Pressable)[0].setFocus()
        assert _missing(scene, Aloud())[-1].startswith("not on the page")
    finally:
        scene.close()


def test_a_page_after_the_other_is_said_in_its_turn(appearance: Appearance) -> None:
    aloud = Aloud()
    scene = _opened(appearance, Sight("start", ways.start), LIGHT, aloud)
    try:
        scene.says(said.Began(said.Start.NO_CODE))
        assert isinstance(scene.walk.page, pages.WhoseAccountPage)
        assert aloud.said == ["What is the trouble?", "Whose account is it?"]
        focus = scene.window.focusWidget()
        assert isinstance(focus, Pressable)
        assert not isinstance(focus, Link)
    finally:
        scene.close()
