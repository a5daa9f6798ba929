"""Everything slow happens here, on threads; its answers come back on the window's own thread.

``Jobs.run`` is for one answer, ``Jobs.follow`` for a stream of them. Both hand out a ticket: who no longer wants the
answer forgets the ticket, and a late answer is dropped. Nothing here ever waits, closing included.

The threads are daemons with a plain queue. ``ThreadPoolExecutor`` would not do: Python joins its threads at exit, and
a request that hangs would keep the closed program alive (``tests/gui/test_jobs.py`` measures it).
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Final, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Delivery = Callable[[], object]
THREADS: Final = 4
UNREAD: Final = 32
"""How many events of a stream may wait for the window; then its thread waits. So a flood can't fill the memory."""


class Source(Protocol[T_co]):
    """A stream that can be stopped. ``stop`` may come from any thread, returns at once, and ends the iteration soon."""

    def __iter__(self) -> Iterator[T_co]:
        """The events, each as soon as it is there."""
        ...

    def stop(self) -> None:
        """End the iteration."""
        ...


class Ticket:
    """The right to an answer. Use it on the window's thread only."""

    def __init__(self, stop: Callable[[], None] | None = None) -> None:
        self._stop = stop
        self._is_open = True
        self.room = threading.Semaphore(UNREAD)
        """What a stream's thread takes for every event that the window has not read yet."""

    @property
    def is_open(self) -> bool:
        """True until the last answer was delivered, or nobody wants it any more."""
        return self._is_open

    def forget(self) -> None:
        """Never call back. Work that runs goes on for itself; a stream is stopped."""
        if self._is_open:
            self.close()
            if self._stop is not None:
                self._stop()

    def close(self) -> None:
        """Nothing more will come."""
        self._is_open = False
        self.room.release()


class _Workers:
    """A few daemon threads that take work from one queue. A thread is started with the first work that needs it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._work: SimpleQueue[Delivery | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def submit(self, work: Delivery) -> None:
        self._work.put(work)
        if len(self._threads) < self._limit:
            name = f"job-{len(self._threads) + 1}"
            self._threads.append(threading.Thread(target=self._serve, name=name, daemon=True))
            self._threads[-1].start()

    def close(self) -> None:
        for _ in self._threads:
            self._work.put(None)

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class Jobs(QObject):
    """Runs work on threads and delivers what comes of it, one answer for each turn of the window's event loop.

    Give bound methods of QObjects as receivers, or a ``partial`` of one: an answer to one that was deleted meanwhile is
    dropped.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._workers = _Workers(threads)
        self._tickets: set[Ticket] = set()
        self._arrivals: deque[tuple[Ticket, Delivery]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._deliver_one)
        self._arrived.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], object], on_failed: Callable[[Exception], object]
    ) -> Ticket:
        """Do work on a thread; then call ``on_done`` with its result or ``on_failed`` with its error, exactly once."""
        ticket = self._issue(Ticket())
        self._workers.submit(partial(self._work, ticket, work, on_done, on_failed))
        return ticket

    def follow(
        self,
        source: Source[T],
        on_event: Callable[[T], object],
        on_end: Callable[[Exception | None], object],
    ) -> Ticket:
        """Read a stream on a thread of its own: ``on_event`` for each event, then ``on_end`` once.

        ``on_end`` gets the error that ended the stream, or None. Forgetting the ticket stops the source, and then
        ``on_end`` is not called.
        """
        ticket = self._issue(Ticket(source.stop))
        reader = partial(self._read, ticket, source, on_event, on_end)
        threading.Thread(target=reader, name="job-stream", daemon=True).start()
        return ticket

    def shutdown(self) -> None:
        """Forget every ticket and take no thread along. Returns at once, even while work hangs."""
        for ticket in tuple(self._tickets):
            ticket.forget()
        self._tickets.clear()
        self._arrivals.clear()
        self._workers.close()

    def _issue(self, ticket: Ticket) -> Ticket:
        self._tickets = {known for known in self._tickets if known.is_open} | {ticket}
        return ticket

    def _work(
        self,
        ticket: Ticket,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[Exception], object],
    ) -> None:
        """On a worker's thread."""
        if not ticket.is_open:
            return
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - not swallowed: it travels to on_failed as a value
            self._arrive(ticket, partial(_last, ticket, on_failed, error))
        else:
            self._arrive(ticket, partial(_last, ticket, on_done, result))

    def _read(
        self,
        ticket: Ticket,
        source: Source[T],
        on_event: Callable[[T], object],
        on_end: Callable[[Exception | None], object],
    ) -> None:
        """On the stream's own thread."""
        end: Exception | None = None
        try:
            for event in source:
                ticket.room.acquire()
                if not ticket.is_open:
                    return
                self._arrive(ticket, partial(_one_of_many, ticket, on_event, event))
        except Exception as error:  # noqa: BLE001 - not swallowed: it travels to on_end as a value
            end = error
        self._arrive(ticket, partial(_last, ticket, on_end, end))

    def _arrive(self, ticket: Ticket, delivery: Delivery) -> None:
        """On any thread: lay the answer down and ring."""
        self._arrivals.append((ticket, delivery))
        with suppress(RuntimeError):  # the window is gone, and this object with it
            self._arrived.emit()

    @Slot()
    def _wake(self) -> None:
        self._turn.start()

    @Slot()
    def _deliver_one(self) -> None:
        """One answer for each turn: between two of them the window paints and hears the keyboard."""
        if not self._arrivals:
            return
        ticket, delivery = self._arrivals.popleft()
        if self._arrivals:
            self._turn.start()
        if ticket.is_open:
            delivery()


def _last(ticket: Ticket, receiver: Callable[[T], object], answer: T) -> None:
    ticket.close()
    _call(receiver, answer)


def _one_of_many(ticket: Ticket, receiver: Callable[[T], object], event: T) -> None:
    ticket.room.release()
    _call(receiver, event)


def _call(receiver: Callable[[T], object], answer: T) -> None:
    owner = getattr(receiver.func if isinstance(receiver, partial) else receiver, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        receiver(answer)
