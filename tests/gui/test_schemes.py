"""Every pair of colours that is used can be read: WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (signs and edges, 3)."""

import re
from collections.abc import Iterator

import pytest

from secinfo_desktop.gui.parts import buttons, signs, surfaces, timeline
from secinfo_desktop.gui.schemes import AA_SIGN, AA_TEXT, SCHEMES, Color, Scheme, contrast
from tests.gui.pairs import is_measured, weak_pairs

GROUNDS = (Color.CANVAS, Color.SURFACE, Color.SUNKEN)


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


def _of_buttons() -> Iterator[tuple[Color, Color, float]]:
    """The words on their ground, and the edge beside what the button may lie on."""
    for states in buttons._STATES.values():
        for paint in states:
            yield from ((paint.ink, ground, AA_TEXT) for ground in ([paint.fill] if paint.fill else GROUNDS))
            yield from ((paint.edge, ground, AA_SIGN) for ground in GROUNDS[:2] if paint.edge)


def _of_signs() -> Iterator[tuple[Color, Color, float]]:
    yield from ((ink, ground, AA_TEXT) for ground, ink in signs._TONES.values())
    yield from ((color, ground, AA_SIGN) for _, color in timeline._SIGNS.values() for ground in GROUNDS)
    for look in surfaces._NOTICES.values():
        yield from ((ink, look.fill, AA_TEXT) for ink in (Color.INK, Color.INK2))
        yield look.sign_color, look.fill, AA_SIGN


def test_every_pair_that_parts_use_is_measured() -> None:
    used = {*_of_buttons(), *_of_signs()}
    assert len(used) > 40
    missing = [f"{front.name} on {ground.name}" for front, ground, need in used if not is_measured(front, ground, need)]
    assert missing == []


@pytest.mark.parametrize(("color", "too_weak"), [(Color.INK2, "#8A8F86"), (Color.EDGE, "#B9B9AE")])
def test_a_weak_colour_is_found(color: Color, too_weak: str) -> None:
    values = {**SCHEMES[0].values, color: too_weak}
    assert any(pair.startswith(f"{color.name} on") for pair in weak_pairs(Scheme("weak", values)))
