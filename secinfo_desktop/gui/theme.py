"""One look as a value: colours, type, sizes, reading direction; and the look that the window wears now.

Parts ask ``current()`` when they are built, measured and painted. Only the window calls ``use()``, once for a look,
and then builds its page again; nothing else here changes. No widget lives in this module.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette

from secinfo_desktop.gui.schemes import LIGHT, Color, Scheme

TEXT_SIZES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
ONE_COLUMN_FROM: Final = 1.5
FAMILIES: Final = (
    "Atkinson Hyperlegible Next",
    "IBM Plex Sans Arabic",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "DejaVu Sans",
)
_RTL_LEADING: Final = 1.42  # Arabic letters reach higher and lower than Latin ones


class TypeRole(NamedTuple):
    """Size in px at 100 %, weight, line height as a multiple of the size."""

    px: int
    weight: int
    leading: float


class Type(Enum):
    """What a text is in the page; nothing is smaller than 13 px."""

    DISPLAY = TypeRole(32, 600, 1.18)
    TITLE = TypeRole(26, 600, 1.22)
    HEADING = TypeRole(18, 600, 1.33)
    LEAD = TypeRole(18, 400, 1.45)
    ANSWER = TypeRole(17, 600, 1.35)
    BODY = TypeRole(16, 400, 1.45)
    STRONG = TypeRole(16, 600, 1.45)
    BUTTON = TypeRole(16, 600, 1.25)
    SMALL = TypeRole(14, 400, 1.43)
    SMALL_STRONG = TypeRole(14, 600, 1.43)
    LABEL = TypeRole(13, 600, 1.38)
    CAPTION = TypeRole(13, 400, 1.38)
    CODE = TypeRole(30, 600, 1.2)
    TAG = TypeRole(15, 700, 1.3)

    __hash__ = object.__hash__
    """Enum's own goes through Python each time that a size is looked up."""


class Radius:
    """Corners, in px; they do not grow with the text."""

    KEY: Final = 5
    SMALL: Final = 8
    CONTROL: Final = 10
    CARD: Final = 14


class Space:
    """Distances on the 4 px grid; they do not grow with the text."""

    XXS: Final = 4
    XS: Final = 8
    S: Final = 12
    M: Final = 16
    L: Final = 24
    XL: Final = 32
    XXL: Final = 48


@dataclass(frozen=True)
class Theme:
    """One look, and how the keyboard is heard.

    ``scale`` is the text size (1.0 to 2.0); ``letters`` shows and hears single-letter keys, which a person must be
    able to switch off (WCAG 2.2, 2.1.4).
    """

    scheme: Scheme = LIGHT
    scale: float = 1.0
    language: str = "en"
    rtl: bool = False
    letters: bool = True
    narrow: bool = False
    """The window has no room for two columns."""

    @property
    def one_column(self) -> bool:
        """Large text takes the side panel's room, or there is none."""
        return self.narrow or self.scale >= ONE_COLUMN_FROM

    def hex(self, color: Color) -> str:
        """A colour as ``#RRGGBB``."""
        return self.scheme.hex(color)

    def color(self, color: Color) -> QColor:
        """A colour for a painter. Don't change it."""
        return _color(self.scheme.hex(color))

    def px(self, size: float) -> int:
        """A size that grows with the text: type, icons, chips, cells, heights of controls."""
        return round(size * self.scale)

    def font(self, role: Type) -> QFont:
        """The font of a role; headings are set a little tighter, except in joined scripts."""
        return QFont(_font(role, self.px(role.value.px), self.rtl))

    def line_height(self, role: Type) -> float:
        """The distance from one line to the next, in px."""
        return _line_height(role, self.scale, self.rtl)

    def palette(self) -> QPalette:
        """The same colours for Qt's own menus, dialogs and text selections."""
        palette = QPalette()
        for role, color in _PALETTE.items():
            palette.setColor(role, self.color(color))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color(Color.INK3))
        return palette


def is_narrow(width: int, scale: float) -> bool:
    """True where two columns would not fit: below 940 px at 100 %, below 1060 px at 125 %."""
    return scale < ONE_COLUMN_FROM and width < 460 + 480 * scale


_PALETTE: Final = {
    QPalette.ColorRole.Window: Color.CANVAS,
    QPalette.ColorRole.Base: Color.SURFACE,
    QPalette.ColorRole.AlternateBase: Color.SUNKEN,
    QPalette.ColorRole.Button: Color.SURFACE,
    QPalette.ColorRole.WindowText: Color.INK,
    QPalette.ColorRole.Text: Color.INK,
    QPalette.ColorRole.ButtonText: Color.INK,
    QPalette.ColorRole.PlaceholderText: Color.INK3,
    QPalette.ColorRole.Highlight: Color.ACCENT,
    QPalette.ColorRole.HighlightedText: Color.ON_ACCENT,
    QPalette.ColorRole.Link: Color.ACCENT_INK,
    QPalette.ColorRole.ToolTipBase: Color.SURFACE,
    QPalette.ColorRole.ToolTipText: Color.INK,
    QPalette.ColorRole.Mid: Color.EDGE,
    QPalette.ColorRole.Accent: Color.ACCENT,
}


@lru_cache
def _color(name: str) -> QColor:
    return QColor(name)


@lru_cache
def _line_height(role: Type, scale: float, rtl: bool) -> float:
    px, _, leading = role.value
    return px * scale * (max(leading, _RTL_LEADING) if rtl else leading)


@lru_cache
def _font(role: Type, px: int, rtl: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(role.value.weight))
    if role in (Type.DISPLAY, Type.TITLE) and not rtl:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return font


_current = Theme()
_measures = 0


def current() -> Theme:
    """The look that the window wears now."""
    return _current


def use(theme: Theme) -> None:
    """Wear another look from now on. What is already on the screen has to be built again: the window does that."""
    global _current
    _current = theme
    measure_anew()


def measures() -> int:
    """Another number as soon as texts may have other sizes than before: who remembers a size remembers this with it."""
    return _measures


def measure_anew() -> None:
    """Another look is worn, or more typefaces are there."""
    global _measures
    _measures += 1
