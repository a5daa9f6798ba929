"""The field for the code: six cells to look at, one line edit to keys, clipboard and screen reader."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from secinfo_desktop.domain.code_text import code_in, digits_of
from secinfo_desktop.domain.codes import DIGITS as LENGTH
from secinfo_desktop.gui.parts.bases import Focusable
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_GAP: Final = 8
_NARROWEST: Final = 44
"""px: a digit at 200 % with its edges."""
_HALF: Final = LENGTH // 2
DOCK_CELL: Final = 36
_UNDO: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class CodeField(Focusable, QLineEdit):
    """Takes digits only; a pasted "481 906", or a whole message with one six-digit group, arrives whole.

    It has no length limit of Qt's: that would cut "481 906" to "481 90". Always left-to-right. It forgets what it held
    when it is cleared: there is nothing to undo and nothing is predicted. ``cell`` is a cell's width at 100 %.
    """

    completed = Signal(str)
    """The sixth digit arrived, typed or pasted."""

    ring_always = True
    ring_radius = Radius.SMALL + 2

    def __init__(self, *, name: str, cell: int = 46) -> None:
        super().__init__()
        self._digits = ""
        self._cell = current().px(cell)
        self.setFrame(False)
        self.setAccessibleName(name)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhDigitsOnly
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setFixedHeight(int(self._cell * 1.2))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setDragEnabled(False)
        self.textChanged.connect(self._clean)
        self.selectionChanged.connect(self._stay_at_the_end)
        self.cursorPositionChanged.connect(self._stay_at_the_end)

    def sizeHint(self) -> QSize:
        """Six cells."""
        return QSize((self._cell + _GAP) * LENGTH, self.height())

    def minimumSizeHint(self) -> QSize:
        """Six cells that still hold a digit: large text in a narrow window."""
        return QSize((min(self._cell, _NARROWEST) + _GAP) * LENGTH, self.height())

    def code(self) -> str:
        """The digits so far, at most six."""
        return self._digits

    @property
    def is_full(self) -> bool:
        """True with six digits."""
        return len(self._digits) == LENGTH

    @Slot()
    def clear(self) -> None:
        """Forget the digits and the steps to undo them."""
        self.setText("")

    def put(self, code: str) -> None:
        """Show a code that is known already: nobody is told that it is complete."""
        self._digits = code
        self.setText(code)

    def take(self, text: str) -> bool:
        """Take a code out of a text from elsewhere; False, and nothing changes, if there is not exactly one."""
        found = code_in(text)
        if found:
            self.setText(found)
        return found is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A paste replaces what was typed; there is no undo: a used code must not come back."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.take(QGuiApplication.clipboard().text()):
            return
        if not any(event.matches(key) for key in _UNDO):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on where the digits end: Qt would select all of them, and the next digit would replace them."""
        super().focusInEvent(event)
        self.setCursorPosition(len(self.text()))

    @Slot(str)
    def _clean(self, text: str) -> None:
        """Keep digits only, whatever the way they came: keys, menu, drop, input method."""
        digits = self._digits_from(text)
        if text != digits:
            self.setText(digits)  # comes back here
            return
        before, self._digits = self._digits, digits
        self.update()
        if self.is_full and digits != before:
            self.completed.emit(digits)

    def _digits_from(self, text: str) -> str:
        """What is new decides, not what stood there: a pasted code replaces it, pasted words change nothing."""
        whole = code_in(text.removeprefix(self._digits))
        if whole is not None:
            return whole
        digits = digits_of(text)
        return self._digits if digits is None else digits[:LENGTH]

    @Slot()
    def _stay_at_the_end(self) -> None:
        """All digits are selected or none, and the next one comes last: the cells can't show anything else."""
        if self.hasSelectedText() and self.selectedText() != self.text():
            self.deselect()
        if not self.hasSelectedText() and self.cursorPosition() != len(self.text()):
            self.setCursorPosition(len(self.text()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The cells; the next one is marked and has a caret."""
        here = min(len(self._digits), LENGTH - 1) if self.hasFocus() else -1
        with Canvas(self) as canvas:
            cell = min(self._cell, self.width() / LENGTH - _GAP)
            for index in range(LENGTH):
                x = index * (cell + _GAP) + (_GAP if index >= _HALF else 0)
                self._draw_cell(canvas, QRectF(x, 0, cell, self.height()), index, here=index == here)

    def _draw_cell(self, canvas: Canvas, cell: QRectF, index: int, *, here: bool) -> None:
        edge, width = (Color.INK, 2.0) if here else (Color.EDGE, 1.5)
        chosen = self.hasSelectedText() and index < len(self._digits)
        canvas.box(cell, Color.ACCENT_SOFT if chosen else Color.SURFACE, edge, Radius.SMALL, width)
        if index < len(self._digits):
            font = current().font(Type.CODE)
            font.setPixelSize(int(self._cell * 0.6))
            canvas.centred(self._digits[index], font, current().color(Color.INK), cell)
        elif here:
            high = self._cell * 0.56
            caret = QRectF(cell.center().x() - 1, cell.center().y() - high / 2, 2, high)
            canvas.fill(caret, Color.INK)
