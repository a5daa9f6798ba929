"""The ring of the countdown shows how much is left."""

import pytest
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Countdown
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Wear
from tests.helpers.pixels import color_at, colors

TOP, RIGHT, BOTTOM, LEFT = (28, 3), (52, 28), (28, 52), (3, 28)
"""Spots on the ring: it is 56 px wide, and its line 4."""


def _ring(qtbot: QtBot, left: int) -> Countdown:
    ring = Countdown(left, 60, spoken=str)
    qtbot.addWidget(ring)
    return ring


@pytest.mark.parametrize(
    ("left", "full"),
    [(60, (TOP, RIGHT, BOTTOM, LEFT)), (40, (LEFT, BOTTOM)), (20, (LEFT,)), (0, ())],
)
def test_the_rest_is_an_arc_that_ends_where_the_hour_begins(
    qtbot: QtBot, left: int, full: tuple[tuple[int, int], ...]
) -> None:
    ring = _ring(qtbot, left)
    for spot in (RIGHT, BOTTOM, LEFT):
        wanted = Color.ACCENT if spot in full else Color.TRACK
        assert color_at(ring, *spot) == current().hex(wanted), spot


def test_less_of_it_is_seen_each_second(qtbot: QtBot) -> None:
    ring, accent = _ring(qtbot, 60), current().hex(Color.ACCENT)
    seen = []
    for left in (60, 45, 30, 15, 0):
        ring.tick(left)
        seen.append(colors(ring)[accent])
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5


def test_it_grows_with_the_text(qtbot: QtBot, wear: Wear) -> None:
    wear(Theme(scale=2.0))
    assert _ring(qtbot, 42).width() == 112
