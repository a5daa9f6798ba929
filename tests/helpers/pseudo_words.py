"""Languages that nobody speaks: every sentence much longer, or from right to left. They show layouts that break.

The sentences are the English ones in disguise, in brackets, so that a cut end is seen. What is put into their places
(names, masks, codes, times) stays as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from secinfo_desktop.texts import catalogues
from secinfo_desktop.texts.catalogues import SOURCE
from secinfo_desktop.texts.words import Words

Disguise = Callable[[str], str]
_KEPT: Final = "\ue000{}\ue001"  # private signs around what must stay
_PARTS: Final = re.compile("\ue000([^\ue001]*)\ue001|([^\ue000]+)")
_DOUBLED: Final = re.compile("([aeiout])", re.IGNORECASE)  # two fifths of English letters
_ACCENTS: Final = str.maketrans("aceginosuyzACEGINOSUYZ", "åçéğîñöšüýžÅÇÉĞÎÑÖŠÜÝŽ")
_ARABIC: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz?,;", "ابجدهفغحيجكلمنوبقرستوفشخيز؟،؛"
)  # letters that a bundled typeface has; the words mean nothing
RIGHT_TO_LEFT: Final = "ar"


def longer(words: str) -> str:
    """About 40 % longer, letter by letter, as German or Finnish words are; with accents."""
    return _DOUBLED.sub(r"\1\1", words).translate(_ACCENTS)


def mirrored(words: str) -> str:
    """Longer, and in letters that run from right to left."""
    return _DOUBLED.sub(r"\1\1", words).lower().translate(_ARABIC)


@dataclass(frozen=True)
class PseudoWords(Words):
    """Says everything in disguise; ``language`` only tells the direction of reading."""

    disguise: Disguise = longer

    def say(self, text_id: str, *, n: int | None = None, **values: object) -> str:
        """The English sentence in disguise, what stands in its places untouched."""
        kept = {name: _KEPT.format(value) for name, value in values.items()}
        sentence = catalogues.say(text_id, SOURCE, n=n, **kept)
        return self._in_disguise(sentence).replace("• ", "•\u00a0")

    def moment(self, at: datetime) -> str:
        """A moment in disguise."""
        return self._in_disguise(super().moment(at))

    def day(self, at: datetime) -> str:
        """A day in disguise."""
        return self._in_disguise(super().day(at))

    def _in_disguise(self, sentence: str) -> str:
        return "[" + _PARTS.sub(lambda part: part[1] if part[2] is None else self.disguise(part[2]), sentence) + "]"


def plain_words(clock: Callable[[], datetime]) -> Words:
    """English, on a clock in UTC."""
    return Words(clock, zone=UTC)


def german_words(clock: Callable[[], datetime]) -> Words:
    """German, on a clock in UTC."""
    return Words(clock, "de", UTC)


def long_words(clock: Callable[[], datetime]) -> Words:
    """The pseudo language of long words."""
    return PseudoWords(clock, zone=UTC)


def mirrored_words(clock: Callable[[], datetime]) -> Words:
    """The pseudo language that runs from right to left."""
    return PseudoWords(clock, RIGHT_TO_LEFT, UTC, mirrored)
