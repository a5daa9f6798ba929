"""What a key means when no control has taken it."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_WITH_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Meaning(Enum):
    """What the person wants with the key."""

    DIGIT = auto()
    """It belongs into the code field, wherever the keyboard is."""
    LETTER = auto()
    """It presses the answer that carries it."""
    PASTE = auto()
    ENTER = auto()
    LEAVE = auto()
    NOTHING = auto()


def meaning(event: QKeyEvent) -> Meaning:
    """A held key means nothing after the first time: it must not run through several pages."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return Meaning.PASTE
    if event.isAutoRepeat() or event.modifiers() & ~_WITH_SHIFT:
        return Meaning.NOTHING
    if event.key() in _ENTER:
        return Meaning.ENTER
    if event.key() == Qt.Key.Key_Escape:
        return Meaning.LEAVE
    return _of_text(event.text())


def _of_text(text: str) -> Meaning:
    if len(text) != 1:
        return Meaning.NOTHING
    if text.isdecimal():
        return Meaning.DIGIT
    return Meaning.LETTER if text.isalpha() else Meaning.NOTHING
