"""A code on the clipboard: only for as long as it takes to paste it."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QClipboard

KEEP_MS = 60_000


class CodeOnClipboard(QObject):
    """Puts a code there and takes it away after a minute, unless something else was copied meanwhile."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None, keep_ms: int = KEEP_MS) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._code = ""
        self._timer = QTimer(self, singleShot=True, interval=keep_ms)
        self._timer.timeout.connect(self.clear)

    def put(self, code: str) -> None:
        """Copies the code."""
        self._code = code
        self._clipboard.setText(code)
        self._timer.start()

    @Slot()
    def clear(self) -> None:
        """Takes the code away if it is still there."""
        if self._code and self._clipboard.text() == self._code:
            self._clipboard.clear()
        self._code = ""
