"""What happened, with a sign that says how sure it is: by its shape, and then by its colour."""

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Event, State, Timeline
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Wear
from tests.helpers.pixels import colors, picture, shows

WIDTH = 240


def _line(qtbot: QtBot, *events: Event, gap: int = 14) -> Timeline:
    line = Timeline(events, gap=gap)
    qtbot.addWidget(line)
    line.resize(WIDTH, line.heightForWidth(WIDTH))
    line.show()
    return line


def _shape(line: Timeline) -> QImage:
    """The sign in black and white: what is left of it without colour."""
    grey = picture(line).copy(0, 0, 20, 20).convertToFormat(QImage.Format.Format_Grayscale8)
    return grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def test_every_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    shapes = {state: _shape(_line(qtbot, Event(state, "It happened"))) for state in State}
    assert [pair for pair in combinations(State, 2) if shapes[pair[0]] == shapes[pair[1]]] == []


def test_every_state_has_its_colour(qtbot: QtBot) -> None:
    wanted = {
        State.DONE: Color.ACCENT,
        State.ON_ITS_WAY: Color.WARN_FILL,
        State.UNKNOWN: Color.INK3,
        State.FAILED: Color.BAD,
        State.NOTE: Color.INK2,
    }
    for state, color in wanted.items():
        assert shows(_line(qtbot, Event(state, "It happened")), color, QRect(0, 0, 20, 20)), state


def _has_join(line: Timeline) -> bool:
    return set(colors(line, QRect(8, 20, 5, line.height() - 40))) != {current().hex(Color.CANVAS)}


def test_a_hairline_joins_events_that_stand_apart(qtbot: QtBot) -> None:
    events = [Event(State.DONE, "You asked for a code", "14:07"), Event(State.UNKNOWN, "Shown on your phone", "14:09")]
    assert _has_join(_line(qtbot, *events))


def test_lines_that_stand_close_have_no_specks_between_them(qtbot: QtBot) -> None:
    events = [Event(State.DONE, "1 other device was signed out."), Event(State.DONE, "We told 2 phones.")]
    assert not _has_join(_line(qtbot, *events, gap=8))


def test_signs_stand_where_reading_begins(qtbot: QtBot, wear: Wear) -> None:
    wear(Theme(language="ar", rtl=True))
    line = _line(qtbot, Event(State.DONE, "It happened"))
    line.setLayoutDirection(line.layoutDirection().RightToLeft)
    assert shows(line, Color.ACCENT, QRect(WIDTH - 20, 0, 20, 20))


def test_many_words_get_more_lines_and_push_the_next_event_down(qtbot: QtBot) -> None:
    short = _line(qtbot, Event(State.DONE, "Short"), Event(State.DONE, "Next"))
    long = _line(qtbot, Event(State.DONE, "Words that need several lines here " * 3), Event(State.DONE, "Next"))
    assert long.height() >= short.height() + 2 * 20
