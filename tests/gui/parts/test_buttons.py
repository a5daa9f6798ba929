"""Buttons: what they are called, what presses them, what holds them back."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Button, Kind, Link, column
from secinfo_desktop.gui.schemes import AA_TEXT, HIGH_CONTRAST, SCHEMES, Color, Scheme, contrast
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Show, Wear
from tests.helpers.audit import spoken_name
from tests.helpers.pixels import color_at, colors, shows


def _press_by_every_way(qtbot: QtBot, button: Button) -> None:
    """Four presses; a screen reader's takes a moment, as a finger's does."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    button.click()
    spoken = QAccessible.queryAccessibleInterface(button)
    spoken.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: not button.isDown())


@pytest.mark.parametrize("kind", [Button, Link])
def test_it_is_a_button_called_by_its_words(qtbot: QtBot, kind: type[Button]) -> None:
    made = kind("Send the code")
    qtbot.addWidget(made)
    assert QAccessible.queryAccessibleInterface(made).role() is QAccessible.Role.Button
    assert spoken_name(made) == "Send the code"


def test_an_icon_alone_is_called_by_its_name(qtbot: QtBot) -> None:
    button = Button("", Kind.QUIET, icon=Glyph.QUESTION, name="Help")
    qtbot.addWidget(button)
    assert spoken_name(button) == "Help"


def test_an_ampersand_in_its_words_is_no_shortcut(qtbot: QtBot) -> None:
    button = Button("Marks & Spencer, R&D")
    qtbot.addWidget(button)
    assert (button.words, spoken_name(button)) == ("Marks & Spencer, R&D", "Marks & Spencer, R&D")
    assert button.shortcut().isEmpty()


def test_pointer_keyboard_and_screen_reader_press_it(qtbot: QtBot, show: Show) -> None:
    button, pressed = Button("Send"), []
    button.clicked.connect(lambda: pressed.append(1))
    show(button)
    _press_by_every_way(qtbot, button)
    assert len(pressed) == 4


def test_nothing_presses_it_while_it_works(qtbot: QtBot, show: Show) -> None:
    button, pressed = Button("Send the code", Kind.PRIMARY), []
    button.clicked.connect(lambda: pressed.append(1))
    show(button)
    button.setFocus()
    size = button.size()
    working = "Sending the code at this very moment"
    button.set_working(working)
    _press_by_every_way(qtbot, button)
    assert (pressed, button.words, button.is_working, button.hasFocus()) == ([], working, True, True)
    assert button.sizeHint() == button.size() == size
    button.set_idle()
    _press_by_every_way(qtbot, button)
    assert (len(pressed), button.words, button.is_working) == (4, "Send the code", False)


def test_working_twice_comes_back_to_the_first_words(qtbot: QtBot) -> None:
    button = Button("Send the code")
    qtbot.addWidget(button)
    button.set_working("Sending")
    button.set_working("Still sending")
    button.set_idle()
    assert button.words == "Send the code"


@pytest.mark.parametrize("kind", Kind)
def test_it_is_at_least_44_px_high_and_wide(qtbot: QtBot, kind: Kind) -> None:
    button = Button("A", kind)
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 44
    assert button.sizeHint().width() >= 44


def test_its_key_is_shown_and_heard_only_while_letters_are_on(qtbot: QtBot, wear: Wear) -> None:
    button = Button("I found it", key="a")
    qtbot.addWidget(button)
    with_key = button.sizeHint().width()
    assert button.key == "A"
    wear(Theme(letters=False))
    assert button.key == ""
    assert button.sizeHint().width() < with_key


@pytest.mark.parametrize("kind", [Kind.SECONDARY, Kind.QUIET, Kind.DANGER])
def test_the_pointer_shows_in_high_contrast(qtbot: QtBot, wear: Wear, kind: Kind) -> None:
    wear(Theme(HIGH_CONTRAST))
    button = Button("Press", kind)
    qtbot.addWidget(button)
    plain = button.paint_now()
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    colors = [HIGH_CONTRAST.hex(paint.fill) if paint.fill else "none" for paint in (plain, button.paint_now())]
    assert colors[0] != colors[1]


def test_arrow_keys_move_between_buttons(show: Show) -> None:
    page, first, second = QWidget(), Button("First"), Button("Second")
    page.setLayout(column(first, second))
    show(page)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_each_state_is_painted_in_its_colours(qtbot: QtBot, wear: Wear, scheme: Scheme, kind: Kind) -> None:
    wear(Theme(scheme))
    button = Button("Press", kind)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    for under, down, enabled in ((False, False, True), (True, False, True), (False, True, True), (False, False, False)):
        button.setEnabled(enabled)
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=under)
        button.setDown(down)
        fill = button.paint_now().fill or Color.CANVAS
        assert color_at(button, button.width() // 2, 5) == scheme.hex(fill)
        assert shows(button, button.paint_now().ink)


def test_what_is_off_can_still_be_read(qtbot: QtBot) -> None:
    button = Button("Use this code", Kind.PRIMARY)
    qtbot.addWidget(button)
    button.setEnabled(False)
    paint = button.paint_now()
    assert paint.fill is not None
    assert contrast(current().hex(paint.ink), current().hex(paint.fill)) >= AA_TEXT


def test_a_link_is_underlined_by_the_pointer(qtbot: QtBot) -> None:
    link = Link("Choose another step")
    qtbot.addWidget(link)
    link.resize(link.sizeHint())
    assert link.height() >= 36
    line = QRect(0, link.height() // 2 + 10, link.width(), 1)
    ink = current().hex(Color.ACCENT_INK)
    without = colors(link, line)[ink]
    link.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert colors(link, line)[ink] == link.width() > without


def test_icon_words_and_key_stand_in_the_order_of_reading(qtbot: QtBot) -> None:
    button = Button("I found it", icon=Glyph.COPY, key="A")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    half = button.width() // 2
    left, right = QRect(0, 0, half, 44), QRect(half, 0, half, 44)
    assert (shows(button, Color.SUNKEN, left), shows(button, Color.SUNKEN, right)) == (False, True)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (shows(button, Color.SUNKEN, left), shows(button, Color.SUNKEN, right)) == (True, False)
