"""Keeps the case while it goes on: after every change, on a thread, one write at a time and the newest state last."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.once import Once
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.kept import KeptAlong
from secinfo_desktop.recovery.ports import Cases

LONGEST_MS = 700
"""So long closing waits for the last write; a disk that hangs must not hold the window."""

State = tuple[Case | None, KeptAlong]


class Keeping(QObject):
    """Writes what has changed. A write that fails is tried again with the next change."""

    settled = Signal()
    """Nothing is left to be written."""
    began_to_fail = Signal()
    """The newest state could not be written, and the one before could."""

    def __init__(self, flow: Flow, cases: Cases, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flow, self._cases, self._jobs = flow, cases, jobs
        self._waiting: State | None = None
        self._written: State | None = None
        self._is_writing = False
        self.has_failed = False
        """The newest state could not be written."""

    @property
    def is_busy(self) -> bool:
        """True while something is being written."""
        return self._is_writing

    @Slot()
    def keep(self) -> None:
        """Take the state as it is now, if it is another one."""
        along = self._flow.along()
        state = (self._flow.case, along) if along is not None else None
        if state is not None and state != self._written:
            self._waiting = state
            self._write()

    def when_settled(self, do: Callable[[], object]) -> None:
        """Do something once all is written, or after the longest wait; once."""
        if not self._is_writing:
            do()
            return
        late = QTimer(self, singleShot=True, interval=LONGEST_MS)
        late.timeout.connect(self.settled)
        once = Once(do, self)
        self.settled.connect(once.do)
        late.start()

    def _write(self) -> None:
        if not self._is_writing and self._waiting is not None:
            state, self._waiting = self._waiting, None
            self._is_writing = True
            self._jobs.run(partial(self._cases.keep, *state), partial(self._done, state), self._failed)

    def _done(self, state: State, _: None) -> None:
        self._written, self.has_failed = state, False
        self._go_on()

    def _failed(self, _: Exception) -> None:
        """The log has the reason; the person hears of it now, and again when they want to leave."""
        is_news, self._written, self.has_failed = not self.has_failed, None, True
        if is_news:
            self.began_to_fail.emit()
        self._go_on()

    def _go_on(self) -> None:
        self._is_writing = False
        self._write()
        if not self._is_writing:
            self.settled.emit()
