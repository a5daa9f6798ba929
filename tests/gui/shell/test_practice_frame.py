"""Practice can't be mistaken: stripes round the window, and the word in its title and its bar."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Chip
from secinfo_desktop.gui.preferences import Colours
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell import Window
from tests.gui.shell.conftest import AROUND, LIGHT
from tests.helpers.pixels import shows


def _edges(window: Window) -> list[QRect]:
    wide, high = window.width(), window.height()
    return [QRect(0, 0, wide, 8), QRect(0, high - 8, wide, 8), QRect(0, 0, 8, high), QRect(wide - 8, 0, 8, high)]


def _striped(window: Window) -> list[bool]:
    """Whether both colours of the stripes are seen, at each of the four sides."""
    return [shows(window, Color.INK2, edge) and shows(window, Color.SURFACE, edge) for edge in _edges(window)]


@pytest.mark.parametrize("colours", [Colours.LIGHT, Colours.DARK, Colours.CONTRAST])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_practice_has_stripes_at_every_side_and_the_word(
    qtbot: QtBot, window: Window, colours: Colours, scale: float
) -> None:
    window.prefer(replace(LIGHT, colours=colours, scale=scale))
    window.surround(replace(AROUND, practice=True))
    qtbot.waitUntil(lambda: window.body.x() == 8)
    assert _striped(window) == [True] * 4
    assert window.windowTitle().startswith("Practice")
    assert [chip.text() for chip in window.findChildren(Chip) if chip.isVisible()] == ["Practice"]


def test_a_real_account_has_none_of_it(qtbot: QtBot, window: Window) -> None:
    window.surround(replace(AROUND, practice=True))
    qtbot.waitUntil(lambda: window.body.x() == 8)
    window.surround(AROUND)
    qtbot.waitUntil(lambda: window.body.x() == 0)
    assert True not in _striped(window)
    assert "Practice" not in window.windowTitle()
