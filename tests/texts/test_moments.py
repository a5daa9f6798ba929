"""Times and days as people say them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from secinfo_desktop.texts.moments import clock_time, day, moment

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))


def test_a_time_of_today_has_no_day() -> None:
    assert moment(NOW + timedelta(minutes=17), NOW, UTC) == "at 14:17"


def test_the_next_day_is_tomorrow() -> None:
    assert moment(NOW + timedelta(days=1), NOW, UTC) == "tomorrow at 14:00"


def test_the_day_before_is_yesterday() -> None:
    assert moment(NOW - timedelta(hours=15), NOW, UTC) == "yesterday at 23:00"


def test_a_later_day_is_named() -> None:
    assert moment(NOW + timedelta(days=7), NOW, UTC) == "on 29 November at 14:00"


def test_today_is_told_by_the_persons_clock() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert moment(late, NOW, BERLIN) == "tomorrow at 00:30"


def test_a_time_of_day_is_that_of_the_persons_zone() -> None:
    assert clock_time(NOW, BERLIN) == "15:00"


def test_a_day_has_no_time() -> None:
    assert day(NOW + timedelta(days=18), UTC) == "10 December"


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(minutes=17), "um 14:17 Uhr"),
        (timedelta(days=1), "morgen um 14:00 Uhr"),
        (timedelta(days=-1), "gestern um 14:00 Uhr"),
        (timedelta(days=7), "am 29. November um 14:00 Uhr"),
    ],
)
def test_a_moment_is_said_as_in_german_and_its_parts_stay_together(away: timedelta, said: str) -> None:
    kept_together = said.replace(" Uhr", "\u00a0Uhr").replace(". ", ".\u00a0")
    assert moment(NOW + away, NOW, UTC, "de") == kept_together


def test_a_german_day_has_a_full_stop_after_its_number() -> None:
    assert day(NOW + timedelta(days=18), UTC, "de") == "10. Dezember"
