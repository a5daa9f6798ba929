"""The service's clock: server time in UTC; in practice the made-up world's, which runs ahead (security rule 8)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Tells the time to whoever works in the service: aware, UTC."""


def system_time() -> datetime:
    """This computer's time."""
    return datetime.fromtimestamp(time.time(), UTC)


class PracticeClock:
    """A clock that can be moved forward: nobody waits for minutes to pass in a made-up world."""

    def __init__(self, inner: Clock) -> None:
        self._inner = inner
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The practice world's time."""
        return self._inner() + self._ahead

    def set_ahead(self, ahead: timedelta) -> None:
        """Put the world this far ahead; a fresh world starts at nothing."""
        self._ahead = ahead
