"""Sheets, bars, hairlines, notices. There are no shadows: grounds and hairlines do the work in every scheme."""

from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import AroundColumn, Holder
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.layouts import START, TOP, Item, column, row
from secinfo_desktop.gui.parts.text import Icon, Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current


class Card(AroundColumn, QFrame):
    """A sheet: fill, hairline, radius. In high contrast every card has an edge. ``pad`` is the room inside, in px."""

    def __init__(
        self,
        layout: QLayout,
        *,
        fill: Color = Color.SURFACE,
        edge: Color | None = Color.LINE,
        radius: int = Radius.CARD,
        pad: int = 20,
    ) -> None:
        super().__init__()
        self._fill, self._edge, self._radius = fill, edge, radius
        layout.setContentsMargins(pad, pad, pad, pad)
        self.setLayout(layout)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet."""
        edge = self._edge or (Color.EDGE if current().scheme.bold_edges else None)
        with Canvas(self) as canvas:
            canvas.box(canvas.rect, self._fill, edge, self._radius)


class Edge(Enum):
    """On which side of a bar its hairline lies."""

    TOP = "top"
    BOTTOM = "bottom"


class Bar(Holder):
    """A strip over the whole width with one hairline, at least ``height`` px high."""

    def __init__(self, layout: QLayout, *, line: Edge, fill: Color = Color.CANVAS, height: int = 0) -> None:
        super().__init__()
        self._fill, self._line = fill, line
        self.setLayout(layout)
        self.setMinimumHeight(height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and hairline."""
        with Canvas(self) as canvas:
            canvas.fill(canvas.rect, self._fill)
            y = 0 if self._line is Edge.TOP else self.height() - 1
            canvas.fill(QRectF(0, y, self.width(), 1), Color.LINE)


class Rule(QWidget):
    """A hairline between things."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__()
        if orientation is Qt.Orientation.Vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with Canvas(self) as canvas:
            canvas.fill(canvas.rect, Color.LINE)


class Tone(Enum):
    """How something stands: never told by colour alone. PLAIN is NEUTRAL on a sunken ground."""

    NEUTRAL = "neutral"
    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    OTHER = "other"
    """The second account, and nothing else."""


class NoticeLook(NamedTuple):
    """The ground, edge and sign of a notice."""

    fill: Color
    edge: Color | None
    sign: Glyph
    sign_color: Color


_NOTICES: Final = {
    Tone.NEUTRAL: NoticeLook(Color.SURFACE, Color.LINE, Glyph.INFO, Color.INK2),
    Tone.GOOD: NoticeLook(Color.ACCENT_SOFT, None, Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    Tone.WARN: NoticeLook(Color.WARN_SOFT, Color.WARN_EDGE, Glyph.WARNING_FILL, Color.WARN_FILL),
    Tone.BAD: NoticeLook(Color.BAD_SOFT, Color.BAD_EDGE, Glyph.X_CIRCLE_FILL, Color.BAD),
}


class Notice(Card):
    """A sign, a sentence, details and, below them, anything more (actions). ``max_chars`` bounds the lines."""

    def __init__(
        self,
        title: str,
        body: str = "",
        tone: Tone = Tone.NEUTRAL,
        *more: QWidget | QLayout,
        icon: Glyph | None = None,
        max_chars: int = 70,
        small: bool = False,
    ) -> None:
        """``small``: in the console's type."""
        look = _NOTICES[tone]
        ink = Color.INK2 if tone is Tone.NEUTRAL else Color.INK
        strong, plain = (Type.SMALL_STRONG, Type.SMALL) if small else (Type.STRONG, Type.BODY)
        words: list[Item] = [Text(title, strong, max_chars=max_chars)]
        words += [Text(body, plain, ink, max_chars=max_chars)] if body else []
        for item in more:  # at the start: a button that may not grow would hold the whole column narrow
            words += [8, (item, START) if isinstance(item, QWidget) else item]
        layout = row((Icon(icon or look.sign, look.sign_color, 22), TOP), column(*words, gap=4), gap=14)
        layout.setStretch(1, 1)
        super().__init__(layout, fill=look.fill, edge=look.edge)
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
