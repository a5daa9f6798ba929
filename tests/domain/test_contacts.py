"""Typed contacts: one spelling, and what a number tells by itself."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import (
    Channel,
    ContactError,
    ContactKind,
    LineType,
    MaskedContact,
    domain_of,
    line_type,
    normalise,
)
from secinfo_desktop.domain.failures import Failure


@pytest.mark.parametrize("typed", ["+49 171 3920 0142", "0171 39200142", "(0171) 392 00 142", "0049 171 39200142"])
def test_every_spelling_of_a_number_is_one_number(typed: str) -> None:
    assert normalise(ContactKind.PHONE, typed, "DE") == "+4917139200142"


@pytest.mark.parametrize("typed", ["", "12", "not a number", "+49 1", "1" * 40])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ContactError) as caught:
        normalise(ContactKind.PHONE, typed, "DE")
    assert caught.value.failure is Failure.NUMBER_INVALID


@pytest.mark.parametrize("typed", ["", "karin", "karin@", "@example.org", "ka rin@example.org"])
def test_what_is_no_address_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(ContactError) as caught:
        normalise(ContactKind.EMAIL, typed, "DE")
    assert caught.value.failure is Failure.ADDRESS_INVALID
    assert str(caught.value) == "address_invalid"


def test_an_address_is_compared_without_case_and_spaces() -> None:
    assert normalise(ContactKind.EMAIL, " Karin@Example.ORG ", "DE") == "karin@example.org"


def test_b27_a_number_tells_whether_texts_can_reach_it() -> None:
    assert line_type("+4917139200142") is LineType.MOBILE
    assert line_type("+493023125042") is LineType.FIXED_OR_VOIP
    assert line_type("+12025550142") is LineType.UNKNOWN


def test_a_contact_knows_its_channel() -> None:
    assert MaskedContact("a", ContactKind.PHONE, "•••••••• 42").channel is Channel.SMS
    assert MaskedContact("b", ContactKind.EMAIL, "ka••••••@example.org").channel is Channel.EMAIL


def test_the_domain_of_an_address_is_in_lower_case() -> None:
    assert domain_of("karin@Example.ORG") == "example.org"


TYPED = st.from_regex(r"[A-Za-z0-9._+\- \u212a\u00e9@]{1,12}@([A-Za-z0-9-]{1,5}\.){1,3}[A-Za-z]{1,9}", fullmatch=True)


def outcome(of: Callable[[str], str], typed: str) -> str | None:
    """None where it is refused."""
    try:
        return of(typed)
    except ContactError:
        return None


@settings(max_examples=300)
@given(st.one_of(TYPED, st.emails(), st.text(max_size=30)))
def test_an_address_that_is_taken_at_first_sight_is_what_the_library_makes_of_it(typed: str) -> None:
    assert outcome(contacts._email, typed) == outcome(contacts._odd_email, typed.strip())


@pytest.mark.parametrize("label", ["x" * 63, "x" * 64, f"{'x' * 63}.{'x' * 63}.{'x' * 58}", f"{'x' * 63}.{'x' * 63}.x"])
@pytest.mark.parametrize("name", ["n" * 64, "n" * 65])
def test_so_it_is_with_the_longest(name: str, label: str) -> None:
    typed = f"{name}@{label}.com"
    assert outcome(contacts._email, typed) == outcome(contacts._odd_email, typed)
