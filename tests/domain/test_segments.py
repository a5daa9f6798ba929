"""Text messages: one segment in the GSM alphabet or in any other."""

import pytest

from secinfo_desktop.domain.segments import is_one_segment


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("€" * 80, True),
        ("€" * 80 + "a", False),
        ("ж" * 70, True),
        ("ж" * 71, False),
        ("a" * 70 + "ç", False),
        ("\U0001f511" * 35, True),
        ("\U0001f511" * 36, False),
    ],
)
def test_a_text_is_one_segment_up_to_its_alphabets_room(text: str, fits: bool) -> None:
    assert is_one_segment(text) is fits
