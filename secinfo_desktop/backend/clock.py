"""The service's clock: server time in UTC; in practice the made-up world's, which runs ahead (security rule 8)."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time to whoever works in the service; times are aware and UTC."""

    def now(self) -> datetime:
        """The time now."""
        ...


class SystemClock:
    """This computer's clock."""

    def now(self) -> datetime:
        """The computer's time, in UTC."""
        return datetime.fromtimestamp(time.time(), UTC)


class PracticeClock:
    """A clock that can be moved forward: nobody waits for minutes to pass in a made-up world."""

    def __init__(self, inner: Clock) -> None:
        self._inner = inner
        self._ahead = timedelta()

    @property
    def ahead(self) -> timedelta:
        """How far the practice world is ahead of the clock below it."""
        return self._ahead

    def now(self) -> datetime:
        """The practice world's time."""
        return self._inner.now() + self._ahead

    def set_ahead(self, ahead: timedelta) -> None:
        """Put the world this far ahead; a fresh world starts at nothing."""
        self._ahead = ahead
