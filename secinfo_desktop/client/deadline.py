"""One moment by which all of a call must be over, however many parts it has."""

from collections.abc import Callable


class Deadline:
    """``seconds`` from now, by a clock that counts seconds and never goes back (``time.monotonic``)."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds that one part may take: what is left, ``most`` at the longest.

        Raises:
            TimeoutError: nothing is left.
        """
        left = self._ends - self._clock()
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)


class Patience(Deadline):
    """For a stream: a deadline until it begins; from then on each silence is bounded, and not the whole."""

    def __init__(self, seconds: float, clock: Callable[[], float], silence: float) -> None:
        super().__init__(seconds, clock)
        self._silence = silence
        self._has_begun = False

    def begin(self) -> None:
        """The stream has begun."""
        self._has_begun = True

    def left(self, most: float | None = None) -> float:
        """The seconds that may pass without a sign of life."""
        return self._silence if self._has_begun else super().left(most)
