"""What a person is reminded of while the app runs: each date once a day, and in words that others may see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from secinfo_desktop.domain.security_info import (
    Replacement,
    ReplacementState,
    SecurityInfo,
    SecurityPolicy,
    VerificationNotice,
)
from secinfo_desktop.security_info.reminding import Reminding

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
QUIET = SecurityInfo(contacts=(), options=(), policy=SecurityPolicy(1, 6, 30))
ASKED = replace(QUIET, notice=VerificationNotice(NOW, NOW + 7 * DAY))
READY = replace(QUIET, replacement=Replacement(NOW - 30 * DAY, NOW, (), ReplacementState.READY))


def reminding_of(info: SecurityInfo | None) -> Reminding:
    """Somebody has looked at this."""
    reminding = Reminding()
    reminding.see(info)
    return reminding


def titles(reminding: Reminding, now: datetime) -> list[str]:
    """What is said now."""
    return [one.title_id for one in reminding.due(now)]


def test_before_anything_was_seen_and_on_a_quiet_day_nothing_is_said() -> None:
    assert titles(Reminding(), NOW) == titles(reminding_of(None), NOW) == titles(reminding_of(QUIET), NOW) == []


def test_b23_a_date_is_said_once_a_day_to_the_second() -> None:
    reminding = reminding_of(ASKED)
    assert titles(reminding, NOW) == ["date.verify_soon"]
    assert titles(reminding, NOW + timedelta(hours=1)) == titles(reminding, NOW + DAY - SECOND) == []
    assert titles(reminding, NOW + DAY) == ["date.verify_soon"]


def test_b23_the_last_day_is_called_so_on_that_day_only() -> None:
    end = NOW + 7 * DAY
    assert titles(reminding_of(ASKED), end - DAY - SECOND) == ["date.verify_soon"]
    assert titles(reminding_of(ASKED), end - DAY) == ["date.verify_by"]
    assert titles(reminding_of(ASKED), end - SECOND) == ["date.verify_by"]
    assert titles(reminding_of(ASKED), end) == ["date.verify_soon"]


def test_b13_when_the_thirty_days_are_over_it_is_said_every_day() -> None:
    reminding = reminding_of(READY)
    assert [titles(reminding, NOW + n * DAY) for n in range(3)] == [["date.replacement_ready"]] * 3


def test_what_was_settled_or_belongs_to_somebody_who_signed_out_is_not_said() -> None:
    reminding = reminding_of(ASKED)
    reminding.see(QUIET)
    assert titles(reminding, NOW) == []
    reminding.see(ASKED)
    reminding.see(None)
    assert titles(reminding, NOW) == []


def test_a_clock_that_was_set_back_does_not_silence_a_reminder_for_long() -> None:
    reminding = reminding_of(ASKED)
    assert titles(reminding, NOW + DAY) == ["date.verify_soon"]
    assert titles(reminding, NOW) == ["date.verify_soon"]
