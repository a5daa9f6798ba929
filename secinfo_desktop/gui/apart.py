"""The separate browser windows of one person while the app is open: found, opened, watched, closed. Never waits."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.desk import OpenSessions, SessionDesk, Wanted
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import CanBeShown, Event, Judged, SessionChanged, State, Verdict
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.once import Once
from secinfo_desktop.recovery.apart import Target, known_packs
from secinfo_desktop.recovery.ports import Accounts

ERASED_WITHIN_MS: Final = 12_000
"""So long leaving waits for windows to be erased; what is left is erased at the next start."""
_LOG = logging.getLogger(__name__)


class Work(Enum):
    """What is going on."""

    NOTHING = auto()
    OPENING = auto()
    WATCHING = auto()
    CLOSING = auto()


@dataclass(frozen=True)
class Now:
    """How it stands. ``browsers`` None: they have not been looked for yet; ``tried`` did not open."""

    browsers: tuple[Browser, ...] | None = None
    browser: Browser | None = None
    packs: tuple[ProviderPack, ...] = ()
    tried: tuple[Browser, ...] = ()
    states: Mapping[Which, State] = field(default_factory=dict)
    verdict: Verdict | None = None
    judged_at: datetime | None = None
    can_show: frozenset[Which] = frozenset()
    """The windows that can be brought to the front."""
    closing: frozenset[Which] = frozenset()
    """Those that are being closed one by one."""
    work: Work = Work.NOTHING
    from_before: bool = False
    """The windows were opened before the app was closed or crashed."""
    has_failed: bool = False

    @property
    def is_open(self) -> bool:
        """True while there is something to close."""
        return self.work is not Work.NOTHING

    @property
    def open_count(self) -> int:
        """How many windows are open."""
        return sum(state is State.OPEN for state in self.states.values())

    @property
    def next_browser(self) -> Browser | None:
        """Another one, if this one did not open."""
        others = (browser for browser in self.browsers or () if browser not in (*self.tried, self.browser))
        return next(others, None)


class Windows(QObject):
    """Everything that takes time goes through the jobs; ``changed`` says that ``now`` is another."""

    changed = Signal()
    ended = Signal()
    """All windows are closed, and erased if that was possible."""

    def __init__(
        self,
        desk: SessionDesk,
        accounts: Accounts,
        jobs: Jobs,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._accounts, self._jobs, self._clock = desk, accounts, jobs, clock
        self._sessions: OpenSessions | None = None
        self._is_searching = self._is_ending = False
        self.now = Now()

    @Slot()
    def look_after(self) -> None:
        """Erases what earlier windows have left, and takes on those that are still open."""
        self._jobs.run(self._desk.look_after, self._adopt, self._report)

    @Slot()
    def find(self) -> None:
        """Looks for browsers, once."""
        if self.now.browsers is None and not self._is_searching:
            self._is_searching = True
            self._jobs.run(self._search, self._found, self._not_found)

    def choose(self, browser: Browser) -> None:
        """Takes another browser from now on."""
        self._become(replace(self.now, browser=browser))

    def open(self, targets: Sequence[Target], language: str) -> None:
        """Opens a window for each target, one after the other."""
        browser = self.now.browser
        if browser is None or self.now.is_open:
            return
        wanted = [Wanted(Which(target.account), target.url) for target in targets]
        found = Now(self.now.browsers, browser, self.now.packs, self.now.tried)
        self._become(replace(found, work=Work.OPENING))
        self._jobs.run(partial(self._desk.open, browser, wanted, language), self._follow, self._end)

    @Slot()
    def close(self) -> None:
        """Closes and erases them, at the latest when they are there."""
        self._is_ending = self.now.is_open
        if self._sessions is not None:
            self._sessions.close()
            self._become(replace(self.now, work=Work.CLOSING))

    def close_one(self, which: Which) -> None:
        """Closes and erases one; the other stays."""
        if self._sessions is not None:
            self._sessions.close_one(which)
            self._become(replace(self.now, closing=self.now.closing | {which}))

    def show(self, which: Which) -> None:
        """Brings one to the front."""
        if self._sessions is not None:
            self._jobs.run(partial(self._sessions.show, which), partial(self._shown, which), self._report)

    def close_then(self, do: Callable[[], object]) -> None:
        """Closes them, and does something once they are erased, or after a while; once."""
        late = QTimer(self, singleShot=True, interval=ERASED_WITHIN_MS)
        waiting = Once(do, self)
        self.ended.connect(waiting.do)
        late.timeout.connect(waiting.do)
        late.start()
        self.close()
        if not self.now.is_open:
            waiting.do()

    def leave_open(self) -> None:
        """Lets them be: the next start takes them on, or erases what they left."""
        if self._sessions is not None:
            self._sessions.leave_open()
            self._sessions = None
            self._become(replace(self.now, work=Work.NOTHING))

    # -- what comes back from the jobs

    def _search(self) -> tuple[tuple[Browser, ...], tuple[ProviderPack, ...]]:
        return self._desk.find(), known_packs(self._accounts)

    def _found(self, found: tuple[tuple[Browser, ...], tuple[ProviderPack, ...]]) -> None:
        browsers, packs = found
        self._is_searching = False
        self._become(replace(self.now, browsers=browsers, packs=packs, browser=next(iter(browsers), None)))

    def _not_found(self, error: Exception) -> None:
        self._report(error)
        self._found(((), ()))

    def _adopt(self, sessions: OpenSessions | None) -> None:
        if sessions is not None and not self.now.is_open:
            self._become(replace(self.now, from_before=True))
            self._follow(sessions)

    def _follow(self, sessions: OpenSessions) -> None:
        self._sessions = sessions
        self._become(replace(self.now, work=Work.WATCHING))
        self._jobs.follow(sessions, self._hear, self._end)
        if self._is_ending:
            self.close()

    def _hear(self, event: Event) -> None:
        match event:
            case SessionChanged(which, state):
                self._become(replace(self.now, states={**self.now.states, which: state}))
            case CanBeShown(which):
                self._become(replace(self.now, can_show=self.now.can_show | {which}))
            case Judged(verdict):
                did_not = [self.now.browser] if verdict is Verdict.DID_NOT_START and self.now.browser else []
                tried = (*self.now.tried, *did_not)
                self._become(replace(self.now, verdict=verdict, judged_at=self._clock(), tried=tried))

    def _shown(self, which: Which, is_shown: bool) -> None:
        """What could not be shown is not offered again."""
        if not is_shown:
            self._become(replace(self.now, can_show=self.now.can_show - {which}))

    def _end(self, error: Exception | None) -> None:
        self._sessions, self._is_ending = None, False
        if error is not None:
            self._report(error)
        self._become(replace(self.now, work=Work.NOTHING, from_before=False, has_failed=error is not None))
        self.ended.emit()

    def _report(self, error: Exception) -> None:
        _LOG.error("separate windows failed", exc_info=error)

    def _become(self, now: Now) -> None:
        self.now = now
        self.changed.emit()
