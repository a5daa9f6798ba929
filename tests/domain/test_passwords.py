"""NIST SP 800-63B-4 §3.1.1.2: long enough, not guessable, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.passwords import LONGEST, SHORTEST, normalise, problem

COMMON = frozenset({"password", "letmein", "correcthorsebatterystaple"})


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("fourteen-signs", Failure.PASSWORD_SHORT),
        ("x" * (LONGEST + 1), Failure.PASSWORD_LONG),
        ("passwordpassword", Failure.PASSWORD_COMMON),
        ("Password 1234567", Failure.PASSWORD_COMMON),
        ("aaaaaaaaaaaaaaaa", Failure.PASSWORD_COMMON),
        ("1234567890123456", Failure.PASSWORD_COMMON),
        ("qwertyuiopasdfgh", Failure.PASSWORD_COMMON),
        ("Correct Horse Battery Staple", Failure.PASSWORD_COMMON),
        ("karin-karin-2026", Failure.PASSWORD_HAS_NAME),
        ("four red boats at noon", None),
        ("Karin sails four red boats at noon", None),
        ("žluťoučký kůň úpí", None),
        ("спокойное море утром", None),
    ],
)
def test_a_password_is_refused_only_for_a_reason(password: str, why: Failure | None) -> None:
    assert problem(password, "karin@example.org", COMMON) is why


@given(st.text(min_size=SHORTEST, max_size=LONGEST))
def test_the_reason_is_never_a_kind_of_character(password: str) -> None:
    assert problem(password, "karin@example.org", COMMON) in {
        None,
        Failure.PASSWORD_COMMON,
        Failure.PASSWORD_HAS_NAME,
        Failure.PASSWORD_SHORT,  # signs can join when normalised
        Failure.PASSWORD_LONG,  # or come apart
    }


def test_two_ways_to_type_a_letter_are_one_password() -> None:
    assert normalise("Ångström") == normalise("Ångström")
