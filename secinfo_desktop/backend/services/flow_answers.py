"""What a caller of a flow is told; the same for right and wrong contacts, and for names that nobody has."""

from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.backend.services.evidence import Evidence
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Allowance


@dataclass(frozen=True)
class OpenedFlow:
    """A flow for its caller. The handle is a secret: it is told once and kept as a digest."""

    handle: str = field(repr=False)
    contacts: tuple[MaskedContact, ...]
    ends_at: datetime
    now: datetime
    audience: Disclosure = Disclosure.PUBLIC


@dataclass(frozen=True)
class AskedCode:
    """What is said of a code that was asked for; the same for right and wrong contacts."""

    number: int
    tag: str
    channel: Channel
    ends_at: datetime
    allowance: Allowance
    now: datetime


@dataclass(frozen=True)
class Proof:
    """A proof was taken; ``needs_another``: the account asks for a second one, by a different method (R13)."""

    needs_another: bool
    now: datetime


@dataclass(frozen=True)
class NewestCode:
    """The code that was asked for last, as its request was answered; the same for right and wrong contacts."""

    contact_id: str
    tag: str
    channel: Channel
    asked_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class FlowStatus:
    """Where a flow stands, as far as its audience may know."""

    asked: int
    proven: bool
    allowance: Allowance
    evidence: tuple[Evidence, ...]
    now: datetime
    contacts: tuple[MaskedContact, ...] = ()
    code: NewestCode | None = None
    audience: Disclosure = Disclosure.PUBLIC
    first_proof: str | None = None
    """How a first of two proofs was given; None once it is proven, too."""
