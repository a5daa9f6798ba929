"""Which dates a person is told, when they are reminded, and what their calendar gets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from secinfo_desktop.domain.security_info import (
    Replacement,
    ReplacementState,
    SecurityInfo,
    SecurityPolicy,
    VerificationNotice,
)
from secinfo_desktop.security_info.calendar import calendar_file
from secinfo_desktop.security_info.dates import DateKind, ImportantDate, dates, reminders

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
QUIET = SecurityInfo(contacts=(), options=(), policy=SecurityPolicy(1, 6, 30))
WAITING = replace(QUIET, replacement=Replacement(NOW, NOW + 30 * DAY, (NOW,), ReplacementState.WAITING))
ASKED = replace(QUIET, notice=VerificationNotice(NOW, NOW + 7 * DAY))


def said(key: str) -> str:
    """Stands for a sentence, with everything in it that a calendar file has to escape."""
    return f"{key}; one, two \\ three\nnext"


def kinds(found: tuple[ImportantDate, ...]) -> list[DateKind]:
    """What they are about."""
    return [its.kind for its in found]


def test_on_a_quiet_day_there_is_no_date() -> None:
    assert dates(QUIET, NOW) == reminders(QUIET, NOW) == ()


def test_b13_the_end_of_the_thirty_days_is_a_date_and_a_reminder_from_that_second_on() -> None:
    end = NOW + 30 * DAY
    assert dates(WAITING, NOW) == (ImportantDate(DateKind.REPLACEMENT_READY, end),)
    assert reminders(WAITING, end - SECOND) == ()
    assert kinds(reminders(WAITING, end)) == kinds(reminders(WAITING, end + 9 * DAY)) == [DateKind.REPLACEMENT_READY]


def test_where_staff_decide_no_date_is_promised() -> None:
    assert WAITING.replacement is not None
    assert dates(replace(WAITING, replacement=replace(WAITING.replacement, needs_staff=True)), NOW) == ()


def test_b23_a_notice_reminds_at_once_and_again_when_a_day_that_it_was_put_off_is_over() -> None:
    assert ASKED.notice is not None
    skipped = replace(ASKED, notice=replace(ASKED.notice, skipped_until=NOW + DAY))
    assert kinds(reminders(ASKED, NOW)) == [DateKind.VERIFY_BY]
    assert kinds(dates(skipped, NOW)) == [DateKind.VERIFY_AGAIN, DateKind.VERIFY_BY]
    assert reminders(skipped, NOW + DAY - SECOND) == ()
    assert kinds(reminders(skipped, NOW + DAY)) == [DateKind.VERIFY_BY]


def test_b23_on_the_last_day_it_reminds_although_it_was_put_off() -> None:
    assert ASKED.notice is not None
    skipped = replace(ASKED, notice=replace(ASKED.notice, skipped_until=NOW + 7 * DAY))
    assert kinds(reminders(skipped, NOW + 6 * DAY)) == [DateKind.VERIFY_BY]


def test_what_a_recovery_holds_is_a_date_but_asks_for_nothing() -> None:
    held = replace(QUIET, removal_held_until=NOW + DAY)
    assert kinds(dates(held, NOW)) == [DateKind.REMOVAL_POSSIBLE]
    assert dates(held, NOW + DAY) == reminders(held, NOW) == ()


def test_a_calendar_gets_each_date_in_its_own_words_with_an_alarm() -> None:
    calendar = Calendar.from_ical(calendar_file(dates(WAITING, NOW), said, NOW))
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == NOW + 30 * DAY
    assert event.decoded("dtend") > event.decoded("dtstart")
    assert str(event["summary"]) == said("date.replacement_ready")
    assert str(event["description"]) == said("date.replacement_ready.text")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(hours=1)


def test_a_date_that_did_not_move_keeps_its_identity_in_a_later_file() -> None:
    files = [calendar_file(dates(ASKED, at), said, at) for at in (NOW, NOW + DAY)]
    first, second = ({str(event["uid"]) for event in Calendar.from_ical(file).walk("VEVENT")} for file in files)
    assert first == second


def test_a_calendar_without_dates_is_still_a_calendar() -> None:
    assert Calendar.from_ical(calendar_file((), said, NOW)).walk("VEVENT") == []
