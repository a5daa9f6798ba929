"""Security rule 5: which code counts, and how one is read."""

from datetime import UTC, datetime, timedelta

import pytest

from secinfo_desktop.domain.codes import TAG_LETTERS, CodeState, IssuedCode, is_past_half, state, to_repeat

NOW = datetime(2026, 11, 22, 14, 7, tzinfo=UTC)
LIFE = timedelta(minutes=10)


def issued(at: datetime = NOW, used_at: datetime | None = None) -> IssuedCode:
    return IssuedCode("id", "KT", "kid", at, at + LIFE, used_at)


@pytest.mark.parametrize(
    ("after_s", "expected"),
    [
        (-61, CodeState.EXPIRED),
        (-60, CodeState.LIVE),
        (0, CodeState.LIVE),
        (599, CodeState.LIVE),
        (600, CodeState.EXPIRED),
        (601, CodeState.EXPIRED),
    ],
)
def test_a_code_lives_from_its_first_to_its_last_second(after_s: int, expected: CodeState) -> None:
    assert state(issued(), 0, NOW + timedelta(seconds=after_s)) is expected


def test_the_third_code_supersedes_the_first_and_leaves_the_second() -> None:
    assert state(issued(), 2, NOW) is CodeState.SUPERSEDED
    assert state(issued(), 1, NOW) is CodeState.LIVE


def test_a_used_code_stays_used_whatever_else_is_true() -> None:
    assert state(issued(used_at=NOW), 5, NOW + LIFE * 2) is CodeState.USED


@pytest.mark.parametrize(("after_s", "repeated"), [(0, True), (300, True), (301, False), (600, False)])
def test_asking_again_repeats_the_code_until_half_of_its_life_is_over(after_s: int, repeated: bool) -> None:
    now = NOW + timedelta(seconds=after_s)
    assert (to_repeat([issued()], now) is not None) is repeated
    assert is_past_half(issued(), now) is not repeated


def test_only_the_newest_code_is_repeated() -> None:
    older, newer = issued(), issued(NOW + timedelta(minutes=6))
    assert to_repeat([older, newer], NOW + timedelta(minutes=7)) is newer
    assert to_repeat([], NOW) is None
    assert to_repeat([issued(used_at=NOW)], NOW) is None


def test_no_letter_of_a_tag_looks_like_another_sign() -> None:
    assert not set(TAG_LETTERS) & set("IJOQ0123456789")
