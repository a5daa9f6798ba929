"""What can be said at any time, whichever page it is: quiet links below the notes, or below the page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from secinfo_desktop.gui.parts import START, Flow, Item, Link, Rule, Text, column, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import margin, place_in_the_middle
from secinfo_desktop.gui.shell.surroundings import Way
from secinfo_desktop.gui.theme import Space, Type


class Ways(Holder):
    """The links below each other (``stacked``) or in one line."""

    way_taken = Signal(str)

    def __init__(self, ways: Sequence[Way], *, stacked: bool) -> None:
        super().__init__()
        links = [Link(way.words) for way in ways]
        for link, way in zip(links, ways, strict=True):
            link.clicked.connect(partial(self._take, way.id))
        self.setLayout(column(*((link, START) for link in links)) if stacked else column(Flow(*links, gap=28)))

    def _take(self, way: str, *_checked: bool) -> None:
        self.way_taken.emit(way)


class Foot(Holder):
    """The links below a hairline, and a sentence where the header has no room for it."""

    def __init__(self, ways: Ways | None, sentence: str, *, centred: bool) -> None:
        """``centred`` stands below a page that is a column in the middle."""
        super().__init__()
        items: list[Item] = [Rule(), Space.XS]
        items += [ways] if ways is not None else []
        items += [Space.XS, Text(sentence, Type.CAPTION, Color.INK2)] if sentence else []
        line = row(margins=(margin(), 0, margin(), Space.S))
        if centred:
            place_in_the_middle(line, column(*items))
        else:
            line.addLayout(column(*items))
        self.setLayout(line)
