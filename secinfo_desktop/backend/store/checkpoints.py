"""Brings what stands in SQLite's log into its file, on a thread of its own: else a writer does it while all wait."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from sqlalchemy.exc import DBAPIError

COMMITS: Final = 32
"""After so many it is time; a request for a code writes some thirty pages."""


class Checkpoints:
    """``checkpoint`` brings over what it can without holding anybody up. The thread begins when it is first needed.

    ``start`` raises RuntimeError where no thread is to be had: then a writer does it once the log is long.
    """

    def __init__(
        self, checkpoint: Callable[[], None], start: Callable[[threading.Thread], None] = threading.Thread.start
    ) -> None:
        self._checkpoint, self._start = checkpoint, start
        self._commits = 0
        self._is_time = threading.Event()
        self._is_over = threading.Event()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def committed(self) -> None:
        """Count a commit; called by one writer at a time. Raises nothing: what was committed is committed."""
        self._commits += 1
        if self._commits >= COMMITS:
            self._commits = 0
            self._is_time.set()
            self._begin()

    def _begin(self) -> None:
        with self._guard:
            if self._thread is None and not self._is_over.is_set():
                thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
                with suppress(RuntimeError):
                    self._start(thread)
                    self._thread = thread

    def stop(self) -> None:
        """Returns when the thread is gone."""
        with self._guard:
            self._is_over.set()
            self._is_time.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._is_over.is_set():
            self._is_time.wait()
            self._is_time.clear()
            if not self._is_over.is_set():
                with suppress(sqlite3.Error, DBAPIError):  # whoever writes next meets the same trouble, and tells it
                    self._checkpoint()
