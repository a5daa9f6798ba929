"""Security info of a signed-in person as everybody sees it: contacts, options, waiting periods, sessions (B1-B13, B23).

Contacts and sign-in names are masked in the service; these values never hold one in full.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from secinfo_desktop.domain.contacts import ContactKind, MaskedContact


class ContactState(StrEnum):
    """How far a contact counts (B7, B11)."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    """Added, but no code sent to it was given back yet: it counts for nothing."""
    NEW = "new"
    """Counts once the waiting period is over."""
    LEAVING = "leaving"
    """Goes away when the waiting period is over."""


class ContactUse(StrEnum):
    """What a proven contact is used for; notices go to all of them, whatever was chosen."""

    RECOVERY = "recovery"
    SIGN_IN = "sign_in"
    """The code after the password, where the account has a second step."""


class Area(StrEnum):
    """What a waiting period can freeze; the provider pack says which of these (B11)."""

    SECURITY_INFO = "security_info"
    SIGN_IN_OPTIONS = "sign_in_options"
    RECOVERY_CODE = "recovery_code"
    KNOWN_DEVICES = "known_devices"
    BILLING = "billing"


class SessionStage(StrEnum):
    """What stands between a sign-in with the right password and the account."""

    OPEN = "open"
    CODE = "code"
    """The policy asks for a code after the password."""
    VERIFY = "verify"
    """The notice "can you still receive a code?" is seven days old: one contact has to be verified first (B23)."""
    PASSWORD = "password"  # noqa: S105 - the name of a stage, not a password
    """After a takeover: a new password has to be set first."""


class SessionPurpose(StrEnum):
    """What a code that a signed-in person asks for is given back for: purposes of flows beside recovery's."""

    SIGN_IN = "sign_in"
    PROVE = "prove"
    """Fresh proof before a change (R16)."""
    VERIFY = "verify"
    """A contact shall count, or is shown to work still (B7, B23)."""
    CANCEL = "cancel"
    """The waiting period shall end: only to a contact of the old set (B13)."""


@dataclass(frozen=True)
class SecurityContact:
    """A contact with what it counts for; ``changes_at`` is when a new one counts, or a leaving one goes."""

    contact: MaskedContact
    state: ContactState
    uses: frozenset[ContactUse]
    added_at: datetime
    proven_at: datetime | None = None
    replaces: str | None = None
    """The id of the contact that goes as soon as this one is proven."""
    changes_at: datetime | None = None
    is_old: bool = False
    """True if a code given back at it decides on contacts that go (B9): it has been there for the waiting period."""


@dataclass(frozen=True)
class SignInOption:
    """A name that one signs in with (B8), masked where it is an address or a number."""

    id: str
    kind: ContactKind | None
    """None for a plain name."""
    mask: str
    is_on: bool


class ReplacementState(StrEnum):
    """Where a replacement of all security info stands (B11, B13)."""

    WAITING = "waiting"
    READY = "ready"
    """The waiting period is over: new security info can be entered and takes effect."""


@dataclass(frozen=True)
class Replacement:
    """A waiting period. ``notices_at`` are the times at which everybody is told of it."""

    requested_at: datetime
    ends_at: datetime
    notices_at: tuple[datetime, ...]
    state: ReplacementState
    needs_staff: bool = False
    """After a second cancellation within 60 days only staff decide."""


@dataclass(frozen=True)
class VerificationNotice:
    """The notice "can you still receive a code?" (B23): it can be skipped for a day at a time until ``due_at``."""

    first_at: datetime
    due_at: datetime
    skipped_until: datetime | None = None


@dataclass(frozen=True)
class SecurityPolicy:
    """What the person needs to know of the provider's rules."""

    least_contacts: int
    most_contacts: int
    waiting_days: int


@dataclass(frozen=True)
class SecurityInfo:
    """Everything about an account's security info at one moment. ``frozen`` says until when an area is (B11)."""

    contacts: tuple[SecurityContact, ...]
    options: tuple[SignInOption, ...]
    policy: SecurityPolicy
    password_changed_at: datetime | None = None
    second_step: bool = False
    recovery_code_made_at: datetime | None = None
    removal_held_until: datetime | None = None
    fresh_until: datetime | None = None
    """How long the last proof counts; None asks for a new one before a change."""
    replacement: Replacement | None = None
    notice: VerificationNotice | None = None
    frozen: Mapping[Area, datetime] = field(default_factory=lambda: MappingProxyType({}))

    def contact(self, contact_id: str) -> SecurityContact | None:
        """The contact with that id."""
        return next((its for its in self.contacts if its.contact.id == contact_id), None)


@dataclass(frozen=True)
class DeviceSession:
    """Where the account is signed in."""

    id: str
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class KnownComputer:
    """A computer that a recovery may trust a little more (security rule 3)."""

    id: str
    device: str
    added_at: datetime
    used_at: datetime
    ends_at: datetime
    """If it is not used until then."""


class ActivityKind(StrEnum):
    """What happened, in the words of a filter (B4)."""

    SIGN_IN = "sign_in"
    CODE = "code"
    CHANGE = "change"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Activity:
    """One thing that happened. ``event`` is a stable word whose sentence is in texts under ``activity.<event>``."""

    id: str
    at: datetime
    kind: ActivityKind
    event: str
    went_well: bool
    device: str = ""
    is_here: bool = False
    """It was done in this very session."""
