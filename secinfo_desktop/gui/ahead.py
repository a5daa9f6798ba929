"""Has the guide think ahead while the person reads: once for each page, one answer in each turn of the event loop."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from secinfo_desktop.recovery.ahead import Imagined

_PAINTED_MS: Final = 150
"""By then the page is painted, and what stood there before is thrown away."""
_PAUSE_MS: Final = 10
"""Between two answers, for whatever else the window has to do."""


class Ahead(QObject):
    """Begins some time after a page came, and lets it be as soon as anything is said."""

    def __init__(
        self,
        imagined: Callable[[], Sequence[Imagined]],
        think: Callable[[Imagined], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._imagined, self._think = imagined, think
        self._left: list[Imagined] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """True while there is something left to think about."""
        return self._timer.isActive()

    @Slot()
    def begin(self) -> None:
        """Another page has come, or news about it."""
        self._left = list(self._imagined())
        if self._left:
            self._timer.start(_PAINTED_MS)
        else:
            self._timer.stop()

    @Slot()
    def stop(self) -> None:
        """The person has said something: the rest will not be needed."""
        self._left.clear()
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        self._think(self._left.pop(0))
        if self._left:
            self._timer.start(_PAUSE_MS)
