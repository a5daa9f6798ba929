"""The one code in what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.code_text import code_in, digits_of

CODES = st.from_regex(r"[0-9]{6}", fullmatch=True)
WORDS = st.text(st.characters(blacklist_categories=("Nd", "Cs"), blacklist_characters="+"), max_size=40)


@pytest.mark.parametrize(
    "text",
    [
        "481906",
        "481 906",
        "481-906",
        "4 8 1 9 0 6",
        "481906\n@accounts.example.org #481906",
        "481\u00a0906",
        "\u2066481 906\u2069",
        "Your code is 481 906. KF. It works until 14:17.",
        "Example: 481906 is your code. 481906. Never tell it to anyone.",
        "رمزك هو ٤٨١ ٩٠٦",
        "G-481906 is your code",
        "Call +49 30 5550142 only if 481906 does not work",
    ],
)
def test_a_code_is_found(text: str) -> None:
    assert code_in(text) == "481906"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "48190",
        "4819061",
        "No code came",
        "481906 or 772210",
        "+49 30 5550142",
        "+481906",
        "22.11.2026, 14:07:10",
        "481 906 17",
        "4819.06",
        "Call 030 23125042",
    ],
)
def test_what_is_no_code_or_not_one_code_is_left(text: str) -> None:
    assert code_in(text) is None


@given(before=WORDS, code=CODES, after=WORDS)
def test_a_code_among_words_is_found_whole(before: str, code: str, after: str) -> None:
    assert code_in(f"{before} {code} {after}") == code


@pytest.mark.parametrize(
    ("text", "digits"),
    [("", ""), ("48", "48"), ("481 906", "481906"), ("481-9", "4819"), ("٤٨", "48"), ("48a", None), ("14:07", None)],
)
def test_digits_are_taken_only_from_what_is_nothing_else(text: str, digits: str | None) -> None:
    assert digits_of(text) == digits
