"""'Why this question?': closed at first, opens in place below its link."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.accessibility import ExpandingLink
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.parts.layouts import START, Flow, Item, column
from secinfo_desktop.gui.parts.surfaces import Card
from secinfo_desktop.gui.parts.text import Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type


class Disclosure(Holder):
    """A link and the panel that it opens; readers hear expanded or collapsed.

    ``beside`` is what the link stands beside, where there is room: the button that it is about.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, body: str, *, opened: bool = False, beside: QWidget | None = None) -> None:
        super().__init__()
        self.link = ExpandingLink(title, icon=Glyph.INFO, trailing=Glyph.CARET_DOWN)
        self._body = body
        self._panel: Card | None = None
        head: Item = (self.link, START) if beside is None else Flow(beside, self.link, gap=24)
        self._column = column(head, gap=4 if beside is None else 12)
        self.setLayout(self._column)
        self.link.clicked.connect(self.toggle)
        if opened:
            self._show(opened=True)

    @property
    def is_open(self) -> bool:
        """True while the panel is shown."""
        return self.link.expanded

    @Slot()
    def toggle(self) -> None:
        """Open it or close it."""
        self._show(opened=not self.is_open)
        self.toggled.emit(self.is_open)

    def set_open(self, *, opened: bool) -> None:
        """Open or close it without a signal."""
        if opened != self.is_open:
            self._show(opened=opened)

    def _show(self, *, opened: bool) -> None:
        if self._panel is None:
            self._panel = self._new_panel()
            self._column.addWidget(self._panel)
        self._panel.setVisible(opened)
        self.link.set_trailing(Glyph.CARET_UP if opened else Glyph.CARET_DOWN)
        self.link.set_expanded(expanded=opened)

    def _new_panel(self) -> Card:
        """Made when it is opened first: most never are."""
        words = Text(self._body, Type.SMALL, max_chars=84)
        return Card(column(words), fill=Color.SUNKEN, edge=None, radius=Radius.CONTROL, pad=14)
