"""Secrets that tell who somebody is: handles of flows, sessions, known devices. Told once, kept as digests."""

import hashlib
from base64 import urlsafe_b64encode
from random import Random

TOKEN_BYTES = 32
"""256 bits: nobody guesses one, and a plain digest of it tells nothing (R22)."""


def new_token(random: Random) -> str:
    """A token as it travels in a header."""
    return urlsafe_b64encode(random.randbytes(TOKEN_BYTES)).rstrip(b"=").decode()


def digest(token: str) -> str:
    """What is kept of a token, and looked up by."""
    return hashlib.sha256(token.encode()).hexdigest()
