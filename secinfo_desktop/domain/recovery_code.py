"""The recovery code: 25 characters that a person keeps on paper for the day when nothing else works (B29, R10).

24 of them carry 120 bits (``crockford``). The last one is a check by Damm's algorithm over the field of 32 elements
(H. M. Damm, "Totally anti-symmetric quasigroups for all orders n ≠ 2, 6", Discrete Mathematics 307, 2007): it finds
every single wrong sign and every swap of two neighbours, so a slip of the pen is told at once and counts as no guess.
"""

from datetime import datetime
from random import Random
from typing import Final

from secinfo_desktop.domain import crockford
from secinfo_desktop.domain.consequences import REMOVAL_HOLD

LENGTH: Final = 25
BITS: Final = 120
"""More than the 64 that NIST SP 800-63B-4 §4.2.1.1 asks for; at 112 and more a keyed digest is kept (§3.1.2.2)."""
_FIELD: Final = 0b100101
"""x^5 + x^2 + 1: makes the field of 32 elements."""


def new(random: Random) -> str:
    """A fresh code, ungrouped; a secret. ``random`` has to be the system's."""
    signs = crockford.encode(random.randbytes(BITS // 8), LENGTH - 1)
    return signs + crockford.SIGNS[_checked(signs)]


def typed(text: str) -> str | None:
    """The code in what was typed or pasted, in its one spelling; None if it can't be one (a slip, or another thing)."""
    code = crockford.read(text, LENGTH)
    return code if code is not None and _checked(code) == 0 else None


def outlives_recovery(made_at: datetime, recovered_at: datetime) -> bool:
    """True if a kept code goes on to count after somebody got in by recovery (security rule 7).

    A takeover is found and undone within the days for which contacts are held: a code made within them may be the
    thief's and ends. One that has lain in a drawer for longer is its owner's, who may need it against the thief.
    """
    return made_at <= recovered_at - REMOVAL_HOLD


def _checked(signs: str) -> int:
    """Damm's sum: doubling in the field after each sign. A code with its right check comes to 0."""
    total = 0
    for sign in signs:
        total = (total ^ crockford.SIGNS.index(sign)) << 1
        total = total ^ _FIELD if total & 32 else total
    return total
