"""What stood in the window before is hidden at once and deleted once the next page is painted."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from secinfo_desktop.gui.shell.leftovers import Leftovers
from secinfo_desktop.gui.shell.top_level import TopLevel
from tests.gui.awaiting import until


@pytest.fixture
def window(qtbot: QtBot) -> TopLevel:
    """A window that is on the screen."""
    window = TopLevel((480, 400))
    qtbot.addWidget(window)
    window.show()
    return window


def test_what_is_left_over_is_hidden_at_once_and_then_deleted(window: QWidget) -> None:
    before = QWidget(window)
    before.show()
    Leftovers(window).take(before)
    assert isValid(before)
    assert before.isHidden()
    until(lambda: not isValid(before))


def test_nothing_is_deleted_while_the_window_waits_to_be_painted(window: TopLevel) -> None:
    before = QWidget(window)
    leftovers, later = Leftovers(window), QTimer(window, interval=0)
    later.timeout.connect(window.paint_later)
    later.start()
    leftovers.take(before)
    with pytest.raises(TimeoutError):
        until(lambda: not isValid(before), patience_ms=30)
    later.stop()
    until(lambda: not isValid(before))


def test_what_went_with_the_thing_that_it_stood_in_does_no_harm(window: QWidget) -> None:
    place = QWidget(window)
    inner = QWidget(place)
    leftovers = Leftovers(window)
    leftovers.take(place)
    leftovers.take(inner)
    until(lambda: not isValid(place) and not isValid(inner))
