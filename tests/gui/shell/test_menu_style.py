"""The menu of the look has rows that a finger can hit, and shows what is chosen without colour alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyle
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.preferences import Colours
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.gui.theme import TEXT_SIZES, Type, current
from tests.gui.shell.conftest import LIGHT
from tests.helpers.pixels import color_at, colors, shows

Open = Callable[[], QMenu]


@pytest.fixture
def menu(qtbot: QtBot, window: Window) -> Open:
    """The menu as it opens in the look that is worn."""

    def opened() -> QMenu:
        window.body.open_look_menu()
        made = window.findChild(QMenu)
        assert made is not None
        qtbot.addWidget(made)
        return made

    return opened


def _row(menu: QMenu, words: str) -> tuple[QAction, QRect]:
    action = next(action for action in menu.actions() if action.text() == words)
    return action, menu.actionGeometry(action)


def _has_sign(menu: QMenu, place: QRect) -> bool:
    """A check is so thin that none of its pixels need have its full colour."""
    return len(colors(menu, place)) > 1


@pytest.mark.parametrize("scale", TEXT_SIZES)
def test_rows_are_as_high_as_small_buttons_and_wide_enough(window: Window, menu: Open, scale: float) -> None:
    window.prefer(replace(LIGHT, scale=scale))
    rows = [menu().actionGeometry(action) for action in menu().actions() if action.isCheckable()]
    assert min(row.height() for row in rows) >= 36 * min(scale, 1.0)
    words = current().font(Type.SMALL)
    assert words.pixelSize() == round(14 * scale)
    assert min(row.height() for row in rows) >= words.pixelSize() * 1.8


def test_what_is_chosen_has_a_check_before_its_words(menu: Open) -> None:
    opened = menu()
    for words, is_chosen in (("100 %", True), ("125 %", False), ("Light", True), ("Dark", False)):
        action, row = _row(opened, words)
        before = QRect(row.x(), row.y(), 34, row.height())
        assert (action.isChecked(), _has_sign(opened, before)) == (is_chosen, is_chosen), words


def test_in_right_to_left_the_check_stands_at_the_right(window: Window, menu: Open) -> None:
    window.speak(replace(window.words, language="ar"))
    opened = menu()
    chosen = next(action for action in opened.actions() if action.isChecked())
    row = opened.actionGeometry(chosen)
    assert _has_sign(opened, QRect(row.right() - 34, row.y(), 34, row.height()))


@pytest.mark.parametrize("colours", [Colours.LIGHT, Colours.DARK, Colours.CONTRAST])
def test_the_row_of_the_keyboard_is_seen(window: Window, menu: Open, colours: Colours) -> None:
    window.prefer(replace(LIGHT, colours=colours))
    opened = menu()
    action, row = _row(opened, "125 %")
    middle = row.center()
    plain = color_at(opened, row.right() - 20, middle.y())
    opened.setActiveAction(action)
    assert plain == current().hex(Color.SURFACE)
    assert color_at(opened, row.right() - 20, middle.y()) == current().hex(Color.HOVER)
    assert shows(opened, Color.FOCUS, row) is (colours is Colours.CONTRAST)


def test_it_has_an_edge_and_scrolls_instead_of_getting_a_second_column(menu: Open) -> None:
    opened = menu()
    assert color_at(opened, opened.width() // 2, 0) == current().hex(Color.EDGE)
    assert opened.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable, None, opened) == 1


def test_its_headings_can_not_be_chosen(menu: Open) -> None:
    headings = [action for action in menu().actions() if action.isSeparator() and action.text()]
    assert [heading.text() for heading in headings] == ["Text size", "Colours", "Language"]
    assert menu().focusPolicy() is not Qt.FocusPolicy.TabFocus
