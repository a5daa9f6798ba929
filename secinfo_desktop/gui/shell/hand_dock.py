"""The dock where the provider's own page takes the code: no field, nothing typed, only what became of it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout

from secinfo_desktop.gui.parts import Bar, Button, Edge, Flow, Margins, Text, column, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.code_dock import HEIGHT
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.texts.words import Words

WORKED: Final = "code_worked"
REFUSED: Final = "code_refused"
_NARROW_MARGIN: Final = 28


class HandDock(Holder):
    """Says where the code goes, and asks what came of it."""

    way_taken = Signal(str)
    """``WORKED`` or ``REFUSED``."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.worked = Button(words.say("page.shell.dock.worked"))
        self.refused = Button(words.say("page.shell.dock.refused"))
        self.worked.clicked.connect(lambda: self.way_taken.emit(WORKED))
        self.refused.clicked.connect(lambda: self.way_taken.emit(REFUSED))
        title = Text(words.say("page.shell.dock.by_hand"), Type.STRONG)
        hint = Text(words.say("page.shell.dock.by_hand.hint"), Type.SMALL, Color.INK2, max_chars=60)
        self.setLayout(column(self._bar(title, hint)))

    def _bar(self, title: Text, hint: Text) -> Bar:
        edge = _NARROW_MARGIN if current().one_column else Space.XXL
        margins = (edge, Space.S, edge, Space.S)
        return Bar(self._line(title, hint, margins), line=Edge.TOP, fill=Color.SURFACE, height=HEIGHT)

    def _line(self, title: Text, hint: Text, margins: Margins) -> QLayout:
        if current().one_column:
            return column(title, Space.XS, Flow(self.worked, self.refused, gap=Space.M), margins=margins)
        return row(column(title, hint), None, self.worked, self.refused, gap=Space.M, margins=margins)
