"""What the window knows of a page. Pages are built from parts; they know neither window nor network."""

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QWidget

from secinfo_desktop.gui.parts import Button, Kind, holder, reading_order
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.theme import Space, current

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import CodeField, Disclosure
    from secinfo_desktop.gui.shell.slot import Slot

_TOP: Final = 30
_BOTTOM: Final = 22
_NARROW_MARGIN: Final = 28
_CENTRED_WIDTH: Final = 680


class Template(Enum):
    """How a page lies in the window."""

    STEP = "step"
    """At the side where reading begins, beside the panel."""
    CENTRED = "centred"
    """A column of 680 px in the middle: the start page."""


def margin() -> int:
    """The room between the window's side and the page, in px."""
    return _NARROW_MARGIN if current().one_column else Space.XXL


def place_in_the_middle(outer: QHBoxLayout, content: QLayout) -> None:
    """Put a column of 680 px into the middle of a row."""
    narrow = holder(content)
    narrow.setMaximumWidth(_CENTRED_WIDTH)
    outer.addStretch(1)
    outer.addWidget(narrow, 1000)
    outer.addStretch(1)


class PageView(Holder):
    """One page: a heading and a layout of parts. Subclasses add the signals that say what the person did."""

    def __init__(self, heading: str, content: QLayout, *, template: Template = Template.STEP) -> None:
        super().__init__()
        self._heading = heading
        self.is_centred = template is Template.CENTRED and not current().one_column
        self.setAccessibleName(heading)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer = QHBoxLayout(self)
        outer.setSpacing(0)
        outer.setContentsMargins(margin(), Space.L if current().one_column else _TOP, margin(), _BOTTOM)
        if self.is_centred:
            place_in_the_middle(outer, content)
        else:
            outer.addLayout(content)

    @property
    def heading(self) -> str:
        """The question or the instruction: spoken when the page comes."""
        return self._heading

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the page itself, which has the keyboard while its first control is out of sight, Tab goes to it."""
        first = self.first_stop() if forward and self.hasFocus() else None
        if first is None:
            return super().focusNextPrevChild(forward)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll_to(first)
        return True

    def _scroll_to(self, control: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(control, 0, Space.L)

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts, if the page knows better than to start at its first control."""
        return None

    def first_stop(self) -> QWidget | None:
        """The first control that can be used."""
        stops = (stop for stop in reading_order(self) if stop.isEnabled() and stop.isVisibleTo(self))
        return next(stops, None)

    def primary(self) -> Button | None:
        """What Enter presses when no button has the focus. Fields need no listener of their own for Enter."""
        buttons = (stop for stop in reading_order(self) if isinstance(stop, Button))
        return next((button for button in buttons if button.kind is Kind.PRIMARY), None)

    def code_field(self) -> "CodeField | None":
        """Where digits go, if the page itself asks for the code."""
        from secinfo_desktop.gui.parts import CodeField

        return next((stop for stop in reading_order(self) if isinstance(stop, CodeField)), None)

    def ways_place(self) -> "Slot | None":
        """Where the page takes in what can be said at any time; None: it stands below the page, behind a hairline."""
        return None

    def why(self) -> "Disclosure | None":
        """What Alt+W opens."""
        from secinfo_desktop.gui.parts import Disclosure

        return next(iter(self.findChildren(Disclosure)), None)
