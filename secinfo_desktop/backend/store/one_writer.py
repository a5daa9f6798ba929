"""One writer at a time, in the order in which they came; those who wait together are committed together.

A commit waits for the disk. Whoever is done while others wait does not commit: the next one goes on in the same
transaction, and who has nobody behind them commits for all. Nobody hears that their work is done before it is on the
disk. Work that fails is undone alone; a commit that fails has failed for all whose work was in it. What somebody's own
work raised is never told to another: where it cost the others theirs, they hear that the store is busy, and ask again.
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
        """From here on work can be undone alone; what this raises means that the transaction is gone."""
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
        self.turns = 0
        self.members = 0
        """Those of the turns whose work stands."""
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
        try:
            is_called = called.acquire(timeout=self._patience)
        except BaseException:
            if not self._gave_up(called):
                self._pass_on()
            raise
        if not is_called and self._gave_up(called):
            raise StoreBusy

    def _gave_up(self, called: threading.Lock) -> bool:
        """False if the turn has come meanwhile."""
        with self._guard:
            is_waiting = called in self._waiting
            if is_waiting:
                self._waiting.remove(called)
            return is_waiting

    def _joined(self) -> _Group[_T]:
        """The open group, or a fresh one where there is none, or the open one's transaction is gone."""
        if self._group is not None:
            try:
                self._group.transaction.mark()
            except Exception as error:  # noqa: BLE001 - whatever it is, the work of those before is gone
                self._lose(self._group, error)
        if self._group is None:
            self._group = _Group(self._begin())
        self._group.turns += 1
        return self._group

    def _undo(self, group: _Group[_T], error: BaseException) -> None:
        """The work of one; if it was the first there is nothing else, and if the database gave all up, of all."""
        if not group.members or not group.transaction.undo():
            self._lose(group, error)

    def _lose(self, group: _Group[_T], error: BaseException) -> None:
        """The work of all."""
        group.failure = _for_others(error)
        self._end(group, durable=False)

    def _pass_on(self) -> None:
        """Let the next one go on in the same transaction, or commit it."""
        with self._guard:
            if self._waiting and (self._group is None or self._group.turns < MOST_TOGETHER):
                self._waiting.popleft().release()
                return
        try:
            if self._group is not None:
                self._end(self._group, durable=True)
        finally:
            self._call_next()

    def _call_next(self) -> None:
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
        except BaseException as error:
            group.failure = group.failure or _for_others(error)
            raise
        finally:
            group.is_over.set()


def _for_others(error: BaseException) -> Exception:
    """What those hear whose work went with somebody else's: why, if the store says it, and nothing of his own."""
    if isinstance(error, StoreBusy):
        return error
    busy = StoreBusy()
    busy.__cause__ = error
    return busy
