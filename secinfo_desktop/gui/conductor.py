"""Brings flow, jobs and window together: what the person says goes into the flow, and its effects go to a thread."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.gui.keeping import Keeping
from secinfo_desktop.gui.sharing import Sharing
from secinfo_desktop.recovery.effects import Effect, Refused, Result, perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.no_cases import NO_CASES
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import Accounts, Cases
from secinfo_desktop.recovery.said import EndsHelp, Said

_LOG = logging.getLogger(__name__)


class Conductor(QObject):
    """One person's flow in a window. It never waits; ``changed`` says that there is a new frame to show."""

    changed = Signal()
    busy_changed = Signal()
    """Something is done outside from now on, or no longer; the page stays, and the person can cancel."""

    def __init__(
        self, flow: Flow, accounts: Accounts, jobs: Jobs, parent: QObject | None = None, cases: Cases = NO_CASES
    ) -> None:
        super().__init__(parent)
        self._flow, self._accounts, self._jobs, self._cases = flow, accounts, jobs, cases
        self.keeping = Keeping(flow, cases, jobs, self)
        self.changed.connect(self.keeping.keep)
        self.sharing = Sharing(flow, accounts, jobs, self)
        self.changed.connect(self.sharing.go_on)
        self.sharing.changed.connect(self._heard)
        self.comes_from_outside = False
        """The change that is being told was not made by the person."""
        self._ticket: Ticket | None = None
        self._awaited: Effect | None = None
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show)

    @property
    def is_busy(self) -> bool:
        """True while a result is awaited, or the next page is about to be shown."""
        return self._ticket is not None or self._next_turn.isActive()

    def frame(self) -> Frame:
        """What is to be shown now."""
        return self._flow.frame()

    @property
    def is_worth_keeping(self) -> bool:
        """False where a new start is as good."""
        return self._flow.is_worth_keeping

    @Slot(object)
    def say(self, what: Said) -> None:
        """Hands over what the person said; while a result is awaited, only cancelling counts."""
        if not self.is_busy:
            self._go_on(self._flow.take(what))

    @Slot()
    def cancel(self) -> None:
        """Stops waiting: the page is as before. What is under way can't be called back; the flow hears of it later."""
        if self.is_busy:
            self._next_turn.stop()
            self._ticket = self._awaited = None
            self._flow.abandon()
            self.busy_changed.emit()
            self.changed.emit()

    def _go_on(self, effect: Effect | None) -> None:
        """Does what follows on a thread, or shows in the next turn what has come of it.

        Thinking and showing each have a turn of their own: between them the window hears the keyboard.
        """
        self._ticket, self._awaited = None, effect
        if effect is None:
            self._next_turn.start()
        else:
            work = partial(perform, effect, self._accounts, self._cases)
            self._ticket = self._jobs.run(work, partial(self._done, effect), partial(self._failed, effect))
        self.busy_changed.emit()

    @Slot()
    def end_help(self) -> None:
        """Nobody looks on any more: at once, also while a result is awaited."""
        self._flow.live.take(EndsHelp())
        self.changed.emit()

    @Slot()
    def _heard(self) -> None:
        self.comes_from_outside = True
        self.changed.emit()
        self.comes_from_outside = False

    @Slot()
    def _show(self) -> None:
        self.busy_changed.emit()
        self.changed.emit()

    def _done(self, effect: Effect, result: Result) -> None:
        """The result of the effect that is awaited, or a late one: that one changes only what is shown."""
        following = self._flow.observe(effect, result)
        if effect is self._awaited:
            self._go_on(following)
        else:
            self.changed.emit()

    def _failed(self, effect: Effect, error: Exception) -> None:
        """A mistake in the program: the person sees no more of it than that it did not work."""
        _LOG.error("an effect failed", exc_info=error)
        self._done(effect, Refused(Failure.BROKEN))
