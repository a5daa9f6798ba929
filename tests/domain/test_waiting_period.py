"""B11-B13: the waiting period of thirty days, exact to the second."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.waiting_period import (
    CANCELS_WITHIN,
    FINISH_WITHIN,
    PeriodState,
    WaitingPeriod,
    cancel_problem,
    finish_problem,
    frozen,
    frozen_for,
    needs_staff,
    next_due,
    notices_at,
    staff_until,
    start_problem,
)

RULES = SecurityRules()
BERLIN = ZoneInfo("Europe/Berlin")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
BEGINNINGS = {
    "an ordinary day": datetime(2026, 11, 22, 14, 7, tzinfo=UTC),
    "before clocks go forward": datetime(2027, 3, 27, 0, 30, tzinfo=UTC),
    "in the hour that is there twice": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "before a leap day": datetime(2028, 2, 10, 23, 59, 59, tzinfo=UTC),
    "on a leap day": datetime(2028, 2, 29, 12, tzinfo=UTC),
    "over the turn of a year": datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
}
NOW = BEGINNINGS["an ordinary day"]
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SOME_DAYS = st.lists(st.integers(-3, 60).map(lambda days: timedelta(days=days)), max_size=8)


def begun(now: datetime, waiting: timedelta = RULES.waiting) -> WaitingPeriod:
    return waiting_period.begun(now, waiting)


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
@pytest.mark.parametrize(("late", "state"), [(-1, PeriodState.WAITING), (0, PeriodState.READY), (1, PeriodState.READY)])
def test_b11_it_lasts_thirty_days_to_the_second(beginning: datetime, late: int, state: PeriodState) -> None:
    period = begun(beginning)
    now = beginning + 30 * DAY + late * SECOND
    assert period.state(now) is state
    assert bool(frozen(period, RULES.frozen, now)) is (state is PeriodState.WAITING)
    assert (finish_problem(period, None, now) is None) is (state is PeriodState.READY)


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_b11_it_is_the_same_wherever_its_clock_hangs(beginning: datetime) -> None:
    """A time in another zone is the same moment: wall clocks that jump change nothing."""
    there = begun(beginning.astimezone(BERLIN).astimezone(UTC))
    end = (beginning + 30 * DAY).astimezone(BERLIN)
    assert there.state(end) is PeriodState.READY
    assert there.state((end.astimezone(UTC) - SECOND).astimezone(BERLIN)) is PeriodState.WAITING


def test_b11_a_clock_set_back_makes_it_longer_and_never_shorter() -> None:
    period = begun(NOW)
    assert period.state(NOW - timedelta(hours=1)) is PeriodState.WAITING
    assert frozen_for(period, RULES.frozen, Area.SECURITY_INFO, NOW - timedelta(hours=1)) == 30 * DAY + timedelta(
        hours=1
    )


def test_b11_the_pack_says_what_is_frozen() -> None:
    without_billing = RULES.frozen - {Area.BILLING}
    assert frozen(begun(NOW), without_billing, NOW) == dict.fromkeys(without_billing, NOW + 30 * DAY)
    assert frozen_for(begun(NOW), without_billing, Area.BILLING, NOW) is None
    assert frozen(None, RULES.frozen, NOW) == {}


@pytest.mark.parametrize("day", [1, 7, 21, 29])
@pytest.mark.parametrize("late", [-1, 0, 1])
def test_b13_notices_are_due_to_the_second(day: int, late: int) -> None:
    period = begun(NOW)
    at = NOW + day * DAY
    upcoming = next_due(period, RULES.notices_after, at + late * SECOND)
    assert (upcoming == at) is (late < 0)


def test_b13_everybody_is_told_now_after_some_days_and_at_the_end() -> None:
    assert notices_at(begun(NOW), RULES.notices_after) == tuple(NOW + day * DAY for day in (0, 1, 7, 21, 29, 30))
    assert next_due(begun(NOW), RULES.notices_after, NOW + 30 * DAY) == begun(NOW).lapses_at
    assert next_due(begun(NOW), RULES.notices_after, begun(NOW).lapses_at) is None


@given(MOMENTS, st.integers(1, 90), SOME_DAYS)
def test_b13_notices_come_in_order_and_end_with_the_end(at: datetime, days: int, notice_days: list[timedelta]) -> None:
    told = notices_at(begun(at, days * DAY), notice_days)
    assert (told[0], told[-1]) == (at, at + days * DAY)
    assert list(told) == sorted(set(told))


@given(MOMENTS, SOME_DAYS, st.integers(0, 40 * 24 * 3600))
def test_b13_the_next_notice_is_always_ahead(at: datetime, notice_days: list[timedelta], seconds: int) -> None:
    upcoming = next_due(begun(at), notice_days, at + seconds * SECOND)
    assert upcoming is None or upcoming > at + seconds * SECOND


def test_b13_it_can_be_cancelled_until_new_info_has_taken_effect() -> None:
    period = begun(NOW)
    for now in (NOW, NOW + 30 * DAY - SECOND, NOW + 30 * DAY, NOW + 30 * DAY + FINISH_WITHIN - SECOND):
        assert cancel_problem(period, [], now) is None
    assert cancel_problem(period, [], NOW + 30 * DAY + FINISH_WITHIN) is Failure.NO_REPLACEMENT
    assert cancel_problem(None, [], NOW) is Failure.NO_REPLACEMENT
    finished = WaitingPeriod(NOW, NOW + 30 * DAY, finished_at=NOW + 31 * DAY)
    assert cancel_problem(finished, [], NOW + 31 * DAY) is Failure.NO_REPLACEMENT


def test_b13_one_that_nobody_finishes_lapses_and_another_can_begin() -> None:
    period = begun(NOW)
    lapsed = period.lapses_at
    assert start_problem(period, [], lapsed - SECOND) is Failure.REPLACEMENT_THERE
    assert period.state(lapsed) is PeriodState.LAPSED
    assert start_problem(period, [], lapsed) is None
    assert finish_problem(period, None, lapsed) == (Failure.NO_REPLACEMENT, None)


@pytest.mark.parametrize(("late", "decides"), [(-1, True), (0, False), (1, False)])
def test_b13_after_a_second_cancellation_within_sixty_days_staff_decide(late: int, decides: bool) -> None:
    cancelled = [NOW, NOW + 10 * DAY]
    now = NOW + CANCELS_WITHIN + late * SECOND
    assert needs_staff(cancelled, now) is decides
    assert (start_problem(None, cancelled, now) is Failure.STAFF_DECIDES) is decides
    assert (cancel_problem(begun(now), cancelled, now) is Failure.STAFF_DECIDES) is decides


def test_b13_one_cancellation_is_no_quarrel() -> None:
    assert not needs_staff([NOW], NOW)
    assert staff_until([NOW], NOW) == NOW


@given(st.lists(MOMENTS, max_size=6), MOMENTS)
def test_b13_when_staff_need_not_decide_any_more_is_told_exactly(cancelled: list[datetime], now: datetime) -> None:
    until = staff_until(cancelled, now)
    if until > now:
        assert needs_staff(cancelled, until - SECOND)
        assert not needs_staff(cancelled, until)


@pytest.mark.parametrize(("late", "refused"), [(-1, Failure.NOT_YET), (0, None), (1, None)])
def test_b11_new_info_waits_for_the_end(late: int, refused: Failure | None) -> None:
    found = finish_problem(begun(NOW), None, NOW + 30 * DAY + late * SECOND)
    assert (found[0] if found else None) is refused


@pytest.mark.parametrize(("late", "refused"), [(-1, Failure.REMOVAL_HELD), (0, None), (1, None)])
def test_b11_new_info_waits_while_removal_is_held_after_a_recovery(late: int, refused: Failure | None) -> None:
    held_until = NOW + 33 * DAY
    found = finish_problem(begun(NOW), held_until, held_until + late * SECOND)
    assert found == (None if refused is None else (refused, SECOND))
