"""Opens and closes dialogs while a screen reader asks for every part of them: a program of its own, for it may crash.

``python -m tests.gui.read_dialogs held`` is as the product does it; with ``free`` nobody holds a dialog until Qt has
let go of it: the control.
"""

import gc
import os
import sys
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.gui.dialogs import Dialog, forget_dialog
from secinfo_desktop.gui.parts import accessibility
from secinfo_desktop.texts.words import Words

TIMES = 40
WORDS = Words(lambda: datetime(2026, 11, 22, tzinfo=UTC), zone=UTC)


class FreeDialog(Dialog):
    """Held by nobody."""

    def _stay_until_destroyed(self) -> None:
        """Not at all."""


class Reading:
    """One dialog after the other over one window."""

    def __init__(self, *, held: bool) -> None:
        self.window, self.left, self._held = QWidget(), TIMES, held
        self.window.resize(900, 700)
        self.window.show()

    def open(self) -> None:
        """The next one, read whole, and held by no variable."""
        if self.left == 0:
            QApplication.quit()
            return
        self.left -= 1
        dialog = forget_dialog(WORDS, self.window, lambda: None) if self._held else self._free()
        dialog.open()
        for part in (dialog, *dialog.findChildren(QWidget)):
            read(part)
        QTimer.singleShot(0, self.close)

    def _free(self) -> Dialog:
        from secinfo_desktop.gui.parts import Button

        return FreeDialog("Keep it?", [], [Button("Keep it"), Button("Forget it")], self.window, width=480)

    def close(self) -> None:
        """As Esc would."""
        if (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        gc.collect()
        QTimer.singleShot(0, self.open)


def read(part: QWidget) -> None:
    """What a screen reader asks first."""
    found = QAccessible.queryAccessibleInterface(part)
    if found is not None:
        found.role(), found.text(QAccessible.Text.Name), found.state()


if __name__ == "__main__":
    application = QApplication([])
    accessibility.install()
    QAccessible.setActive(True)
    reading = Reading(held=sys.argv[1] == "held")
    QTimer.singleShot(0, reading.open)
    sys.exit(application.exec())
