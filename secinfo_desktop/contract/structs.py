"""What travels: one struct a message. Times are UTC; contacts are masked; unknown fields are ignored."""

from datetime import datetime
from typing import Annotated

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone (RFC 3339); one without is not understood."""


class Message(msgspec.Struct, frozen=True):
    """Base of everything that travels."""


class About(Message, frozen=True, kw_only=True):
    """Who answers: version of the service, its provider pack and what it can do."""

    version: str
    pack: str
    provider: str
    capabilities: tuple[str, ...]
    now: Instant


class OpenFlow(Message, frozen=True, kw_only=True):
    """Asks for a recovery flow for an account."""

    account_name: str
    purpose: str = "recover"

    def __repr__(self) -> str:
        """Without the account's name."""
        return f"OpenFlow(purpose={self.purpose!r})"


class Contact(Message, frozen=True, kw_only=True):
    """A contact of the account, masked (B6)."""

    id: str
    kind: str
    mask: str


class FlowOpened(Message, frozen=True, kw_only=True):
    """A recovery flow: its handle (a secret, for the ``Recovery-Flow`` header) and the contacts to choose from."""

    flow: str
    contacts: tuple[Contact, ...]
    ends_at: Instant
    now: Instant

    def __repr__(self) -> str:
        """Without the handle."""
        return f"FlowOpened(contacts={self.contacts!r})"


class SendCode(Message, frozen=True, kw_only=True):
    """Asks for a code. ``typed`` is the contact in full; None repeats to the contact of this flow."""

    contact: str
    typed: str | None = None

    def __repr__(self) -> str:
        """Without what was typed."""
        return f"SendCode(contact={self.contact!r})"


class CodeSent(Message, frozen=True, kw_only=True):
    """Says that a code is on its way *if the typed contact is right*; the same for right, wrong and decoy (rule 4)."""

    number: int
    tag: str
    channel: str
    asked_at: Instant
    ends_at: Instant
    next_at: Instant
    left: int
    most: int
    now: Instant


class Evidence(Message, frozen=True, kw_only=True):
    """One piece of evidence that this flow's audience may know."""

    id: str
    value: str
    disclosure: str


class FlowStatus(Message, frozen=True, kw_only=True):
    """Where a flow stands: limits, and what its audience may know."""

    asked: int
    proven: bool
    next_at: Instant
    left: int
    most: int
    evidence: tuple[Evidence, ...]
    now: Instant


class GiveCode(Message, frozen=True, kw_only=True):
    """Gives a code back."""

    code: str

    def __repr__(self) -> str:
        """Without the code."""
        return "GiveCode()"


class CodeAccepted(Message, frozen=True, kw_only=True):
    """The code was right: the person may set a new password now."""

    now: Instant


class SetPassword(Message, frozen=True, kw_only=True):
    """Sets the new password of a proven flow."""

    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return "SetPassword()"


class Recovered(Message, frozen=True, kw_only=True):
    """In again, with the consequences of rule 7."""

    sessions_ended: int
    contacts_told: int
    removal_held_until: Instant
    now: Instant


class Problem(Message, frozen=True, kw_only=True):
    """What went wrong, as an RFC 9457 document; ``code`` is stable, ``retry_after`` counts seconds."""

    type: str
    title: str
    status: int
    code: str
    retry_after: float | None = None
