"""Reminders while the app runs: which dates a person is told of now (B13, B23).

What was seen last is enough for it. The service is not asked again and again: that would keep a session alive that
nobody uses, and an absence from being noticed (B24).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secinfo_desktop.domain.security_info import SecurityInfo
from secinfo_desktop.security_info.dates import REMIND_BEFORE, DateKind, ImportantDate, reminders

AGAIN_AFTER = timedelta(days=1)
"""So long nobody is reminded of the same date again."""


@dataclass(frozen=True)
class Reminder:
    """What is said: sentences without an account's name, an e-mail or a phone, for others may see them."""

    title_id: str
    text_id: str


class Reminding:
    """Holds the security info that was seen last, and what was told of it."""

    def __init__(self) -> None:
        self._info: SecurityInfo | None = None
        self._told: dict[ImportantDate, datetime] = {}

    def see(self, info: SecurityInfo | None) -> None:
        """What is known now; None after signing out: then there is nothing to remind of."""
        self._info = info

    def due(self, now: datetime) -> tuple[Reminder, ...]:
        """What is to be said now. It counts as said: each date once a day."""
        if self._info is None:
            return ()
        found = [its for its in reminders(self._info, now) if not self._is_told(its, now)]
        self._told |= dict.fromkeys(found, now)
        return tuple(_reminder(its, now) for its in found)

    def _is_told(self, its: ImportantDate, now: datetime) -> bool:
        at = self._told.get(its)
        return at is not None and at <= now < at + AGAIN_AFTER


def _reminder(its: ImportantDate, now: datetime) -> Reminder:
    """Before its last day a notice is no last day yet, and after it no longer."""
    is_last = its.at - REMIND_BEFORE <= now < its.at
    if its.kind is DateKind.VERIFY_BY and not is_last:
        return Reminder("date.verify_soon", "date.verify_soon.text")
    return Reminder(f"date.{its.kind}", f"date.{its.kind}.text")
