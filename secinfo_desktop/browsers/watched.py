"""Sessions that are open: watched until they are over, shown, closed and erased, one by one or all together."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secinfo_desktop.browsers.front import NO_FRONT, Front
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.processes import Process
from secinfo_desktop.browsers.profiles import Profile
from secinfo_desktop.browsers.states import CanBeShown, Event, SessionChanged, State

LOOK_EVERY_S = 0.2


@dataclass
class OpenSession:
    """A browser that was started, and the folder that goes with it."""

    which: Which
    process: Process
    profile: Profile

    @property
    def lives(self) -> bool:
        """True until nothing of the browser is left; one that has ended can have handed over to another process."""
        return self.process.is_alive or self.profile.is_locked


class Watched:
    """What fresh and adopted sessions share: the orders, which return at once, and the stream that obeys them."""

    def __init__(self, front: Front = NO_FRONT, look_every: float = LOOK_EVERY_S) -> None:
        self._front, self._look_every = front, look_every
        self._ending = threading.Event()
        self._left_open = threading.Event()
        self._pause = threading.Event()  # never set: what waits on it waits its time
        self._to_close: set[Which] = set()
        self._can_be_shown: set[Which] = set()
        self._open: list[OpenSession] = []

    @property
    def which(self) -> tuple[Which, ...]:
        """Those that are open now."""
        return tuple(session.which for session in tuple(self._open))

    # -- orders, from any thread

    def close(self) -> None:
        """Ends and erases all sessions."""
        self._ending.set()

    stop = close

    def close_one(self, which: Which) -> None:
        """Ends and erases one session; the other stays."""
        self._to_close.add(which)

    def leave_open(self) -> None:
        """Ends the stream and leaves the browsers as they are: a later start adopts or erases them."""
        self._left_open.set()
        self._ending.set()

    def show(self, which: Which) -> bool:
        """Brings a session's window to the front; False if that can't be done (any more). Takes a moment."""
        session = next((one for one in tuple(self._open) if one.which is which), None)
        return session is not None and self._front.show(session.process.pid)

    # -- the stream

    def _tell_what_can_be_shown(self) -> Iterator[Event]:
        """Each once, as soon as its window is there."""
        for session in tuple(self._open):
            if session.which not in self._can_be_shown and self._front.can_show(session.process.pid):
                self._can_be_shown.add(session.which)
                yield CanBeShown(session.which)

    def _watch(self) -> Iterator[Event]:
        """Until all are gone, or left open."""
        while self._open and not self._left_open.is_set():
            self._ending.wait(self._look_every)
            if not self._left_open.is_set():
                yield from self._end_what_is_over()

    def _end_what_is_over(self) -> Iterator[Event]:
        """All are asked to end before the first is waited for."""
        over = [session for session in self._open if self._is_over(session)]
        for session in over:
            session.process.ask_to_end()
        for session in over:
            yield from self._end(session)

    def _is_over(self, session: OpenSession) -> bool:
        return self._ending.is_set() or session.which in self._to_close or not session.lives

    def _end(self, session: OpenSession) -> Iterator[Event]:
        session.process.end()
        yield SessionChanged(session.which, State.CLOSED)
        is_gone = session.profile.wipe(self._pause)
        self._open.remove(session)
        yield SessionChanged(session.which, State.ERASED if is_gone else State.COULD_NOT_ERASE)

    def _erase(self, sessions: Sequence[OpenSession]) -> None:
        """Without a word: nobody hears it any more."""
        for session in sessions:
            session.process.end()
            session.profile.wipe(self._pause)
