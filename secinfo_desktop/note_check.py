"""Does a note hold what must never be written down: a code, an address, a number to call? Pure.

Rather too much is refused than too little: whoever has to write a year writes it in two digits.
"""

import re
import unicodedata

from secinfo_desktop.redaction import redacted

_CASE_NUMBER = re.compile(r"(?<![\w-])[0-9A-HJ-NP-TV-Z]{2}-\d{3,5}(?![\w-])")
"""What a case is called may be written down; six digits behind its two signs may be a code."""
_CODE = re.compile(r"(?<!\d)\d(?:[\s\-_.,*/|]{0,3}\d){3,}")
"""Four digits or more, however they are set apart."""


def holds_secret(text: str) -> bool:
    """True if something in the text looks like a code, a phone number, an e-mail address or another secret."""
    plain = _CASE_NUMBER.sub("", _plain(text))
    return _CODE.search(plain) is not None or redacted(plain) != plain


def holds_address(text: str) -> bool:
    """True if something looks like an e-mail address or a phone number; an agent names callers, and no more."""
    plain = _plain(text)
    return "@" in plain or redacted(plain) != plain


def _plain(text: str) -> str:
    """As a person reads it: wide and raised digits as digits, nothing that can't be seen between them."""
    folded = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in ("Cf", "Mn", "Cc") or sign in "\n\t")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)
