"""Says that something is being done outside, and offers to stop waiting for it. It moves nothing on the page."""

from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import MIDDLE, Bar, Edge, Icon, Link, Text, column, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.texts.words import Words

_HEIGHT: Final = 56
_NARROW_MARGIN: Final = 28


class WorkingBar(Holder):
    """A strip over the lower end of the page."""

    cancelled = Signal()

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._link = Link(words.say("page.shell.cancel"))
        self._link.clicked.connect(self.cancelled)
        edge = _NARROW_MARGIN if current().one_column else Space.XXL
        sentence = Text(words.say("page.shell.working"), Type.STRONG)
        sign = Icon(Glyph.HOURGLASS, Color.WARN_FILL, 22)
        line = row((sign, MIDDLE), sentence, None, self._link, gap=Space.S, margins=(edge, Space.XS, edge, Space.XS))
        self.setLayout(column(Bar(line, line=Edge.TOP, fill=Color.SURFACE, height=_HEIGHT)))
        self.hide()

    def lie_in(self, place: QRect) -> None:
        """Take the lower end of a place, and be seen."""
        high = self.sizeHint().height()
        self.setGeometry(place.x(), place.y() + place.height() - high, place.width(), high)
        self.show()
        self.raise_()
