"""Lines that break, and mirror."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Button, Flow, Text, column
from secinfo_desktop.gui.parts.layouts import Spread
from tests.gui.conftest import Show


def _flow(width: int) -> tuple[QWidget, list[Button]]:
    page, buttons = QWidget(), [Button(words) for words in ("Send the code", "Somewhere else", "Stop")]
    page.setLayout(Flow(*buttons, gap=12))
    page.resize(width, 300)
    return page, buttons


def test_a_flow_breaks_where_it_no_longer_fits(show: Show) -> None:
    page, buttons = _flow(360)
    show(page)
    assert buttons[0].y() == buttons[1].y() < buttons[2].y()
    assert buttons[2].x() == 0


def test_a_flow_is_one_line_where_it_fits(show: Show) -> None:
    page, buttons = _flow(800)
    show(page)
    assert len({button.y() for button in buttons}) == 1


def test_a_hidden_part_takes_no_room(show: Show) -> None:
    page, buttons = _flow(800)
    buttons[0].hide()
    show(page)
    assert buttons[1].x() == 0


def test_a_flow_is_mirrored(show: Show) -> None:
    page, buttons = _flow(800)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(page)
    assert buttons[0].geometry().right() == page.width() - 1
    assert buttons[0].x() > buttons[1].x() > buttons[2].x()


def _spread(width: int) -> tuple[QWidget, Text, Button]:
    page, words, button = QWidget(), Text("You can ask again in 42 seconds"), Button("Send another code")
    page.setLayout(column(Spread(words, button, gap=14)))
    page.resize(width, 200)
    return page, words, button


def test_two_parts_stand_at_the_ends_of_a_line(show: Show) -> None:
    page, words, button = _spread(600)
    show(page)
    assert (words.x(), button.geometry().right()) == (0, page.width() - 1)
    assert abs(words.geometry().center().y() - button.geometry().center().y()) <= 1


def test_where_two_parts_do_not_fit_the_second_stands_below(show: Show) -> None:
    page, words, button = _spread(360)
    show(page)
    assert (words.x(), button.x()) == (0, 0)
    assert button.y() > words.geometry().bottom()


def test_the_ends_of_a_line_are_mirrored(show: Show) -> None:
    page, words, button = _spread(600)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(page)
    assert (words.geometry().right(), button.x()) == (page.width() - 1, 0)
