"""The dates as a calendar file (RFC 5545): a person's own calendar reminds them while the app is closed.

Nothing in it is a secret or a contact, and no account is named: calendars are shared and looked at by others.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from secinfo_desktop.security_info.dates import DateKind, ImportantDate

if TYPE_CHECKING:
    from icalendar import Event

LASTS = timedelta(minutes=15)
"""So long an entry is drawn; nothing takes as long."""
ALARM_BEFORE = timedelta(hours=1)
Say = Callable[..., str]
"""A sentence by its id, in the person's language."""


def calendar_file(important: Sequence[ImportantDate], say: Say, now: datetime) -> bytes:
    """The file; a date that is still the same has the same identity, so that a calendar does not show it twice.

    ``say`` gives the sentences ``date.<kind>`` and ``date.<kind>.text``.
    """
    from icalendar import Calendar  # 0.2 s to load: only for whoever wants the file

    calendar = Calendar.new(prodid="-//SecInfo Desktop//EN")
    for its in important:
        calendar.add_component(_event(its, say, now))
    return bytes(calendar.to_ical())


def _event(its: ImportantDate, say: Say, now: datetime) -> "Event":
    from icalendar import Alarm, Event

    summary, text = say(f"date.{its.kind.value}"), say(f"date.{its.kind.value}.text")
    event = Event.new(
        uid=_uid(its.kind, its.at), stamp=now, start=its.at, end=its.at + LASTS, summary=summary, description=text
    )
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -ALARM_BEFORE)
    event.add_component(alarm)
    return event


def _uid(kind: DateKind, at: datetime) -> str:
    return f"{kind.value}-{at:%Y%m%dT%H%M%SZ}@secinfo-desktop"
