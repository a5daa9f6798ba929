"""The key by which an account knows this computer: made here, kept in its keyring, and never anywhere else."""

import base64
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class KeyPair:
    """An Ed25519 pair (RFC 8032), each half as base64 of its 32 bytes. The private one is a secret."""

    public_key: str
    private_key: str = field(repr=False)


class ComputerKeys(Protocol):
    """Keeps one account's key of this computer. Without a keyring nothing is kept, and nothing is made."""

    @property
    def can_keep(self) -> bool:
        """True if this computer has a keyring that is to be trusted."""

    @property
    def computer_id(self) -> str | None:
        """What the service calls this computer; None if no key is kept here."""

    def new_pair(self) -> KeyPair:
        """A new pair; not kept yet."""

    def keep(self, computer_id: str, pair: KeyPair) -> None:
        """Keeps a pair in place of an earlier one."""

    def sign(self, challenge: str) -> str | None:
        """The signature over a challenge, base64; None if no key is kept here."""

    def forget(self) -> None:
        """Lets the key go."""


def new_pair() -> KeyPair:
    """A new pair from the system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return KeyPair(_text(private.public_key().public_bytes_raw()), _text(private.private_bytes_raw()))


def signed(private_key: str, challenge: str) -> str:
    """The signature over a challenge.

    Raises:
        ValueError: the key is none.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private_key, validate=True))
    return _text(private.sign(challenge.encode()))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
