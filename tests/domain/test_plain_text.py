"""What of a text from elsewhere is shown."""

import pytest

from secinfo_desktop.domain.plain_text import CUT, LONGEST_LINE, LONGEST_TEXT, line, lines, without_turns


@pytest.mark.parametrize(
    "text",
    [
        "Example accounts",
        "+49 •••• •••742",
        "Zoë Nguyễn",
        "שלום",
        "مرحبا",
        "नमस्ते",
        "👩\u200d👩\u200d👧",
        "می\u200cخواهم",
        "<b>&amp;</b>",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert line(text) == lines(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u2069c", "abc"),
        ("NUL\x00 \x1b[31mred", "NUL [31mred"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("lone \ud800", "lone "),
        ("none \ufffe \ufdd0", "none  "),
        ("own \ue000", "own "),
        ("Z" + "\u0335" * 300, "Z" + "\u0335" * 4),
    ],
)
def test_signs_that_nobody_sees_and_towers_of_accents_go(text: str, shown: str) -> None:
    assert line(text) == shown


def test_only_a_message_has_lines() -> None:
    assert lines("one\r\ntwo\u2028three\tfour") == "one\ntwo\nthree four"
    assert line("one\r\ntwo") == "one two"


def test_a_text_without_end_is_cut() -> None:
    assert line("W" * 100_000) == "W" * (LONGEST_LINE - 1) + CUT
    assert len(lines("word " * 100_000)) == LONGEST_TEXT
    assert line("W" * LONGEST_LINE) == "W" * LONGEST_LINE


def test_what_is_isolated_can_not_break_out() -> None:
    assert without_turns("a\u2069\u202eb") == "ab"
