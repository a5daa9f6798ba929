"""The key by which an account knows this computer: it signs, and tells its private half to nobody."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from secinfo_desktop.contract import structs
from secinfo_desktop.domain.known_computers import PRIVATE_KEY_BYTES, text_of_flow, text_of_knock

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class ComputerKey:
    """A computer's id at its account, and its private key (Ed25519, base64): a secret, in memory and keyring only."""

    device_id: str
    private_key: str = field(repr=False)

    def knock(self, account_name: str, at: datetime) -> structs.Knock:
        """What asks for a flow of its account, at the service's time."""
        return structs.Knock(
            device_id=self.device_id, at=at, signature=self._sign(text_of_knock(self.device_id, account_name, at))
        )

    def answer(self, challenge: str) -> str:
        """The signature over a flow's challenge, in base64."""
        return self._sign(text_of_flow(challenge))

    def public_key(self) -> str:
        """What the account knows this computer by, in base64."""
        return b64encode(_private(self.private_key).public_key().public_bytes_raw()).decode()

    def is_one(self) -> bool:
        """True if it can sign."""
        try:
            return bool(self.device_id and self.public_key())
        except ValueError:
            return False

    def _sign(self, text: bytes) -> str:
        return b64encode(_private(self.private_key).sign(text)).decode()


def new_private_key(random_bytes: bytes) -> str:
    """A private key out of 32 bytes of the system's randomness."""
    if len(random_bytes) != PRIVATE_KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return b64encode(random_bytes).decode()


def _private(text: str) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ed25519  # 20 ms: only where a computer is known

    return ed25519.Ed25519PrivateKey.from_private_bytes(b64decode(text, validate=True))
