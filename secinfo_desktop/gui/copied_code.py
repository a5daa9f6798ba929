"""A code that the person copied in a browser: offered for pasting, and gone from the clipboard once it is used.

Only for accounts whose code is typed here. Nothing of the clipboard is kept.
"""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from secinfo_desktop.domain import code_text


class CopiedCode(QObject):
    """Looks at the clipboard when it is asked; ``changed`` says when that is worth it."""

    changed = Signal()

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        clipboard.dataChanged.connect(self.changed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._come_back)

    @property
    def is_there(self) -> bool:
        """True if the clipboard holds exactly one code."""
        return code_text.code_in(self._clipboard.text()) is not None

    def take(self) -> str:
        """The code with the words around it; it is no longer on the clipboard."""
        text = self._clipboard.text()
        self._clipboard.clear()
        return text

    @Slot(Qt.ApplicationState)
    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Some desktops show the clipboard only to the window that has the keyboard."""
        if state is Qt.ApplicationState.ApplicationActive:
            self.changed.emit()
