"""What an agent wrote down or called somebody: kept as typed if it holds no secret, shown as plain text, never as more.

A ticket leaves the house, so there whatever could be a secret is taken out once more. Pure.
"""

import re
import unicodedata
from typing import Final

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_LABEL, LONGEST_NOTE, LONGEST_TICKET
from secinfo_desktop.redaction import redacted

HIDDEN: Final = "<secret>"
_REFERENCE: Final = re.compile(r"[A-Z]{2,8}[-# ]?[0-9]{1,12}")
_BETWEEN: Final = frozenset({"Cf", "Mn", "Me"})
_APART: Final = re.compile(r"(?<!\d)\d(?:[\s\-_.,*/|]{0,3}\d){5,}")
"""Six digits or more, however they are set apart."""
_GROUP: Final = "(?:[0-9a-z]{5}[ -])"
_SPOKEN: Final = (
    re.compile(r"(?i)\b(codes?|pins?|otp)\b([^\w\n]{1,3}|\s+(?:is|was|ist|war|lautet|hei(?:ß|ss)t)\s+)\d[\d\s-]{2,}"),
    re.compile(r"(?i)\b(pass(?:word|wort)|kennwort)(\s+(?:is|was|ist|war|lautet)\s+)(?:'[^'\n]*'|\"[^\"\n]*\"|\S+)"),
    re.compile(
        r"(?i)(?<![\w-])()()(?=(?:[0-9a-z]{5}[ -]){0,4}[0-9a-z]{0,4}\d)(?:[0-9a-z]{5}[ -]){4}[0-9a-z]{5}(?![\w-])"
    ),
)
"""How people write down what was said to them: a short code, a password, a recovery code in its five groups."""


def holds_secret(text: str) -> bool:
    """True if a note looks as if it held a code, a password, an address or a number: then it is not kept."""
    seen = _seen(text)
    return _without_secrets(seen) != seen


def told(text: str, longest: int = LONGEST_NOTE) -> str:
    """A note as a ticket may hold it: nothing secret, no sign that hides or turns others, with an end."""
    return plain_text.lines(_until_nothing_is_left(_seen(text)), longest)


def called(name: str) -> str:
    """What somebody is called, in one line."""
    return plain_text.line(told(name, LONGEST_LABEL), LONGEST_LABEL)


def referred(number: str) -> str:
    """The number of a ticket elsewhere: letters, then digits. Anything else is told as a name is."""
    plain = plain_text.line(number, LONGEST_TICKET)
    return plain if _REFERENCE.fullmatch(plain) else called(number)


def _seen(text: str) -> str:
    """The text without what can't be seen; if a secret shows once it is read as people read it, in that reading."""
    plain = plain_text.lines(text, longest=len(text) + 1)
    read = _as_read(plain)
    return read if _without_secrets(read) != read else plain


def _as_read(text: str) -> str:
    """Wide, raised and foreign digits as digits, and nothing between them that is no sign of its own."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in _BETWEEN)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)


def _until_nothing_is_left(text: str) -> str:
    while (less := _without_secrets(text)) != text:
        text = less
    return text


def _without_secrets(text: str) -> str:
    for pattern in _SPOKEN:
        text = pattern.sub(lambda found: f"{found[1]}{found[2]}{HIDDEN}", text)
    return redacted(_APART.sub("<number>", text))
