"""Typed contacts: one spelling, and what a number tells by itself."""

import pytest

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
