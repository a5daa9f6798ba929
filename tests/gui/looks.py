"""The looks that every page is drawn and checked in: each scheme, at each of two text sizes, in each language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Final

from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.texts.words import Words
from tests.helpers.pseudo_words import german_words, long_words, mirrored_words, plain_words

Say = Callable[[Callable[[], datetime]], Words]


@dataclass(frozen=True)
class Look:
    """A name for files, what the person chose, and the language."""

    name: str
    preferences: Preferences
    words: Say = plain_words


SCHEMES: Final = (Colours.LIGHT, Colours.DARK, Colours.CONTRAST)
SIZES: Final = (1.0, 2.0)
LANGUAGES: Final[dict[str, Say]] = {"": plain_words, "de": german_words, "long": long_words, "rtl": mirrored_words}


def _look(colours: Colours, scale: float, language: str) -> Look:
    size = "" if scale == 1 else f"{scale:.0%}".removesuffix("%")
    name = "-".join(part for part in (colours.value, size, language) if part)
    return Look(name, Preferences(colours, scale), LANGUAGES[language])


LOOKS: Final = tuple(_look(*each) for each in product(SCHEMES, SIZES, LANGUAGES))
"""Scheme by scheme, and in it size by size: 24, named as ``dark-200-rtl``; English at 100 % is named by its scheme."""
_BY_NAME: Final = {look.name: look for look in LOOKS}
LIGHT: Final = _BY_NAME["light"]
DARK: Final = _BY_NAME["dark"]
TWICE: Final = _BY_NAME["light-200"]
LONG: Final = _BY_NAME["light-long"]
GERMAN: Final = _BY_NAME["light-de"]
MIRRORED: Final = _BY_NAME["light-rtl"]


def some_looks(number: int) -> tuple[Look, ...]:
    """Four looks for a page's number: every language, both sizes and every scheme are among them.

    Six pages one after another see all 24.
    """
    return _looks_of(number, 0)


def other_looks(number: int) -> tuple[Look, ...]:
    """Each language at the size that ``some_looks`` leaves out, in another scheme: what is laid out is seen then.

    A scheme changes colours and the width of a line, so that not every one of them is seen with every other thing.
    """
    return _looks_of(number, 1)


def _looks_of(number: int, turn: int) -> tuple[Look, ...]:
    return tuple(
        _look(SCHEMES[(number // 2 + at + turn) % 3], SIZES[(number + at + turn) % 2], language)
        for at, language in enumerate(LANGUAGES)
    )
