"""The colours of the desktop itself, where it wears a contrast theme: they take the place of our high contrast.

Such a theme promises that its pairs can be read: text on a window, selected text on a selection, a link and greyed text
on a window. Only those are used here. Meaning, which our schemes also tell by colour, is left to shape and word.
"""

from typing import Final

from PySide6.QtGui import QPalette

from secinfo_desktop.gui.schemes import AA_TEXT, Color, Scheme, contrast

NAME: Final = "system"
_POINTED_SHARE: Final = 0.15
"""How much of the text's colour is in the ground below the pointer."""

_GROUNDS: Final = frozenset(
    {
        Color.CANVAS,
        Color.SURFACE,
        Color.SUNKEN,
        Color.ACCENT_SOFT,
        Color.WARN_SOFT,
        Color.BAD_SOFT,
        Color.OTHER_SOFT,
        Color.ON_OTHER,
    }
)
_RAISED: Final = frozenset({Color.HOVER, Color.TRACK})
_ACCENTS: Final = frozenset({Color.ACCENT, Color.ACCENT_HOVER, Color.ACCENT_DOWN, Color.FOCUS})


def from_palette(palette: QPalette) -> Scheme:
    """The scheme that a contrast theme's palette makes; a selection that is hard to see on it is not used."""
    ground, ink = _hex(palette, QPalette.ColorRole.Window), _hex(palette, QPalette.ColorRole.WindowText)
    accent, on_accent = _hex(palette, QPalette.ColorRole.Highlight), _hex(palette, QPalette.ColorRole.HighlightedText)
    if min(contrast(accent, ground), contrast(on_accent, accent)) < AA_TEXT:
        accent, on_accent = ink, ground
    values = dict.fromkeys(Color, ink)
    values |= dict.fromkeys(_GROUNDS, ground)
    values |= dict.fromkeys(_RAISED, _mixed(ground, ink))
    values |= dict.fromkeys(_ACCENTS, accent)
    values[Color.ON_ACCENT] = on_accent
    values[Color.ACCENT_INK] = _readable(_hex(palette, QPalette.ColorRole.Link), ground, otherwise=ink)
    greyed = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    values[Color.INK3] = _readable(greyed, ground, otherwise=ink)
    return Scheme(NAME, {color: value.upper() for color, value in values.items()}, bold_edges=True)


def _hex(palette: QPalette, role: QPalette.ColorRole) -> str:
    return palette.color(QPalette.ColorGroup.Active, role).name()


def _readable(color: str, ground: str, *, otherwise: str) -> str:
    """Also on the ground below a pointer, which lies a little nearer to the text."""
    return color if min(contrast(color, ground), contrast(color, _mixed(ground, otherwise))) >= AA_TEXT else otherwise


def _mixed(ground: str, ink: str) -> str:
    channels = ((int(ground[at : at + 2], 16), int(ink[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (other - one) * _POINTED_SHARE):02x}" for one, other in channels)
