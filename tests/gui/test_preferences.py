"""What a person prefers becomes a look."""

import pytest
from PySide6.QtCore import Qt

from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, LIGHT, Scheme

SYSTEM = Qt.ColorScheme


@pytest.mark.parametrize(
    ("colours", "system", "scheme"),
    [
        (Colours.SYSTEM, SYSTEM.Dark, DARK),
        (Colours.SYSTEM, SYSTEM.Light, LIGHT),
        (Colours.SYSTEM, SYSTEM.Unknown, LIGHT),
        (Colours.LIGHT, SYSTEM.Dark, LIGHT),
        (Colours.DARK, SYSTEM.Light, DARK),
        (Colours.CONTRAST, SYSTEM.Light, HIGH_CONTRAST),
    ],
)
def test_a_choice_of_colours_wins_over_the_system(colours: Colours, system: Qt.ColorScheme, scheme: Scheme) -> None:
    assert Preferences(colours).theme("en", system).scheme is scheme


@pytest.mark.parametrize(("language", "rtl"), [("en", False), ("de", False), ("ar", True), ("he", True), ("fa", True)])
def test_the_language_gives_the_reading_direction(language: str, *, rtl: bool) -> None:
    assert Preferences().theme(language, SYSTEM.Light).rtl is rtl


@pytest.mark.parametrize(
    ("scale", "steps", "wanted"),
    [(1.0, 1, 1.25), (1.0, -1, 1.0), (2.0, 1, 2.0), (1.75, 1, 2.0), (1.3, 1, 1.5), (2.0, -1, 1.75)],
)
def test_the_text_size_goes_in_steps_and_ends_somewhere(scale: float, steps: int, wanted: float) -> None:
    assert Preferences(scale=scale).next_scale(steps) == wanted


def test_letters_can_be_off() -> None:
    assert not Preferences(letters=False).theme("en", SYSTEM.Light).letters


@pytest.mark.parametrize(
    ("colours", "is_worn"),
    [(Colours.SYSTEM, True), (Colours.CONTRAST, True), (Colours.LIGHT, False), (Colours.DARK, False)],
)
def test_a_contrast_theme_of_the_desktop_is_worn_unless_other_colours_were_chosen(
    colours: Colours, *, is_worn: bool
) -> None:
    desktop = Scheme("system", HIGH_CONTRAST.values, bold_edges=True)
    assert (Preferences(colours).theme("en", SYSTEM.Dark, desktop).scheme is desktop) is is_worn
