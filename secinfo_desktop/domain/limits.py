"""How often a code may be asked for (B26): ceilings over sliding windows, and what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Ceiling:
    """At most ``most`` sends within any ``window``."""

    most: int
    window: timedelta


CEILINGS = (
    Ceiling(1, timedelta(seconds=60)),
    Ceiling(3, timedelta(minutes=10)),
    Ceiling(5, timedelta(hours=1)),
    Ceiling(10, timedelta(hours=24)),
)
"""Per destination; a provider pack may be stricter, never looser."""


@dataclass(frozen=True)
class Allowance:
    """When the next send is allowed, and how many are left in the window that people are told about."""

    next_at: datetime
    left: int
    most: int


def allowance(sent: Sequence[datetime], now: datetime, ceilings: Sequence[Ceiling] = CEILINGS) -> Allowance:
    """What the sends so far leave: the ceiling that bites longest decides the time, one hour's ceiling the count."""
    next_at = max((_next(sent, now, ceiling) for ceiling in ceilings), default=now)
    hour = next((ceiling for ceiling in ceilings if ceiling.window >= timedelta(hours=1)), ceilings[-1])
    return Allowance(next_at, max(hour.most - _within(sent, now, hour), 0), hour.most)


def _within(sent: Sequence[datetime], now: datetime, ceiling: Ceiling) -> int:
    return sum(1 for at in sent if at > now - ceiling.window)


def _next(sent: Sequence[datetime], now: datetime, ceiling: Ceiling) -> datetime:
    """The first moment at which the window has room; sends from the future (a clock set back) count as well."""
    recent = sorted(at for at in sent if at > now - ceiling.window)
    return recent[-ceiling.most] + ceiling.window if len(recent) >= ceiling.most else now
