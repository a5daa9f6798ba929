"""The waiting period before a replacement of all security info takes effect (B9, B11-B13). Pure: state, rules, now.

Times are the server's, UTC, and a day is 24 hours: no change of clocks, no leap day bends it. Nobody can shorten it:
the end is fixed when it begins, and nothing here takes another one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area

FINISH_WITHIN = timedelta(days=90)
"""Who does not enter new info for this long after the end has to begin again: no old request lies ready for ever."""
CANCELS_WITHIN = timedelta(days=60)
CANCELS_BEFORE_STAFF = 2
"""So many cancellations in that time, and only staff decide: owner and thief could cancel each other for ever (B13)."""


class PeriodState(StrEnum):
    """Where a waiting period stands."""

    WAITING = "waiting"
    READY = "ready"
    """It is over: new info can be entered, and until then it can still be cancelled."""
    FINISHED = "finished"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """Nobody entered anything in time."""


@dataclass(frozen=True)
class WaitingPeriod:
    """What is known of one waiting period."""

    requested_at: datetime
    ends_at: datetime
    finished_at: datetime | None = None
    cancelled_at: datetime | None = None

    def state(self, now: datetime) -> PeriodState:
        """Where it stands. A clock that was set back makes it wait longer, never less."""
        if self.cancelled_at is not None:
            return PeriodState.CANCELLED
        if self.finished_at is not None:
            return PeriodState.FINISHED
        if now < self.ends_at:
            return PeriodState.WAITING
        return PeriodState.READY if now < self.lapses_at else PeriodState.LAPSED

    def is_open(self, now: datetime) -> bool:
        """True while it can be cancelled: until new info has taken effect."""
        return self.state(now) in (PeriodState.WAITING, PeriodState.READY)

    @property
    def lapses_at(self) -> datetime:
        """When it is worth nothing any more if nobody finishes it."""
        return self.ends_at + FINISH_WITHIN


def begun(now: datetime, waiting: timedelta) -> WaitingPeriod:
    """A waiting period that begins now."""
    return WaitingPeriod(now, now + waiting)


def frozen(period: WaitingPeriod | None, areas: Collection[Area], now: datetime) -> dict[Area, datetime]:
    """The areas in which nothing can be changed, and until when; ``areas`` are those of the provider's pack (B11)."""
    if period is None or period.state(now) is not PeriodState.WAITING:
        return {}
    return {area: period.ends_at for area in Area if area in areas}


def frozen_for(period: WaitingPeriod | None, areas: Collection[Area], area: Area, now: datetime) -> timedelta | None:
    """How much longer an area is frozen; None if it is not: what comes with ``Failure.FROZEN``."""
    until = frozen(period, areas, now).get(area)
    return None if until is None else until - now


def notices_at(period: WaitingPeriod, after: Iterable[timedelta]) -> tuple[datetime, ...]:
    """When everybody is told: at the beginning, after some days, and at the end. Days past the end are none."""
    moments = {period.requested_at + days for days in after if days > timedelta()}
    return (period.requested_at, *sorted(at for at in moments if at < period.ends_at), period.ends_at)


def next_due(period: WaitingPeriod, after: Iterable[timedelta], told_at: datetime) -> datetime | None:
    """When something is to be done next after a moment: a notice, or in the end the lapse; None after that.

    What was missed before that moment is not made up for: who was told of the end need not hear of day 7.
    """
    return next((at for at in (*notices_at(period, after), period.lapses_at) if at > told_at), None)


def cancel_problem(period: WaitingPeriod | None, cancelled: Sequence[datetime], now: datetime) -> Failure | None:
    """Why a waiting period can't be cancelled; ``cancelled`` are the times of the account's earlier cancellations."""
    if period is None or not period.is_open(now):
        return Failure.NO_REPLACEMENT
    return Failure.STAFF_DECIDES if needs_staff(cancelled, now) else None


def start_problem(period: WaitingPeriod | None, cancelled: Sequence[datetime], now: datetime) -> Failure | None:
    """Why no waiting period can begin: one is there, or there was too much cancelling."""
    if period is not None and period.is_open(now):
        return Failure.REPLACEMENT_THERE
    return Failure.STAFF_DECIDES if needs_staff(cancelled, now) else None


def finish_problem(
    period: WaitingPeriod | None, removal_held_until: datetime | None, now: datetime
) -> tuple[Failure, timedelta | None] | None:
    """Why new info can't take effect yet, and for how long: before the end, and while removal is held (rule 7)."""
    if period is None or not period.is_open(now):
        return Failure.NO_REPLACEMENT, None
    if now < period.ends_at:
        return Failure.NOT_YET, period.ends_at - now
    if removal_held_until is not None and now < removal_held_until:
        return Failure.REMOVAL_HELD, removal_held_until - now
    return None


def needs_staff(cancelled: Sequence[datetime], now: datetime) -> bool:
    """True if only staff, with stronger proof, decide on this account's replacement now."""
    return staff_until(cancelled, now) > now


def staff_until(cancelled: Sequence[datetime], now: datetime) -> datetime:
    """Until when only staff decide; ``now`` if they need not. Cancellations of the future (clock set back) count."""
    recent = sorted(at for at in cancelled if at + CANCELS_WITHIN > now)
    return recent[-CANCELS_BEFORE_STAFF] + CANCELS_WITHIN if len(recent) >= CANCELS_BEFORE_STAFF else now
