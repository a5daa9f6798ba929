"""Day N of 30, and what can be done about the notice, to the second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.security_info import (
    ContactState,
    Replacement,
    ReplacementState,
    SecurityInfo,
    SecurityPolicy,
    VerificationNotice,
)
from secinfo_desktop.security_info.waiting import EndStep, NoticeState, at_the_end, day_line, notice_now
from tests.helpers.fake_signed_in import PHONE

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
BEGAN = datetime(2026, 11, 10, 14, 5, tzinfo=UTC)
NOTICES = tuple(BEGAN + days * DAY for days in (0, 1, 7, 21, 29, 30))
WAITING = Replacement(BEGAN, BEGAN + 30 * DAY, NOTICES, ReplacementState.WAITING)
NOTICE = VerificationNotice(BEGAN, BEGAN + 7 * DAY)


@pytest.mark.parametrize(
    ("passed", "day"),
    [
        (timedelta(), 1),
        (DAY, 1),
        (DAY + SECOND, 2),
        (12 * DAY, 12),
        (12 * DAY + SECOND, 13),
        (30 * DAY - SECOND, 30),
        (45 * DAY, 30),
        (-DAY, 1),
    ],
)
def test_the_day_changes_a_second_after_the_hour_of_the_request(passed: timedelta, day: int) -> None:
    assert day_line(WAITING, BEGAN + passed).day == day


def test_b13_the_dots_are_the_days_on_which_everybody_is_written_to() -> None:
    assert day_line(WAITING, BEGAN).notices == (1, 7, 21, 29, 30)


@pytest.mark.parametrize(("passed", "is_ready"), [(-SECOND, False), (timedelta(), True), (SECOND, True)])
def test_b11_it_is_over_at_the_second_and_not_before(passed: timedelta, *, is_ready: bool) -> None:
    assert day_line(WAITING, BEGAN + 30 * DAY + passed).is_ready is is_ready


def _ended(*proven_after: timedelta | None) -> SecurityInfo:
    """A waiting period of thirty days with new contacts, proven so long after its end or never."""
    ends_at = WAITING.ends_at
    new = tuple(
        replace(PHONE, state=ContactState.NEW, proven_at=None if after is None else ends_at + after)
        for after in proven_after
    )
    return SecurityInfo(new, (), SecurityPolicy(1, 6, 30), replacement=WAITING)


@pytest.mark.parametrize(
    ("info", "step"),
    [
        (_ended(), EndStep.ENTER),
        (_ended(None), EndStep.PROVE),
        (_ended(-SECOND), EndStep.PROVE),
        (_ended(timedelta()), EndStep.FINISH),
        (_ended(None, SECOND), EndStep.FINISH),
    ],
)
def test_b13_at_the_end_the_new_info_is_entered_then_proven_then_counts(info: SecurityInfo, step: EndStep) -> None:
    end = at_the_end(info, WAITING.ends_at)
    assert end is not None
    assert end.step is step
    assert (end.contact is not None) is (step is EndStep.PROVE)
    assert at_the_end(info, WAITING.ends_at - SECOND) is None


@given(st.timedeltas(min_value=-10 * DAY, max_value=60 * DAY), st.integers(1, 90))
def test_the_day_is_always_one_of_the_days_and_those_left_come_after_it(passed: timedelta, days: int) -> None:
    line = day_line(Replacement(BEGAN, BEGAN + days * DAY, NOTICES, ReplacementState.WAITING), BEGAN + passed)
    assert 1 <= line.day <= line.days == days
    assert line.day + line.left == days
    assert set(line.notices) <= set(range(1, days + 1))


@given(st.timedeltas(min_value=timedelta(), max_value=31 * DAY), st.timedeltas(min_value=timedelta(), max_value=DAY))
def test_the_day_never_goes_back(passed: timedelta, more: timedelta) -> None:
    assert day_line(WAITING, BEGAN + passed + more).day >= day_line(WAITING, BEGAN + passed).day


@pytest.mark.parametrize(
    ("passed", "state"),
    [
        (timedelta(), NoticeState.ASKED),
        (6 * DAY, NoticeState.ASKED),
        (6 * DAY + SECOND, NoticeState.LAST),
        (7 * DAY - SECOND, NoticeState.LAST),
        (7 * DAY, NoticeState.MUST),
        (7 * DAY + SECOND, NoticeState.MUST),
    ],
)
def test_b23_it_can_be_put_off_a_day_at_a_time_until_seven_days_are_over(passed: timedelta, state: NoticeState) -> None:
    assert notice_now(NOTICE, BEGAN + passed).state is state


def test_b23_put_off_means_until_the_same_time_tomorrow() -> None:
    put_off = VerificationNotice(BEGAN, BEGAN + 7 * DAY, BEGAN + DAY)
    assert notice_now(put_off, BEGAN + DAY - SECOND).state is NoticeState.PUT_OFF
    assert notice_now(put_off, BEGAN + DAY).state is NoticeState.ASKED


@given(st.timedeltas(min_value=timedelta(), max_value=20 * DAY), st.none() | st.timedeltas(timedelta(), 8 * DAY))
def test_b23_after_seven_days_nothing_puts_it_off(passed: timedelta, skipped: timedelta | None) -> None:
    until = BEGAN + skipped if skipped is not None else None
    found = notice_now(VerificationNotice(BEGAN, BEGAN + 7 * DAY, until), BEGAN + passed)
    assert (found.state is NoticeState.MUST) == (passed >= 7 * DAY)
    assert found.days_left >= 0
