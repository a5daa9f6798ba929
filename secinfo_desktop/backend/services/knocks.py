"""Knocks: a known computer asks for something with its signature, at this very moment."""

from dataclasses import dataclass
from datetime import datetime

from secinfo_desktop.backend.services.evidence_ports import Computers
from secinfo_desktop.backend.services.records import KnownDevice
from secinfo_desktop.backend.services.signatures import is_signed
from secinfo_desktop.domain.known_computers import is_fresh, text_of_knock


@dataclass(frozen=True)
class Knock:
    """What a known computer sends along; its signature is over ``known_computers.text_of_knock``."""

    device_id: str
    at: datetime
    signature: str


def who_knocks(computers: Computers, knock: Knock, account_name: str, now: datetime) -> KnownDevice | None:
    """The computer that knocks; None if it is not known, or has not signed this, or not now."""
    computer = computers.find(knock.device_id, now) if is_fresh(knock.at, now) else None
    if computer is None:
        return None
    text = text_of_knock(knock.device_id, account_name, knock.at)
    return computer if is_signed(computer.public_key, knock.signature, text) else None
