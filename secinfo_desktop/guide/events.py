"""What can be written into a case: fixed choices and times, never a secret, a contact or an account name.

Every text in an event has the form of an id without digits, or with one at most, so that no code and no phone number
fits in. Only the case's own id, which the program makes, may hold more.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome

_NAME = re.compile(r"[a-z_]{1,60}")
_VALUE = re.compile(r"[a-z_]{1,40}[0-9]?[a-z_]{0,20}")
_CASE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_REVISION = re.compile(r"[0-9a-z.-]{1,32}")


class CaseError(ValueError):
    """A case can't hold this, or a kept case can't be read. The reason never repeats what was refused."""


class Happening(StrEnum):
    """What can stand in the time line of a case, besides answers."""

    CODE_ASKED = "code_asked"
    CODE_MISSED = "code_missed"
    """The person says that it did not come."""
    CODE_REFUSED_WRONG = "code_refused_wrong"
    CODE_REFUSED_EXPIRED = "code_refused_expired"
    CODE_REFUSED_SUPERSEDED = "code_refused_superseded"
    CODE_REFUSED_USED = "code_refused_used"
    CODE_REFUSED_TOO_MANY = "code_refused_too_many"
    CODE_ACCEPTED = "code_accepted"
    NOT_DELIVERED = "not_delivered"
    """The service knows that the newest message did not arrive; the detail is the reason."""
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of an event, not a password
    TROUBLE_TOLD = "trouble_told"
    """What brought the person here; ``detail`` names it."""
    ERROR_SEEN = "error_seen"
    """The provider's own page showed an error; ``detail`` names its kind."""
    CASE_ENDED = "case_ended"
    """The caller's own app has ended a case that was shared; ``detail`` is the outcome there."""


@dataclass(frozen=True)
class Opened:
    """A case begins: with which checklist, about a contact of which context, seen by whom."""

    at: datetime
    case_id: str
    checklist: str
    revision: str
    context: str
    audience: Disclosure

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_CASE_ID, "case_id", self.case_id)
        _check(_NAME, "checklist", self.checklist)
        _check(_REVISION, "revision", self.revision)
        _check(_NAME, "context", self.context)


@dataclass(frozen=True)
class Observed:
    """A piece of evidence has a value, and only who has the level may know it. A later one replaces an earlier one."""

    at: datetime
    evidence: str
    value: str
    disclosure: Disclosure

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "evidence", self.evidence)
        _check(_VALUE, "value", self.value)


@dataclass(frozen=True)
class Happened:
    """Something for the time line. ``detail`` is a fixed word or nothing (the context of a contact, for instance)."""

    at: datetime
    what: Happening
    disclosure: Disclosure
    detail: str | None = None

    def __post_init__(self) -> None:
        _check_time(self.at)
        if self.detail is not None:
            _check(_NAME, "detail", self.detail)


@dataclass(frozen=True)
class StepShown:
    """A step was put before somebody."""

    at: datetime
    step: str
    audience: Disclosure

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "step", self.step)


@dataclass(frozen=True)
class Answered:
    """What came of a step: the answer to a question, solved or failed of an action; and how long it took.

    A second answer to the same step corrects the first.
    """

    at: datetime
    step: str
    outcome: str
    seconds: float | None = None

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "step", self.step)
        _check(_VALUE, "outcome", self.outcome)
        if self.seconds is not None and not (math.isfinite(self.seconds) and self.seconds >= 0):
            raise CaseError("seconds: must be a number of 0 or more")


@dataclass(frozen=True)
class Skipped:
    """A step was left out; that says nothing about the cause."""

    at: datetime
    step: str

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "step", self.step)


@dataclass(frozen=True)
class Retracted:
    """What came of a step is taken back, as if it had never been said."""

    at: datetime
    step: str

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "step", self.step)


@dataclass(frozen=True)
class ContextChanged:
    """From here the case is about another contact. What was observed of the one before counts no more."""

    at: datetime
    context: str

    def __post_init__(self) -> None:
        _check_time(self.at)
        _check(_NAME, "context", self.context)


@dataclass(frozen=True)
class Closed:
    """The case ends."""

    at: datetime
    outcome: Outcome

    def __post_init__(self) -> None:
        _check_time(self.at)


Event = Opened | Observed | Happened | StepShown | Answered | Skipped | Retracted | ContextChanged | Closed


def _check(pattern: re.Pattern[str], name: str, value: str) -> None:
    if not pattern.fullmatch(value):
        raise CaseError(f"{name}: a case holds fixed choices only")


def _check_time(at: datetime) -> None:
    if at.utcoffset() != timedelta(0):
        raise CaseError("at: a time in a case is in UTC")
