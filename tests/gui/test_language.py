"""Another language is spoken without a new start: on the page, in the panel, and all around them."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import PlainLabel
from secinfo_desktop.gui.parts.bases import Pressable
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import GERMAN, LIGHT
from tests.gui.scene import Scene

SIGHTS = {sight.name: sight for sight in EVERY_PAGE}
SEEN = (
    "start",
    "contact",
    "waiting",
    "question",
    "instruction",
    "by-hand-waits",
    "hand-over",
    "trouble",
    "how-to-mail",
)


def _words(scene: Scene) -> list[str]:
    """All that can be read in the window, and what it is called."""
    shown = [label.text() for label in scene.window.findChildren(PlainLabel) if label.isVisible()]
    pressed = [button.words or button.accessibleName() for button in scene.window.findChildren(Pressable)]
    return sorted([scene.window.windowTitle(), *shown, *pressed])


@pytest.mark.parametrize("name", [*SEEN, "practice-question"])
def test_a_window_that_changes_its_language_says_what_a_new_one_would(
    qtbot: QtBot, appearance: Appearance, name: str
) -> None:
    german = SIGHTS[name].open(appearance, GERMAN)
    wanted = _words(german)
    german.close()
    scene = SIGHTS[name].open(appearance, LIGHT)
    try:
        assert _words(scene) != wanted
        scene.window.prefer(replace(LIGHT.preferences, language="de"))
        qtbot.waitUntil(lambda: _words(scene) == wanted or pytest.fail(str(set(_words(scene)) ^ set(wanted))))
    finally:
        scene.close()


def test_what_was_typed_stays(appearance: Appearance) -> None:
    scene = SIGHTS["waiting"].open(appearance, LIGHT)
    try:
        scene.window.prefer(replace(LIGHT.preferences, language="de"))
        assert scene.window.page is not None
        assert scene.window.page.findChildren(QLineEdit)[0].text() == "481"
    finally:
        scene.close()
