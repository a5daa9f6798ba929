"""Signatures of known computers: Ed25519 (RFC 8032), by the library ``cryptography``."""

import binascii
from base64 import b64decode, b64encode
from random import Random

from secinfo_desktop.domain.known_computers import PRIVATE_KEY_BYTES, PUBLIC_KEY_BYTES, SIGNATURE_BYTES


def new_key(random: Random) -> tuple[str, str]:
    """A private key and its public key, in base64. Only practice makes keys in the service: its people are made up."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = random.randbytes(PRIVATE_KEY_BYTES)
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    return b64encode(secret).decode(), b64encode(public).decode()


def is_public_key(text: str) -> bool:
    """True if a text is a public key in base64."""
    return _decoded(text, PUBLIC_KEY_BYTES) is not None


def is_signed(public_key: str, signature: str, text: bytes) -> bool:
    """True if the signature (base64) is that of the key's owner over this very text."""
    from cryptography.exceptions import InvalidSignature  # not needed before the first known computer
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key, signed = _decoded(public_key, PUBLIC_KEY_BYTES), _decoded(signature, SIGNATURE_BYTES)
    if key is None or signed is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(text: str, length: int) -> bytes | None:
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == length else None
