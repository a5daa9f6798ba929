"""Every pair of colours that is used can be read: WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (signs and edges, 3)."""

import re
from typing import Final

import pytest

from secinfo_desktop.gui.schemes import SCHEMES, Color, Scheme

C = Color
TEXT: Final = {
    C.INK: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT, C.WARN_SOFT, C.BAD_SOFT, C.OTHER_SOFT),
    C.INK2: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT, C.WARN_SOFT, C.BAD_SOFT),
    C.INK3: (C.SURFACE, C.SUNKEN),
    C.ACCENT_INK: (C.CANVAS, C.SURFACE, C.SUNKEN, C.HOVER, C.ACCENT_SOFT),
    C.ACCENT: (C.CANVAS, C.SURFACE),
    C.ON_ACCENT: (C.ACCENT, C.ACCENT_HOVER, C.ACCENT_DOWN),
    C.WARN: (C.WARN_SOFT, C.CANVAS, C.SURFACE),
    C.BAD: (C.BAD_SOFT, C.SURFACE, C.CANVAS),
    C.OTHER: (C.OTHER_SOFT, C.SURFACE),
    C.ON_OTHER: (C.OTHER,),
}
SIGNS: Final = {
    C.EDGE: (C.CANVAS, C.SURFACE),
    C.FOCUS: (C.CANVAS, C.SURFACE, C.SUNKEN, C.WARN_SOFT),
    C.ACCENT: (C.SUNKEN, C.ACCENT_SOFT, C.TRACK),
    C.WARN_FILL: (C.WARN_SOFT, C.CANVAS, C.SUNKEN, C.TRACK),
    C.BAD_EDGE: (C.BAD_SOFT,),
    C.WARN_EDGE: (C.CANVAS,),
    C.OTHER: (C.CANVAS, C.SURFACE),
}


def _luminance(value: str) -> float:
    channels = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG 2 ratio of two opaque colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def weak_pairs(scheme: Scheme) -> list[str]:
    """The pairs that can't be read well enough."""
    return [
        f"{front.name} on {ground.name}: {contrast(scheme.hex(front), scheme.hex(ground)):.2f} < {needed}"
        for needed, pairs in ((4.5, TEXT), (3.0, SIGNS))
        for front, grounds in pairs.items()
        for ground in grounds
        if contrast(scheme.hex(front), scheme.hex(ground)) < needed
    ]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_every_pair_is_strong_enough(scheme: Scheme) -> None:
    assert weak_pairs(scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_every_colour_has_a_value(scheme: Scheme) -> None:
    assert set(scheme.values) == set(Color)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in scheme.values.values())


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("color", "too_weak"), [(Color.INK2, "#8A8F86"), (Color.EDGE, "#B9B9AE")])
def test_a_weak_colour_is_found(color: Color, too_weak: str) -> None:
    values = {**SCHEMES[0].values, color: too_weak}
    assert any(pair.startswith(f"{color.name} on") for pair in weak_pairs(Scheme("weak", values)))
