"""The line that says who looks on, with the button that ends it. It lies below the page, so that it moves nothing."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    MIDDLE,
    SMALL_HEIGHT,
    START,
    Bar,
    Button,
    Edge,
    Flow,
    Icon,
    Item,
    Text,
    column,
    row,
)
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.surroundings import InCompany, Way
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.texts.words import Words

_NARROW_MARGIN: Final = 28
_CHARS: Final = 104


def _is_narrow(its: InCompany) -> bool:
    return current().one_column and its.offer is not None


class CompanyBar(Holder):
    """Calm while all is well; a warning sign and a sentence where the other side is not reached."""

    way_taken = Signal(str)

    def __init__(self, its: InCompany, words: Words) -> None:
        super().__init__()
        self.setAccessibleName(its.lines[0])
        edge = _NARROW_MARGIN if current().one_column else Space.XXL
        glyph, ink = (Glyph.WARNING_FILL, Color.WARN_FILL) if its.is_warning else (Glyph.HEADSET, Color.ACCENT)
        sign = Icon(glyph, ink, 20)
        end = self._button(its.end, words.say("live_help.company.end.name")) if its.end is not None else None
        told = self._told(its, end)
        beside: list[Item] = [(end, MIDDLE)] if end is not None and not _is_narrow(its) else []
        line = row((sign, MIDDLE), column(*told), *beside, gap=Space.S, margins=(edge, Space.XS, edge, Space.XS))
        line.setStretch(1, 1)
        self.setLayout(column(Bar(line, line=Edge.TOP, fill=Color.SUNKEN)))

    def _told(self, its: InCompany, end: Button | None) -> list[Item]:
        """Who looks on stands there always; where there is little room, a proposal takes the place of the rest."""
        first, *more = its.lines
        told: list[Item] = [Text(first, Type.SMALL_STRONG, max_chars=_CHARS)]
        if not _is_narrow(its):
            told += [Text(line, Type.SMALL, Color.INK2, max_chars=_CHARS) for line in more]
        if its.offer is None:
            return told
        sentence, way = its.offer
        button = self._button(way, "")
        ends: Item = Flow(button, end, gap=12) if end is not None and _is_narrow(its) else (button, START)
        return [*told, 6, Text(sentence, Type.STRONG, max_chars=_CHARS), 4, ends]

    def _button(self, way: Way, name: str) -> Button:
        button = Button(way.words, height=SMALL_HEIGHT, name=name)
        button.setObjectName(way.id)
        button.clicked.connect(partial(self.way_taken.emit, way.id))
        return button
