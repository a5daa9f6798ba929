"""A shared case beside the page: follows its log, tells what was said here, looks where it stands. Never waits.

Whatever fails is tried again while the case is shared; the page and the person go on meanwhile.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.gui.once import Once
from secinfo_desktop.recovery.effects import Refused, Result, perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.live_effects import OfHelp, help_of
from secinfo_desktop.recovery.live_help import LiveHelp, Logged
from secinfo_desktop.recovery.ports import Accounts, RefusedError

EVERY_MS: Final = 15_000
"""So often it is looked where a shared case stands: what changes is heard of at once, but for what ends by itself."""
AGAIN_MS: Final = 3_000
"""So soon what failed is tried again."""
LONGEST_MS: Final = 700
"""So long closing waits for the service to hear that nobody may look on any more."""
_LOG = logging.getLogger(__name__)


class Sharing(QObject):
    """Keeps a flow and the log that it shares in step. ``hands_free`` says if the page may give way by itself."""

    changed = Signal()
    """Something came from the other side, or failed."""
    settled = Signal()
    """Nothing is left that the service has to be told."""

    def __init__(self, flow: Flow, accounts: Accounts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flow, self._accounts, self._jobs = flow, accounts, jobs
        self.hands_free: Callable[[], bool] = lambda: True
        self._stream: Ticket | None = None
        self._followed = 0
        self._errand: OfHelp | None = None
        self._is_resting = False
        """What failed is tried again with the next tick."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @Slot()
    def go_on(self) -> None:
        """Does what is to be done now."""
        live = self._flow.live
        if live.stream != self._followed:
            self._followed = live.stream
            self._stop()
        if live.is_followed and self._stream is None:
            self._stream = self._jobs.run(partial(help_of, self._accounts, live.choice), self._follow, self._lose)
        self._run_errand()
        is_busy = live.is_followed or self._errand is not None or self._is_resting
        interval = AGAIN_MS if self._is_resting else EVERY_MS
        if not is_busy:
            self._timer.stop()
        elif not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)

    def when_ended(self, do: Callable[[], object]) -> None:
        """Ends the sharing, and does something once the service knows of it, or after the longest wait; once."""
        self._flow.live.leave()
        self._is_resting = False
        self.go_on()
        if self._errand is None:
            do()
            return
        once = Once(do, self)
        self.settled.connect(once.do)
        QTimer.singleShot(LONGEST_MS, once, once.do)

    def _stop(self) -> None:
        if self._stream is not None:
            self._stream.forget()
            self._stream = None

    @Slot()
    def _tick(self) -> None:
        self._is_resting = False
        self._flow.live.tick()
        self.go_on()

    # -- the log

    def _follow(self, its: LiveHelp) -> None:
        self._stream = self._jobs.follow(its.follow(self._flow.live.place), self._hear, self._end)

    def _lose(self, error: Exception) -> None:
        """The next tick looks where it stands, and follows anew if it is still shared."""
        self._stream = None
        if not isinstance(error, RefusedError):
            _LOG.error("a shared case can't be followed", exc_info=error)

    def _end(self, error: Exception | None) -> None:
        self._stream = None
        if error is not None:
            self._lose(error)
        else:
            self._flow.live.all_heard()
        self._flow.live.tick()
        self._run_errand()

    def _hear(self, logged: Logged) -> None:
        before = self._seen()
        self._flow.hear(logged, hands_free=self.hands_free())
        self._tell_since(before)
        self.go_on()

    # -- errands

    def _run_errand(self) -> None:
        if self._errand is not None or self._is_resting:
            return
        self._errand = self._flow.live.errand()
        if self._errand is None:
            self.settled.emit()
            return
        done, failed = partial(self._done, self._errand), partial(self._failed, self._errand)
        self._jobs.run(partial(perform, self._errand, self._accounts), done, failed)

    def _done(self, errand: OfHelp, result: Result) -> None:
        self._errand = None
        self._is_resting = isinstance(result, Refused)
        before = self._seen()
        self._flow.stands(errand, result, hands_free=self.hands_free())
        self._tell_since(before)
        self.go_on()

    def _seen(self) -> object:
        live = self._flow.live
        return self._flow.case, live.help(), live.page

    def _tell_since(self, before: object) -> None:
        """What is only confirmed changes nothing that is seen."""
        if self._seen() != before:
            self.changed.emit()

    def _failed(self, errand: OfHelp, error: Exception) -> None:
        _LOG.error("an errand of a shared case failed", exc_info=error)
        self._done(errand, Refused(Failure.BROKEN))
