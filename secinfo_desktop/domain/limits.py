"""How often something may be asked for (B26, R6, R18): ceilings over sliding windows, and waits that grow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Ceiling:
    """At most ``most`` within any ``window``."""

    most: int
    window: timedelta


class Scope(StrEnum):
    """What a ceiling belongs to."""

    DESTINATION = "destination"
    ACCOUNT = "account"
    PEER = "peer"


CEILINGS = (
    Ceiling(1, timedelta(seconds=60)),
    Ceiling(3, timedelta(minutes=10)),
    Ceiling(5, timedelta(hours=1)),
    Ceiling(10, timedelta(hours=24)),
)
"""Sends per destination (R18); a provider pack may be stricter, never looser."""

ACCOUNT_CEILINGS = (Ceiling(10, timedelta(hours=1)), Ceiling(25, timedelta(hours=24)))
"""Sends to all contacts of an account together: two contacts never meet them, many can't be made a flood.

Between the figures of products that send (15 an hour and 50 a day per account at one of them, R18).
"""

PEER_CEILINGS = (Ceiling(20, timedelta(minutes=10)), Ceiling(60, timedelta(hours=1)), Ceiling(200, timedelta(hours=24)))
"""Sends asked for from one network address: room for an office behind one, none for a campaign over many accounts."""

OPEN_CEILINGS = (Ceiling(20, timedelta(minutes=1)), Ceiling(200, timedelta(hours=1)))
"""Accounts looked up from one network address (20 a minute is also django-allauth's figure for resets, R18)."""

LONGEST_WINDOW = timedelta(hours=24)
"""Of the ceilings above; what is older counts nowhere."""
FARTHEST_AHEAD = LONGEST_WINDOW
"""What is farther in the future counts nowhere: the clock was wrong, and nobody is held off until it comes true."""
MOST_KEPT = 2
LEAST_TO_KEEP_OF = 5
"""One of so many is kept for known devices."""


@dataclass(frozen=True)
class Allowance:
    """When the next send is allowed, how many are left in the window that people are told about, and what bites."""

    next_at: datetime
    left: int
    most: int
    scope: Scope = Scope.DESTINATION


def for_all(ceilings: Sequence[Ceiling] = CEILINGS) -> tuple[Ceiling, ...]:
    """The ceilings under which strangers' sends count against known devices as well.

    A stricter one of a pack that is too small to keep anything of (1 in 15 minutes) is none of them: strangers could
    fill it for ever and hold the owner off (rule 6). Known devices meet it with their own sends alone.
    """
    return tuple(its for its in ceilings if its in CEILINGS or its.most >= LEAST_TO_KEEP_OF)


def for_strangers(ceilings: Sequence[Ceiling] = CEILINGS) -> tuple[Ceiling, ...]:
    """The ceilings for unknown computers: of ten daily sends two are kept for known devices (security rule 6).

    Of an hour's five one is kept as well, or whoever fills the hour would hold the owner off all the same. The shorter
    windows need nothing: with four an hour they can be kept full for nine minutes at most.
    """
    return tuple(
        Ceiling(ceiling.most - min(MOST_KEPT, ceiling.most // LEAST_TO_KEEP_OF), ceiling.window) for ceiling in ceilings
    )


def allowance(sent: Sequence[datetime], now: datetime, ceilings: Sequence[Ceiling] = CEILINGS) -> Allowance:
    """What the sends so far leave: the ceiling that bites longest decides the time, one hour's ceiling the count."""
    hour = next((ceiling for ceiling in ceilings if ceiling.window >= timedelta(hours=1)), ceilings[-1])
    return Allowance(next_at(sent, now, ceilings), max(hour.most - _within(sent, now, hour), 0), hour.most)


def next_at(counted: Sequence[datetime], now: datetime, ceilings: Sequence[Ceiling]) -> datetime:
    """The first moment at which every ceiling has room; ``now`` if that is already so."""
    if not counted:
        return now
    return max((_next(counted, now, ceiling) for ceiling in ceilings), default=now)


def _within(sent: Sequence[datetime], now: datetime, ceiling: Ceiling) -> int:
    return sum(1 for at in sent if now - ceiling.window < at <= now + FARTHEST_AHEAD)


def _next(sent: Sequence[datetime], now: datetime, ceiling: Ceiling) -> datetime:
    """The first moment at which the window has room; sends from the future (a clock set back) count as well."""
    if len(sent) < ceiling.most:
        return now  # as below, but far more often
    recent = sorted(at for at in sent if now - ceiling.window < at <= now + FARTHEST_AHEAD)
    return recent[-ceiling.most] + ceiling.window if len(recent) >= ceiling.most else now


@dataclass(frozen=True)
class Patience:
    """Waits that grow with failures: ``free`` of them cost nothing, each further one doubles the wait."""

    free: int
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=1)

    def next_at(self, failed: Sequence[datetime], now: datetime) -> datetime:
        """When the next try is taken, after the failures of the last day; ``now`` if at once."""
        recent = [at for at in failed if now - LONGEST_WINDOW < at <= now + FARTHEST_AHEAD]
        beyond = len(recent) - self.free
        if beyond < 0 or not recent:
            return now
        wait: timedelta = min(self.first * (1 << min(beyond, 16)), self.longest)
        return max(now, max(recent) + wait)


SIGN_IN_HERE = Patience(free=5)
"""One name from one network address: five slips, then 30 seconds that grow to an hour (NIST SP 800-63B-4 §3.2.2)."""
SIGN_IN_PEER = Patience(free=30)
"""All names from one network address: an office may slip more often than one person."""
SIGN_IN_ACCOUNT = Patience(free=50, longest=timedelta(minutes=15))
"""One name from everywhere; never asked of an address from which the owner has come in before, so it locks nobody out.

Keycloak's longest wait; the count stays below the 100 of NIST SP 800-63B-4 §3.2.2 for guesses within a day's burst.
"""
