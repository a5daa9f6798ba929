"""Brings console and jobs together: what the agent says goes into the console, and its acts go to a thread."""

import logging
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.helpdesk.acts import Act, Outcome, Ports, Refused, attempt
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.helpdesk.said import Said
from secinfo_desktop.recovery.ports import RefusedError

LOOKS_AGAIN_MS: Final = 15_000
"""How often the list of a service is asked for anew: colleagues take and leave cases."""
AGAIN_MS: Final = 3_000
"""So soon what the service could not keep is handed over once more."""
_LOG = logging.getLogger(__name__)


class ConsoleConductor(QObject):
    """It never waits: what is said counts at once, and is kept on a thread; ``changed`` says that there is a frame."""

    changed = Signal()
    busy_changed = Signal()
    signed_out = Signal()
    """The service no longer knows who sits here; what was said waits until somebody signs in again."""

    def __init__(self, console: Console, ports: Ports, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._console, self._ports, self._jobs = console, ports, jobs
        self._ticket: Ticket | None = None
        self._followed: tuple[str, Ticket] | None = None
        self._rests: str | None = None
        """The case whose stream has ended: it is followed again after a while, or when something is said."""
        self._is_shown = True
        self._was_out = False
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show)
        self._again = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._again.timeout.connect(self.look_again)
        self._unkept = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._unkept.timeout.connect(self._try_again)

    @property
    def is_busy(self) -> bool:
        """True while something is done outside."""
        return self._ticket is not None

    @property
    def is_settled(self) -> bool:
        """True when nothing is done outside and the newest frame was shown."""
        return not self.is_busy and not self._next_turn.isActive()

    @property
    def has_unkept(self) -> bool:
        """True while something that was said is kept nowhere but here."""
        return self._console.has_unkept

    def frame(self) -> ConsoleFrame:
        """What is to be shown now."""
        return self._console.frame()

    def begin(self) -> None:
        """Ask who sits here, and for the list."""
        self._go_on(self._console.begin())
        self._look_at_times()

    def _look_at_times(self) -> None:
        if self._ports.service is not None:
            self._again.start()

    @Slot(object)
    def say(self, what: Said) -> None:
        """Hand over what the agent said."""
        self._rests = None
        self._go_on(self._console.take(what))

    def signed_in(self) -> None:
        """Go on with what was begun: somebody has signed in again."""
        self._rests, self._was_out = None, False
        self._go_on(self._console.signed_in())

    def stand_aside(self) -> None:
        """Another place is shown: nothing is looked at, and what was said is still kept."""
        self._is_shown = False
        self._again.stop()
        self._stop_following()

    def come_back(self) -> None:
        """This place is shown again, with the call as it stands."""
        self._is_shown, self._rests = True, None
        self._look_at_times()
        if not self.is_busy:
            self._go_on(self._console.look_again())

    @Slot()
    def look_again(self) -> None:
        """Colleagues may have changed the list, or answered a question."""
        self._rests = None
        if not self.is_busy:
            self._go_on(self._console.look_again())

    @Slot()
    def _try_again(self) -> None:
        if not self.is_busy:
            self._go_on(self._console.try_again())

    def _go_on(self, act: Act | None) -> None:
        if act is not None:
            work = partial(attempt, act, self._ports)
            self._ticket = self._jobs.run(work, partial(self._done, act), partial(self._failed, act))
        self._next_turn.start()
        self.busy_changed.emit()

    def _done(self, act: Act, outcome: Outcome | Refused) -> None:
        self._ticket = None
        self._go_on(self._console.observe(act, outcome))

    def _failed(self, act: Act, error: Exception) -> None:
        """A mistake in the program: the agent sees no more of it than that it did not work."""
        _LOG.error("an act failed", exc_info=error)
        self._done(act, Refused(Failure.BROKEN))

    @Slot()
    def _show(self) -> None:
        self._follow()
        if self._console.is_stuck and self._ports.service is not None and not self._unkept.isActive():
            self._unkept.start()
        self.changed.emit()
        is_out = self._console.frame().problem is Failure.NOT_STAFF
        if is_out and not self._was_out:
            self.signed_out.emit()
        self._was_out = is_out

    # -- a case that the caller shares

    def _follow(self) -> None:
        """Follow the case that is shown, and no other."""
        wanted, service = self._console.follows(), self._ports.service
        case_id = wanted[0] if wanted is not None else None
        if self._followed is not None and self._followed[0] != case_id:
            self._stop_following()
        if wanted is None or service is None or self._followed is not None:
            return
        if self._is_shown and case_id != self._rests:
            ticket = self._jobs.follow(service.follow(*wanted), self._heard, partial(self._ended, wanted[0]))
            self._followed = wanted[0], ticket

    def _stop_following(self) -> None:
        if self._followed is not None:
            self._followed[1].forget()
            self._followed = None

    def _heard(self, case: HelpCase) -> None:
        self._go_on(self._console.heard(case))

    def _ended(self, case_id: str, error: Exception | None) -> None:
        """The case has ended, or can't be followed any more; after a while it is tried again."""
        self._followed, self._rests = None, case_id
        if isinstance(error, RefusedError):
            self._go_on(self._console.lost(case_id, error.failure))
        elif error is not None:
            _LOG.error("a case is no longer followed", exc_info=error)
