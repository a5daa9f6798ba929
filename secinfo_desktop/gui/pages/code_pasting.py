"""A code that was copied outside is offered to be pasted, while a window is open in which it was asked for."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from secinfo_desktop.gui.copied_code import CopiedCode
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Button, Flow, Text, column, holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.slot import Slot as Place
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.texts.words import Words


class CodePasting(QObject):
    """Fills a place. Only where the code is typed here; by hand the clipboard is not even looked at."""

    pasted = Signal(str)
    rebuilt = Signal()

    def __init__(self, place: Place, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._is_open = place, False
        self._copied = CopiedCode(QGuiApplication.clipboard(), self)
        self._copied.changed.connect(self._show)
        button = Button(words.say("apart.paste"), icon=Glyph.PASSWORD)
        button.setObjectName("paste-code")
        button.clicked.connect(lambda: self.pasted.emit(self._copied.take()))
        hint = Text(words.say("apart.pasted"), Type.SMALL, Color.INK2)
        self._offer = holder(column(holder(Flow(button)), hint, gap=4, margins=(0, 14, 0, 0)))

    def show_now(self, *, is_open: bool) -> None:
        """Windows are open, or no longer."""
        self._is_open = is_open
        self._show()

    @Slot()
    def _show(self) -> None:
        is_offered = self._is_open and self._copied.is_there
        if is_offered is self._place.isHidden():
            self._place.put(self._offer if is_offered else None)
            self.rebuilt.emit()
