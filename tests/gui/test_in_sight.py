"""What has to be seen without scrolling, and without looking for it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.pages.steps import SEEN_AT_FIRST
from secinfo_desktop.gui.parts import Answer, Button, Labelled
from tests.gui import apart_ways
from tests.gui.apart_sights import APART
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import GERMAN, LIGHT, LONG, TWICE, Look
from tests.gui.scene import Scene

SIGHTS = {sight.name: sight for sight in EVERY_PAGE}
AT_ONE_GLANCE = (
    "start",
    "whose-account",
    "stories",
    "account-name-unknown",
    "contact-problem",
    "waiting-refused",
    "waiting-after-step",
    "apart-two",
    "apart-opening",
    "apart-separate",
    "apart-one-erased",
    "apart-erased",
    "question-why",
    "instruction",
    "other-steps",
    "new-password-problem",
    "done-got-in",
    "trouble",
    "practice-phone",
    "practice-question",
    "dialog-help",
)
LIVE_WINDOWS = tuple(sight.name for sight in APART if sight.way in (apart_ways.two, apart_ways.one))
Open = Callable[[str, Look], Scene]


@pytest.fixture
def scene(appearance: Appearance) -> Iterator[Open]:
    """Opens a page; it goes with the test."""
    opened: list[Scene] = []

    def make(name: str, look: Look = LIGHT) -> Scene:
        opened.append(SIGHTS[name].open(appearance, look))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
    QGuiApplication.clipboard().clear()


def _hidden(window: QWidget) -> int:
    """How many px can only be scrolled to."""
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    return max(area.verticalScrollBar().maximum() for area in areas)


def _is_seen(widget: QWidget, window: QWidget) -> bool:
    """True if all of a part lies in what the scrolled page shows."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area = next(area for area in window.findChildren(QScrollArea) if area.isAncestorOf(widget))
    return QRect(area.mapTo(window, QPoint(0, 0)), area.size()).contains(place)


@pytest.mark.parametrize("name", AT_ONE_GLANCE)
def test_a_page_is_seen_whole_at_the_usual_text_size(qtbot: QtBot, scene: Open, name: str) -> None:
    shown = scene(name, LIGHT)
    qtbot.waitUntil(lambda: _hidden(shown.subject) == 0)


@pytest.mark.parametrize("look", [LIGHT, GERMAN], ids=lambda look: look.name)
@pytest.mark.parametrize("name", LIVE_WINDOWS)
def test_whatever_is_told_about_two_windows_the_first_answer_is_in_sight(
    qtbot: QtBot, scene: Open, name: str, look: Look
) -> None:
    shown = scene(name, look)
    first = next(button for button in shown.window.findChildren(Button) if button.key == "A" and button.isVisible())
    qtbot.waitUntil(lambda: _is_seen(first, shown.window))


@pytest.mark.parametrize("look", [LIGHT, TWICE, LONG], ids=lambda look: look.name)
def test_a_dialog_is_as_high_as_its_words(qtbot: QtBot, scene: Open, look: Look) -> None:
    shown = scene("dialog-leave", look)
    qtbot.waitUntil(lambda: _hidden(shown.subject) == 0)


@pytest.mark.parametrize("look", [LIGHT, TWICE, LONG], ids=lambda look: look.name)
@pytest.mark.parametrize("name", ["account-name-unknown", "contact-problem", "waiting-refused", "new-password-problem"])
def test_what_has_to_be_put_right_is_in_sight(qtbot: QtBot, scene: Open, name: str, look: Look) -> None:
    shown = scene(name, look)
    form = next(form for form in shown.window.findChildren(Labelled) if form.problem)
    qtbot.waitUntil(lambda: _is_seen(form, shown.window))


def test_where_the_first_control_is_seen_it_has_the_keyboard(qtbot: QtBot, scene: Open) -> None:
    close = _button(scene("done-got-in", LIGHT), "Close the app")
    qtbot.waitUntil(close.hasFocus)


def test_what_is_out_of_sight_is_shown_by_enter_before_it_can_be_pressed(qtbot: QtBot, scene: Open) -> None:
    shown = scene("done-got-in", TWICE)
    page, close, pressed = shown.window.page, _button(shown, "Close the app"), []
    assert page is not None
    close.clicked.connect(lambda: pressed.append(1))
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: close.hasFocus() and _is_seen(close, shown.window))
    assert pressed == []
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert pressed == [1]


def test_a_letter_shows_an_answer_that_is_out_of_sight_before_it_answers(qtbot: QtBot, scene: Open) -> None:
    shown = scene("question", TWICE)
    before, last = shown.walk.page, _answers(shown)[-1]
    qtbot.waitUntil(lambda: not _is_seen(last, shown.window))
    QTest.keyClick(shown.window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: last.hasFocus() and _is_seen(last, shown.window))
    assert shown.walk.page == before
    QTest.keyClick(last, Qt.Key.Key_C)
    shown.until(lambda: shown.walk.page != before)


def test_tab_goes_from_the_page_to_its_first_control(qtbot: QtBot, scene: Open) -> None:
    shown = scene("done-got-in", TWICE)
    page = shown.window.page
    assert page is not None
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    first = page.first_stop()
    assert first is not None
    assert QApplication.focusWidget() is first
    assert _is_seen(first, shown.window)


def _button(shown: Scene, words: str) -> Button:
    return next(button for button in shown.window.findChildren(Button) if button.words == words)


@pytest.mark.parametrize("look", [LIGHT, TWICE, LONG], ids=lambda look: look.name)
@pytest.mark.parametrize("name", ["hand-over", "practice-hand-over"])
def test_the_summary_can_be_copied_without_looking_for_the_button(
    qtbot: QtBot, scene: Open, name: str, look: Look
) -> None:
    shown = scene(name, look)
    copy = shown.window.findChild(QAbstractButton, "copy-summary")
    assert isinstance(copy, Button)
    qtbot.waitUntil(lambda: _is_seen(copy, shown.window) and copy.hasFocus())
    copy.click()
    assert (shown.walk.frame.account_name or "no name") in QGuiApplication.clipboard().text()


def test_a_copied_code_is_said_to_be_copied(scene: Open) -> None:
    shown = scene("practice-junk", LIGHT)
    shown.clicks("copy-code")
    button = shown.window.findChild(QAbstractButton, "copy-code")
    assert isinstance(button, Button)
    assert button.words == "Copied"
    assert QGuiApplication.clipboard().text() == "481906"


def test_more_steps_are_shown_when_they_are_wanted(scene: Open) -> None:
    shown = scene("other-steps", LIGHT)
    seen_before = _answers(shown)
    shown.clicks("more-steps")
    assert len(seen_before) == SEEN_AT_FIRST < len(_answers(shown))
    assert _answers(shown)[SEEN_AT_FIRST].hasFocus()


def _answers(shown: Scene) -> list[Answer]:
    return [answer for answer in shown.window.findChildren(Answer) if answer.isVisible()]
