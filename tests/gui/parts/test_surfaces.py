"""Sheets, bars, hairlines and notices are drawn from the tokens, and hold without colour."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Bar, Button, Card, Edge, Notice, Rule, Text, Tone, column
from secinfo_desktop.gui.schemes import HIGH_CONTRAST, SCHEMES, Color, Scheme
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Wear
from tests.helpers.pixels import color_at, shows

TONES = {
    Tone.NEUTRAL: (Color.SURFACE, Color.INK2),
    Tone.GOOD: (Color.ACCENT_SOFT, Color.ACCENT),
    Tone.WARN: (Color.WARN_SOFT, Color.WARN_FILL),
    Tone.BAD: (Color.BAD_SOFT, Color.BAD),
}


def _sized(qtbot: QtBot, part: QWidget, width: int = 400, height: int = 80) -> QWidget:
    qtbot.addWidget(part)
    part.resize(width, height)
    part.show()
    return part


def test_a_card_is_a_sheet_with_a_hairline_and_round_corners(qtbot: QtBot) -> None:
    card = _sized(qtbot, Card(column(Text("Words"))))
    assert color_at(card, 0, 0) == current().hex(Color.CANVAS)
    assert color_at(card, 200, 0) == current().hex(Color.LINE)
    assert color_at(card, 200, 6) == current().hex(Color.SURFACE)


def test_a_card_without_an_edge_gets_one_in_high_contrast(qtbot: QtBot, wear: Wear) -> None:
    bare = _sized(qtbot, Card(column(Text("Words")), fill=Color.SUNKEN, edge=None))
    assert color_at(bare, 200, 0) == current().hex(Color.SUNKEN)
    wear(Theme(HIGH_CONTRAST))
    assert [color_at(bare, 200, y) for y in (0, 1, 4)] == ["#FFFFFF", "#FFFFFF", "#000000"]


@pytest.mark.parametrize(("edge", "y"), [(Edge.TOP, 0), (Edge.BOTTOM, 59)])
def test_a_bar_has_its_hairline_on_one_side(qtbot: QtBot, edge: Edge, y: int) -> None:
    bar = _sized(qtbot, Bar(column(Text("Words")), line=edge, height=60), height=60)
    assert color_at(bar, 390, y) == current().hex(Color.LINE)
    assert color_at(bar, 390, 59 - y) == current().hex(Color.CANVAS)
    assert bar.minimumHeight() == 60


@pytest.mark.parametrize(
    ("direction", "size"), [(Qt.Orientation.Horizontal, (400, 1)), (Qt.Orientation.Vertical, (1, 80))]
)
def test_a_rule_is_one_pixel_wide(qtbot: QtBot, direction: Qt.Orientation, size: tuple[int, int]) -> None:
    rule = _sized(qtbot, Rule(direction))
    assert (rule.width(), rule.height()) == size
    assert color_at(rule, 0, 0) == current().hex(Color.LINE)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("tone", TONES, ids=lambda tone: tone.value)
def test_a_notice_has_the_ground_and_the_sign_of_its_tone(qtbot: QtBot, wear: Wear, tone: Tone, scheme: Scheme) -> None:
    wear(Theme(scheme))
    notice = _sized(qtbot, Notice("Wait before you ask again", "Asking now would prolong it.", tone), 500, 120)
    ground, sign = TONES[tone]
    assert color_at(notice, 250, 10) == scheme.hex(ground)
    assert shows(notice, sign, QRect(20, 20, 24, 24))


def test_what_can_be_done_stands_below_the_words_of_a_notice(qtbot: QtBot) -> None:
    button = Button("Take this step")
    notice = _sized(qtbot, Notice("There is news", "Another step is better", Tone.NEUTRAL, button), 500, 160)
    last = notice.findChildren(Text)[-1]
    assert button.y() > last.geometry().bottom()
    assert button.x() == last.x()
