"""Server-sent events of shared cases: who follows a case hears at once what was added to it, on whichever side.

Nothing waits on a thread: a stream sleeps on the loop until this process adds an event, or one look a second finds that
another process has. Whether somebody may still look is asked before anything is sent, and with each heartbeat.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import msgspec
from starlette.types import Receive, Scope, Send

from secinfo_desktop.backend.http.problems import PRIVATE
from secinfo_desktop.backend.http.speed import in_thread
from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract.case_events import CaseEvent

HEARTBEAT: Final = timedelta(seconds=15)
POLL: Final = timedelta(seconds=1)
PATIENCE: Final = timedelta(seconds=30)
"""How long one piece may take to leave: who reads no more, and does not go, would keep a stream for ever."""
STREAM_TYPE: Final = "text/event-stream"
MOST_OF_ONE: Final = 10
"""Streams of one member of staff, each of another case; the oldest makes room. A caller's handle has one."""
MOST_OF_ALL: Final = 2_000
"""Streams of one process. A quarter is left to staff: callers alone must not shut them out."""
AT_ONCE: Final = 200
"""Cases that one look asks about."""
_BEAT: Final = b": beat\n\n"


class StreamsFullError(Exception):
    """No further stream begins now; who asks again later may get one."""


@dataclass(frozen=True)
class Batch:
    """Events after a place, and whether they are the last."""

    events: Sequence[CaseEvent]
    is_over: bool = False


@dataclass(frozen=True)
class Following:
    """What somebody follows. ``group`` is who they are; ``read`` looks again whether they may, and raises Refused."""

    case_id: str
    group: str
    read: Callable[[int], Batch]
    most: int = MOST_OF_ONE
    of_staff: bool = False


Marks = Callable[[Sequence[str]], Mapping[str, tuple[int, bool]]]
"""For each case the place of its last event, and whether its sharing is over."""


@dataclass(eq=False)
class _Follower:
    """One connection; it is woken on the loop alone."""

    following: Following
    after: int
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    is_gone: bool = False

    def end(self) -> None:
        self.is_gone = True
        self.woken.set()


class Streams:
    """All streams of one process. ``notify`` and ``end_all`` may be called from any thread."""

    def __init__(
        self,
        marks: Marks,
        heartbeat: timedelta = HEARTBEAT,
        poll: timedelta = POLL,
        patience: timedelta = PATIENCE,
        most: int = MOST_OF_ALL,
    ) -> None:
        self._marks, self._most = marks, most
        self.heartbeat = heartbeat.total_seconds()
        self._poll = poll.total_seconds()
        self.patience = patience.total_seconds()
        self._of_case: dict[str, list[_Follower]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None
        self._is_closed = False

    def __len__(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._of_case.values()))

    def notify(self, case_id: str) -> None:
        """Something was added to a case."""
        if self._loop is not None and case_id in self._of_case:
            with suppress(RuntimeError):  # the loop has ended, and with it every stream
                self._loop.call_soon_threadsafe(self._wake, case_id)

    def end_all(self) -> None:
        """End every stream at once, and let none begin: the service stops."""
        self._is_closed = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._end_all)

    def _end_all(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        for its in self._all():
            its.end()

    def response(self, following: Following, after: int) -> "StreamResponse":
        """The answer to somebody who follows a case, with what comes after a place.

        Raises:
            StreamsFullError: there are as many as there may be, and this one takes the place of none.
        """
        most = self._most if following.of_staff else self._most * 3 // 4
        if len(self) >= most and not any(its.following.group == following.group for its in self._all()):
            raise StreamsFullError
        return StreamResponse(self, _Follower(following, after))

    def add(self, its: _Follower) -> None:
        """Follow; who follows the same already, or too much, is replaced: the newest connection counts."""
        self._loop = asyncio.get_running_loop()
        mine = [each for each in self._all() if each.following.group == its.following.group]
        same = [each for each in mine if each.following.case_id == its.following.case_id]
        rest = [each for each in mine if each not in same]
        for each in (*same, *rest[: max(len(rest) - its.following.most + 1, 0)]):
            each.end()
        self._of_case.setdefault(its.following.case_id, []).append(its)
        if self._is_closed:
            its.end()
        elif self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    def remove(self, its: _Follower) -> None:
        """Follow no more."""
        left = [each for each in self._of_case.get(its.following.case_id, ()) if each is not its]
        if left:
            self._of_case[its.following.case_id] = left
        else:
            self._of_case.pop(its.following.case_id, None)

    async def wait(self, its: _Follower) -> bool:
        """Wait for news, at most until a heartbeat is due; True for news."""
        try:
            async with asyncio.timeout(self.heartbeat):
                await its.woken.wait()
        except TimeoutError:
            return False
        its.woken.clear()
        return True

    def _all(self) -> Iterable[_Follower]:
        return [its for each in self._of_case.values() for its in each]

    def _wake(self, case_id: str) -> None:
        for its in self._of_case.get(case_id, ()):
            its.woken.set()

    async def _look(self) -> None:
        """Find what other processes have added; one look for all, as long as somebody follows something."""
        while self._of_case:
            await asyncio.sleep(self._poll)
            cases = list(self._of_case)
            for first in range(0, len(cases), AT_ONCE):
                with suppress(StoreBusy):
                    self._compare(await in_thread(self._marks, cases[first : first + AT_ONCE]))

    def _compare(self, found: Mapping[str, tuple[int, bool]]) -> None:
        for case_id, (last, is_over) in found.items():
            for its in self._of_case.get(case_id, ()):
                if last > its.after or is_over:
                    its.woken.set()


class StreamResponse:
    """An ASGI response that lasts as long as somebody may follow a case."""

    def __init__(self, streams: Streams, follower: _Follower) -> None:
        self._streams = streams
        self._its = follower
        self._told_at = time.monotonic()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is, then what comes."""
        headers = [(name.lower().encode(), value.encode()) for name, value in PRIVATE.items()]
        headers += [(b"content-type", STREAM_TYPE.encode()), (b"x-accel-buffering", b"no")]
        self._streams.add(self._its)
        leaving = asyncio.create_task(self._left(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await self._tell(send, _BEAT)
            await self._follow(send)
            await send({"type": "http.response.body", "body": b""})
        except OSError:
            pass  # they left while something was sent, or did not take it in time
        finally:
            leaving.cancel()
            self._streams.remove(self._its)

    async def _follow(self, send: Send) -> None:
        its = self._its
        while not its.is_gone:
            try:
                batch = await in_thread(its.following.read, its.after)
            except Refused:
                return  # they may not look any more
            except StoreBusy:
                batch = Batch(())
            for event in batch.events:
                await self._tell(send, b"id: %d\ndata: %b\n\n" % (event.seq, msgspec.json.encode(event)))
                its.after = event.seq
            if its.is_gone or (batch.is_over and not batch.events):  # a long log comes in several pieces
                return
            if not batch.events and (not await self._streams.wait(its) or self._is_beat_due()):
                await self._tell(send, _BEAT)

    async def _left(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
        self._its.end()

    def _is_beat_due(self) -> bool:
        """Also where there is much to look at and nothing to tell, as while last words may come."""
        return time.monotonic() - self._told_at >= self._streams.heartbeat

    async def _tell(self, send: Send, piece: bytes) -> None:
        self._told_at = time.monotonic()
        async with asyncio.timeout(self._streams.patience):
            await send({"type": "http.response.body", "body": piece, "more_body": True})


def started_after(header: str) -> int:
    """The place in ``Last-Event-ID``; 0 for one that is none."""
    return int(header) if header.isascii() and header.isdigit() and len(header) < 10 else 0
