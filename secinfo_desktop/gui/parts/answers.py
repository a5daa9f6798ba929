"""Large answers, and the group of them from which one is chosen."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Holder, Pressable, Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.layouts import column
from secinfo_desktop.gui.parts.typesetting import height_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_PAD: Final = 20
_GAP: Final = 14
_LOWEST: Final = 68
_LOW: Final = 52


class Answer(Reflow, Pressable):
    """One answer: a key cap or an icon, the answer, one line of help, an arrow. One press answers and goes on.

    ``low`` is for a list from which one is chosen: rows without help stand closer.
    """

    ring_radius = Radius.CARD

    def __init__(
        self, title: str, help_words: str = "", *, key: str = "", icon: Glyph | None = None, low: bool = False
    ) -> None:
        super().__init__(title, key=key)
        self._help, self._icon, self._lowest = help_words, icon, _LOW if low else _LOWEST
        self.setAccessibleDescription(help_words)
        self.follow_width(QSizePolicy.Policy.Expanding)

    def height_in(self, width: int) -> int:
        """The wrapped words with their air, at least 68 px."""
        return int(max(self._words_height(self._words_place(width).width()) + 24, self._lowest))

    def sizeHint(self) -> QSize:
        """A comfortable column."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        """Still readable on a narrow page."""
        return QSize(current().px(160), self._lowest)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, lead, words, arrow."""
        with Canvas(self) as canvas:
            self._draw_ground(canvas)
            self._draw_lead(canvas)
            self._draw_words(canvas)
            self._draw_trail(canvas)

    def _has_lead(self) -> bool:
        return bool(self.key or self._icon)

    def _lead_side(self) -> int:
        return current().px(32)

    def _words_place(self, width: float) -> QRectF:
        start = _PAD + (self._lead_side() + _GAP if self._has_lead() else 0)
        return QRectF(start, 0, width - start - _PAD - 12 - current().px(20), self.height())

    def _words_height(self, width: float) -> float:
        help_height = height_of(self._help, Type.SMALL, width) + 2 if self._help else 0.0
        return height_of(self.words, Type.ANSWER, width) + help_height

    def _draw_ground(self, canvas: Canvas) -> None:
        pointed = self.pointed_at or self.isDown()
        fill, edge = (Color.HOVER, Color.EDGE) if pointed else (Color.SURFACE, Color.LINE)
        canvas.box(canvas.rect, fill, edge, Radius.CARD)

    def _draw_lead(self, canvas: Canvas) -> None:
        if self.key:
            canvas.key_cap(self.key, self._middle(_PAD, self._lead_side()), Color.INK2)
        elif self._icon:
            side = current().px(26)
            canvas.icon(self._icon, Color.ACCENT, self._middle(_PAD + (self._lead_side() - side) / 2, side))

    def _draw_words(self, canvas: Canvas) -> None:
        place = self._words_place(self.width())
        place.setTop((self.height() - self._words_height(place.width())) / 2)
        ink = Color.INK if self.isEnabled() else Color.INK3
        used = canvas.paragraph(self.words, Type.ANSWER, ink, place)
        if self._help:
            canvas.paragraph(self._help, Type.SMALL, Color.INK2, place.adjusted(0, used + 2, 0, 0))

    def _draw_trail(self, canvas: Canvas) -> None:
        side = current().px(20)
        canvas.icon(Glyph.CARET_RIGHT, Color.INK2, self._middle(self.width() - _PAD - side, side))

    def _middle(self, x: float, side: float) -> QRectF:
        return QRectF(x, (self.height() - side) / 2, side, side)


class Choice(Answer):
    """One of several answers, of which one is chosen before the person goes on: a radio button."""

    def __init__(self, title: str, help_words: str = "", *, chosen: bool = False, low: bool = False) -> None:
        super().__init__(title, help_words, low=low)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # this makes it a radio button to a screen reader
        self.setChecked(chosen)

    def _has_lead(self) -> bool:
        return True

    def _draw_ground(self, canvas: Canvas) -> None:
        if self.isChecked():
            canvas.box(canvas.rect, Color.ACCENT_SOFT, Color.ACCENT, Radius.CARD, 2)
        else:
            super()._draw_ground(canvas)

    def _draw_lead(self, canvas: Canvas) -> None:
        side, chosen = current().px(22), self.isChecked()
        ring = self._middle(_PAD + (self._lead_side() - side) / 2, side)
        canvas.disc(ring, Color.SURFACE, Color.ACCENT if chosen else Color.EDGE, 2)
        if chosen:
            inset = side * 0.27
            canvas.disc(ring.adjusted(inset, inset, -inset, -inset), Color.ACCENT)

    def _draw_trail(self, canvas: Canvas) -> None:
        """A choice leads nowhere yet."""


class Choices(Holder):
    """A group of choices: one Tab stop, arrow keys move the choice."""

    chosen = Signal(int)
    """The index of the choice that the person made."""

    def __init__(self, choices: Sequence[Choice], *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        for index, choice in enumerate(choices):
            self._group.addButton(choice, index)
        self._group.idClicked.connect(self._choose)
        self.setLayout(column(*choices, gap=10))
        self._keep_one_tab_stop()

    def index(self) -> int | None:
        """Which one is chosen, if any."""
        return None if self._group.checkedId() < 0 else self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose for the person, without a signal."""
        self._group.button(index).setChecked(True)
        self._keep_one_tab_stop()

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._keep_one_tab_stop()
        self.chosen.emit(index)

    def _keep_one_tab_stop(self) -> None:
        """The chosen one, or the first. Qt does the same, but only once the group has had the focus."""
        stop = self._group.checkedButton() or self._group.button(0)
        for button in self._group.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
