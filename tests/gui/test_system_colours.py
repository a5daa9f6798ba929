"""A contrast theme of the desktop gives the window its colours, and every pair of them can be read."""

import pytest
from PySide6.QtGui import QColor, QPalette

from secinfo_desktop.gui.schemes import Color, Scheme
from secinfo_desktop.gui.system_colours import NAME, from_palette
from tests.gui.pairs import weak_pairs

Named = dict[str, str]
DUSK = {"ground": "#2D3236", "ink": "#FFFFFF", "accent": "#A1BFDE", "on_accent": "#212D3B", "link": "#70EBDE"}
DESERT = {"ground": "#FFFAEF", "ink": "#3D3D3D", "accent": "#903909", "on_accent": "#FFF5E3", "link": "#1C5E75"}
NIGHT = {"ground": "#000000", "ink": "#FFFFFF", "accent": "#D6B4FD", "on_accent": "#2B2B2B", "link": "#8080FF"}
WATER = {"ground": "#202020", "ink": "#FFFFFF", "accent": "#8EE3F0", "on_accent": "#263B50", "link": "#75E9FC"}
GREYED = {"dark": "#A6A6A6", "light": "#676767"}


def _palette(colors: Named) -> QPalette:
    """As Qt reads it from a contrast theme."""
    roles = QPalette.ColorRole
    wanted = {
        "ground": (roles.Window, roles.Base, roles.Button),
        "ink": (roles.WindowText, roles.Text, roles.ButtonText),
        "accent": (roles.Highlight,),
        "on_accent": (roles.HighlightedText,),
        "link": (roles.Link,),
    }
    palette = QPalette()
    for name, places in wanted.items():
        for role in places:
            palette.setColor(role, QColor(colors[name]))
    greyed = GREYED["light" if colors is DESERT else "dark"]
    palette.setColor(QPalette.ColorGroup.Disabled, roles.WindowText, QColor(greyed))
    return palette


@pytest.mark.parametrize("colors", [DUSK, DESERT, NIGHT, WATER], ids=["dusk", "desert", "night", "water"])
def test_every_pair_of_a_contrast_theme_can_be_read(colors: Named) -> None:
    scheme = from_palette(_palette(colors))
    assert weak_pairs(scheme) == []
    assert set(scheme.values) == set(Color)


def test_the_themes_own_colours_are_worn() -> None:
    scheme = from_palette(_palette(NIGHT))
    seen = [scheme.hex(color) for color in (Color.CANVAS, Color.INK, Color.ACCENT, Color.ON_ACCENT, Color.ACCENT_INK)]
    assert seen == list(NIGHT.values())
    assert (scheme.name, scheme.bold_edges, scheme.hex(Color.EDGE)) == (NAME, True, NIGHT["ink"])
    assert scheme.hex(Color.INK3) == "#A6A6A6"


def test_the_pointer_is_seen_on_it() -> None:
    scheme = from_palette(_palette(NIGHT))
    assert scheme.hex(Color.HOVER) != scheme.hex(Color.SURFACE)


@pytest.mark.parametrize("name", ["accent", "link"])
def test_a_colour_that_is_hard_to_see_gives_way_to_the_text_colour(name: str) -> None:
    scheme: Scheme = from_palette(_palette({**NIGHT, name: "#202020"}))
    token = {"accent": Color.ACCENT, "link": Color.ACCENT_INK}[name]
    assert scheme.hex(token) == NIGHT["ink"]
    assert weak_pairs(scheme) == []
