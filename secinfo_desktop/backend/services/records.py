"""What the service remembers: accounts, flows, codes and messages as values. No row here holds a code."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from secinfo_desktop.domain import codes, masks
from secinfo_desktop.domain.codes import IssuedCode
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact, own_way
from secinfo_desktop.domain.delivery import DeliveryState, Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Allowance


@dataclass(frozen=True)
class Contact:
    """A contact of an account, in full: it stays inside the service and the delivery."""

    id: str
    kind: ContactKind
    value: str = field(repr=False)
    failed_in_a_row: int = 0
    for_recovery: bool = True
    """Whether its owner wants recovery codes there."""
    counts: bool = True
    """False until a code sent to it was given back (B7), and from its removal on."""
    is_gone: bool = False
    """It was removed; only the notice of that still goes there."""

    @property
    def channel(self) -> Channel:
        """How a code reaches it where no other way was asked for."""
        return own_way(self.kind)

    @property
    def is_disabled(self) -> bool:
        """True after too many wrong guesses in a row: no recovery from unknown computers (security rule 6)."""
        return self.failed_in_a_row >= codes.MOST_FAILED_IN_A_ROW

    def masked(self) -> MaskedContact:
        """What leaves the service (B6)."""
        return MaskedContact(self.id, self.kind, masks.mask(self.kind, self.value))


@dataclass(frozen=True)
class Account:
    """An account and the contacts that codes can go to, in the order in which they were added."""

    id: str
    name: str = field(repr=False)
    contacts: tuple[Contact, ...]

    def contact(self, contact_id: str) -> Contact | None:
        """The contact with that id, if it is one of this account's."""
        return next((contact for contact in self.contacts if contact.id == contact_id), None)


@dataclass(frozen=True)
class NewAccount:
    """An account to add; ``signed_in_on`` and ``known_devices`` name the devices it is used on."""

    account: Account
    added_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    signed_in_on: tuple[str, ...] = ()
    known_devices: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    """Normalised names to sign in with, beside the account's own (B8)."""


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked with; ``name`` is the account's own, whatever was said."""

    account_id: str
    name: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True)
class Flow:
    """One attempt to get back in. ``handle_digest`` stands for the handle, which only the caller has."""

    id: str
    account_id: str
    purpose: str
    audience: Disclosure
    opened_at: datetime
    ends_at: datetime
    handle_digest: str = field(repr=False)
    asked: int = 0
    guesses: int = 0
    contact_id: str | None = None
    proven_at: datetime | None = None
    closed_at: datetime | None = None
    decoy: str | None = field(default=None, repr=False)
    """What a decoy's contacts are drawn from; None for the flow of an account that is there."""
    session_id: str | None = None
    """Of the signed-in person whose flow it is; None in a recovery."""
    aim: str | None = None
    """The one contact that a signed-in person's flow is about."""
    first_proof: str | None = None
    """How a first of two proofs was given, where the account needs two (R13)."""
    known_since: datetime | None = None
    """Since when the account knows the computer that has raised the flow."""

    @property
    def counts_apart(self) -> bool:
        """True for codes of a signed-in person to a contact that counts: no recovery is held off by them."""
        return self.session_id is not None and self.audience is not Disclosure.PUBLIC

    def is_open(self, now: datetime) -> bool:
        """True while something can still be done in it; a clock that ran back ends it too (``CLOCK_SLACK``)."""
        return self.closed_at is None and self.opened_at - codes.CLOCK_SLACK <= now < self.ends_at

    @property
    def has_guesses_left(self) -> bool:
        """False once the guesses for all its codes together are used up (security rule 5)."""
        return self.guesses < codes.MOST_GUESSES

    def takes_requests(self, now: datetime) -> bool:
        """False also for one whose guesses are used up: it can't be proven any more."""
        return self.is_open(now) and (self.proven_at is not None or self.has_guesses_left)


@dataclass(frozen=True)
class SentCode:
    """A code of a flow. ``typed_right`` and ``was_sent`` are never told to the public (security rule 4)."""

    issued: IssuedCode
    flow_id: str
    contact_id: str
    purpose: str
    last_asked_at: datetime
    typed_right: bool = field(repr=False)
    was_sent: bool = field(repr=False)
    channel: Channel | None = None
    """The way that was asked for last; None is its contact's own."""


class MessageKind(StrEnum):
    """What a message says; its sentences are in texts under ``message.<value>``."""

    CODE = "code"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a message, not a password
    """It was set again with a code."""
    RECOVERY_CODE_MADE = "recovery_code_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    COMPUTER_KNOWN = "computer_known"
    COMPUTER_FORGOTTEN = "computer_forgotten"
    PASSWORD_RENEWED = "password_renewed"  # noqa: S105 - the name of a message, not a password
    """Somebody who was signed in has changed it."""
    CONTACT_ADDED = "contact_added"
    CONTACT_REPLACED = "contact_replaced"
    CONTACT_REMOVED = "contact_removed"
    SETTINGS_CHANGED = "settings_changed"
    """How one signs in, or what contacts are used for."""
    MORE_CHANGES = "more_changes"
    """In the place of many notices of one kind."""
    REPLACEMENT_STARTED = "replacement_started"
    REPLACEMENT_WAITS = "replacement_waits"
    REPLACEMENT_READY = "replacement_ready"
    REPLACEMENT_CANCELLED = "replacement_cancelled"
    REPLACEMENT_FINISHED = "replacement_finished"
    HELPDESK_SENT_CODE = "helpdesk_sent_code"
    """Staff did something for a verified caller (R31); so do the two that follow."""
    HELPDESK_LIFTED_LIMITS = "helpdesk_lifted_limits"
    HELPDESK_ENDED_SESSIONS = "helpdesk_ended_sessions"
    NEW_INFO_NAMED = "new_info_named"
    """To a new contact that may be a stranger's: it says nothing of the account, and can't cancel anything."""
    NEW_INFO_READY = "new_info_ready"


@dataclass(frozen=True)
class QueuedMessage:
    """A row of the outbox: what to send, where and until when. The code is derived again when it is sent."""

    id: str
    kind: MessageKind
    account_id: str
    contact_id: str
    message_id: str
    due_at: datetime
    queued_at: datetime
    code_id: str | None = None
    channel: Channel | None = None
    """The way that was asked for; None is its contact's own."""
    ends_at: datetime | None = None
    attempts: int = 0
    state: DeliveryState = DeliveryState.QUEUED
    reason: Reason | None = None
    unfinished: int = field(default=0, compare=False)
    """How many attempts in a row before this one never came to an end: whoever made them broke off."""


@dataclass(frozen=True)
class GuideTable:
    """The learnt numbers of the guide for a checklist, as the text of a table file; the service only hands it on."""

    checklist: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Sends:
    """When codes were asked for: to a destination, by strangers among them, and under other subjects in their order.

    Those of signed-in people are counted apart: they are none of ``all``.
    """

    all: tuple[datetime, ...] = ()
    strangers: tuple[datetime, ...] = ()
    others: tuple[tuple[datetime, ...], ...] = ()
    signed_in: tuple[datetime, ...] = ()

    @property
    def known(self) -> tuple[datetime, ...]:
        """Those that known devices asked for."""
        return tuple((Counter(self.all) - Counter(self.strangers)).elements())


@dataclass(frozen=True)
class Standing:
    """What a request for a code is decided on: the flow, its codes oldest asked first, and what the ceilings count."""

    flow: Flow
    codes: tuple[SentCode, ...]
    sends: Sends


@dataclass(frozen=True)
class Sending:
    """What a request for a code comes to. The message of a wrong contact is withheld: a row like any, never sent."""

    code: SentCode
    is_new: bool
    number: int
    allowance: Allowance
    message: QueuedMessage | None = field(repr=False)


@dataclass(frozen=True)
class Guess:
    """A guess that has been counted: the flow's codes, newest first, and the contacts that may still be guessed at.

    ``is_last_of_contact``: if it is wrong, a contact is disabled from now on.
    """

    codes: tuple[SentCode, ...]
    counted_contacts: frozenset[str]
    is_last_of_contact: bool


@dataclass(frozen=True)
class GivenRecoveryCode:
    """A recovery code that was given in a flow, as its digest; ``clear`` are subjects whose tries are forgotten."""

    flow: Flow
    code_digest: str = field(repr=False)
    at: datetime
    clear: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewSession:
    """A sign-in that went well; ``peer`` is a keyed digest of name and network address."""

    id: str
    account_id: str
    device: str
    token_digest: str = field(repr=False)
    began_at: datetime
    peer: str
    stage: str = "open"
    """``code``: the password was right, and a code is asked for as well."""
    proven_at: datetime | None = None
    password_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True)
class KnownDevice:
    """A computer that an account knows, by its public key (Ed25519, base64)."""

    id: str
    account_id: str
    device: str
    public_key: str
    added_at: datetime
    used_at: datetime


@dataclass(frozen=True)
class PastEvent:
    """An event of the audit log, about one account; ``device`` is that of the session in which it was done."""

    number: int
    at: datetime
    kind: str
    detail: str
    session: str | None
    device: str | None


@dataclass(frozen=True)
class KeptAnswer:
    """A request that was met before: the check of its body, and its answer; None while somebody is at work on it."""

    body_check: str
    answer: str | None = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """A message as it leaves: whole, with its code in it. It lives for the sending alone and is never kept."""

    id: str
    message_id: str
    channel: Channel
    destination: str = field(repr=False)
    sender_name: str
    sender: str
    subject: str
    text: str = field(repr=False)
    written_at: datetime
    ends_at: datetime | None = None
    """When what it carries is worth nothing any more: it must not leave later."""
