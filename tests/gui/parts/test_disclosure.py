"""'Why?': closed, opened, announced."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Disclosure
from secinfo_desktop.gui.schemes import Color
from tests.gui.conftest import Show
from tests.helpers.audit import spoken_name
from tests.helpers.pixels import shows


def test_it_is_closed_at_first_and_opens_below(show: Show) -> None:
    why = Disclosure("Why this question?", "Because it tells most.")
    show(why)
    closed = why.sizeHint().height()
    why.link.click()
    assert why.is_open
    assert why.sizeHint().height() > closed
    assert why.link.y() == 0


def test_a_screen_reader_hears_whether_it_is_open_and_can_open_it(qtbot: QtBot, show: Show) -> None:
    why = Disclosure("Why this question?", "Because it tells most.")
    show(why)
    spoken = QAccessible.queryAccessibleInterface(why.link)
    assert (spoken.role(), spoken_name(why.link)) == (QAccessible.Role.Button, "Why this question?")
    assert (bool(spoken.state().expandable), bool(spoken.state().expanded)) == (True, False)
    with qtbot.waitSignal(why.toggled):
        spoken.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert (bool(spoken.state().expanded), bool(spoken.state().collapsed)) == (True, False)


def test_many_can_come_and_go_while_a_screen_reader_asks(qtbot: QtBot) -> None:
    for _ in range(200):
        why = Disclosure("Why?", "Because.")
        assert QAccessible.queryAccessibleInterface(why.link).state().expandable
        with qtbot.waitSignal(why.destroyed):
            why.deleteLater()


def test_it_can_start_open_and_be_set_without_a_signal(qtbot: QtBot) -> None:
    why = Disclosure("Why?", "Because.", opened=True)
    qtbot.addWidget(why)
    with qtbot.assertNotEmitted(why.toggled):
        why.set_open(opened=False)
    assert not why.is_open


def test_what_it_opens_lies_on_a_sunken_sheet_below_the_link(show: Show) -> None:
    why = Disclosure("Why this question?", "Because it tells most.", opened=True)
    why.resize(400, why.sizeHint().height())
    show(why)
    below = QRect(0, why.link.height() + 6, why.width(), 10)
    assert shows(why, Color.SUNKEN, below)
    why.set_open(opened=False)
    assert not shows(why, Color.SUNKEN)
