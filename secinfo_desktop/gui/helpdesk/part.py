"""What the three parts of the console have in common: they say what the agent said, or wants to do."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current


class Wish(StrEnum):
    """What opens something in the console itself before anything is said."""

    OTHER_STEP = "other_step"
    PHRASES = "phrases"
    NOTE = "note"
    HAND_OVER = "hand_over"
    WRAP_UP = "wrap_up"
    VERIFY = "verify"
    ANSWER_FOR = "answer_for"
    TROUBLE = "trouble"
    SEND_STEPS = "send_steps"
    JOIN = "join"
    NAME = "name"
    ACCOUNT = "account"
    APPROVALS = "approvals"
    ERASE = "erase"
    PROVIDER = "provider"
    EXPORT = "export"
    TICKET = "ticket"
    TICKS = "ticks"
    EVERYTHING = "everything"
    KEYS = "keys"
    SEARCH = "search"
    LANGUAGE = "language"
    PLACES = "places"
    SIGN_IN = "sign_in"
    PRACTISE = "practise"


class Part(QWidget):
    """A part of the console on its own ground."""

    said = Signal(object)
    """What the agent said, as ``helpdesk.said``."""
    wished = Signal(object)
    """A ``Wish``, or a ``StaffAction`` that has to be given a reason first."""

    def __init__(self, name: str, ground: Color) -> None:
        super().__init__()
        self.setAccessibleName(name)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, current().color(ground))
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def says(self, control: Pressable, what: object) -> None:
        """Pressing the control says this."""
        control.clicked.connect(lambda: self.said.emit(what))

    def wishes(self, control: Pressable, what: object) -> None:
        """Pressing the control opens this."""
        control.clicked.connect(lambda: self.wished.emit(what))
