"""Letters that the eye can't tell apart, and signs that it can't see. Only explains; nothing is ever allowed by it."""

import re
import unicodedata
from typing import Final

_SEEN_AS_NOTHING: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks by their kind, of which nothing is drawn."""
_UNSEEN_KINDS: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_ORDINARY_SPACE: Final = frozenset(" \t\r\n\u00a0")

_LOOKS_LIKE: Final = {
    "a": "аɑα", "b": "вьƅβ", "c": "сᴄϲ", "d": "ԁđ", "e": "еєε", "f": "ƒ", "g": "ɡԍց", "h": "һнհħη", "i": "іıɩιɪ",
    "j": "јȷϳ", "k": "кκ", "l": "ӏƖłǀ", "m": "мᴍ", "n": "пոռ", "o": "оοσօøᴏ", "p": "рρ", "q": "ԛգ", "r": "гᴦɾ",
    "s": "ѕꜱ", "t": "тτŧ", "u": "υսʋᴜ", "v": "ѵνᴠ", "w": "ԝѡɯωᴡ", "x": "хχ", "y": "уүγყ", "z": "ᴢʐ",
    "-": "‐‑‒–—−﹣", ".": "。．｡․", "@": "＠﹫",
}  # fmt: skip
_LATIN_OF: Final = {sign: letter for letter, signs in _LOOKS_LIKE.items() for sign in signs}
_ALIKE_SIGNS: Final = str.maketrans("01i|!5$936", "ollllssgeb")
_ALIKE: Final = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("uu", "w"), ("cl", "d"))


def hidden_signs(text: str) -> tuple[str, ...]:
    """The signs of a text that can't be seen, in their order: zero widths, controls of direction, fillers."""
    return tuple(sign for sign in text if is_hidden(sign))


def is_hidden(sign: str) -> bool:
    """True for a sign of which nothing is drawn; ordinary space is none."""
    if sign in _ORDINARY_SPACE:
        return False
    kind = unicodedata.category(sign)
    return kind in _UNSEEN_KINDS or sign in _SEEN_AS_NOTHING or _is_variation(sign)


def _is_variation(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def named(sign: str) -> str:
    """A sign by its number, as "[U+200B]", to be shown in its place."""
    return f"[U+{ord(sign):04X}]"


def in_latin(text: str) -> str:
    """The text as the eye takes it for small Latin letters: nothing hidden, no accents, no foreign letters."""
    seen = "".join(sign for sign in text if not is_hidden(sign))
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", seen).casefold())
    bare = (sign for sign in apart if not unicodedata.combining(sign))
    return "".join(_LATIN_OF.get(sign, sign) for sign in bare)


def blurred(text: str) -> str:
    """The text as tired eyes see it: rn like m, 1 like l, 0 like o. Two texts that look alike become the same one."""
    seen = in_latin(text).translate(_ALIKE_SIGNS)
    for several, one in _ALIKE:
        seen = re.sub(several, one, seen)
    return seen
