"""The ring is where the keyboard is, and Tab goes as one reads."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Button, Field, FocusRing, Scroll, column, holder, labelled, row, set_tab_order
from secinfo_desktop.gui.schemes import SCHEMES, Color, Scheme
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Show, Wear
from tests.helpers.audit import tab_stops


class Page(QWidget):
    """Two buttons and a field under a ring."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.field = Button("First"), Button("Second"), Field()
        self.setLayout(column(self.first, self.second, labelled("Name", self.field), margins=(30, 30, 30, 30), gap=30))
        self.ring = FocusRing(self)

    def has_blue_beside(self, control: QWidget) -> bool:
        """True if the ring is painted at the control's side."""
        spot = control.mapTo(self, QPoint(-4, control.height() // 2))
        return self.grab().toImage().pixelColor(spot).name().upper() == current().hex(Color.FOCUS)


def test_the_ring_follows_the_keyboard(show: Show) -> None:
    page = Page()
    show(page)
    page.first.setFocus()
    QTest.keyClick(page.first, Qt.Key.Key_Tab)
    assert page.ring.target is page.second
    assert page.has_blue_beside(page.second)
    assert not page.has_blue_beside(page.first)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_the_ring_is_3_px_wide_2_px_off_and_round_at_the_corners(show: Show, wear: Wear, scheme: Scheme) -> None:
    wear(Theme(scheme))
    page = Page()
    show(page)
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    picture, top = page.grab().toImage(), page.second.mapTo(page, QPoint(0, 0))
    side = [picture.pixelColor(top.x() - out, top.y() + 20).name().upper() for out in range(1, 7)]
    focus = scheme.hex(Color.FOCUS)
    assert [color == focus for color in side] == [False, False, True, True, True, False]
    assert picture.pixelColor(top.x() - 4, top.y() - 4).name().upper() != focus


def test_a_click_shows_no_ring_until_a_key_is_pressed(show: Show) -> None:
    page = Page()
    show(page)
    QTest.mouseClick(page.second, Qt.MouseButton.LeftButton)
    assert page.ring.target is None
    assert not page.has_blue_beside(page.second)
    page.ring.keyboard_used()
    assert page.has_blue_beside(page.second)


def test_what_the_program_focuses_after_a_click_shows_no_ring_either(show: Show) -> None:
    page = Page()
    show(page)
    QTest.mouseClick(page.second, Qt.MouseButton.LeftButton)
    page.first.setFocus(Qt.FocusReason.OtherFocusReason)
    assert page.ring.target is None


def test_a_field_shows_the_ring_even_after_a_click(show: Show) -> None:
    page = Page()
    show(page)
    QTest.mouseClick(page.field, Qt.MouseButton.LeftButton)
    assert page.has_blue_beside(page.field)


def test_the_ring_moves_with_its_control(show: Show) -> None:
    page = Page()
    show(page)
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    page.first.hide()
    page.grab()
    assert page.has_blue_beside(page.second)


def test_the_ring_of_a_scrolled_control_stays_inside_its_page(show: Show) -> None:
    window, target = QWidget(), Button("Target")
    below = Button("Below")
    scrolled = Scroll(holder(column(target, 600, Button("End"), margins=(30, 2, 30, 2))))
    window.setLayout(column(row(Button("Above"), margins=(30, 0, 30, 0)), scrolled, below))
    FocusRing(window)
    window.resize(300, 240)
    show(window)
    target.setFocus(Qt.FocusReason.TabFocusReason)
    scrolled.verticalScrollBar().setValue(20)
    picture, top = window.grab().toImage(), scrolled.y()
    blue = {
        y for y in range(picture.height()) if picture.pixelColor(60, y).name().upper() == current().hex(Color.FOCUS)
    }
    assert all(y >= top for y in blue)


def test_the_ring_takes_no_click(show: Show) -> None:
    page, pressed = Page(), []
    page.first.clicked.connect(lambda: pressed.append(1))
    show(page)
    spot = page.first.mapTo(page, page.first.rect().center())
    QTest.mouseClick(page.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert pressed == [1]


def test_tab_follows_the_layout_and_not_the_order_of_creation(show: Show) -> None:
    window = QWidget()
    last, middle, first = Button("Last"), Button("Middle"), Button("First")
    inside = Scroll(holder(row(first, None, middle)))
    window.setLayout(column(inside, last))
    set_tab_order([window])
    show(window)
    assert tab_stops(first) == [first, middle, last]
