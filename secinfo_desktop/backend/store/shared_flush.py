"""Waiting for the disk together: one flush for everybody who came before it began."""

import threading
from collections.abc import Callable


class _Round:
    """Those who wait for the same flush."""

    def __init__(self) -> None:
        self.is_over = False
        self.failure: Exception | None = None


class SharedFlush:
    """``flush`` returns when all that was written before it was called is on the disk. Safe under threads."""

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self._one_at_a_time = threading.Lock()
        self._guard = threading.Lock()
        self._round = _Round()

    def wait(self) -> None:
        """Returns when a flush is done that began after this was called; raises what that flush raised."""
        with self._guard:
            mine = self._round
        with self._one_at_a_time:
            if not mine.is_over:
                self._run(mine)
        if mine.failure is not None:
            raise mine.failure

    def _run(self, its: _Round) -> None:
        with self._guard:
            self._round = _Round()  # whoever comes from now on may have written too late for this one
        try:
            self._flush()
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is raised by everyone who waited for it
            its.failure = failure
        its.is_over = True
