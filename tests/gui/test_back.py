"""Back takes an answer back. It sends nothing, gives nothing and opens nothing, on no page and by no key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.recovery import effects, said
from tests.gui import practice_ways, ways
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT
from tests.gui.scene import Sight
from tests.helpers.walk import Walk

Way = Callable[[Walk], object]
TELLING = effects.SendCode | effects.GiveCode | effects.SetPassword | effects.OpenPage
"""What the service, or anybody else, would notice."""


def _can_go_back() -> list[Sight]:
    by_way = {sight.way: sight for sight in EVERY_PAGE}
    return [sight for sight in by_way.values() if sight.there().frame.can_go_back]


@pytest.mark.parametrize("sight", _can_go_back(), ids=lambda sight: sight.name)
def test_back_tells_nobody_anything(sight: Sight) -> None:
    walk = sight.there()
    sent = len(walk.accounts.deliveries)
    assert not isinstance(walk.flow.take(said.WentBack()), TELLING)
    assert len(walk.accounts.deliveries) == sent


def test_asking_again_would_be_found_out() -> None:
    """The control: what sends does bring about one of these."""
    walk = Sight("again", ways.may_ask_again).there()
    assert isinstance(walk.flow.take(said.AskedAgain()), TELLING)


@pytest.mark.parametrize("way", [ways.question, ways.waits, practice_ways.practice_question])
def test_the_key_for_back_sends_nothing(appearance: Appearance, way: Way) -> None:
    scene = Sight("page", way).open(appearance, LIGHT)
    try:
        before, sent = scene.window.page, len(scene.walk.accounts.deliveries)
        QTest.keyClick(scene.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        scene.until(lambda: scene.window.page is not before)
        assert len(scene.walk.accounts.deliveries) == sent
    finally:
        scene.close()
