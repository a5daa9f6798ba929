"""Domains that look like a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.lookalikes import COMMON, looks_mistyped

DOMAINS = st.sampled_from(sorted(COMMON))
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    "domain",
    ["gmial.com", "gmai.com", "gmaill.com", "hotmaik.com", "outlok.com", "exmaple.org", "grnail.com", "gmial.con"],
)
def test_a_slip_is_noticed(domain: str) -> None:
    assert looks_mistyped(domain, {"example.org"})


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "mail.com",
        "ymail.com",
        "email.com",
        "me.com",
        "example.org",
        "firma-weber.de",
        "mail.example.org",
        "",
    ],
)
def test_a_domain_of_its_own_is_left_alone(domain: str) -> None:
    assert not looks_mistyped(domain, {"example.org"})


@given(DOMAINS, st.integers(0, 30))
def test_every_missing_letter_is_noticed(domain: str, place: int) -> None:
    at = place % len(domain)
    typed = domain[:at] + domain[at + 1 :]
    assert looks_mistyped(typed) is (typed not in COMMON)


@given(DOMAINS, st.integers(0, 30), LETTERS)
def test_every_wrong_letter_is_noticed(domain: str, place: int, letter: str) -> None:
    at = place % len(domain)
    typed = domain[:at] + letter + domain[at + 1 :]
    assert looks_mistyped(typed) is (typed not in COMMON)


@given(DOMAINS, st.integers(0, 30))
def test_every_two_letters_that_changed_places_are_noticed(domain: str, place: int) -> None:
    at = place % (len(domain) - 1)
    typed = domain[:at] + domain[at + 1] + domain[at] + domain[at + 2 :]
    assert looks_mistyped(typed) is (typed not in COMMON)
