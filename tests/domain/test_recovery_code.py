"""B29: the recovery code has 25 characters and 120 bits; slips are told, spelling does not matter."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain import crockford, recovery_code
from secinfo_desktop.domain.crockford import SIGNS
from secinfo_desktop.domain.recovery_code import LENGTH

codes = st.integers(0, 2**64).map(lambda seed: recovery_code.new(Random(seed)))
places = st.integers(0, LENGTH - 1)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_b29_a_recovery_code_has_25_characters_of_which_24_carry_120_bits() -> None:
    code = recovery_code.new(Random(1))
    assert len(code) == LENGTH == 25
    assert set(code) <= set(SIGNS)
    assert len(SIGNS) ** (LENGTH - 1) == 2**recovery_code.BITS


@given(codes)
def test_it_is_shown_in_five_groups_and_read_back(code: str) -> None:
    assert [len(group) for group in crockford.grouped(code).split("-")] == [5] * 5
    assert recovery_code.typed(crockford.grouped(code)) == code


@given(codes, st.lists(st.sampled_from(" -–—\u00a0\u2009\r\n\t"), max_size=60), st.randoms())
def test_spelling_does_not_matter(code: str, between: list[str], random: Random) -> None:
    signs = list(code.lower().replace("0", "o").replace("1", random.choice("il")))
    for sign in between:
        signs.insert(random.randrange(len(signs) + 1), sign)
    assert recovery_code.typed("".join(signs)) == code


@given(codes, places, st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_found(code: str, place: int, other: str) -> None:
    slip = code[:place] + other + code[place + 1 :]
    assert (recovery_code.typed(slip) is not None) == (slip == code)


@given(codes, st.integers(0, LENGTH - 2))
def test_every_swap_of_neighbours_is_found(code: str, place: int) -> None:
    slip = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (recovery_code.typed(slip) is not None) == (slip == code)


@given(codes, places)
def test_a_missing_sign_is_found(code: str, place: int) -> None:
    assert recovery_code.typed(code[:place] + code[place + 1 :]) is None


@given(st.text())
def test_any_text_is_a_code_or_none_and_its_spelling_is_one(text: str) -> None:
    found = recovery_code.typed(text)
    assert found is None or recovery_code.typed(found) == found


def test_one_made_within_the_days_of_a_takeover_ends_with_a_recovery_and_an_older_one_stays() -> None:
    second = timedelta(seconds=1)
    assert recovery_code.outlives_recovery(NOW - timedelta(days=7) - second, NOW)
    assert recovery_code.outlives_recovery(NOW - timedelta(days=7), NOW)
    assert not recovery_code.outlives_recovery(NOW - timedelta(days=7) + second, NOW)
