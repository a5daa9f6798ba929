"""Screens as lines: wrapped, numbered, without colour, and never with a mask broken in two."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.pages import Page
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.drawing import screen
from secinfo_desktop.terminal.paper import NARROWEST, WIDEST, lines, paragraph
from secinfo_desktop.terminal.screens import Key, Option, Screen
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.terminal.frames import PAGES, with_everything

WORDS = Words(FrozenClock(), zone=UTC)
QUESTION = Screen(
    title="Do texts arrive?",
    overline="Question 2",
    problem=("That did not work.",),
    paragraphs=("Look at your last texts.",),
    items=(Line("Open the settings", "Look for spam."),),
    notices=("There is news.",),
    options=(Option("Yes", said.Answered("yes"), "One came today"), Option("No", said.Answered("no"))),
    keys=(Key.BACK, Key.LEAVE),
)


def test_a_screen_reads_from_the_title_to_the_letters() -> None:
    assert lines(QUESTION, 80, WORDS) == [
        "",
        "Question 2",
        "Do texts arrive?",
        "================",
        "",
        "!! That did not work.",
        "",
        "Look at your last texts.",
        "",
        " -  Open the settings",
        "    Look for spam.",
        "",
        "-- There is news.",
        "",
        " 1  Yes",
        "    One came today",
        " 2  No",
        "",
        "b back   q leave",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
@pytest.mark.parametrize("width", [NARROWEST, 40, 80, 300])
def test_no_line_is_wider_than_the_terminal(page: Page, width: int) -> None:
    drawn = lines(screen(with_everything(page), WORDS), width, WORDS)
    assert max(len(line) for line in drawn) <= min(width, WIDEST)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
def test_there_is_no_colour_and_no_cursor_movement(page: Page) -> None:
    assert all(
        line.isprintable() or "\u00a0" in line for line in lines(screen(with_everything(page), WORDS), 80, WORDS)
    )


@pytest.mark.parametrize("width", range(NARROWEST, 60))
def test_a_mask_stays_in_one_piece(width: int) -> None:
    drawn = "\n".join(line for page in PAGES for line in lines(screen(with_everything(page), WORDS), width, WORDS))
    assert "•\n" not in drawn


@given(st.text(max_size=300), st.integers(1, 200))
def test_any_text_can_be_written(text: str, width: int) -> None:
    assert paragraph(text, width)[0] == ""


def test_lines_of_a_message_stay_lines() -> None:
    mail = Screen("Mail", items=(Line("Hello,\n\nyour code:\n  481 906"),))
    assert lines(mail, 80, WORDS)[-3:] == [" -  Hello,", "    your code:", "      481 906"]
