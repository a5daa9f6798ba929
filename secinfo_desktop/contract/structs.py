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
    tables: int = 0
    """The revision of the guide's learnt tables that it hands out; 0 if it has none. Whoever has it asks no more."""
    now: Instant


class GuideTable(Message, frozen=True, kw_only=True):
    """The learnt numbers for one checklist; ``text`` is a table file (``guide learn``), the same for everybody."""

    checklist: str
    text: str


class GuideTables(Message, frozen=True, kw_only=True):
    """All learnt tables of a service, under one revision that grows with every change."""

    revision: int
    tables: tuple[GuideTable, ...]
    now: Instant


class SignIn(Message, frozen=True, kw_only=True):
    """Signs in with a password; ``device`` is what the person calls this computer."""

    account_name: str
    password: str
    device: str

    def __repr__(self) -> str:
        """Without name and password."""
        return "SignIn()"


class SignedIn(Message, frozen=True, kw_only=True):
    """A session: a secret, for the ``Account-Session`` header."""

    session: str
    ends_at: Instant
    now: Instant

    def __repr__(self) -> str:
        """Without the session."""
        return "SignedIn()"


class Knock(Message, frozen=True, kw_only=True):
    """A known computer asks for a flow of its own account: no limit for looking accounts up holds it off (rule 6).

    The signature (Ed25519, base64) is over ``domain.known_computers.text_of_knock`` with the time, which has to be of
    this moment. It opens no more than any flow; what raises the audience is the flow's own challenge.
    """

    device_id: str
    at: Instant
    signature: str

    def __repr__(self) -> str:
        """Without the signature."""
        return f"Knock(device_id={self.device_id!r})"


class OpenFlow(Message, frozen=True, kw_only=True):
    """Asks for a recovery flow for an account."""

    account_name: str
    purpose: str = "recover"
    knock: Knock | None = None

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
    audience: str = "public"
    """Who may know the flow's evidence: ``public`` until a known computer has proven itself in it."""
    ends_at: Instant
    now: Instant

    def __repr__(self) -> str:
        """Without the handle."""
        return f"FlowOpened(contacts={self.contacts!r})"


class SendCode(Message, frozen=True, kw_only=True):
    """Asks for a code. ``typed`` is the contact in full; None repeats to the contact of this flow."""

    contact: str
    typed: str | None = None
    channel: str | None = None
    """The way: ``call`` for a phone where the service has the capability ``voice_call``; None is the contact's own."""

    def __repr__(self) -> str:
        """Without what was typed."""
        return f"SendCode(contact={self.contact!r}, channel={self.channel!r})"


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
    limit: str = "destination"
    """Whose limit decides ``next_at``: ``destination``, ``account`` or ``peer``."""
    now: Instant


class Evidence(Message, frozen=True, kw_only=True):
    """One piece of evidence that this flow's audience may know."""

    id: str
    value: str
    disclosure: str
    reason: str | None = None
    """Why a message did not arrive, as one word: ``address_unknown``, ``mailbox_full``, ``refused``, ``not_reached``,
    ``not_taken``, ``not_writable`` or ``fault``."""


class NewestCode(Message, frozen=True, kw_only=True):
    """The code that was asked for last, as its request was answered: the same for right, wrong and decoy (rule 4)."""

    contact: str
    tag: str
    channel: str
    asked_at: Instant
    ends_at: Instant


class FlowStatus(Message, frozen=True, kw_only=True):
    """Where a flow stands: limits, and what its audience may know.

    ``contacts``, ``code`` and ``audience`` say once more what the flow was told before: an app that was closed goes on.
    """

    asked: int
    proven: bool
    first_proof: str | None = None
    """``phone``, ``email`` or ``recovery_code``: so a first of two proofs was given, and another has to follow."""
    next_at: Instant
    left: int
    most: int
    limit: str = "destination"
    evidence: tuple[Evidence, ...]
    contacts: tuple[Contact, ...] | None = None
    code: NewestCode | None = None
    audience: str = "public"
    now: Instant


class GiveCode(Message, frozen=True, kw_only=True):
    """Gives a code back."""

    code: str

    def __repr__(self) -> str:
        """Without the code."""
        return "GiveCode()"


class CodeAccepted(Message, frozen=True, kw_only=True):
    """The code was right: the person may set a new password now, unless the account asks for another proof first."""

    needs_another: bool = False
    """A second proof is needed, by a different method: an other kind of contact, or the recovery code (R13)."""
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
