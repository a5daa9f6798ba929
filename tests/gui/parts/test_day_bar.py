"""The line of days: a cell for each, filled for those that have passed, a dot where everybody is written to."""

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import DayBar
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Wear
from tests.helpers.pixels import color_at


def _bar(qtbot: QtBot, day: int = 12) -> DayBar:
    bar = DayBar(day, 30, (1, 7, 30), spoken="Day 12 of 30, 18 days left")
    bar.resize(600, bar.height())
    qtbot.addWidget(bar)
    return bar


@pytest.mark.parametrize(("day", "color"), [(1, Color.WARN_FILL), (12, Color.WARN_FILL), (13, Color.TRACK)])
def test_b13_the_days_that_have_passed_are_filled(qtbot: QtBot, day: int, color: Color) -> None:
    assert color_at(_bar(qtbot), (day - 1) * 20 + 8, 5) == current().hex(color)


@pytest.mark.parametrize(("day", "has_dot"), [(1, True), (2, False), (7, True), (29, False), (30, True)])
def test_b13_a_dot_is_below_each_day_on_which_everybody_is_written_to(qtbot: QtBot, day: int, *, has_dot: bool) -> None:
    seen = color_at(_bar(qtbot), (day - 1) * 20 + 8, 16)
    assert (seen == current().hex(Color.INK2)) is has_dot


def test_a_reader_hears_a_progress_bar_with_its_sentence(qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    assert isinstance(bar, QProgressBar)
    assert (bar.accessibleName(), bar.value(), bar.maximum()) == ("Day 12 of 30, 18 days left", 12, 30)


def test_it_reads_from_the_other_side_in_a_right_to_left_window(qtbot: QtBot, wear: Wear) -> None:
    from PySide6.QtCore import Qt

    wear(Theme(rtl=True))
    bar = _bar(qtbot)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert color_at(bar, 600 - 8, 5) == current().hex(Color.WARN_FILL)
    assert color_at(bar, 8, 5) == current().hex(Color.TRACK)
