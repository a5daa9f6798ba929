"""Text from elsewhere as it may be shown: no sign that is not seen, none that turns others round, and an end.

Nothing is refused here: names and messages of real people have unusual signs, too. Joiners stay, for emoji and several
scripts are written with them; so do accents, but not towers of them.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

LONGEST_LINE: Final = 200
"""Characters: of names, addresses, masks and subjects."""
LONGEST_TEXT: Final = 4000
"""Characters: of a message."""
CUT: Final = "…"
_JOINERS: Final = frozenset("\u200c\u200d")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
_BREAKS: Final = frozenset("\n\x85\u2028\u2029")
_MARKS: Final = frozenset({"Mn", "Me"})
_MOST_MARKS: Final = 4
"""On one letter: more than any writing system stacks there."""
_TURNS: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """One line of it."""
    return " ".join(lines(text, longest).split("\n"))


def lines(text: str, longest: int = LONGEST_TEXT) -> str:
    """All of it, with its lines."""
    kept = "".join(islice(_seen(text), longest + 1))
    return kept if len(kept) <= longest else kept[: longest - 1] + CUT


def without_turns(text: str) -> str:
    """The text without signs that change the direction of reading beyond themselves (UAX #9, §2)."""
    return text.translate(_TURNS)


def _seen(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        category = unicodedata.category(sign)
        marks = marks + 1 if category in _MARKS else 0
        if sign in _BREAKS:
            yield "\n"
        elif sign == "\t":
            yield " "
        elif sign in _JOINERS or not (category in _UNSEEN or _is_no_character(sign) or marks > _MOST_MARKS):
            yield sign


def _is_no_character(sign: str) -> bool:
    """Code points that never will be characters (Unicode, §23.7)."""
    point = ord(sign)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
