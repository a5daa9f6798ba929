"""Lines that break, and mirror."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Button, Flow
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
