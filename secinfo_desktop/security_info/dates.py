"""The dates that a person has to know of: for calendar and reminders (B13, B23).

Times are UTC; each date is one thing to do, or one thing that happens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secinfo_desktop.domain.security_info import Replacement, ReplacementState, SecurityInfo, VerificationNotice


class DateKind(StrEnum):
    """What a date is about; its sentences are in texts under ``date.<value>``."""

    REPLACEMENT_READY = "replacement_ready"
    """The thirty days are over: enter the new security info."""
    VERIFY_BY = "verify_by"
    """Seven days after the first notice: signing in asks for a code first."""
    VERIFY_AGAIN = "verify_again"
    """A day after it was put off: the notice comes back."""
    REMOVAL_POSSIBLE = "removal_possible"
    """Seven days after a recovery: e-mails and phones can be removed again (security rule 7)."""


@dataclass(frozen=True)
class ImportantDate:
    """One date."""

    kind: DateKind
    at: datetime


REMIND_BEFORE = timedelta(days=1)
"""How long before a date that asks for something the first reminder comes."""


def dates(info: SecurityInfo, now: datetime) -> tuple[ImportantDate, ...]:
    """The dates that are still to come, and those that are here and not settled; the earliest first."""
    return tuple(sorted(_dates(info, now), key=lambda its: (its.at, its.kind)))


def _dates(info: SecurityInfo, now: datetime) -> Iterator[ImportantDate]:
    if info.replacement is not None:
        yield from _of_replacement(info.replacement)
    if info.notice is not None:
        yield from _of_notice(info.notice, now)
    if info.removal_held_until is not None and info.removal_held_until > now:
        yield ImportantDate(DateKind.REMOVAL_POSSIBLE, info.removal_held_until)


def _of_replacement(its: Replacement) -> Iterator[ImportantDate]:
    if not its.needs_staff:
        yield ImportantDate(DateKind.REPLACEMENT_READY, its.ends_at)


def _of_notice(its: VerificationNotice, now: datetime) -> Iterator[ImportantDate]:
    yield ImportantDate(DateKind.VERIFY_BY, its.due_at)
    if its.skipped_until is not None and now < its.skipped_until < its.due_at:
        yield ImportantDate(DateKind.VERIFY_AGAIN, its.skipped_until)


def reminders(info: SecurityInfo, now: datetime) -> tuple[ImportantDate, ...]:
    """What to remind of now: what can be done from now on, and what has to be done within a day."""
    return tuple(its for its in dates(info, now) if _is_due(its, info, now))


def _is_due(its: ImportantDate, info: SecurityInfo, now: datetime) -> bool:
    match its.kind:
        case DateKind.REPLACEMENT_READY:
            replacement = info.replacement
            return now >= its.at or (replacement is not None and replacement.state is ReplacementState.READY)
        case DateKind.VERIFY_BY:
            skipped = info.notice.skipped_until if info.notice else None
            return now >= its.at - REMIND_BEFORE or skipped is None or now >= skipped
        case _:
            return False
