"""The waiting page says in time that its code has ended, and what another one costs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.pages.code import CodeView
from secinfo_desktop.gui.pages.price import PriceCard
from secinfo_desktop.gui.parts import Kind, Text
from tests.gui import ways
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT, LONG, Look
from tests.gui.scene import Scene, Sight
from tests.helpers.walk import Walk

ENDED = "The code that you asked for worked until 14:17. You can ask for another one."
UNTIL = "The code works until 14:17."
Open = Callable[[Sight, Look], Scene]


@pytest.fixture
def scene(appearance: Appearance) -> Iterator[Open]:
    """Opens a page; it goes with the test."""
    opened: list[Scene] = []

    def make(sight: Sight, look: Look) -> Scene:
        opened.append(sight.open(appearance, look))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def _words(page: QWidget) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def _page(scene: Scene) -> CodeView:
    assert isinstance(scene.window.page, CodeView)
    return scene.window.page


def _card(page: CodeView) -> PriceCard:
    card = page.findChild(PriceCard)
    assert card is not None
    return card


@pytest.mark.parametrize("way", [ways.waits, ways.enters_code], ids=["waiting", "enter-code"])
def test_the_lead_changes_in_the_second_in_which_the_code_ends(scene: Open, way: Callable[[Walk], object]) -> None:
    shown = scene(Sight("waiting", way), LIGHT)
    page = _page(shown)
    assert "worked until" not in _words(page)
    assert "The code works until" in _words(page)
    shown.walk.accounts.clock.advance(minutes=40)
    _card(page)._tick()
    assert "worked until" in _words(page)
    assert "The code works until" not in _words(page)


def test_a_page_that_comes_after_the_end_says_so_at_once(scene: Open) -> None:
    page = _page(scene(Sight("ended", ways.code_ended), LIGHT))
    assert ENDED in _words(page)
    assert UNTIL not in _words(page)


def test_after_the_end_asking_again_stands_out_but_enter_does_not_send(scene: Open) -> None:
    shown = scene(Sight("ended", ways.code_ended), LIGHT)
    again, sent = _card(_page(shown)).button, len(shown.walk.accounts.deliveries)
    assert (again.kind, again.isEnabled()) == (Kind.PRIMARY, True)
    assert _page(shown).primary() is not again
    QTest.keyClick(_page(shown).field, Qt.Key.Key_Return)
    assert len(shown.walk.accounts.deliveries) == sent


def test_the_end_is_told_once(scene: Open) -> None:
    page = _page(scene(Sight("ended", ways.code_ended), LIGHT))
    page._lead.set_words("Said already")
    _card(page)._tick()
    assert "Said already" in _words(page)


def test_the_price_stands_in_one_line_where_it_fits_and_in_two_where_not(scene: Open) -> None:
    sights = {sight.name: sight for sight in EVERY_PAGE}
    for name, look, is_below in (("waiting", LIGHT, False), ("practice-phone", LONG, True)):
        card = _card(_page(scene(sights[name], look)))
        words_end = card._title.mapTo(card, card._title.rect().bottomLeft()).y()
        assert (card.button.y() > words_end) is is_below, name
        assert card.button.geometry().right() <= card.width() - 18
