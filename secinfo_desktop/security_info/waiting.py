"""The waiting period as a line of days, and the notice "can you still receive a code?" as what can be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil, floor
from typing import Final

from secinfo_desktop.domain.security_info import (
    ContactState,
    Replacement,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
    VerificationNotice,
)

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class DayLine:
    """Day ``day`` of ``days``; ``notices`` are the days on which everybody is written to."""

    day: int
    days: int
    notices: tuple[int, ...]
    is_ready: bool

    @property
    def left(self) -> int:
        """Whole days after this one."""
        return self.days - self.day


def day_line(replacement: Replacement, now: datetime) -> DayLine:
    """Where a waiting period stands; the first day begins with the request, and a clock set back counts as that day."""
    days = max(1, ceil((replacement.ends_at - replacement.requested_at) / _DAY))

    def day_of(at: datetime) -> int:
        return min(max(ceil((at - replacement.requested_at) / _DAY), 1), days)

    notices = tuple(sorted({day_of(at) for at in replacement.notices_at}))
    is_ready = replacement.state is ReplacementState.READY or now >= replacement.ends_at
    return DayLine(day_of(now), days, notices, is_ready)


class EndStep(StrEnum):
    """What is still to be done once the waiting period is over, in this order (B13)."""

    ENTER = "enter"
    PROVE = "prove"
    """A code has to show that the new info works: one that was given back before the end was only a rehearsal."""
    FINISH = "finish"


@dataclass(frozen=True)
class AtTheEnd:
    """The next step, and the new contact that it is about."""

    step: EndStep
    contact: SecurityContact | None = None


def at_the_end(info: SecurityInfo, now: datetime) -> AtTheEnd | None:
    """The next step after the waiting period; None while it runs, and where there is none."""
    if info.replacement is None or not day_line(info.replacement, now).is_ready:
        return None
    ended_at = info.replacement.ends_at
    new = [its for its in info.contacts if its.state is ContactState.NEW]
    proven = [its for its in new if its.proven_at is not None and its.proven_at >= ended_at]
    if not new:
        return AtTheEnd(EndStep.ENTER)
    if len(proven) >= info.policy.least_contacts:
        return AtTheEnd(EndStep.FINISH)
    return AtTheEnd(EndStep.PROVE, next(its for its in new if its not in proven))


class NoticeState(StrEnum):
    """What can be done about the notice (B23)."""

    ASKED = "asked"
    """Verify now, or put it off for a day."""
    PUT_OFF = "put_off"
    LAST = "last"
    """Less than a day is left: putting it off reaches the last moment and no farther."""
    MUST = "must"


@dataclass(frozen=True)
class NoticeNow:
    """The state of the notice and the whole days until it has to be done."""

    state: NoticeState
    days_left: int


def notice_now(notice: VerificationNotice, now: datetime) -> NoticeNow:
    """How the notice stands at a moment."""
    days_left = max(0, floor((notice.due_at - now) / _DAY))
    if now >= notice.due_at:
        return NoticeNow(NoticeState.MUST, 0)
    if notice.skipped_until is not None and now < notice.skipped_until:
        return NoticeNow(NoticeState.PUT_OFF, days_left)
    is_last = notice.due_at - now < _DAY
    return NoticeNow(NoticeState.LAST if is_last else NoticeState.ASKED, days_left)
