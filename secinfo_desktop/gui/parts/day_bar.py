"""The days of a waiting period as a line of cells, with a dot below each day on which everybody is written to."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current

_CELL: Final = 10
_DOT: Final = 4
_BETWEEN: Final = 3
_HIGH: Final = 20


class DayBar(QProgressBar):
    """Day ``day`` of ``days``. The words beside it say the same; ``spoken`` is what a screen reader hears."""

    def __init__(self, day: int, days: int, dots: Sequence[int], *, spoken: str) -> None:
        super().__init__()
        self._dots = frozenset(dots)
        self.setTextVisible(False)
        self.setRange(0, max(days, 1))
        self.setValue(day)
        self.setAccessibleName(spoken)
        self.setFixedHeight(current().px(_HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A comfortable line."""
        return QSize(480, current().px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Still one cell for each day."""
        return QSize(160, current().px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The cells, the past ones filled; the dots below them."""
        step = self.width() / self.maximum()
        with Canvas(self) as canvas:
            for day in range(1, self.maximum() + 1):
                x = (day - 1) * step
                cell = QRectF(x, 0, step - _BETWEEN, current().px(_CELL))
                canvas.box(cell, Color.WARN_FILL if day <= self.value() else Color.TRACK, None, 3)
                if day in self._dots:
                    self._draw_dot(canvas, cell)

    def _draw_dot(self, canvas: Canvas, cell: QRectF) -> None:
        side = current().px(_DOT)
        canvas.disc(QRectF(cell.center().x() - side / 2, cell.bottom() + current().px(4), side, side), Color.INK2)
