"""Dialogs: one sheet with a hairline, the safe button first, and nothing wider or higher than its window."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.dialogs import Dialog, forget_dialog, help_dialog, leave_dialog, lose_dialog, windows_dialog
from secinfo_desktop.gui.parts import Button, Kind, Text
from secinfo_desktop.gui.schemes import SCHEMES, Color, Scheme
from secinfo_desktop.gui.theme import TEXT_SIZES, Theme
from secinfo_desktop.texts.words import Words
from tests.gui.conftest import Wear
from tests.helpers.audit import audit
from tests.helpers.pixels import color_at

AT = datetime(2026, 11, 22, 14, 17, tzinfo=UTC)
WORDS = Words(lambda: AT, zone=UTC)
Make = Callable[[QWidget, Callable[[str], Callable[[], None]]], Dialog]

MAKERS: dict[str, Make] = {
    "help": lambda parent, _: help_dialog(WORDS, parent, by_hand=False),
    "help-by-hand": lambda parent, _: help_dialog(WORDS, parent, by_hand=True),
    "leave": lambda parent, on: leave_dialog(WORDS, parent, on("keep"), on("forget"), code_until=None),
    "leave-code": lambda parent, on: leave_dialog(WORDS, parent, on("keep"), on("forget"), code_until=AT),
    "lose": lambda parent, on: lose_dialog(WORDS, parent, on("leave")),
    "windows": lambda parent, on: windows_dialog(WORDS, parent, on("close"), on("keep")),
    "forget": lambda parent, on: forget_dialog(WORDS, parent, on("forget")),
    "forget-all": lambda parent, on: forget_dialog(WORDS, parent, on("forget"), everything=True),
}


class Asked:
    """A window with one dialog over it, and what was done by it."""

    def __init__(self, qtbot: QtBot, make: Make) -> None:
        self.window, self.done = QWidget(), list[str]()
        self.window.resize(1080, 720)
        qtbot.addWidget(self.window)
        self.window.show()
        self.dialog = make(self.window, lambda name: lambda: self.done.append(name))
        self.dialog.open()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def buttons(self) -> list[Button]:
        """From where reading begins."""
        return sorted(self.dialog.findChildren(Button), key=lambda button: (button.y(), button.x()))


Ask = Callable[[str], Asked]


@pytest.fixture
def ask(qtbot: QtBot) -> Iterator[Ask]:
    """Opens a dialog of a kind; its window lives until the test is over."""
    opened: list[Asked] = []

    def make(kind: str) -> Asked:
        opened.append(Asked(qtbot, MAKERS[kind]))
        return opened[-1]

    yield make
    for each in opened:
        each.window.close()


@pytest.fixture(params=MAKERS)
def asked(request: pytest.FixtureRequest, ask: Ask) -> Asked:
    return ask(request.param)


def test_it_has_a_name_a_title_and_the_keyboard_on_the_safe_button(asked: Asked) -> None:
    first = asked.buttons()[0]
    assert asked.dialog.accessibleName() == asked.dialog.windowTitle() == asked.dialog.findChildren(Text)[0].text()
    assert (first.kind, first.hasFocus()) == (Kind.PRIMARY, True)
    assert audit(asked.dialog) == []


def test_esc_does_nothing_but_close_it(qtbot: QtBot, asked: Asked) -> None:
    with qtbot.waitSignal(asked.dialog.rejected):
        QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert asked.done == []


def test_what_deletes_is_never_the_first_button(asked: Asked) -> None:
    assert Kind.DANGER not in [button.kind for button in asked.buttons()[:1]]


def test_its_words_are_all_seen_without_scrolling(asked: Asked) -> None:
    inside = QRect(asked.dialog.rect())
    for text in asked.dialog.findChildren(Text):
        place = QRect(text.mapTo(asked.dialog, text.rect().topLeft()), text.size())
        assert inside.contains(place), text.text()


@pytest.mark.parametrize(("words", "does"), [("Keep it", ["keep"]), ("Stay here", []), ("Forget it", ["forget"])])
def test_before_leaving_each_button_does_what_it_says(qtbot: QtBot, ask: Ask, words: str, does: list[str]) -> None:
    asked = ask("leave")
    with qtbot.waitSignal(asked.dialog.finished):
        next(button for button in asked.buttons() if button.words == words).click()
    assert asked.done == does


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space], ids=lambda key: key.name)
def test_a_key_presses_the_button_that_has_the_keyboard(qtbot: QtBot, ask: Ask, key: Qt.Key) -> None:
    opened = ask("forget")
    QTest.keyClick(opened.dialog, Qt.Key.Key_Tab)
    assert [button.words for button in opened.buttons() if button.hasFocus()] == ["Forget it"]
    with qtbot.waitSignal(opened.dialog.finished):
        QTest.keyClick(opened.dialog.focusWidget(), key)
    assert opened.done == ["forget"]


def test_enter_closes_it_where_the_keyboard_begins(qtbot: QtBot, asked: Asked) -> None:
    with qtbot.waitSignal(asked.dialog.finished):
        QTest.keyClick(asked.dialog.focusWidget(), Qt.Key.Key_Return)


def test_an_enter_that_is_still_held_from_before_presses_nothing(asked: Asked) -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(asked.dialog.focusWidget(), held)
    assert asked.dialog.isVisible()
    assert asked.done == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_it_is_a_sheet_with_an_edge(ask: Ask, wear: Wear, scheme: Scheme) -> None:
    wear(Theme(scheme))
    dialog = ask("forget").dialog
    assert color_at(dialog, dialog.width() // 2, 0) == scheme.hex(Color.EDGE)
    assert color_at(dialog, dialog.width() // 2, 8) == scheme.hex(Color.SURFACE)


@pytest.mark.parametrize("scale", TEXT_SIZES)
def test_the_largest_one_stays_within_its_window(ask: Ask, wear: Wear, scale: float) -> None:
    wear(Theme(scale=scale))
    asked = ask("help")
    assert asked.dialog.width() <= asked.window.width()
    assert asked.dialog.height() <= asked.window.height()
    assert asked.buttons()[0].geometry().bottom() < asked.dialog.height()
