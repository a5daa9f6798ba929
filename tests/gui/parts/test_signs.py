"""Signs say in words what they show."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    Chip,
    Countdown,
    Event,
    Notice,
    NumberedStep,
    Pips,
    SessionMark,
    State,
    Tag,
    Text,
    Timeline,
    Tone,
    isolated,
)
from secinfo_desktop.gui.parts.typesetting import balanced_width, height_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, Type, current
from tests.gui.conftest import Wear
from tests.helpers.audit import spoken_name
from tests.helpers.pixels import color_at, shows


def _role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_no_tag_takes_no_more_room_than_one_and_is_heard_whole(qtbot: QtBot, wear: Wear, scale: float) -> None:
    wear(Theme(scale=scale))
    tag, long = Tag(isolated("MW")), Tag(isolated("M" * 60))
    for one in (tag, long):
        qtbot.addWidget(one)
    assert long.width() < 5 * tag.width()
    assert "M" * 60 in spoken_name(long)


def test_a_countdown_is_a_progress_bar_that_speaks(qtbot: QtBot) -> None:
    ring = Countdown(42, 60, spoken=lambda left: f"You can ask again in {left} seconds")
    qtbot.addWidget(ring)
    assert _role(ring) is QAccessible.Role.ProgressBar
    ring.tick(9)
    assert spoken_name(ring) == "You can ask again in 9 seconds"
    assert QAccessible.queryAccessibleInterface(ring).valueInterface().currentValue() == 9


@pytest.mark.parametrize(
    ("left", "shown"), [(0, "0:00"), (-5, "0:00"), (9, "0:09"), (60, "1:00"), (899, "14:59"), (2_000, "15:00")]
)
def test_a_countdown_shows_minutes_and_seconds(qtbot: QtBot, left: int, shown: str) -> None:
    ring = Countdown(left, 900, spoken=str)
    qtbot.addWidget(ring)
    assert ring.clock_face() == shown


def test_a_countdown_over_nothing_is_empty(qtbot: QtBot) -> None:
    ring = Countdown(0, 0, spoken=str)
    qtbot.addWidget(ring)
    ring.grab()
    assert ring.clock_face() == "0:00"


def test_labels_are_spoken_as_labels(qtbot: QtBot) -> None:
    events = [Event(State.DONE, "You asked for a code", "14:07", "done"), Event(State.UNKNOWN, "Shown on your phone")]
    spoken = {
        "Waiting": Chip("Waiting", Tone.WARN),
        "KF": Tag("KF"),
        "3 of 5 requests left": Pips(3, 5, spoken="3 of 5 requests left"),
        "You asked for a code, 14:07, done; Shown on your phone": Timeline(events),
        "Plain words": Text("Plain words"),
    }
    for words, widget in spoken.items():
        qtbot.addWidget(widget)
        assert (_role(widget), spoken_name(widget)) == (QAccessible.Role.StaticText, words)


@pytest.mark.parametrize("role", [Type.DISPLAY, Type.TITLE, Type.HEADING])
def test_headings_are_headings_to_a_screen_reader(qtbot: QtBot, role: Type) -> None:
    heading = Text("What is the trouble?", role)
    qtbot.addWidget(heading)
    assert (_role(heading), spoken_name(heading)) == (QAccessible.Role.Heading, "What is the trouble?")


def test_a_notice_and_a_step_have_name_and_description(qtbot: QtBot) -> None:
    notice = Notice("Wait before you ask again", "Asking now would prolong the block.", Tone.WARN)
    step = NumberedStep(2, "Look for the message", "It came after 14:07.")
    for part in (notice, step):
        qtbot.addWidget(part)
    assert (notice.accessibleName(), notice.accessibleDescription()) == (
        "Wait before you ask again",
        "Asking now would prolong the block.",
    )
    assert (step.accessibleName(), step.accessibleDescription()) == ("2. Look for the message", "It came after 14:07.")


def test_other_events_take_the_place_of_the_old_ones(qtbot: QtBot) -> None:
    line = Timeline([])
    qtbot.addWidget(line)
    assert line.heightForWidth(240) == 0
    line.show_events([Event(State.FAILED, "No connection")])
    assert line.heightForWidth(240) > 0
    assert spoken_name(line) == "No connection"


def test_a_mask_never_breaks_and_never_turns_round() -> None:
    assert isolated("•••••••• 42") == "\u2066••••••••\u00a042\u2069"


def test_the_lines_of_a_heading_become_about_equally_long() -> None:
    words = "Does your phone accept texts from unknown numbers?"
    width = balanced_width(words, Type.TITLE, 600)
    assert width < 480
    assert height_of(words, Type.TITLE, width) == height_of(words, Type.TITLE, 600)


TONES = {
    Tone.NEUTRAL: (Color.SUNKEN, Color.INK2),
    Tone.GOOD: (Color.ACCENT_SOFT, Color.ACCENT_INK),
    Tone.WARN: (Color.WARN_SOFT, Color.WARN),
    Tone.BAD: (Color.BAD_SOFT, Color.BAD),
    Tone.OTHER: (Color.OTHER_SOFT, Color.OTHER),
}


@pytest.mark.parametrize("tone", TONES, ids=lambda tone: tone.value)
def test_a_chip_has_the_colours_of_its_tone(qtbot: QtBot, tone: Tone) -> None:
    chip = Chip("Waiting", tone, Glyph.CLOCK)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    ground, ink = TONES[tone]
    assert chip.height() == 26
    assert (shows(chip, ground), shows(chip, ink)) == (True, True)


def test_a_narrow_chip_gets_more_lines_and_breaks_no_word(qtbot: QtBot) -> None:
    chip = Chip("Open, look for the code here", Tone.OTHER, Glyph.ENVELOPE_FILL)
    qtbot.addWidget(chip)
    assert chip.heightForWidth(chip.minimumSizeHint().width()) > 2 * chip.sizeHint().height()
    assert chip.minimumSizeHint().width() > Chip("a b").minimumSizeHint().width()


def test_a_tag_is_framed_and_30_px_high(qtbot: QtBot, wear: Wear) -> None:
    tag = Tag("KF")
    qtbot.addWidget(tag)
    assert tag.height() == 30
    assert color_at(tag, tag.width() // 2, 0) == current().hex(Color.INK2)
    assert color_at(tag, tag.width() // 2, 4) == current().hex(Color.SURFACE)
    wear(Theme(scale=2.0))
    assert Tag("KF").height() == 60


def test_the_two_accounts_differ_by_shape_number_and_colour(qtbot: QtBot) -> None:
    first, second = SessionMark(second=False), SessionMark(second=True)
    for mark in (first, second):
        qtbot.addWidget(mark)
    assert color_at(second, 5, 5) == current().hex(Color.OTHER)  # a square has corners
    assert color_at(first, 5, 5) != current().hex(Color.ACCENT)
    assert shows(first, Color.ACCENT)
    assert (first.text(), second.text()) == ("1", "2")


@pytest.mark.parametrize(("left", "total"), [(5, 5), (3, 5), (0, 4)])
def test_pips_are_filled_for_what_is_left(qtbot: QtBot, left: int, total: int) -> None:
    pips = Pips(left, total, spoken="left")
    qtbot.addWidget(pips)
    middles = [color_at(pips, 16 * index + 8, 8) for index in range(total)]
    filled, hollow = current().hex(Color.ACCENT), current().hex(Color.CANVAS)
    assert middles == [filled] * left + [hollow] * (total - left)
