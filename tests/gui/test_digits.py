"""Digits are for the code: typed anywhere on any page that can take one, they go to its field and answer nothing."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import CodeField
from secinfo_desktop.recovery import pages
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene, Sight

BY_WAY = list({sight.way: Sight(sight.name, sight.way, connected=sight.connected) for sight in EVERY_PAGE}.values())
"""Each page once, as it comes up."""


def _types(scene: Scene, text: str) -> None:
    for character in text:
        QTest.keyClicks(QApplication.focusWidget() or scene.window, character)


@pytest.mark.parametrize("sight", BY_WAY, ids=lambda sight: sight.name)
def test_digits_go_to_the_code_field_or_nowhere(appearance: Appearance, sight: Sight) -> None:
    scene = sight.open(appearance, LIGHT)
    try:
        focused, page = QApplication.focusWidget(), scene.walk.page
        other_field = isinstance(focused, QLineEdit) and not isinstance(focused, CodeField)
        _types(scene, "481")
        field = scene.window.body.code_field()
        assert scene.walk.page == page
        assert field is None or field.code() == ("" if other_field else "481")
    finally:
        scene.close()


def test_there_are_pages_with_a_field_of_their_own_with_a_dock_and_with_none() -> None:
    """The control: the test above has something to see."""
    kinds = {type(sight.there().page) for sight in BY_WAY}
    assert {pages.WaitingPage, pages.QuestionPage, pages.StartPage, pages.CodeTherePage} <= kinds
