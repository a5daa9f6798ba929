"""Signs say in words what they show."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import (
    Chip,
    Countdown,
    Event,
    Notice,
    NumberedStep,
    Pips,
    State,
    Tag,
    Text,
    Timeline,
    Tone,
    isolated,
)
from secinfo_desktop.gui.parts.typesetting import balanced_width, height_of
from secinfo_desktop.gui.theme import Type
from tests.helpers.audit import spoken_name


def _role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


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
