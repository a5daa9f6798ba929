"""One place of a navigation: an icon, a name, and a mark on the one that is shown."""

from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Pressable, Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.typesetting import height_of, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_HIGH: Final = 40
_PAD: Final = 14
_GAP: Final = 10
_MARK: Final = 3


class SectionLink(Reflow, Pressable):
    """Leads to a place; ``is_here`` marks the one that is shown, which readers hear as ``name``."""

    def __init__(self, words: str, icon: Glyph, *, is_here: bool, name: str = "") -> None:
        super().__init__(words, name=name)
        self._icon, self.is_here = icon, is_here
        self.follow_width(QSizePolicy.Policy.Expanding)

    def _role(self) -> Type:
        return Type.SMALL_STRONG if self.is_here else Type.SMALL

    def _start(self) -> float:
        return _PAD + current().px(18) + _GAP

    def height_in(self, width: int) -> int:
        """The wrapped name with its air."""
        words = height_of(self.words, Type.SMALL_STRONG, width - self._start() - _PAD)
        return max(ceil(words) + 16, _HIGH)

    def sizeHint(self) -> QSize:
        """One line."""
        width = int(width_of(self.words, Type.SMALL_STRONG) + self._start() + _PAD + 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Its widest word."""
        widest = max((width_of(word, Type.SMALL_STRONG) for word in self.words.split()), default=0.0)
        return QSize(int(self._start() + widest + _PAD + 1), _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and mark of the place that is shown, icon, name."""
        ink = Color.ACCENT_INK if self.is_here else Color.INK
        ground = Color.ACCENT_SOFT if self.is_here else Color.HOVER if self.pointed_at else None
        with Canvas(self) as canvas:
            if ground is not None:
                canvas.box(canvas.rect, ground, None, Radius.SMALL)
            if self.is_here:
                canvas.box(QRectF(0, 10, _MARK, self.height() - 20), Color.ACCENT, None, 1.5)
            side = current().px(18)
            canvas.icon(self._icon, ink, QRectF(_PAD, (self.height() - side) / 2, side, side))
            width = self.width() - self._start() - _PAD
            high = height_of(self.words, self._role(), width)
            place = QRectF(self._start(), (self.height() - high) / 2, width, high)
            canvas.paragraph(self.words, self._role(), ink, place)
