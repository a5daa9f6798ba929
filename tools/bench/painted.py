"""When a window has been painted."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Moment:
    """The processor time of this thread and the time on the wall, in seconds."""

    cpu_s: float
    wall_s: float

    @classmethod
    def now(cls) -> Self:
        """This one."""
        return cls(time.thread_time(), time.perf_counter())

    def since(self, before: "Moment") -> dict[str, float]:
        """What has passed, in ms."""
        return {"cpu": 1000 * (self.cpu_s - before.cpu_s), "wall": 1000 * (self.wall_s - before.wall_s)}


class Painted(QObject):
    """Tells once after each ``forget`` that a window was painted with all that is in it.

    That is so in the first turn of the event loop after Qt was asked to bring the window up to date. ``counts`` says
    whether such a request is the one that is waited for.
    """

    done = Signal()

    def __init__(self, window: QWidget, counts: Callable[[], bool] = lambda: True) -> None:
        super().__init__(window)
        self._counts = counts
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._tell)
        self._at: Moment | None = None
        window.installEventFilter(self)

    def forget(self) -> None:
        """Wait for the next time."""
        self._after.stop()
        self._at = None

    @property
    def is_done(self) -> bool:
        """True once it was painted."""
        return self._at is not None

    def since(self, before: Moment) -> dict[str, float]:
        """How long it took, in ms.

        Raises:
            ValueError: it is not painted yet.
        """
        if self._at is None:
            raise ValueError("not painted yet")
        return self._at.since(before)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it by this name
        """Hears that the window is about to be painted."""
        if event.type() is QEvent.Type.UpdateRequest and self._at is None and self._counts():
            self._after.start()
        return False

    @Slot()
    def _tell(self) -> None:
        self._at = Moment.now()
        self.done.emit()
