"""New passwords: long enough and not guessable; nothing else is asked (NIST SP 800-63B-4 §3.1.1.2)."""

import re
import unicodedata
from collections.abc import Collection

from secinfo_desktop.domain.failures import Failure

SHORTEST = 15
LONGEST = 256
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)


def normalise(password: str) -> str:
    """The one form in which a password is checked and hashed (Unicode NFKC, so that keyboards agree)."""
    return unicodedata.normalize("NFKC", password)


def problem(password: str, account_name: str, common: Collection[str]) -> Failure | None:
    """Why a password can't be taken, or None. ``common`` holds common words and passwords in lower case.

    No rule about kinds of characters: they make passwords worse to remember and not harder to guess (same source).
    """
    plain = normalise(password)
    if len(plain) < SHORTEST:
        return Failure.PASSWORD_SHORT
    if len(plain) > LONGEST:
        return Failure.PASSWORD_LONG
    if _has_name(plain.casefold(), account_name.casefold()):
        return Failure.PASSWORD_HAS_NAME
    return Failure.PASSWORD_COMMON if _is_common(plain.casefold(), common) else None


def _has_name(plain: str, account_name: str) -> bool:
    """The account's name with little around it guards nothing; inside a long sentence it does no harm."""
    name = account_name.partition("@")[0]
    return len(name) >= 3 and name in plain and len(plain) - len(name) * plain.count(name) < SHORTEST - 3


def _is_common(plain: str, common: Collection[str]) -> bool:
    letters = re.sub(r"[\W\d_]+", "", plain)
    return plain in common or letters in common or _is_repetition(plain) or _is_repetition(letters) or _is_run(plain)


def _is_repetition(text: str) -> bool:
    """One short piece said again and again ("passwordpassword", "111111111111111")."""
    return any(text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, len(text) // 2 + 1))


def _is_run(plain: str) -> bool:
    return any(plain in run or plain in run[::-1] for run in _RUNS)
