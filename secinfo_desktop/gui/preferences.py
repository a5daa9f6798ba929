"""How a person wants the window: chosen in it, kept by whoever keeps settings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QLocale, Qt

from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, LIGHT, Scheme
from secinfo_desktop.gui.theme import TEXT_SIZES, Theme


class Colours(StrEnum):
    """The colours to choose from; SYSTEM goes with the desktop: light, dark, or its contrast theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


_SCHEMES: Final = {Colours.LIGHT: LIGHT, Colours.DARK: DARK, Colours.CONTRAST: HIGH_CONTRAST}


def system_languages() -> list[str]:
    """The languages of the desktop, the best first: also where no environment names them (Windows, macOS)."""
    return QLocale.system().uiLanguages()


@dataclass(frozen=True)
class Preferences:
    """Colours, text size (one of ``TEXT_SIZES``), and whether letters answer questions (WCAG 2.2, 2.1.4).

    ``language`` None means the one that the window began with.
    """

    colours: Colours = Colours.SYSTEM
    scale: float = 1.0
    letters: bool = True
    language: str | None = None

    def theme(self, language: str, system: Qt.ColorScheme, contrast: Scheme | None = None) -> Theme:
        """The look that this makes in a language, on a desktop that is light, dark or does not say.

        ``contrast``: the colours of the desktop's own contrast theme, where it wears one.
        """
        rtl = QLocale(language).textDirection() is Qt.LayoutDirection.RightToLeft
        return Theme(self._scheme(system, contrast), self.scale, language, rtl, self.letters)

    def _scheme(self, system: Qt.ColorScheme, contrast: Scheme | None) -> Scheme:
        if contrast is not None and self.colours in {Colours.SYSTEM, Colours.CONTRAST}:
            return contrast
        if self.colours is Colours.SYSTEM:
            return DARK if system is Qt.ColorScheme.Dark else LIGHT
        return _SCHEMES[self.colours]

    def next_scale(self, steps: int) -> float:
        """The text size that many steps larger, or smaller; the smallest and the largest are the end."""
        nearest = min(range(len(TEXT_SIZES)), key=lambda index: abs(TEXT_SIZES[index] - self.scale))
        return TEXT_SIZES[min(max(nearest + steps, 0), len(TEXT_SIZES) - 1)]
