"""The notice "can you still receive a code?": when it is due, how long it can be put off, when it blocks (B23, B24)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.security_info import VerificationNotice
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.verification_notice import Verification, blocks, is_asked, is_due, notice, skipped_until

RULES = SecurityRules()
SECOND = timedelta(seconds=1)
BEGINNINGS = [
    datetime(2026, 11, 22, 14, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),  # clocks go forward in Berlin a second later
    datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),  # and back
    datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC),  # a leap day follows
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
]
moments = st.timedeltas(timedelta(), timedelta(days=7000)).map(lambda after: datetime(2020, 1, 1, tzinfo=UTC) + after)


def given_at(first: datetime, until: datetime | None = None) -> VerificationNotice:
    """The notice that was first given then."""
    found = notice(Verification(first - RULES.verify_after, first, until), RULES)
    assert found is not None
    return found


@pytest.mark.parametrize("since", BEGINNINGS)
def test_b24_it_is_due_after_the_policys_time_to_the_second(since: datetime) -> None:
    due = since + timedelta(days=180)
    asked = [is_due(Verification(since), RULES, at) for at in (due - SECOND, due, due + SECOND)]
    assert asked == [False, True, True]


@pytest.mark.parametrize("first", BEGINNINGS)
def test_b23_it_blocks_who_signs_in_seven_days_after_the_first_notice_to_the_second(first: datetime) -> None:
    its = given_at(first)
    assert its.due_at == first + timedelta(days=7)
    assert [blocks(its, at) for at in (its.due_at - SECOND, its.due_at, its.due_at + SECOND)] == [False, True, True]


@pytest.mark.parametrize("first", BEGINNINGS)
def test_b23_it_can_be_skipped_for_a_day_at_a_time_to_the_second(first: datetime) -> None:
    until = skipped_until(given_at(first), RULES, first)
    assert until == first + timedelta(hours=24)
    its = given_at(first, until)
    assert [is_asked(its, at) for at in (until - SECOND, until, until + SECOND)] == [False, True, True]


def test_b23_nobody_skips_it_beyond_its_seventh_day() -> None:
    its = given_at(BEGINNINGS[0])
    last = skipped_until(its, RULES, its.due_at - SECOND)
    assert last == its.due_at
    assert [skipped_until(its, RULES, at) for at in (its.due_at, its.due_at + SECOND)] == [None, None]


def test_without_a_notice_there_is_nothing_to_skip_to_ask_or_to_block() -> None:
    assert notice(Verification(BEGINNINGS[0]), RULES) is None
    assert skipped_until(None, RULES, BEGINNINGS[0]) is None
    assert not is_asked(None, BEGINNINGS[0])
    assert not blocks(None, BEGINNINGS[0])


@given(moments, st.lists(st.integers(0, 3 * 24 * 3600), max_size=20))
def test_b23_however_it_is_skipped_it_is_asked_again_within_a_day_and_done_within_seven(
    first: datetime, waits: list[int]
) -> None:
    its, now = given_at(first), first
    for seconds in waits:
        now += timedelta(seconds=seconds)
        until = skipped_until(its, RULES, now)
        if until is None:
            assert now >= first + timedelta(days=7)
            assert blocks(its, now)
            return
        assert now < until <= min(now + timedelta(hours=24), first + timedelta(days=7))
        its = given_at(first, until)
        assert not is_asked(its, now)
        assert is_asked(its, until)


@given(moments, moments)
def test_b24_it_is_not_asked_before_its_time(since: datetime, now: datetime) -> None:
    assert is_due(Verification(since), RULES, now) == (now - since >= timedelta(days=180))
