"""One writer at a time, in the order in which they came; those who wait together are committed together.

A commit waits for the disk. Whoever is done while others wait does not commit: the next one goes on in the same
transaction, and who has nobody behind them commits for all. Nobody hears that their work is done before it is on the
disk. Work that fails is undone alone; a commit that fails has failed for all whose work was in it.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Generic, Protocol, TypeVar

from secinfo_desktop.backend.services.ports import StoreBusy

MOST_TOGETHER: Final = 32
"""Whoever waits for a commit waits for the work of so many at most."""


class Transaction(Protocol):
    """An open transaction."""

    def mark(self) -> None:
        """From here on work can be undone alone."""
        ...

    def undo(self) -> bool:
        """Undo the work since the mark; False if the whole transaction is gone with it."""
        ...

    def end(self, *, durable: bool) -> None:
        """Make the work durable, or undo all of it; what this raises means that nothing was done."""
        ...


_T = TypeVar("_T", bound=Transaction)


class _Group(Generic[_T]):
    """Those whose work is in one transaction."""

    def __init__(self, transaction: _T) -> None:
        self.transaction = transaction
        self.members = 0
        self.failure: Exception | None = None
        self.is_over = threading.Event()


class OneWriter(Generic[_T]):
    """Hands out turns over transactions that ``begin`` opens. ``patience`` is in seconds."""

    def __init__(self, begin: Callable[[], _T], patience: float) -> None:
        self._begin = begin
        self._patience = patience
        self._guard = threading.Lock()
        self._is_busy = False
        self._waiting: deque[threading.Lock] = deque()
        self._group: _Group[_T] | None = None

    @contextmanager
    def turn(self) -> Iterator[_T]:
        """Work that nobody else writes beside; it is durable when the block has ended, and undone if that raises.

        Raises:
            StoreBusy: the turn did not come in time.
        """
        self._wait()
        group = None
        try:
            group = self._joined()
            yield group.transaction
        except BaseException as error:
            if group is not None:
                self._undo(group, error)
            self._pass_on()
            raise
        group.members += 1
        self._pass_on()
        group.is_over.wait()
        if group.failure is not None:
            raise group.failure

    def _wait(self) -> None:
        with self._guard:
            if not self._is_busy:
                self._is_busy = True
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=self._patience):
            return
        with self._guard:
            if called in self._waiting:
                self._waiting.remove(called)
                raise StoreBusy

    def _joined(self) -> _Group[_T]:
        if self._group is None:
            self._group = _Group(self._begin())
        else:
            self._group.transaction.mark()
        return self._group

    def _undo(self, group: _Group[_T], error: BaseException) -> None:
        """The work of one; if it was the first there is nothing else, and if the database gave all up, of all."""
        if group.members and group.transaction.undo():
            return
        group.failure = error if group.members and isinstance(error, Exception) else None
        self._end(group, durable=False)

    def _pass_on(self) -> None:
        """Let the next one go on in the same transaction, or commit it."""
        with self._guard:
            if self._waiting and (self._group is None or self._group.members < MOST_TOGETHER):
                self._waiting.popleft().release()
                return
        if self._group is not None:
            self._end(self._group, durable=True)
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_busy = False

    def _end(self, group: _Group[_T], *, durable: bool) -> None:
        self._group = None
        try:
            group.transaction.end(durable=durable)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised by everyone whose work it was
            group.failure = group.failure or error
        finally:
            group.is_over.set()
