"""The words of a helpdesk's cases: where one stands, how it ended, to whom it is handed. Pure."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class CaseState(StrEnum):
    """Where a case of the helpdesk stands."""

    OPEN = "open"
    """Somebody leads it."""
    WAITING = "waiting"
    """For anybody who is free, or for the day on which it is to be called back."""
    CLOSED = "closed"


class CaseScope(StrEnum):
    """Which cases a list shows."""

    MINE = "mine"
    WAITING = "waiting"
    ALL = "all"


class CaseSort(StrEnum):
    """In which order."""

    LONGEST_WAIT = "longest_wait"
    NEWEST = "newest"
    CALLER = "caller"


class OutcomeCode(StrEnum):
    """What the wrap-up says became of a call."""

    GOT_IN = "got_in"
    REPLACEMENT_STARTED = "replacement_started"
    WAITS_A_DAY = "waits_a_day"
    WAITS_THIRTY_DAYS = "waits_thirty_days"
    SECOND_LINE = "second_line"
    CALLER_GOES_ON = "caller_goes_on"
    """In their own app, or with the steps that were sent to them."""
    REFUSED = "refused"
    """The caller could not be who they said."""
    GAVE_UP = "gave_up"
    OTHER_TROUBLE = "other_trouble"
    """The call was about something else, and goes on in a case of its own."""


class HandedTo(StrEnum):
    """Who goes on with a case."""

    COLLEAGUE = "colleague"
    SECOND_LINE = "second_line"
    CALLER = "caller"


class ErasedFor(StrEnum):
    """Why a case is erased: a word, so that the audit log says no more of a person than that."""

    CALLER_ASKED = "caller_asked"
    MISTAKE = "mistake"
    """It should never have been opened, or something was written down that must not be there."""
    NO_LONGER_NEEDED = "no_longer_needed"


KEPT_FOR: Final = timedelta(days=90)
"""A closed case is erased after this time; what it says of a person is forgotten, the audit log stays."""
CALL_BACK_AFTER: Final = {OutcomeCode.WAITS_A_DAY: timedelta(days=1), OutcomeCode.WAITS_THIRTY_DAYS: timedelta(days=30)}
LONGEST_LABEL: Final = 60
LONGEST_NOTE: Final = 2000
LONGEST_TICKET: Final = 40


def number_of(place: int) -> str:
    """The number that people say of the case at a place, counted from 0: 4F-207. Two signs, then the digits.

    Raises ValueError for a negative place.
    """
    if place < 0:
        raise ValueError("a case has a place of 0 or more")
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    mixed = (place * 523 + 143) % 1024
    return f"{letters[mixed // 32]}{letters[mixed % 32]}-{place:03d}"
