"""What happened, newest last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice, takewhile
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.text import PlainLabel
from secinfo_desktop.gui.parts.typesetting import height_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current


class State(Enum):
    """How sure it is. The shape tells it: filled check, clock, hollow ring, cross, small i."""

    DONE = auto()
    ON_ITS_WAY = auto()
    UNKNOWN = auto()
    FAILED = auto()
    NOTE = auto()


_SIGNS: Final = {
    State.DONE: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    State.ON_ITS_WAY: (Glyph.CLOCK_FILL, Color.WARN_FILL),
    State.UNKNOWN: (Glyph.CIRCLE, Color.INK3),
    State.FAILED: (Glyph.X_CIRCLE_FILL, Color.BAD),
    State.NOTE: (Glyph.INFO_FILL, Color.INK2),
}


_SHORTEST_JOIN: Final = 6
"""Less is no line but a speck."""


@dataclass(frozen=True)
class Event:
    """One thing that happened, and when or more of it; ``spoken`` is the state as a word for a screen reader."""

    state: State
    what: str
    detail: str = ""
    spoken: str = ""

    def sentence(self) -> str:
        """All of it in the order in which it is heard."""
        return ", ".join(part for part in (self.what, self.detail, self.spoken) if part)


@dataclass(frozen=True)
class _Row:
    y: float
    height: float
    event: Event


class Timeline(Reflow, PlainLabel):
    """Events below each other, joined by a hairline. ``gap`` px lie between them."""

    def __init__(self, events: Sequence[Event], *, gap: int = 14) -> None:
        super().__init__()
        self._gap = gap
        self._events: tuple[Event, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.follow_width(QSizePolicy.Policy.Expanding)
        self.show_events(events)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show other events in the same place. What has stood there before is not painted again."""
        before, self._events = self._events, tuple(events)
        if before == self._events:
            return
        self.setAccessibleName("; ".join(event.sentence() for event in self._events))
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, self._events, strict=False)))
        self.refit(self._top_of(same - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where only the height changes, all of it stays where it is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.update()

    def _top_of(self, index: int) -> int:
        """Where an event begins, with the line that joins it to the next."""
        tops = (row.y for row in self._rows(self.width()))
        return int(next(islice(tops, max(index, 0), None), 0.0))

    def height_in(self, width: int) -> int:
        """All events with the gaps between them."""
        rows = list(self._rows(width))
        return ceil(rows[-1].y + rows[-1].height) if rows else 0

    def sizeHint(self) -> QSize:
        """A panel's width."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """Still readable beside a page."""
        return QSize(160, 0)

    def _start(self) -> float:
        return current().px(20) + 10

    def _rows(self, width: float) -> Iterator[_Row]:
        y = 0.0
        for event in self._events:
            inner = width - self._start()
            high = height_of(event.what, Type.SMALL, inner) + height_of(event.detail, Type.CAPTION, inner)
            yield _Row(y, high, event)
            y += high + self._gap

    def paintEvent(self, event: QPaintEvent) -> None:
        """Signs at the start, words beside them, hairlines between the signs."""
        top = event.rect().top()
        rows = [row for row in self._rows(self.width()) if row.y + row.height + self._gap >= top]
        with Canvas(self) as canvas:
            for row in rows:
                self._draw(canvas, row)
            for row in rows[:-1]:
                self._join(canvas, row)

    def _draw(self, canvas: Canvas, row: _Row) -> None:
        side = current().px(20)
        canvas.icon(*_SIGNS[row.event.state], QRectF(0, row.y, side, side))
        place = QRectF(self._start(), row.y, self.width() - self._start(), row.height)
        used = canvas.paragraph(row.event.what, Type.SMALL, Color.INK, place)
        if row.event.detail:
            canvas.paragraph(row.event.detail, Type.CAPTION, Color.INK2, place.adjusted(0, used, 0, 0))

    def _join(self, canvas: Canvas, row: _Row) -> None:
        side = current().px(20)
        length = row.height + self._gap - side - 6
        if length >= _SHORTEST_JOIN:
            canvas.fill(QRectF(side / 2 - 0.75, row.y + side + 3, 1.5, length), Color.LINE)
