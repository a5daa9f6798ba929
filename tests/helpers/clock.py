"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Time as an argument: call it for now, move it with ``forward``."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 14, 4, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time, UTC."""
        return self.now

    def forward(self, seconds: float) -> None:
        """Lets time pass."""
        self.now += timedelta(seconds=seconds)
