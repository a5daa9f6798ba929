"""Brings console and jobs together: what the agent says goes into the console, and its acts go to a thread."""

import logging
from collections.abc import Callable, Iterator
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

LOOKS_AGAIN_MS: Final = 15_000
"""How often the list of a service is asked for anew: colleagues take and leave cases."""
_LOG = logging.getLogger(__name__)


class Following:
    """A case at the service, anew after every change. It ends with the next change after ``stop``."""

    def __init__(self, follow: Callable[[], Iterator[HelpCase]]) -> None:
        self._follow, self._is_wanted = follow, True

    def __iter__(self) -> Iterator[HelpCase]:
        for case in self._follow():
            if not self._is_wanted:
                return
            yield case

    def stop(self) -> None:
        """End it."""
        self._is_wanted = False


class ConsoleConductor(QObject):
    """It never waits: what is said counts at once, and is kept on a thread; ``changed`` says that there is a frame."""

    changed = Signal()
    busy_changed = Signal()

    def __init__(self, console: Console, ports: Ports, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._console, self._ports, self._jobs = console, ports, jobs
        self._ticket: Ticket | None = None
        self._followed: tuple[str, Ticket] | None = None
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self._show)
        self._again = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._again.timeout.connect(self.look_again)

    @property
    def is_busy(self) -> bool:
        """True while something is done outside."""
        return self._ticket is not None

    @property
    def is_settled(self) -> bool:
        """True when nothing is done outside and the newest frame was shown."""
        return not self.is_busy and not self._next_turn.isActive()

    def frame(self) -> ConsoleFrame:
        """What is to be shown now."""
        return self._console.frame()

    def begin(self) -> None:
        """Ask who sits here, and for the list."""
        self._go_on(self._console.begin())
        if self._ports.service is not None:
            self._again.start()

    @Slot(object)
    def say(self, what: Said) -> None:
        """Hand over what the agent said."""
        self._go_on(self._console.take(what))

    @Slot()
    def look_again(self) -> None:
        """Colleagues may have changed the list, or answered a question."""
        if not self.is_busy:
            self._go_on(self._console.look_again())

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
        self.changed.emit()

    # -- a case that the caller shares

    def _follow(self) -> None:
        """Follow the case that is shown, and no other."""
        wanted, service = self._console.follows(), self._ports.service
        case_id = wanted[0] if wanted is not None else None
        if self._followed is not None and self._followed[0] != case_id:
            self._followed[1].forget()
            self._followed = None
        if wanted is not None and service is not None and self._followed is None:
            source = Following(partial(service.follow, *wanted))
            self._followed = wanted[0], self._jobs.follow(source, self._heard, self._ended)

    def _heard(self, case: HelpCase) -> None:
        self._go_on(self._console.heard(case))

    def _ended(self, error: Exception | None) -> None:
        """The case has ended, or can't be followed any more; with the next frame it is tried again."""
        self._followed = None
        if error is not None:
            _LOG.warning("a case is no longer followed", exc_info=error)
