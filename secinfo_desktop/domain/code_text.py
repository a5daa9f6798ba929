"""Finds the one code in what was typed or pasted. Pure; keeps nothing."""

import re
import unicodedata
from typing import Final

from secinfo_desktop.domain.codes import DIGITS

_BETWEEN: Final = " \u00a0\u2009\u202f\u2010\u2011\u2013-"
_IGNORED: Final = frozenset(_BETWEEN + "\u2066\u2067\u2068\u2069\u200e\u200f\u202a\u202b\u202c")
_GROUP: Final = re.compile(
    rf"(?<!\d)(?<!\d[.,:/{_BETWEEN}])(?<!\+)(\d{{3}}[{_BETWEEN}]?\d{{3}})(?![.,:/{_BETWEEN}]?\d)", re.ASCII
)


def code_in(text: str) -> str | None:
    """The only six-digit group of a message, also if it is written in two halves; None if there is none, or several.

    The same code twice is one code. Parts of longer numbers, dates and times are no code. Six digits and nothing else
    are a code however they are spaced.
    """
    found = {re.sub(r"\D", "", group) for group in _GROUP.findall(_western(text))}
    if len(found) == 1:
        return found.pop()
    alone = digits_of(text)
    return alone if alone is not None and len(alone) == DIGITS else None


def digits_of(text: str) -> str | None:
    """The digits of a text that is nothing but digits and spaces or hyphens between them, else None."""
    kept = "".join(character for character in _western(text) if character not in _IGNORED)
    return kept if kept == "" or (kept.isascii() and kept.isdigit()) else None


def _western(text: str) -> str:
    """The same text with every script's digits as 0 to 9: keyboards for Arabic or Hindi type their own."""
    return "".join(_western_digit(character) for character in text)


def _western_digit(character: str) -> str:
    value = unicodedata.digit(character, -1) if unicodedata.category(character) == "Nd" else -1
    return str(value) if value >= 0 else character
