"""Computers that an account knows: what they sign, and how long they are known (security rules 3, 6, 7)."""

from datetime import UTC, datetime, timedelta
from typing import Final

UNUSED_LIFE: Final = timedelta(days=90)
"""A computer that was not used for so long is known no more."""
KNOCK_LIFE: Final = timedelta(minutes=2)
"""How long a signed request to open a flow is taken, by the service's clock, either way."""
MOST_KNOWN: Final = 20
"""Computers of one account; nobody has more, and each is one more way to the evidence."""
PRIVATE_KEY_BYTES: Final = 32
PUBLIC_KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
"""Ed25519 (RFC 8032)."""


def ends_at(used_at: datetime) -> datetime:
    """When a computer that was last used then is known no more, if it is not used again."""
    return used_at + UNUSED_LIFE


def is_known(used_at: datetime, now: datetime) -> bool:
    """True while a computer counts."""
    return now < ends_at(used_at)


def text_of_flow(challenge: str) -> bytes:
    """What a computer signs to raise one flow. It stands for that flow alone, and is no other kind of text."""
    return f"SecInfo known computer\nflow\n{challenge}".encode()


def text_of_knock(device_id: str, account_name: str, at: datetime) -> bytes:
    """What a computer signs to have a flow opened that no limit for looking accounts up holds off."""
    return f"SecInfo known computer\nopen\n{device_id}\n{at.astimezone(UTC).isoformat()}\n{account_name}".encode()


def is_fresh(at: datetime, now: datetime) -> bool:
    """True if a knock is of this moment."""
    return abs(now - at) <= KNOCK_LIFE
