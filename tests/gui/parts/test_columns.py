"""Cards in columns: as many as there is room for, all of one width, a line as high as its highest."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Card, Columns, Text, column
from tests.gui.conftest import Show


def _cards(qtbot: QtBot, show: Show, width: int, most: int = 3) -> list[QRect]:
    words = (
        "One",
        "Two words that are so many that they need a second line in a narrow card, or a third",
        "Three",
        "4",
    )
    cards = [Card(column(Text(each))) for each in words]
    window = QWidget()
    window.setLayout(Columns(*cards, most=most))
    show(window)
    window.resize(width, 600)
    qtbot.waitUntil(lambda: window.width() == width and cards[-1].width() > 0)
    return [QRect(card.geometry()) for card in cards]


@pytest.mark.parametrize(("width", "columns"), [(230, 1), (480, 2), (900, 3), (1400, 3)])
def test_there_are_as_many_as_there_is_room_for(qtbot: QtBot, show: Show, width: int, columns: int) -> None:
    cards = _cards(qtbot, show, width)
    assert len({card.x() for card in cards}) == columns
    assert len({card.width() for card in cards}) == 1


def test_never_more_than_wanted(qtbot: QtBot, show: Show) -> None:
    assert len({card.x() for card in _cards(qtbot, show, 1400, most=2)}) == 2


def test_all_cards_of_a_line_are_as_high_as_its_highest(qtbot: QtBot, show: Show) -> None:
    first, second, third, fourth = _cards(qtbot, show, 900)
    assert first.height() == second.height() == third.height() > fourth.height()
