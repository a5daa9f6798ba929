"""Opens sessions one after the other, proves that they are separate, watches them, and erases what they leave.

One after the other, for opened at once the second could come to its page before the first had left its mark, and a
shared cookie jar would look like two.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.commands import Launch, command
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.landing import Arrival, Ticket
from secinfo_desktop.browsers.landing_page import Landing, title
from secinfo_desktop.browsers.marks import MARKS
from secinfo_desktop.browsers.policies import Policy, PrivateMode
from secinfo_desktop.browsers.processes import Process
from secinfo_desktop.browsers.profiles import Profile
from secinfo_desktop.browsers.records import Record, write
from secinfo_desktop.browsers.states import Event, Judged, SessionChanged, State, Verdict

LOOK_EVERY_S = 0.2


@dataclass(frozen=True)
class Times:
    """In seconds. A Chromium that is not private needs some five until an address is on the disk."""

    starts_within: float = 30.0
    on_disk_after: float = 5.0
    look_every: float = LOOK_EVERY_S


class Pages(Protocol):
    """The pages that sessions open first."""

    def add(self, landing: Landing) -> Ticket:
        """A page for one more session."""

    def wait(self, token: str, seconds: float) -> Arrival | None:
        """The arrival at a page; None if nobody has come in that time."""

    def close(self) -> None:
        """Serves no page any more; those that are shown stay."""


@dataclass(frozen=True)
class Surroundings:
    """What sessions stand on. ``start`` takes a command line and gives the process; ``make`` a fresh profile."""

    pages: Pages
    make: Callable[[], Profile]
    start: Callable[[Sequence[str]], Process]
    policy: Policy = field(default_factory=Policy)
    language: str = "en"
    headless: bool = False
    times: Times = field(default_factory=Times)


@dataclass
class _Session:
    wanted: Wanted
    profile: Profile
    ticket: Ticket
    process: Process
    is_private: bool


class Sessions:
    """A stream of what happens to one or two sessions; ends when all are closed and erased.

    ``close`` and ``stop`` may come from any thread and return at once: all browsers are then ended and erased. A reader
    that goes away has the same effect.
    """

    def __init__(self, browser: Browser, wanted: Sequence[Wanted], surroundings: Surroundings) -> None:
        self._browser, self._wanted, self._on = browser, tuple(wanted), surroundings
        self._ending = threading.Event()
        self._left_open = threading.Event()
        self._pause = threading.Event()  # never set: what waits on it waits its time
        self._open: list[_Session] = []

    def close(self) -> None:
        """Ends and erases all sessions."""
        self._ending.set()

    stop = close

    def leave_open(self) -> None:
        """Ends the stream and leaves the browsers as they are: a later start adopts or erases them."""
        self._left_open.set()
        self._ending.set()

    def __iter__(self) -> Iterator[Event]:
        """What happens, each as soon as it does."""
        try:
            yield from self._open_all()
            yield from self._watch()
        finally:
            self._erase_rest()
            self._on.pages.close()

    # -- opening

    def _open_all(self) -> Iterator[Event]:
        if self._on.policy.profile_forced:
            yield Judged(Verdict.SHARED)
            return
        for wanted in self._wanted:
            yield SessionChanged(wanted.which, State.OPENING)
            problem = yield from self._open_one(wanted)
            if problem is not None:
                yield Judged(problem)
                self._ending.set()
                return
            if self._ending.is_set():
                return
            yield SessionChanged(wanted.which, State.OPEN)
        verdict = self._judge()
        if verdict is not None:
            yield Judged(verdict)

    def _open_one(self, wanted: Wanted) -> Generator[Event, None, Verdict | None]:
        """Opens a session, an ordinary window where no private one comes; returns what went wrong, if anything."""
        modes = [False] if self._on.policy.private_mode is PrivateMode.DISABLED else [True, False]
        for is_private in modes:
            arrival = self._try(wanted, is_private=is_private)
            if self._ending.is_set():
                return None
            if arrival is not None:
                return None if arrival.is_separate else Verdict.SHARED
        yield SessionChanged(wanted.which, State.DID_NOT_START)
        return Verdict.DID_NOT_START

    def _try(self, wanted: Wanted, *, is_private: bool) -> Arrival | None:
        session = self._start(wanted, is_private=is_private)
        if session is None:
            return None
        self._open.append(session)
        arrival = self._arrival(session)
        if arrival is None and not self._ending.is_set():
            self._open.remove(session)
            session.process.end()
            session.profile.wipe(self._pause)
        return arrival

    def _start(self, wanted: Wanted, *, is_private: bool) -> _Session | None:
        landing = Landing(wanted.which, wanted.target, self._on.language)
        try:
            profile = self._on.make()
        except OSError:
            return None
        try:
            profile.prepare(self._browser, MARKS[wanted.which], title(landing))
            ticket = self._on.pages.add(landing)
            launch = Launch(profile.folder, ticket.url, title(landing), is_private, self._on.headless)
            process = self._on.start(command(self._browser, launch))
            write(profile.folder, Record(wanted.which, process.pid))
        except OSError:
            profile.wipe(self._pause)
            return None
        return _Session(wanted, profile, ticket, process, is_private)

    def _arrival(self, session: _Session) -> Arrival | None:
        """Waits for the browser at its page. One that has ended can still have handed over to a process of its own."""
        times = self._on.times
        for _ in range(round(times.starts_within / times.look_every)):
            if (arrival := self._on.pages.wait(session.ticket.token, times.look_every)) is not None:
                return arrival
            if self._ending.is_set() or not _lives(session):
                return None
        return None

    # -- proving

    def _judge(self) -> Verdict | None:
        """Whether anything of a session reached the disk; None if the sessions are being ended meanwhile."""
        if not all(session.is_private for session in self._open):
            return Verdict.NOT_PRIVATE
        times = self._on.times
        for _ in range(round(times.on_disk_after / times.look_every)):
            if self._ending.wait(times.look_every):
                return None
            if not all(_lives(session) for session in self._open):
                break
        left_traces = any(session.profile.holds_any_of(session.ticket.token) for session in self._open)
        return Verdict.NOT_PRIVATE if left_traces else Verdict.SEPARATE

    # -- until they are gone

    def _watch(self) -> Iterator[Event]:
        while self._open:
            is_ending = self._ending.wait(self._on.times.look_every)
            if self._left_open.is_set():
                return
            over = [session for session in self._open if is_ending or not _lives(session)]
            for session in over:
                session.process.ask_to_end()
            for session in over:
                yield from self._end(session)

    def _end(self, session: _Session) -> Iterator[Event]:
        session.process.end()
        yield SessionChanged(session.wanted.which, State.CLOSED)
        is_gone = session.profile.wipe(self._pause)
        self._open.remove(session)
        yield SessionChanged(session.wanted.which, State.ERASED if is_gone else State.COULD_NOT_ERASE)

    def _erase_rest(self) -> None:
        """For a reader that has gone away in the middle."""
        if self._left_open.is_set():
            return
        for session in self._open:
            session.process.end()
            session.profile.wipe(self._pause)
        self._open.clear()


def _lives(session: _Session) -> bool:
    return session.process.is_alive or session.profile.is_in_use
