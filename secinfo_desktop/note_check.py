"""Does a note hold what must never be written down: a code, an address, a number to call, a password? Pure.

The console and the service ask the same rule. Rather too much is refused than too little: a year alone has the four
digits of a code. Days in full, numbers of cases and of ServiceNow's tickets can be told from codes, and stay.
"""

import re
import unicodedata
from typing import Final

from secinfo_desktop.domain import plain_text
from secinfo_desktop.redaction import redacted

HIDDEN: Final = "<secret>"
_BETWEEN: Final = frozenset({"Cf", "Mn", "Me"})
_FIRST_PLACE: Final = 0xE000
_PLACES: Final = 6000
"""Private signs, which no text has once it is made plain: each stands for something harmless while the rules look."""
_DAY: Final = r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.20\d\d"
_HARMLESS: Final = re.compile(
    rf"(?<![\w./,+-])(?<!\d\s)(?:{_DAY}|(?:INC|RITM|REQ|CHG|PRB|TASK)0\d{{6}})(?![\w-]|[.,/]\d)"
    r"|(?<![\w-])[0-9A-HJ-NP-TV-Z]{2}-\d{3,5}(?![\w-])"
)
"""A day, the number of a ticket elsewhere, what a case is called; six digits behind its two signs may be a code."""
_SHORT_CODE: Final = re.compile(r"(?<!\d)\d(?:[\s\-_.,*/|]{0,3}\d){3,}")
"""Four digits or more, however they are set apart."""
_LONG_CODE: Final = re.compile(r"(?<!\d)\d(?:[\s\-_.,*/|]{0,3}\d){5,}")
"""Six or more: a room may have four."""
_SPOKEN: Final = (
    re.compile(
        r"(?i)\b(codes?|pins?|otp)\b([^\w\n]{1,3}|\s+(?:is|was|ist|war|lautet|hei(?:ß|ss)t)\s+)"
        r"(?:\d[\d\s-]{2,}|[\ue000-\uf8ff])"
    ),
    re.compile(r"(?i)\b(pass(?:word|wort)|kennwort)(\s+(?:is|was|ist|war|lautet)\s+)(?:'[^'\n]*'|\"[^\"\n]*\"|\S+)"),
    re.compile(
        r"(?i)(?<![\w-])()()(?=(?:[0-9a-z]{5}[ -]){0,4}[0-9a-z]{0,4}\d)(?:[0-9a-z]{5}[ -]){4}[0-9a-z]{5}(?![\w-])"
    ),
)
"""How people write down what was said to them: a short code, a password, a recovery code in its five groups."""


def holds_secret(text: str) -> bool:
    """True if a note looks as if it held a code, a password, an address or a number: then it is not kept."""
    return _finds(text, _SHORT_CODE)


def holds_address(text: str) -> bool:
    """True if what somebody is called looks like an address, a number to call or a secret; room 1204 is none."""
    return "@" in _as_read(text) or _finds(text, _LONG_CODE)


def note_without_secrets(text: str) -> str:
    """A note with nothing in it that ``holds_secret`` finds."""
    return _until_nothing_is_left(text, _SHORT_CODE)


def name_without_secrets(text: str) -> str:
    """What somebody is called, with no address and no number to call."""
    return _until_nothing_is_left(text, _LONG_CODE)


def _finds(text: str, code: re.Pattern[str]) -> bool:
    seen = _seen(text, code)
    return _without(seen, code) != seen


def _until_nothing_is_left(text: str, code: re.Pattern[str]) -> str:
    text = _seen(text, code)
    while (less := _without(text, code)) != text:
        text = less
    return text


def _seen(text: str, code: re.Pattern[str]) -> str:
    """The text without what can't be seen; if a secret shows once it is read as people read it, in that reading."""
    plain = plain_text.lines(text, longest=len(text) + 1)
    read = _as_read(plain)
    return read if _without(read, code) != read else plain


def _as_read(text: str) -> str:
    """Wide, raised and foreign digits as digits, and nothing between them that is no sign of its own."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in _BETWEEN)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)


def _without(text: str, code: re.Pattern[str]) -> str:
    """The text without secrets; what is harmless stands aside meanwhile, and goes with a secret that it is part of."""
    aside: dict[int, str] = {}

    def put_aside(found: re.Match[str]) -> str:
        place = _FIRST_PLACE + len(aside)
        aside[place] = found[0]
        return chr(place)

    text = _HARMLESS.sub(put_aside, text, count=_PLACES)
    for pattern in _SPOKEN:
        text = pattern.sub(lambda found: f"{found[1]}{found[2]}{HIDDEN}", text)
    return redacted(code.sub("<number>", text)).translate(aside)
