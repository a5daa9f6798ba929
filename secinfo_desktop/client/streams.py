"""The log of a case as it grows: server-sent events, connected to again after every break, until nothing more comes."""

import random
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

import msgspec

from secinfo_desktop.client.errors import ClientError, NotUnderstoodError, ProblemError
from secinfo_desktop.client.reading_case import logged
from secinfo_desktop.client.server_events import EventReader, ServerEvent
from secinfo_desktop.contract.case_events import CaseEvent
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.recovery.live_help import Logged
from secinfo_desktop.recovery.ports import RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.client.listening import Line

PASSING: Final = frozenset({Failure.UNREACHABLE, Failure.SLOW, Failure.BUSY, Failure.BROKEN})
"""What is over by itself: it is tried again, for as long as somebody listens."""
UNSURE: Final = PASSING | {Failure.NOT_UNDERSTOOD}
"""Nobody knows if it was done: what may be done once alone is asked for again under the same id."""
LAST_WORDS: Final = frozenset({LiveWord.ENDED, LiveWord.REFUSED})
SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 15.0
"""Seconds between two tries."""
MOST_STRANGE: Final = 5
"""Answers in a row that nobody understands, before it is given up."""
_EVENT: msgspec.json.Decoder[CaseEvent] = msgspec.json.Decoder(CaseEvent)

Listen = Callable[[int, "Line"], Generator[bytes, None, None]]
"""Opens the stream after a place."""


def pause_after(failed: int) -> float:
    """The seconds before the next try: twice as long each time, and no two clients at once."""
    longest = min(SHORTEST_PAUSE * 2 ** min(failed, 10), LONGEST_PAUSE)
    return random.Random().uniform(longest / 2, longest)  # noqa: S311 - only spreads the tries


class CaseStream:
    """A ``recovery.live_help.LogStream``. ``listen`` opens a connection; ``is_over`` asks if anything more can come.

    Events come in their order, each once. Where one is missing or comes twice, it is read again from the last good one.
    """

    def __init__(
        self,
        listen: Listen,
        after: int,
        is_over: Callable[[], bool],
        pause: Callable[[int], float] = pause_after,
    ) -> None:
        self._listen, self._place, self._is_over = listen, after, is_over
        self._pause = pause
        self._stopped = threading.Event()
        self._line: Line | None = None
        self._is_done = False
        self._strange = 0

    def stop(self) -> None:
        """Ends the iteration, whatever it waits for. May come from any thread; returns at once."""
        self._stopped.set()
        line = self._line
        if line is not None:
            line.cut()

    def __iter__(self) -> Iterator[Logged]:
        """The events.

        Raises:
            RefusedError: following makes no sense any more.
        """
        failed, is_over = 0, False
        while not self._stopped.is_set():
            before, wait = self._place, 0.0
            try:
                yield from self._connection()
                if self._is_done or (is_over and self._place == before):  # all that came before the end was heard
                    return
                is_over = self._is_over()
            except ClientError as error:
                wait = self._wait_after(error)
            except RefusedError as refused:
                if refused.failure not in PASSING:
                    raise
            failed = 0 if self._place > before else failed + 1
            self._stopped.wait(max(self._pause(failed), wait))

    def _wait_after(self, error: ClientError) -> float:
        """How long the service wants to be left alone; where trying again is no use, the error is raised."""
        if isinstance(error, NotUnderstoodError):
            self._strange += 1
        if error.failure not in PASSING and (isinstance(error, ProblemError) or self._strange >= MOST_STRANGE):
            raise RefusedError(error.failure) from None
        asked = error.retry_after if isinstance(error, ProblemError) else None
        return min(asked or 0, LONGEST_PAUSE)

    def _connection(self) -> Iterator[Logged]:
        from secinfo_desktop.client.listening import Line  # loads requests: not before the first stream

        line = self._line = Line()
        if self._stopped.is_set():
            self._is_done = True
            return
        with closing(self._listen(self._place, line)) as pieces:  # also if what comes is strange
            yield from self._in_order(_events(pieces))

    def _in_order(self, events: Iterable[ServerEvent]) -> Iterator[Logged]:
        for event in events:
            its = _logged(event)
            is_last = its.live in LAST_WORDS
            if its.seq != self._place + 1 and not (is_last and self._place == 0):
                raise NotUnderstoodError
            self._place, self._strange = its.seq, 0
            yield its
            self._is_done = self._is_done or is_last or self._stopped.is_set()
            if self._is_done:
                return


def _events(pieces: Iterable[bytes]) -> Iterator[ServerEvent]:
    reader = EventReader()
    for piece in pieces:
        yield from reader.feed(piece)


def _logged(event: ServerEvent) -> Logged:
    try:
        its = _EVENT.decode(event.data)
    except (msgspec.MsgspecError, RecursionError):
        its = None
    if its is None or event.id != str(its.seq):
        raise NotUnderstoodError
    return logged(its)
