"""The foot of every page: what can be said at any time, whichever page it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Flow, Item, Link, Rule, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import margin
from secinfo_desktop.gui.shell.surroundings import Way
from secinfo_desktop.gui.theme import Space, Type


class Foot(QWidget):
    """Quiet links below a hairline. ``sentence`` stands there where the header has no room for it."""

    way_taken = Signal(str)

    def __init__(self, ways: Sequence[Way], sentence: str) -> None:
        super().__init__()
        links = [Link(way.words) for way in ways]
        for link, way in zip(links, ways, strict=True):
            link.clicked.connect(partial(self._take, way.id))
        items: list[Item] = [Rule(), Space.XS, Flow(*links, gap=28)]
        items += [Space.XS, Text(sentence, Type.CAPTION, Color.INK2)] if sentence else []
        self.setLayout(column(*items, margins=(margin(), 0, margin(), Space.S)))

    def _take(self, way: str, *_checked: bool) -> None:
        self.way_taken.emit(way)
