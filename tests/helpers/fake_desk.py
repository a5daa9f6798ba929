"""A desk with cardboard sessions: they say what the test lets them say, and end when they are closed.

desk = FakeDesk(happens=SEPARATE)
desk.opened[-1].wanted
desk.sessions[-1].tell(SessionChanged(Which.SECOND, State.CLOSED))
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import CanBeShown, Event, Judged, SessionChanged, State, Verdict

CHROMIUM = Browser(Family.CHROMIUM, System.LINUX, ("chromium",), is_default=True)
FIREFOX = Browser(Family.FIREFOX, System.LINUX, ("firefox",))


def opens(*whiches: Which) -> tuple[Event, ...]:
    """Windows that open one after the other."""
    return tuple(SessionChanged(which, state) for which in whiches for state in (State.OPENING, State.OPEN))


BOTH = opens(*Which)
SHOWN: tuple[Event, ...] = tuple(CanBeShown(which) for which in Which)
SEPARATE: tuple[Event, ...] = (*BOTH, *SHOWN, Judged(Verdict.SEPARATE))
NOT_SHOWN: tuple[Event, ...] = (*BOTH, Judged(Verdict.SEPARATE))
"""As on a desktop where no program brings another one's window to the front."""
SECOND_ALONE: tuple[Event, ...] = (*opens(Which.SECOND), Judged(Verdict.SEPARATE))
NOT_PRIVATE: tuple[Event, ...] = (*BOTH, *SHOWN, Judged(Verdict.NOT_PRIVATE))
NO_START: tuple[Event, ...] = (
    SessionChanged(Which.FIRST, State.OPENING),
    SessionChanged(Which.FIRST, State.DID_NOT_START),
    Judged(Verdict.DID_NOT_START),
)
_ALL_OVER = {Verdict.DID_NOT_START, Verdict.SHARED, Verdict.NO_PLACE}
NO_PLACE: tuple[Event, ...] = (*NO_START[:2], Judged(Verdict.NO_PLACE))


class FakeSessions:
    """Tells its events, and waits for more until it is closed or left open."""

    def __init__(self, events: Sequence[Event] = (), *, erases: bool = True, ends: bool = False) -> None:
        self._events: SimpleQueue[Event | None] = SimpleQueue()
        self._open: list[Which] = []
        self.shown: list[Which] = []
        self._hidden: set[Which] = set()
        self._erases = erases
        self.is_closed = self.is_left_open = self.is_slow = False
        for event in events:
            self.tell(event)
        if ends:
            self._finish()

    def tell(self, event: Event) -> None:
        """Something happens."""
        if isinstance(event, SessionChanged) and event.state is State.OPEN:
            self._open.append(event.which)
        self._events.put(event)
        if isinstance(event, Judged) and event.verdict in _ALL_OVER:
            self._finish()

    def close(self) -> None:
        """Ends and erases all of them."""
        if not (self.is_closed or self.is_left_open):
            self.is_closed = True
            self._finish()

    stop = close

    @property
    def which(self) -> tuple[Which, ...]:
        """Those that are open now."""
        return tuple(self._open)

    def close_one(self, which: Which) -> None:
        """Ends and erases one of them, unless it is slow."""
        if self.is_slow:
            return
        self._open.remove(which)
        self._goes(which)
        if not self._open:
            self._events.put(None)

    def show(self, which: Which) -> bool:
        """Brings one's window to the front, if it is still there."""
        is_there = which in self._open and which not in self._hidden
        if is_there:
            self.shown.append(which)
        return is_there

    def hides(self, which: Which) -> None:
        """Its window can't be shown any more."""
        self._hidden.add(which)

    def leave_open(self) -> None:
        """Nothing more is told."""
        self.is_left_open = True
        self._events.put(None)

    def _finish(self) -> None:
        for which in self._open:
            self._goes(which)
        self._open = []
        self._events.put(None)

    def _goes(self, which: Which) -> None:
        gone = State.ERASED if self._erases else State.COULD_NOT_ERASE
        self._events.put(SessionChanged(which, State.CLOSED))
        self._events.put(SessionChanged(which, gone))

    def __iter__(self) -> Iterator[Event]:
        while (event := self._events.get()) is not None:
            yield event


@dataclass(frozen=True)
class Opened:
    """What was asked for."""

    browser: Browser
    wanted: tuple[Wanted, ...]
    language: str


@dataclass
class FakeDesk:
    """``happens`` is what every opening comes to, unless it ``fails``; ``before`` is what a crash has left open."""

    browsers: tuple[Browser, ...] = (CHROMIUM, FIREFOX)
    happens: tuple[Event, ...] = SEPARATE
    erases: bool = True
    fails: bool = False
    before: FakeSessions | None = None
    opened: list[Opened] = field(default_factory=list)
    sessions: list[FakeSessions] = field(default_factory=list)
    looked_after: int = 0

    def find(self) -> tuple[Browser, ...]:
        return self.browsers

    def open(self, browser: Browser, wanted: Sequence[Wanted], language: str) -> FakeSessions:
        if self.fails:
            raise OSError("no room")
        self.opened.append(Opened(browser, tuple(wanted), language))
        whiches = {one.which for one in wanted}
        fitting = [event for event in self.happens if isinstance(event, Judged) or event.which in whiches]
        self.sessions.append(FakeSessions(fitting, erases=self.erases))
        return self.sessions[-1]

    def look_after(self) -> FakeSessions | None:
        self.looked_after += 1
        return self.before
