"""Fields to type in."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit

from secinfo_desktop.gui.parts.bases import Focusable, Holder
from secinfo_desktop.gui.parts.buttons import Button, Kind
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.layouts import row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

WIDTH: Final = 360
LONGEST: Final = 1000
"""Characters: more than any name, address or password has, and few enough to be drawn at once."""
_HEIGHT: Final = 48
_PAD: Final = 14


class Field(Focusable, QLineEdit):
    """One line of input: 48 px high, a strong edge. Give it its label with ``Labelled``.

    ``left_to_right`` keeps phone numbers and addresses in order in a right-to-left window. ``width`` is the widest that
    it gets, in px at 100 %; on a narrow page it gets smaller.
    """

    ring_always = True

    def __init__(
        self, value: str = "", *, placeholder: str = "", width: int = WIDTH, left_to_right: bool = False
    ) -> None:
        super().__init__(value)
        self._has_problem = False
        self._width = current().px(width)
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        self.setFont(current().font(Type.BODY))
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(max(_HEIGHT, current().px(_PAD + 30)))
        self.setTextMargins(_PAD, 0, _PAD, 0)
        self._clear_ground()
        if left_to_right:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMaximumWidth(self._width)

    def sizeHint(self) -> QSize:
        """As wide as it may get."""
        return QSize(self._width, self.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a dozen characters."""
        return QSize(current().px(160), self.height())

    def set_problem(self, *, has_problem: bool) -> None:
        """Draw the edge of a field that has to be put right. The sentence about it stands above the field."""
        self._has_problem = has_problem
        self.update()

    def _clear_ground(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then Qt's text, caret and selection."""
        edge, width = (Color.BAD, 2.0) if self._has_problem else (Color.EDGE, 1.5)
        with Canvas(self) as canvas:
            ground = Color.SURFACE if self.isEnabled() and not self.isReadOnly() else Color.SUNKEN
            canvas.box(canvas.rect, ground, edge, Radius.CONTROL, width)
        super().paintEvent(event)


class PasswordField(Holder):
    """A password, hidden until its owner wants to see it. Paste is allowed (NIST SP 800-63B-4 §3.1.1.2)."""

    def __init__(self, *, show: str, hide: str, width: int = WIDTH) -> None:
        """Take the words of the button: verb and object, as "Show password"."""
        super().__init__()
        self._show, self._hide = show, hide
        self.field = Field(width=width, left_to_right=True)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.button = Button(show, Kind.QUIET)
        self.button.clicked.connect(self.toggle)
        self.setLayout(row(self.field, self.button, None, gap=8))
        self.setFocusProxy(self.field)
        self._hide_text()

    def password(self) -> str:
        """What was typed."""
        return self.field.text()

    def clear(self) -> None:
        """Forget what was typed, and the steps to undo it."""
        self.field.setText("")
        self._hide_text()

    @property
    def is_shown(self) -> bool:
        """True while it can be read."""
        return self.field.echoMode() is QLineEdit.EchoMode.Normal

    @Slot()
    def toggle(self) -> None:
        """Show it or hide it."""
        if self.is_shown:
            self._hide_text()
        else:
            self.field.setEchoMode(QLineEdit.EchoMode.Normal)
            self.button.set_words(self._hide)

    def _hide_text(self) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.button.set_words(self._show)
