"""The recovery code: 25 characters that a person keeps on paper for the day when nothing else works (B29, R10).

24 of them carry 120 bits in Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so that
nothing is taken for another sign. The last one is a check by Damm's algorithm over the field of 32 elements (H. M. Damm,
"Totally anti-symmetric quasigroups for all orders n ≠ 2, 6", Discrete Mathematics 307, 2007): it finds every single
wrong sign and every swap of two neighbours, so a slip of the pen is told at once and counts as no guess.
"""

import unicodedata
from datetime import datetime
from random import Random
from typing import Final

from secinfo_desktop.domain.consequences import REMOVAL_HOLD

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 25
GROUP: Final = 5
"""Signs that stand together, as it is shown and printed."""
BITS: Final = 120
"""More than the 64 that NIST SP 800-63B-4 §4.2.1.1 asks for; at 112 and more a keyed digest is kept (§3.1.2.2)."""
_BITS_A_SIGN: Final = 5
_FIELD: Final = 0b100101
"""x^5 + x^2 + 1: makes the field of 32 elements."""
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new(random: Random) -> str:
    """A fresh code, ungrouped; a secret. ``random`` has to be the system's."""
    bits = random.getrandbits(BITS)
    signs = "".join(ALPHABET[bits >> place & 31] for place in range(0, BITS, _BITS_A_SIGN))
    return signs + ALPHABET[_checked(signs)]


def grouped(code: str) -> str:
    """The code as it is shown: five groups of five with hyphens between them."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def typed(text: str) -> str | None:
    """The code in what was typed or pasted, in its one spelling; None if it can't be one (a slip, or another thing).

    Spaces, hyphens of every kind, line ends, small letters, and O, I and L for 0 and 1 do not matter.
    """
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", text[: 8 * LENGTH]) if not _is_between(sign))
    code = kept.upper().translate(_LOOKALIKES)
    is_one = len(code) == LENGTH and all(sign in ALPHABET for sign in code) and _checked(code) == 0
    return code if is_one else None


def outlives_recovery(made_at: datetime, recovered_at: datetime) -> bool:
    """True if a kept code goes on to count after somebody got in by recovery (security rule 7).

    A takeover is found and undone within the days for which contacts are held: a code made within them may be the
    thief's and ends. One that has lain in a drawer for longer is its owner's, who may need it against the thief.
    """
    return made_at <= recovered_at - REMOVAL_HOLD


def _is_between(sign: str) -> bool:
    """Spaces, dashes, and signs that nobody sees."""
    return unicodedata.category(sign) in {"Zs", "Pd", "Cf", "Cc"} or sign == "\u2212"


def _checked(signs: str) -> int:
    """Damm's sum: doubling in the field after each sign. A code with its right check comes to 0."""
    total = 0
    for sign in signs:
        total = (total ^ ALPHABET.index(sign)) << 1
        total = total ^ _FIELD if total & 32 else total
    return total
