"""The application wears a look; where the desktop has a contrast theme, the window goes with it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui import theme
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, LIGHT, Scheme
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.gui.system_colours import NAME
from secinfo_desktop.gui.theme import Theme
from secinfo_desktop.texts.words import Words

WORDS = Words(lambda: datetime(2026, 11, 22, 14, 7, tzinfo=UTC), zone=UTC)
DESKTOP = Scheme(NAME, HIGH_CONTRAST.values, bold_edges=True)


class Contrasting(Appearance):
    """The application on a desktop whose contrast theme can be put on and off."""

    is_on = True

    def contrast(self) -> Scheme | None:
        return DESKTOP if self.is_on else None


@pytest.fixture
def contrasting(qapp: QApplication, appearance: Appearance) -> Contrasting:
    assert appearance is not None
    return Contrasting(qapp)


def test_a_desktop_without_a_contrast_theme_gives_no_colours(appearance: Appearance) -> None:
    assert appearance.contrast() is None


def test_the_desktops_colours_are_read_and_ours_stay(qapp: QApplication, appearance: Appearance) -> None:
    appearance.wear(Theme(DARK))
    other = Appearance(qapp)
    strong = SimpleNamespace(contrastPreference=lambda: Qt.ContrastPreference.HighContrast)
    other._hints = cast("QStyleHints", SimpleNamespace(accessibility=lambda: strong))
    read = other.contrast()
    assert read is not None
    assert (read.name, read.bold_edges) == (NAME, True)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.current().palette().color(QPalette.ColorRole.Window)


@pytest.mark.parametrize(
    ("colours", "worn"), [(Colours.SYSTEM, DESKTOP), (Colours.CONTRAST, DESKTOP), (Colours.DARK, DARK)]
)
def test_the_window_goes_with_the_contrast_theme_unless_told_otherwise(
    contrasting: Contrasting, colours: Colours, worn: Scheme
) -> None:
    Window(contrasting, WORDS, Preferences(colours))
    assert theme.current().scheme is worn


def test_the_window_changes_when_the_theme_is_taken_off(contrasting: Contrasting) -> None:
    window = Window(contrasting, WORDS, Preferences(Colours.SYSTEM))
    contrasting.is_on = False
    window._follow_system()
    assert theme.current().scheme is LIGHT
