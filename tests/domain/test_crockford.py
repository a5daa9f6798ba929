"""Secrets that people copy by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.crockford import SIGNS, encode, grouped, read


@given(st.binary(min_size=13, max_size=40))
def test_what_was_shown_can_be_typed_back(data: bytes) -> None:
    code = encode(data, 20)
    assert read(grouped(code), 20) == code
    assert read(f"  {grouped(code).lower().replace('-', ' ')}\n", 20) == code


def test_letters_that_look_like_digits_are_read_as_these() -> None:
    assert read("oOiIlL0011", 10) == "0011110011"


@pytest.mark.parametrize("typed", ["", "0" * 19, "0" * 21, "U" * 20, "é" * 20, "0" * 19 + "!", "ß" * 10])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read(typed, 20) is None


def test_a_code_is_shown_in_groups_of_five() -> None:
    assert grouped("0123456789ABCDEFGHJK") == "01234-56789-ABCDE-FGHJK"


def test_signs_are_taken_from_the_front_and_bits_are_not_made_up() -> None:
    assert encode(b"\x00\x44\x32", 4) == SIGNS[:4]
    with pytest.raises(ValueError, match="too few"):
        encode(b"\x00" * 12, 20)
