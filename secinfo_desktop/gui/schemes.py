"""The colours as values: what each is for, and how it looks in light, dark and high contrast. Knows no Qt.

All colours are opaque, so that a ratio computed from two of them is what is on the screen. Which pairs may be used,
and how strong they must be (WCAG 2.2, 1.4.3 and 1.4.11), is checked in ``tests/gui/test_schemes.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

AA_TEXT: Final = 4.5
AA_SIGN: Final = 3.0
"""WCAG 2.2: how strong text (1.4.3), and signs and edges (1.4.11), have to be at least."""


class Color(Enum):
    """What a colour is for. ``ON_X`` is text on ``X``; ``X_SOFT`` is the tinted ground that belongs to ``X``."""

    CANVAS = auto()
    SURFACE = auto()
    SUNKEN = auto()
    HOVER = auto()
    INK = auto()
    INK2 = auto()
    INK3 = auto()
    LINE = auto()
    EDGE = auto()
    ACCENT = auto()
    ACCENT_HOVER = auto()
    ACCENT_DOWN = auto()
    ON_ACCENT = auto()
    ACCENT_INK = auto()
    ACCENT_SOFT = auto()
    WARN = auto()
    WARN_FILL = auto()
    WARN_EDGE = auto()
    WARN_SOFT = auto()
    BAD = auto()
    BAD_EDGE = auto()
    BAD_SOFT = auto()
    OTHER = auto()
    OTHER_SOFT = auto()
    ON_OTHER = auto()
    FOCUS = auto()
    TRACK = auto()

    __hash__ = object.__hash__
    """Enum's own goes through Python each time that a colour is looked up."""


@dataclass(frozen=True)
class Scheme:
    """One set of colours; ``bold_edges`` gives every card an edge and every edge 2 px (high contrast)."""

    name: str
    values: Mapping[Color, str] = field(repr=False, hash=False)
    bold_edges: bool = False

    def hex(self, color: Color) -> str:
        """The colour as ``#RRGGBB``."""
        return self.values[color]


_TABLE: Mapping[Color, tuple[str, str, str]] = {
    #                    light      dark       high contrast
    Color.CANVAS: ("#F5F2EB", "#161916", "#000000"),
    Color.SURFACE: ("#FFFEFB", "#1F2320", "#000000"),
    Color.SUNKEN: ("#EBE6DB", "#111411", "#000000"),
    Color.HOVER: ("#F1EDE3", "#282D28", "#262626"),
    Color.INK: ("#1F2420", "#EDEBE3", "#FFFFFF"),
    Color.INK2: ("#555B52", "#B7BAAD", "#FFFFFF"),
    Color.INK3: ("#63695E", "#9CA093", "#C4C4C4"),
    Color.LINE: ("#DED8CB", "#343A34", "#FFFFFF"),
    Color.EDGE: ("#85867A", "#7C8478", "#FFFFFF"),
    Color.ACCENT: ("#1D5E4A", "#8FCFB4", "#FFE45C"),
    Color.ACCENT_HOVER: ("#174D3C", "#A5DCC4", "#FFF0A0"),
    Color.ACCENT_DOWN: ("#103B2E", "#7ABF9F", "#E6C800"),
    Color.ON_ACCENT: ("#FFFFFF", "#0C271D", "#000000"),
    Color.ACCENT_INK: ("#174D3C", "#A9DDC6", "#FFE45C"),
    Color.ACCENT_SOFT: ("#E0ECE3", "#213A30", "#000000"),
    Color.WARN: ("#7A4D00", "#F0C674", "#FFE45C"),
    Color.WARN_FILL: ("#A06C0A", "#E3B45A", "#FFE45C"),
    Color.WARN_EDGE: ("#AE7A12", "#A98637", "#FFE45C"),
    Color.WARN_SOFT: ("#FAEED0", "#392F18", "#000000"),
    Color.BAD: ("#9F2D25", "#F4A79D", "#FF9D94"),
    Color.BAD_EDGE: ("#C4564D", "#B5665D", "#FF9D94"),
    Color.BAD_SOFT: ("#FAE4DF", "#432421", "#000000"),
    Color.OTHER: ("#A2450F", "#F2AB78", "#FFB27A"),
    Color.OTHER_SOFT: ("#FBE7D8", "#3F2A1B", "#000000"),
    Color.ON_OTHER: ("#FFFFFF", "#2C1402", "#000000"),
    Color.FOCUS: ("#1F57C9", "#9CBDFF", "#4DE8FF"),
    Color.TRACK: ("#D9D3C5", "#3B423B", "#7A7A7A"),
}


def _column(index: int) -> dict[Color, str]:
    return {color: row[index] for color, row in _TABLE.items()}


LIGHT = Scheme("light", _column(0))
DARK = Scheme("dark", _column(1))
HIGH_CONTRAST = Scheme("contrast", _column(2), bold_edges=True)
SCHEMES = (LIGHT, DARK, HIGH_CONTRAST)


def contrast(one: str, other: str) -> float:
    """The WCAG 2 ratio of two opaque colours, ``#RRGGBB``, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(value: str) -> float:
    channels = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
