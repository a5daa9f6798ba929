"""Several things that together would hold up the window: one is done in each turn of its event loop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Turns(QObject):
    """Does one thing after the other; between two of them the window paints and hears the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._things: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._do_next)

    def add(self, *things: Callable[[], object]) -> None:
        """Do these as well, after those that still wait."""
        self._things += things
        self._timer.start()

    @Slot()
    def _do_next(self) -> None:
        thing = self._things.pop(0)
        if self._things:
            self._timer.start()
        thing()
