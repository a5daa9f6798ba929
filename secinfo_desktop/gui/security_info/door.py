"""The way into My security info and back: whose account is it, and then the visit, in the window that is there."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.beginning import WhoseAccountView
from secinfo_desktop.gui.parts import Notice, Tone, isolated
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.security_info.beside import PracticeBeside
from secinfo_desktop.gui.security_info.goal import Goal, Way
from secinfo_desktop.gui.security_info.good_days import GoodDaysView
from secinfo_desktop.gui.security_info.presenter import SecurityInfoPresenter
from secinfo_desktop.gui.security_info.reminding import DesktopReminders
from secinfo_desktop.gui.shell.page_view import PageView
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.pages import WhoseAccountPage
from secinfo_desktop.recovery.ports import AccountKind, Persona, RefusedError, Story
from secinfo_desktop.security_info.ports import SignedInAccount
from secinfo_desktop.security_info.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class Door(QObject):
    """Takes the window over while somebody is in My security info, and tells when they have left."""

    opened = Signal()
    left = Signal(bool)
    """They are out again; True if a waiting period is running now."""

    def __init__(self, window: Window, way: Way, jobs: Jobs, viewer: WorldViewer) -> None:
        super().__init__(window)
        self._window, self._way, self._jobs = window, way, jobs
        self._beside = PracticeBeside(window, viewer)
        self._viewer, self.reminders = viewer, DesktopReminders(window)
        self._ticket: Ticket | None = None
        self._inside: SecurityInfoPresenter | None = None
        self._is_open = False
        self._beside.left.connect(self.leave)

    @property
    def inside(self) -> SecurityInfoPresenter | None:
        """Who leads, once it is known whose account it is."""
        return self._inside

    @property
    def is_busy(self) -> bool:
        """True while an answer is awaited."""
        return self._ticket is not None or (self._inside is not None and self._inside.is_busy)

    @Slot()
    def open(self) -> None:
        """Ask whose account it is."""
        self._take_over()
        self._show(self._whose)

    def open_practice(self) -> None:
        """Ask which made-up person's it is."""
        self.open()
        self._choose(said.WantsPractice())

    def open_at(self, goal: Goal) -> None:
        """Go straight to an account that is known already."""
        self._take_over()
        self._enter(goal)

    # -- taking the window over, and giving it back

    def _take_over(self) -> None:
        if not self._is_open:
            self._is_open = True
            self.opened.emit()
            self._window.went_back.connect(self._back)
            self._window.wants_to_leave.connect(self._back)
            self._window.cancelled.connect(self._cancel)

    def _let_go(self) -> None:
        self._window.went_back.disconnect(self._back)
        self._window.wants_to_leave.disconnect(self._back)
        self._window.cancelled.disconnect(self._cancel)

    @Slot()
    def leave(self) -> None:
        """Go back to where the person came from."""
        self._cancel()
        inside, self._inside = self._inside, None
        is_waiting = False
        if inside is not None:
            seen = inside.frame.seen
            is_waiting = seen is not None and seen.info.replacement is not None
            inside.end()
            inside.deleteLater()
        else:
            self._let_go()
        self._is_open = False
        self._beside.take_away()
        self.left.emit(is_waiting)

    @Slot()
    def _back(self) -> None:
        self.leave()

    @Slot()
    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.forget()
            self._ticket = None
            self._window.set_busy(busy=False)

    # -- whose account is it

    def _show(self, make: Callable[[], PageView], *, practice: bool = False) -> None:
        self._window.set_busy(busy=False)
        self._window.show_page(make, Surroundings(can_go_back=True, practice=practice))

    def _whose(self) -> FlowPage:
        page = WhoseAccountView(WhoseAccountPage(self._way.accounts.choices()), self._window.words)
        page.said.connect(self._choose)
        return page

    @Slot(object)
    def _choose(self, what: said.Said) -> None:
        if self._ticket is not None:
            return
        if isinstance(what, said.WantsPractice):
            self._run(self._way.accounts.practice().good_days, self._show_stories)
        elif isinstance(what, said.ChoseAccount):
            choice = next(one for one in self._way.accounts.choices() if one.id == what.choice)
            if choice.kind is AccountKind.BY_HAND:
                self._run(partial(self._show_provider, choice.id), self._tell_provider)
            else:
                self._enter(Goal(choice))

    def _show_provider(self, choice: str) -> tuple[str, bool]:
        """On a thread: the provider's own page of security info, in the person's browser."""
        by_hand = self._way.accounts.pack(choice).by_hand
        address = by_hand.pages[ProviderPage.SECURITY_INFO] if by_hand is not None else ""
        return address, bool(address) and self._way.accounts.browser().show(address)

    def _tell_provider(self, shown: tuple[str, bool]) -> None:
        address, is_open = shown
        say = self._window.words.say
        title = say("security_info.provider.open" if is_open else "security_info.provider.not_open")
        body, tone = say("page.by_hand.address", address=isolated(address)), Tone.GOOD if is_open else Tone.WARN
        self._window.set_busy(busy=False)
        self._window.show_banner(lambda: Notice(title, body, tone))

    def _show_stories(self, stories: "Sequence[Story]") -> None:
        def make() -> PageView:
            page = GoodDaysView(stories, self._window.words)
            page.chosen.connect(self._start_story)
            return page

        self._show(make)

    @Slot(str)
    def _start_story(self, story: str) -> None:
        if self._ticket is None:
            self._run(partial(self._way.accounts.practice().start, story), self._enter_story)

    def _enter_story(self, persona: Persona) -> None:
        choice = next(one for one in self._way.accounts.choices() if one.kind is AccountKind.PRACTICE)
        self._enter(Goal(choice, None, persona.account_name, persona))

    # -- in

    def _enter(self, goal: Goal) -> None:
        self._run(partial(self._way.signed_in, goal.choice.id), partial(self._enter_account, goal))

    def _enter_account(self, goal: Goal, account: SignedInAccount) -> None:
        visit = Visit(is_signed_in=account.is_signed_in, goal=goal.page, account_name=goal.account_name)
        is_practice = goal.choice.kind is AccountKind.PRACTICE
        self._let_go()
        self._inside = SecurityInfoPresenter(
            self._window, visit, account, self._jobs, practice=is_practice, host=goal.choice.host
        )
        self._inside.left.connect(self.leave)
        self._viewer.moved.connect(self._inside.look_again)
        if not is_practice:  # a made-up person's dates are no business of this desktop
            self._inside.shown.connect(partial(self._remind, self._inside, account))
        if goal.persona is not None:
            persona = goal.persona
            QTimer.singleShot(0, self, lambda: self._beside.put_up(persona))  # the page has this turn
        self._inside.begin()

    def _remind(self, inside: SecurityInfoPresenter, account: SignedInAccount) -> None:
        self.reminders.see(account, inside.frame)

    def _run(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        def done(result: T) -> None:
            self._ticket = None
            then(result)

        self._ticket = self._jobs.run(work, done, self._failed)
        self._window.set_busy(busy=True)

    def _failed(self, error: Exception) -> None:
        """It is said, and the page stays; a mistake in the program is logged."""
        self._ticket = None
        if not isinstance(error, RefusedError):
            _LOG.error("the way to an account failed", exc_info=error)
        failure = error.failure if isinstance(error, RefusedError) else Failure.BROKEN
        happened, *rest = self._window.words.failure(failure)
        self._window.set_busy(busy=False)
        self._window.show_banner(lambda: Notice(happened, " ".join(rest), Tone.WARN))
