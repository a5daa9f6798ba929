"""A window among those of the desktop: it comes to the front, is closed, and tells of its first paint."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

SMALLEST: Final = (480, 400)
PRACTICE_FRAME: Final = 8
"""px."""


class TopLevel(QWidget):
    """What is inside is up to who derives from it; ``practice`` and ``asks_before_closing`` are set from there."""

    wants_to_leave = Signal()
    """Esc, or the window's own way to be closed: nothing is left yet."""
    painted = Signal()
    """The first paint is through: now everything may start that the first sight does not need."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self.practice = self.asks_before_closing = False
        self._is_painted = self._is_left = False
        self.setAutoFillBackground(True)
        self.setMinimumSize(*SMALLEST)  # said once: no text from outside makes the window wider
        self.resize(*size)
        self._paints = QTimer(self, singleShot=True, interval=0)
        self._paints.timeout.connect(self._paint_now)

    # -- among the others

    @Slot()
    def come_to_front(self) -> None:
        """Be seen, as far as the desktop lets a program do that by itself."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    @Slot()
    def leave(self) -> None:
        """Close without asking."""
        self._is_left = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first where something could be lost; never when the whole session ends, for that would be held up."""
        application = QGuiApplication.instance()
        session_ends = isinstance(application, QGuiApplication) and application.isSavingSession()
        if self._is_left or not self.asks_before_closing or session_ends:
            event.accept()
        else:
            event.ignore()
            self.wants_to_leave.emit()

    # -- painting

    @property
    def is_painted(self) -> bool:
        """True from the first paint on."""
        return self._is_painted

    def paint_later(self) -> None:
        """What changes now is laid out in this turn of the event loop and painted in the next: both take too long.

        Only Qt's request is put off. It knows what has changed; without updates it would paint the whole window.
        """
        if self.isVisible():
            self._paints.start()

    @property
    def is_to_be_painted(self) -> bool:
        """True while what has changed is not painted yet, on purpose."""
        return self._paints.isActive()

    def event(self, event: QEvent) -> bool:
        """Qt's request to paint is not heard while something changes."""
        if event.type() is QEvent.Type.UpdateRequest and self.is_to_be_painted:
            return True
        return super().event(event)

    @Slot()
    def _paint_now(self) -> None:
        """Qt has asked, and would wait for an answer for ever: it is asked anew."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest), Qt.EventPriority.LowEventPriority.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame of practice; tell once that the first paint is through."""
        if self.practice:
            from secinfo_desktop.gui.shell.practice_frame import paint_practice_frame

            paint_practice_frame(self, PRACTICE_FRAME)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)
