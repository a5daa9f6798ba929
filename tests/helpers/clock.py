"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


class FrozenClock:
    """Calling it gives the time, UTC; only ``advance`` changes it."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """The time now."""
        return self._now

    def advance(self, **span: float) -> datetime:
        """Let time pass (``advance(minutes=5)``, the words of ``timedelta``); returns the new time."""
        self._now += timedelta(**span)
        return self._now
