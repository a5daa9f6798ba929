"""Separate browser windows from the terminal: opened in its own turn, each state a line, and closed when asked to.

Between two lines nothing is read of them: a window that the person closes is erased when they say that they are done,
when the program ends, or at its next start.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from secinfo_desktop.browsers import told
from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.desk import OpenSessions, SessionDesk, Wanted
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import Event, Judged, SessionChanged, Verdict
from secinfo_desktop.recovery import apart, pages
from secinfo_desktop.recovery.pages import Frame, SessionsPage, Stage
from secinfo_desktop.recovery.ports import Accounts
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.screens import Option, Screen, WindowsOrder
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.domain.providers import ProviderPack


class Windows:
    """The windows of one person at one terminal."""

    def __init__(self, desk: SessionDesk, accounts: Accounts, words: Words, tell: Callable[[str], None]) -> None:
        self._desk, self._accounts, self._words, self._tell = desk, accounts, words, tell
        self._browsers: tuple[Browser, ...] | None = None
        self._chosen = 0
        self._packs: tuple[ProviderPack, ...] = ()
        self._sessions: OpenSessions | None = None
        self._events: Iterator[Event] = iter(())

    @property
    def are_open(self) -> bool:
        """True while there is something to close."""
        return self._sessions is not None

    def take_on(self) -> None:
        """Erases what earlier windows have left; says if some are still open."""
        self._sessions = self._desk.look_after()
        if self._sessions is not None:
            self._events = iter(self._sessions)
            still_open = told.still_open(len(self._sessions.which), self._words, from_before=True)
            self._tell(still_open.title)
            self._tell(still_open.body)

    def on(self, screen: Screen, frame: Frame) -> Screen:
        """The screen with what can be done about windows, first of all."""
        page = frame.page
        if self.are_open and isinstance(page, pages.StartPage | pages.DonePage):
            return replace(screen, options=(*screen.options, self._close_option(frame)))
        if not isinstance(page, SessionsPage) or page.stage in apart.ASKS:
            return screen
        if page.stage is Stage.WRITTEN:
            return replace(screen, items=(*screen.items, self._keys()))
        if page.stage is not Stage.WINDOWS:
            return screen
        if self.are_open:
            return replace(screen, options=(self._close_option(frame), *screen.options))
        options = self._open_options(page, frame)
        notices = () if options else self._why_not()
        return replace(screen, options=(*options, *screen.options), notices=(*notices, *screen.notices))

    def obey(self, order: WindowsOrder, frame: Frame) -> None:
        """Does it, and tells what happens."""
        match order:
            case WindowsOrder.OPEN if isinstance(frame.page, SessionsPage):
                self._open(frame.page, frame)
            case WindowsOrder.OTHER_BROWSER:
                self._chosen += 1
            case WindowsOrder.CLOSE:
                self.close()

    def close(self) -> None:
        """Closes and erases them, and tells it."""
        if self._sessions is not None:
            self._sessions.close()
            for event in self._events:
                self._tell_event(event)
            self._sessions = None

    def leave_open(self) -> None:
        """The next start takes them on, or erases what they left."""
        if self._sessions is not None:
            self._sessions.leave_open()
            for _ in self._events:
                pass
            self._sessions = None

    def _open(self, page: SessionsPage, frame: Frame) -> None:
        browser, targets = self._browser, self._targets(page, frame)
        if browser is None or not targets:
            return
        wanted = [Wanted(Which(target.account), target.url) for target in targets]
        try:
            self._sessions = self._desk.open(browser, wanted, self._words.language)
        except OSError:
            self._tell(self._words.say("apart.failed"))
            return
        self._events = iter(self._sessions)
        self._follow(browser, several=len(targets) > 1)

    def _follow(self, browser: Browser, *, several: bool) -> None:
        """Until it is known how the windows stand; where they did not open, until they are gone."""
        for event in self._events:
            self._tell_event(event, browser, several=several)
            if isinstance(event, Judged) and event.verdict in {Verdict.SEPARATE, Verdict.NOT_PRIVATE}:
                return
        self._sessions = None
        self._chosen += 1

    def _tell_event(self, event: Event, browser: Browser | None = None, *, several: bool = True) -> None:
        match event:
            case SessionChanged(which, state):
                name = self._words.say(f"apart.card.{which}.name")
                now = told.state(which, state, self._words)
                self._tell(self._words.say("sessions.state", name=name, state=now))
            case Judged(verdict):
                name = browser.name if browser is not None else ""
                found = told.verdict(verdict, self._words.clock(), name, self._words, several=several)
                self._tell(" ".join(part for part in (found.title, found.body) if part))

    # -- what is offered

    def _open_options(self, page: SessionsPage, frame: Frame) -> Sequence[Option]:
        browser, say = self._browser, self._words.say
        if browser is None or not self._targets(page, frame):
            return ()
        what = say("apart.open.one" if page.only_second else "apart.open.two")
        opening = Option(say("apart.terminal.open", open=what, browser=browser.name), WindowsOrder.OPEN)
        if len(self._found) == 1:
            return (opening,)
        return (opening, Option(say("apart.terminal.other", browser=browser.name), WindowsOrder.OTHER_BROWSER))

    def _why_not(self) -> tuple[str, ...]:
        what = "apart.none" if self._browser is None else "apart.no_page"
        return (self._words.say(what), self._words.say(f"{what}.now"))

    def _close_option(self, frame: Frame) -> Option:
        is_one = isinstance(frame.page, SessionsPage) and frame.page.only_second
        return Option(self._words.say("apart.close.one" if is_one else "apart.leave.close"), WindowsOrder.CLOSE)

    def _keys(self) -> Line:
        own = self._browser
        return Line(self._words.say("apart.keys.title"), "\n".join(told.keys(own, self._words)))

    def _targets(self, page: SessionsPage, frame: Frame) -> tuple[apart.Target, ...]:
        return apart.targets(page, frame, self._packs)

    @property
    def _browser(self) -> Browser | None:
        found = self._found
        return found[self._chosen % len(found)] if found else None

    @property
    def _found(self) -> tuple[Browser, ...]:
        if self._browsers is None:
            self._browsers, self._packs = self._desk.find(), apart.known_packs(self._accounts)
        return self._browsers
