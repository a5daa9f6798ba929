"""The looks that every page is drawn and checked in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.texts.words import Words
from tests.helpers.pseudo_words import german_words, long_words, mirrored_words, plain_words


@dataclass(frozen=True)
class Look:
    """A name for files, what the person chose, and the language."""

    name: str
    preferences: Preferences
    words: Callable[[Callable[[], datetime]], Words] = plain_words


_LIGHT: Final = Preferences(Colours.LIGHT)
LIGHT: Final = Look("light", _LIGHT)
DARK: Final = Look("dark", Preferences(Colours.DARK))
TWICE: Final = Look("200", Preferences(Colours.LIGHT, scale=2.0))
LONG: Final = Look("long", _LIGHT, long_words)
GERMAN: Final = Look("de", _LIGHT, german_words)
MIRRORED: Final = Look("rtl", _LIGHT, mirrored_words)
CONTRAST: Final = Look("contrast", Preferences(Colours.CONTRAST))
LOOKS: Final = (LIGHT, DARK, TWICE, LONG, MIRRORED, CONTRAST, GERMAN)
