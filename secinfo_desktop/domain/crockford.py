"""Secrets that people copy by hand: Crockford's base 32, in groups, forgiving to read (crockford.com/base32.html).

Five bits a sign. I, L and O are read as the digits that they look like; U is none, so that no word comes about.
"""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
GROUP = 5
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = frozenset(" \t\r\n\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\u2014_-")


def encode(data: bytes, length: int) -> str:
    """The first ``length`` signs of some bytes, which must hold as many bits."""
    bits = len(data) * 8
    if length * BITS > bits:
        raise ValueError("too few bytes")
    number = int.from_bytes(data) >> (bits - length * BITS)
    return "".join(SIGNS[number >> (BITS * place) & (len(SIGNS) - 1)] for place in reversed(range(length)))


def grouped(code: str) -> str:
    """The code as people read it: "7F3KQ-90XMT-…"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str, length: int) -> str | None:
    """The code in what was typed, with any spaces and hyphens; None if it is not one of that length."""
    signs = "".join(sign for sign in typed if sign not in _BETWEEN)
    code = signs.upper().translate(_READ_AS) if signs.isascii() else ""
    return code if len(code) == length and all(sign in SIGNS for sign in code) else None
