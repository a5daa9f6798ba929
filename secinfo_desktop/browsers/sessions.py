"""Opens sessions one after the other, and proves that they are separate.

One after the other, for opened at once the second could come to its page before the first had left its mark, and a
shared cookie jar would look like two.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.commands import Launch, command
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.families import Engine
from secinfo_desktop.browsers.front import NO_FRONT, Front
from secinfo_desktop.browsers.landing import Arrival, Ticket
from secinfo_desktop.browsers.landing_page import Landing, label, title
from secinfo_desktop.browsers.marks import MARKS, Which
from secinfo_desktop.browsers.policies import Policy, PrivateMode
from secinfo_desktop.browsers.processes import Process
from secinfo_desktop.browsers.profiles import Profile
from secinfo_desktop.browsers.records import Record, write
from secinfo_desktop.browsers.states import Event, Judged, SessionChanged, State, Verdict
from secinfo_desktop.browsers.watched import LOOK_EVERY_S, OpenSession, Watched


@dataclass(frozen=True)
class Times:
    """In seconds. A Chromium that is not private needs some five until an address is on the disk.

    A slow computer needs longer, and what is written last (its history) some ten: so it is looked once more.
    """

    starts_within: float = 30.0
    on_disk_after: float = 5.0
    on_disk_at_last_after: float = 20.0
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
    front: Front = NO_FRONT
    sweep: Callable[[], object] = lambda: None
    """What is done at the end: another try to erase what earlier sessions could not."""
    times: Times = field(default_factory=Times)


class Sessions(Watched):
    """A stream of what happens to one or two sessions; ends when all are closed and erased.

    Orders may come from any thread and return at once. A reader that goes away closes and erases everything.
    """

    def __init__(self, browser: Browser, wanted: Sequence[Wanted], surroundings: Surroundings) -> None:
        super().__init__(surroundings.front, surroundings.times.look_every)
        self._browser, self._wanted, self._on = browser, tuple(wanted), surroundings
        self._marks: dict[Which, str] = {}
        """What must not be found on the disk."""
        self._is_private = True
        self._has_place = True

    def __iter__(self) -> Iterator[Event]:
        """What happens, each as soon as it does."""
        try:
            yield from self._open_all()
            yield from self._watch()
        finally:
            if not self._left_open.is_set():  # a reader that has gone away in the middle
                self._erase(tuple(self._open))
                self._on.sweep()
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
            yield from self._tell_what_can_be_shown()
        yield from self._judge()
        yield from self._tell_what_can_be_shown()
        yield from self._judge_again()

    def _open_one(self, wanted: Wanted) -> Generator[Event, None, Verdict | None]:
        """Opens a session, an ordinary window where no private one comes; returns what went wrong, if anything."""
        for is_private in self._modes:
            arrival = self._try(wanted, is_private=is_private)
            if self._ending.is_set():
                return None
            if arrival is not None:
                self._is_private &= is_private
                return None if arrival.is_separate else Verdict.SHARED
        yield SessionChanged(wanted.which, State.DID_NOT_START)
        return Verdict.DID_NOT_START if self._has_place else Verdict.NO_PLACE

    @property
    def _modes(self) -> tuple[bool, ...]:
        """Private or not, in the order to try. Where rules forbid it Firefox opens nothing; Chromium comes anyway."""
        if self._on.policy.private_mode is PrivateMode.DISABLED:
            return (False,)
        return (True, False) if self._browser.facts.engine is Engine.GECKO else (True,)

    def _try(self, wanted: Wanted, *, is_private: bool) -> Arrival | None:
        session = self._start(wanted, is_private=is_private)
        if session is None:
            return None
        self._open.append(session)
        arrival = self._arrival(session)
        if arrival is None and not self._ending.is_set():
            self._open.remove(session)
            self._erase([session])
        return arrival

    def _start(self, wanted: Wanted, *, is_private: bool) -> OpenSession | None:
        landing = Landing(wanted.which, wanted.target, self._on.language, is_private)
        profile = self._prepared(wanted, landing)
        if profile is None:
            return None
        try:
            ticket = self._on.pages.add(landing)
            launch = Launch(profile.folder, ticket.url, title(landing), is_private, self._on.headless)
            process = self._on.start(command(self._browser, launch))
        except OSError:
            profile.wipe(self._pause)
            return None
        self._marks[wanted.which] = ticket.token
        return self._recorded(OpenSession(wanted.which, process, profile))

    def _prepared(self, wanted: Wanted, landing: Landing) -> Profile | None:
        """A folder for a session; None where nothing can be written."""
        try:
            profile = self._on.make()
        except OSError:
            self._has_place = False
            return None
        try:
            profile.prepare(self._browser, MARKS[wanted.which], label(landing))
        except OSError:
            self._has_place = False
            profile.wipe(self._pause)
            return None
        return profile

    def _recorded(self, session: OpenSession) -> OpenSession | None:
        """A session that a later start could not find again is ended at once."""
        try:
            write(session.profile.folder, Record(session.which, session.process.pid))
        except OSError:
            self._has_place = False
            self._erase([session])
            return None
        return session

    def _arrival(self, session: OpenSession) -> Arrival | None:
        """Waits for the browser at its page."""
        mark, times = self._marks[session.which], self._on.times
        for _ in range(round(times.starts_within / times.look_every)):
            if (arrival := self._on.pages.wait(mark, times.look_every)) is not None:
                return arrival
            if self._ending.is_set() or not session.lives:
                return None
        return None

    # -- proving

    def _judge(self) -> Iterator[Event]:
        """Whether anything of a session reached the disk; nothing is said of sessions that are gone by then."""
        if not self._is_private:
            yield Judged(Verdict.NOT_PRIVATE)
        elif (yield from self._watch_for(self._on.times.on_disk_after)):
            self._is_private = not self._have_left_traces()
            yield Judged(Verdict.SEPARATE if self._is_private else Verdict.NOT_PRIVATE)

    def _judge_again(self) -> Iterator[Event]:
        """A verdict that was too good is taken back."""
        rest = self._on.times.on_disk_at_last_after - self._on.times.on_disk_after
        if self._is_private and (yield from self._watch_for(rest)) and self._have_left_traces():
            yield Judged(Verdict.NOT_PRIVATE)

    def _watch_for(self, seconds: float) -> Generator[Event, None, bool]:
        """Watches for so long; False if everything was closed before, or is to be."""
        look_every = self._on.times.look_every
        for _ in range(round(seconds / look_every)):
            if self._ending.wait(look_every):
                return False
            yield from self._end_what_is_over()
            if not self._open:
                return False
        return True

    def _have_left_traces(self) -> bool:
        return any(session.profile.holds_any_of(self._marks[session.which]) for session in self._open)
