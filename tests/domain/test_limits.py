"""B26: how often a code may be asked for."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.limits import CEILINGS, Ceiling, Patience, allowance, for_strangers

NOW = datetime(2026, 11, 22, 14, 7, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 200_000), max_size=40).map(
    lambda seconds: [NOW - timedelta(seconds=second) for second in sorted(seconds, reverse=True)]
)


def test_the_first_code_can_be_asked_for_at_once() -> None:
    granted = allowance([], NOW)
    assert (granted.next_at, granted.left, granted.most) == (NOW, 5, 5)


def test_b26_the_second_code_waits_a_minute_and_the_fourth_ten() -> None:
    assert allowance([NOW], NOW).next_at == NOW + timedelta(seconds=60)
    three = [NOW - timedelta(minutes=4), NOW - timedelta(minutes=2), NOW]
    assert allowance(three, NOW).next_at == NOW + timedelta(minutes=6)


def test_what_is_left_is_counted_within_the_hour() -> None:
    assert allowance([NOW - timedelta(minutes=61), NOW - timedelta(minutes=59), NOW], NOW).left == 3


@given(MOMENTS)
def test_sending_at_the_named_time_never_breaks_a_ceiling(sent: list[datetime]) -> None:
    at = max(allowance(sent, NOW).next_at, NOW)
    for ceiling in CEILINGS:
        within = [moment for moment in [*sent, at] if at - ceiling.window < moment <= at]
        assert len(within) <= ceiling.most


@given(MOMENTS)
def test_a_stricter_pack_never_allows_earlier(sent: list[datetime]) -> None:
    stricter = (*CEILINGS, Ceiling(1, timedelta(minutes=15)))
    assert allowance(sent, NOW, stricter).next_at >= allowance(sent, NOW).next_at


def test_a_clock_set_back_gives_no_code_away() -> None:
    assert allowance([NOW + timedelta(hours=1)], NOW).next_at > NOW


def test_a_clock_that_was_a_month_ahead_holds_nobody_off_for_a_month() -> None:
    assert allowance([NOW + timedelta(days=31)] * 10, NOW) == allowance([], NOW)
    assert Patience(free=0).next_at([NOW + timedelta(days=31)] * 10, NOW) == NOW


def test_strangers_leave_two_of_a_day_and_one_of_an_hour() -> None:
    assert [ceiling.most for ceiling in for_strangers()] == [1, 3, 4, 8]


@given(st.integers(1, 1000))
def test_strangers_always_get_something(most: int) -> None:
    assert 0 < for_strangers([Ceiling(most, timedelta(hours=1))])[0].most <= most


def test_waits_double_after_the_free_failures_up_to_the_longest() -> None:
    patience = Patience(free=2)
    waits = [patience.next_at([NOW] * failed, NOW) - NOW for failed in (0, 1, 2, 3, 4, 9, 500)]
    assert [wait.total_seconds() for wait in waits] == [0, 0, 30, 60, 120, 3600, 3600]


def test_failures_of_yesterday_are_forgotten() -> None:
    assert Patience(free=0).next_at([NOW - timedelta(hours=24)], NOW) == NOW
