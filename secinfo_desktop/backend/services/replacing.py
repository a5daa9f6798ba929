"""What the service remembers of replacements of all security info, and what it asks its store to do (B11-B13)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from secinfo_desktop.backend.services.records import Account, Contact, QueuedMessage
from secinfo_desktop.domain.waiting_period import WaitingPeriod

if TYPE_CHECKING:
    from secinfo_desktop.backend.services.audit import AuditEvent  # which needs the keys named in ports


class CancelledBy(StrEnum):
    """What somebody has shown who has cancelled."""

    CONTACT = "contact"
    """A code sent to a contact of the old set."""
    CODE = "code"
    """The cancel code of a notice."""
    STAFF = "staff"
    """Two of the helpdesk's staff, for a verified caller."""


@dataclass(frozen=True)
class NewInfo:
    """A contact that shall take the place of the others; it counts for nothing yet."""

    contact: Contact
    proven_at: datetime | None = None


@dataclass(frozen=True)
class Replacing:
    """One replacement: its waiting period, and the digest of the claim with which new info may be entered."""

    id: str
    account_id: str
    period: WaitingPeriod
    claim_digest: str = field(repr=False)


@dataclass(frozen=True)
class ReplacementStanding:
    """What is decided on: the account with its old contacts, the newest replacement, and what was cancelled before."""

    account: Account
    newest: Replacing | None = None
    new_info: tuple[NewInfo, ...] = ()
    cancelled: tuple[datetime, ...] = ()
    removal_held_until: datetime | None = None

    @property
    def period(self) -> WaitingPeriod | None:
        """The newest waiting period, whatever became of it."""
        return self.newest.period if self.newest else None

    @property
    def proven(self) -> tuple[Contact, ...]:
        """The new contacts that take effect with the end: a code was given back since the waiting was over (B7).

        One that was given back earlier was a rehearsal: it finds a slip of the hand in time.
        """
        since = self.period.ends_at if self.period else None
        return tuple(its.contact for its in self.new_info if since and its.proven_at and its.proven_at >= since)


@dataclass(frozen=True)
class Beginning:
    """A replacement that begins: with new contacts, if any were typed, the next due time, and the first notices."""

    replacing: Replacing
    contacts: tuple[Contact, ...]
    due_at: datetime | None
    messages: Sequence[QueuedMessage]


@dataclass(frozen=True)
class Due:
    """What the sweep does for one replacement: tell everybody, or let it lapse; and when to come again."""

    due_at: datetime | None
    messages: Sequence[QueuedMessage] = ()
    lapses: bool = False
    event: "AuditEvent | None" = None


Begin = Callable[[ReplacementStanding], Beginning]
Enter = Callable[[ReplacementStanding], tuple[Contact, ...]]
Tell = Callable[[ReplacementStanding], Sequence[QueuedMessage]]
"""Decides inside the transaction, and says what is told; raises ``Refused`` to leave everything as it was."""
Sweep = Callable[[ReplacementStanding], Due]


@dataclass(frozen=True)
class Starting:
    """Begin a replacement; the old contacts stay what they are."""

    begin: Begin


@dataclass(frozen=True)
class Entering:
    """Put new contacts in the place of those that were typed before; they count for nothing yet."""

    enter: Enter


@dataclass(frozen=True)
class Cancelling:
    """Cancel an open replacement, exactly once; its new contacts are forgotten.

    ``flags``: the next sign-in has to choose a new password.
    """

    tell: Tell
    by: CancelledBy
    flags: bool = False


@dataclass(frozen=True)
class Finishing:
    """Let proven new contacts take the place of all others, exactly once."""

    tell: Tell


Deed = Starting | Entering | Cancelling | Finishing
"""What is done to an account's replacement, in one transaction with whatever it belongs to."""


class Replacements(Protocol):
    """Replacements of all security info. Each method is one transaction and holds under any number of callers."""

    def standing(self, account_id: str) -> ReplacementStanding | None:
        """Where an account's replacement stands; None if there is no such account."""
        ...

    def told_at(self, account_id: str, at: datetime) -> Replacing | None:
        """The replacement that a message of that time speaks of: the newest one requested by then."""
        ...

    def do(self, account_id: str, deed: Deed, now: datetime, event: "AuditEvent | None" = None) -> None:
        """Do something to an account's replacement. What the deed's function raises undoes everything."""
        ...

    def next_due(self) -> datetime | None:
        """When something is due next for anybody; None if nothing waits."""
        ...

    def sweep(self, now: datetime, sweep: Sweep) -> bool:
        """Do what is due by now for a bounded number of replacements, each once; True if there may be more."""
        ...
