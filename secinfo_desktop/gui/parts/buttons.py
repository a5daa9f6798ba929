"""Buttons and links."""

from enum import Enum, auto
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Pressable, Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.typesetting import height_of, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current, measures

HEIGHT: Final = 44
SMALL_HEIGHT: Final = 36
_GAP: Final = 8
_WIDEST_WORD: Final = 220
"""px: a longer one breaks, so that the smallest window still holds a button."""


class Kind(Enum):
    """How much a button asks to be pressed."""

    PRIMARY = auto()
    SECONDARY = auto()
    QUIET = auto()
    DANGER = auto()
    SELECTED = auto()


class Paint(NamedTuple):
    """The colours of one state."""

    fill: Color | None
    edge: Color | None
    ink: Color


class States(NamedTuple):
    """The colours of one kind: nothing on it, pointer on it, pressed."""

    normal: Paint
    pointer: Paint
    pressed: Paint


_STATES: Final = {
    Kind.PRIMARY: States(
        Paint(Color.ACCENT, None, Color.ON_ACCENT),
        Paint(Color.ACCENT_HOVER, None, Color.ON_ACCENT),
        Paint(Color.ACCENT_DOWN, None, Color.ON_ACCENT),
    ),
    Kind.SECONDARY: States(
        Paint(Color.SURFACE, Color.EDGE, Color.INK),
        Paint(Color.HOVER, Color.EDGE, Color.INK),
        Paint(Color.SUNKEN, Color.EDGE, Color.INK),
    ),
    Kind.QUIET: States(
        Paint(None, None, Color.ACCENT_INK),
        Paint(Color.SUNKEN, None, Color.ACCENT_INK),
        Paint(Color.SUNKEN, None, Color.ACCENT_INK),
    ),
    Kind.DANGER: States(
        Paint(Color.SURFACE, Color.BAD_EDGE, Color.BAD),
        Paint(Color.BAD_SOFT, Color.BAD_EDGE, Color.BAD),
        Paint(Color.BAD_SOFT, Color.BAD_EDGE, Color.BAD),
    ),
    Kind.SELECTED: States(*[Paint(Color.ACCENT_SOFT, Color.ACCENT, Color.ACCENT_INK)] * 3),
}


def _lifted(paint: Paint) -> Paint:
    """In high contrast all soft grounds are black: a pointer has to show there, too."""
    soft = paint.fill in (Color.SUNKEN, Color.BAD_SOFT)
    return paint._replace(fill=Color.HOVER) if soft and current().scheme.bold_edges else paint


class Button(Reflow, Pressable):
    """Something to press, as wide as its words; where it may give way, a narrow place breaks them into lines.

    Buttons of 44 px and more have body-size words, lower ones small words. An icon-only button needs a ``name``.
    ``key`` is a letter that presses it and stands on it as a key cap.
    """

    def __init__(
        self,
        words: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: Glyph | None = None,
        trailing: Glyph | None = None,
        height: int = HEIGHT,
        key: str = "",
        name: str = "",
    ) -> None:
        super().__init__(words, key=key, name=name)
        self.kind, self._icon, self._trailing, self._height = kind, icon, trailing, height
        self._role = Type.BUTTON if height >= HEIGHT else Type.SMALL_STRONG
        self._idle = (words, icon)
        self._kept_size: QSize | None = None
        self._measured: tuple[Kind, int, QSize] | None = None
        self._least: QSize | None = None
        self._gives_way = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def give_way(self) -> None:
        """Be narrower than the words where there is no room for them, and higher instead."""
        self._gives_way = True
        self.follow_width(QSizePolicy.Policy.Maximum)

    def height_in(self, width: int) -> int:
        """The height of the lines with their air; while it works, the height that it had."""
        if self.is_working:
            return self.height()
        natural = self.sizeHint()
        lines = height_of(self.words, self._role, self._words_room(width)) if width < natural.width() else 0.0
        return max(natural.height(), ceil(lines + 16))

    def minimumSizeHint(self) -> QSize:
        """All of it; where it may give way, the widest word with what stands around the words."""
        natural = self.sizeHint()
        if not self._gives_way:
            return natural
        if self._least is None:
            self._least = self._least_size(natural)
        return self._least

    def _least_size(self, natural: QSize) -> QSize:
        widest = max((width_of(word, self._role) for word in self.words.split()), default=0.0)
        around = natural.width() - self._words_room(natural.width())
        return QSize(min(natural.width(), ceil(min(widest, _WIDEST_WORD) + around)), natural.height())

    def _words_room(self, width: float) -> float:
        """What icons, key and air leave for the words."""
        return width - 2 * self._pad() - self._content_width() + width_of(self._drawn_words(), self._role)

    def set_words(self, words: str) -> None:
        """Write something else on it; a screen reader hears the new words."""
        super().set_words(words)
        self._measure_again()
        self.refit()

    def show_shortcut(self, keys: str) -> None:
        """Show keys that are heard in the whole window, as "Ctrl K"."""
        super().show_shortcut(keys)
        self._measure_again()

    def _fit(self, size: QSize) -> None:
        if self._gives_way:
            super()._fit(size)

    def set_trailing(self, glyph: Glyph) -> None:
        """Show another icon behind the words."""
        self._trailing = glyph
        self._measure_again()
        self.update()

    @property
    def is_working(self) -> bool:
        """True while it shows that what it started goes on."""
        return self._kept_size is not None

    def set_working(self, words: str) -> None:
        """Show that what it started goes on: an hourglass, other words if they fit, no press. Nothing moves by it."""
        if self._kept_size is None:
            self._idle, self._kept_size = (self.words, self._icon), self.sizeHint()
        self._hold_back(held=True)
        self._icon = Glyph.HOURGLASS
        self.set_words(words)

    def set_idle(self) -> None:
        """Be pressed again."""
        if self._kept_size is not None:
            self._kept_size = None
            self._hold_back(held=False)
            words, self._icon = self._idle
            self.set_words(words)

    def _hold_back(self, *, held: bool) -> None:
        """Pointer, keys and screen readers press in different ways, so the signal itself is held back."""
        self.blockSignals(held)

    def sizeHint(self) -> QSize:
        """The words, icons and key with their air; while it works, the size that it had."""
        if self._kept_size is not None:
            return self._kept_size
        kept = self._measured
        if kept is None or kept[0] is not self.kind or kept[1] != measures():  # layouts ask many times
            kept = self._measured = self.kind, measures(), self._natural_size()
            self._least = None
        return kept[2]

    def _measure_again(self) -> None:
        """Something else stands on it."""
        self._measured = self._least = None

    def _natural_size(self) -> QSize:
        high = max(self._height, int(current().line_height(self._role) + 16))
        return QSize(max(int(self._content_width() + 2 * self._pad()), high), high)

    def _pad(self) -> int:
        if self.kind is Kind.QUIET:
            return 12
        return 20 if self._height >= HEIGHT else 14

    def _icon_side(self) -> int:
        return current().px(20 if self._height >= HEIGHT else 18)

    def _key_width(self) -> float:
        return width_of(self.key, Type.LABEL) + 12

    def _drawn_words(self) -> str:
        """While it works, words that are too long for its size are only spoken."""
        if self._kept_size is None:
            return self.words
        key = self._key_width() + 2 + _GAP if self.key else 0.0
        room = self._kept_size.width() - self._icon_side() - _GAP - key - 2 * _GAP
        return self.words if width_of(self.words, self._role) <= room else ""

    def _content_width(self) -> float:
        parts = [width_of(self._drawn_words(), self._role)] if self._drawn_words() else []
        parts += [float(self._icon_side()) for glyph in (self._icon, self._trailing) if glyph]
        parts += [self._key_width() + 2] if self.key else []
        return sum(parts) + _GAP * (len(parts) - 1)

    def paint_now(self) -> Paint:
        """The colours of the state that it is in."""
        if not self.isEnabled():
            return Paint(Color.SUNKEN, Color.INK3 if current().scheme.bold_edges else None, Color.INK3)
        states = _STATES[self.kind]
        if self.isDown():
            return _lifted(states.pressed)
        return _lifted(states.pointer) if self.pointed_at and not self.is_working else states.normal

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, words, trailing icon, key: in the order of reading."""
        fill, edge, ink = self.paint_now()
        with Canvas(self) as canvas:
            if fill or edge:
                canvas.box(canvas.rect, fill, edge, Radius.CONTROL)
            x = max((self.width() - self._content_width()) / 2, float(self._pad()))
            x = self._draw_icon(canvas, self._icon, ink, x)
            if words := self._drawn_words():
                wide = min(width_of(words, self._role), self._words_room(self.width()))
                high = height_of(words, self._role, wide)
                canvas.paragraph(words, self._role, ink, QRectF(x, (self.height() - high) / 2, wide, high))
                x += wide + _GAP
            x = self._draw_icon(canvas, self._trailing, ink, x)
            self._draw_key(canvas, ink, x)

    def _draw_icon(self, canvas: Canvas, glyph: Glyph | None, ink: Color, x: float) -> float:
        if glyph is None:
            return x
        side = self._icon_side()
        canvas.icon(glyph, ink, QRectF(x, (self.height() - side) / 2, side, side))
        return x + side + _GAP

    def _draw_key(self, canvas: Canvas, ink: Color, x: float) -> None:
        if self.key:
            high = current().px(22)
            place = QRectF(x + 2, (self.height() - high) / 2, self._key_width(), high)
            primary = self.kind is Kind.PRIMARY
            ground = Color.SURFACE if self._lies_on_sunken() else Color.SUNKEN
            canvas.key_cap(self.key, place, ink if primary else Color.INK2, on_color=primary, ground=ground)

    def _lies_on_sunken(self) -> bool:
        """True for a button without a ground of its own in a side panel: its key cap would not be seen there."""
        here = self.palette().color(QPalette.ColorRole.Window)
        return self.paint_now().fill is None and here == current().color(Color.SUNKEN)


class Link(Button):
    """A quiet button that begins where the text begins; underlined with the pointer on it."""

    ring_room = 4  # no padding of its own: the ring keeps its distance from the words

    def __init__(
        self,
        words: str,
        *,
        icon: Glyph | None = None,
        trailing: Glyph | None = None,
        height: int = SMALL_HEIGHT,
        key: str = "",
        name: str = "",
    ) -> None:
        super().__init__(words, Kind.QUIET, icon=icon, trailing=trailing, height=height, key=key, name=name)

    def _pad(self) -> int:
        return 0

    def paint_now(self) -> Paint:
        """Never a ground of its own."""
        return Paint(None, None, Color.ACCENT_INK if self.isEnabled() else Color.INK3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and a line under them for the pointer."""
        super().paintEvent(event)
        if self.pointed_at:
            with Canvas(self) as canvas:
                canvas.fill(QRectF(0, self.height() / 2 + current().px(10), self.width(), 1), Color.ACCENT_INK)
