"""All of an account that a signed-in person can change, as one value: what a rule decides on, and what it makes of it.

A change is a function of this value to another one; the store finds what is different and writes that, in the same
transaction in which it has read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.records import Contact, Flow, NewSession, QueuedMessage
from secinfo_desktop.backend.services.replacing import Deed
from secinfo_desktop.domain.contact_rules import ContactStanding
from secinfo_desktop.domain.security_info import ContactState, ContactUse, SessionStage
from secinfo_desktop.domain.waiting_period import WaitingPeriod


@dataclass(frozen=True)
class KeptContact:
    """A contact of the account, whatever it counts for; one that was removed is kept until it was told so."""

    contact: Contact
    added_at: datetime
    proven_at: datetime | None = None
    """When a code sent to it was last given back."""
    counts_since: datetime | None = None
    """When it began to count: with the account, with its first code, or with the replacement that it came with."""
    replaces: str | None = None
    replacement_id: str | None = None
    """Of the replacement that it comes with; it counts for nothing until that has taken effect (B11)."""
    uses: frozenset[ContactUse] = frozenset(ContactUse)
    removed_at: datetime | None = None

    @property
    def id(self) -> str:
        """The contact's id."""
        return self.contact.id

    @property
    def counts(self) -> bool:
        """True if codes can go to it."""
        return self.proven_at is not None and self.replacement_id is None and self.removed_at is None


@dataclass(frozen=True)
class SignInName:
    """A name that one signs in with. The account's own has the account's id."""

    id: str
    name: str = field(repr=False)
    is_on: bool = True


@dataclass(frozen=True)
class KeptSession:
    """Where the account is signed in. ``stage`` is ``code`` until the code after the password was given, then ``open``.

    What else stands before it follows from the account (``domain.session_rules``).
    """

    id: str
    device: str
    began_at: datetime
    stage: SessionStage = SessionStage.OPEN
    proven_at: datetime | None = None
    password_at: datetime | None = None
    """When the password was last given: what a code can't stand for (B9)."""
    old_contact_at: datetime | None = None
    """When a code was last given back at a contact that was old then (``contact_rules.is_old``)."""
    seen_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class KeptReplacement:
    """The replacement of all security info that is neither finished nor cancelled."""

    id: str
    period: WaitingPeriod


@dataclass(frozen=True)
class AccountState:
    """An account at one moment: its contacts, names, sessions that are not over, and the replacement that waits."""

    id: str
    name: str = field(repr=False)
    added_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    removal_held_until: datetime | None = None
    password_changed_at: datetime | None = None
    new_password_needed: bool = False
    second_step: bool = False
    verified_at: datetime | None = None
    notice_at: datetime | None = None
    notice_skipped_until: datetime | None = None
    recovery_code_made_at: datetime | None = None
    contacts: tuple[KeptContact, ...] = ()
    names: tuple[SignInName, ...] = ()
    sessions: tuple[KeptSession, ...] = ()
    replacement: KeptReplacement | None = None

    @property
    def counting(self) -> tuple[KeptContact, ...]:
        """The contacts that codes can go to."""
        return tuple(its for its in self.contacts if its.counts)

    def contact(self, contact_id: str) -> KeptContact | None:
        """The contact with that id, if it is still there."""
        return next((its for its in self.contacts if its.id == contact_id and its.removed_at is None), None)

    def standings(self, now: datetime) -> tuple[ContactStanding, ...]:
        """The contacts as the rules see them."""
        there = (its for its in self.contacts if its.removed_at is None)
        return tuple(ContactStanding(its.id, self.state_of(its, now), its.uses) for its in there)

    def state_of(self, its: KeptContact, now: datetime) -> ContactState:
        """How far a contact counts. While all are being replaced, those that are there leave (B11)."""
        if its.replacement_id is not None:
            return ContactState.NEW
        if its.proven_at is None:
            return ContactState.UNPROVEN
        return ContactState.LEAVING if self.is_being_replaced(now) else ContactState.PROVEN

    def is_being_replaced(self, now: datetime) -> bool:
        """True from the request until the new info has taken effect, or somebody has cancelled it."""
        return self.replacement is not None and self.replacement.period.is_open(now)

    def with_contact(self, its: KeptContact) -> "AccountState":
        """The same account with one contact changed, or with one more."""
        if any(other.id == its.id for other in self.contacts):
            return replace(self, contacts=tuple(its if other.id == its.id else other for other in self.contacts))
        return replace(self, contacts=(*self.contacts, its))

    def with_session(self, its: KeptSession) -> "AccountState":
        """The same account with one session changed."""
        return replace(self, sessions=tuple(its if other.id == its.id else other for other in self.sessions))

    def verified(self, now: datetime) -> "AccountState":
        """The same account after a code was given back: the notice "can you still receive a code?" is settled."""
        return replace(self, verified_at=now, notice_at=None, notice_skipped_until=None)


@dataclass(frozen=True)
class Entered:
    """A session that is not over, its account, and the flow that came with it, whatever that is worth."""

    session: KeptSession
    account: AccountState
    flow: Flow | None = None


@dataclass(frozen=True)
class Changed:
    """What an account becomes, and what is told of it.

    The store ends what hangs on it: the flows of sessions that end and of contacts that go, their codes that wait, and
    with another password every flow but those of sessions that go on. ``opens`` is a new flow.
    """

    account: AccountState
    messages: tuple[QueuedMessage, ...] = ()
    events: tuple[AuditEvent, ...] = ()
    opens: Flow | None = None
    replacement: Deed | None = None
    """What is done to the replacement of all security info; it is decided on in the same transaction."""


Decide = Callable[[Entered], Changed]
"""Decides what becomes of an account; raises ``Refused`` to leave everything as it was."""
Check = Callable[[Entered | None], None]
"""Raises ``Refused`` for a session that may not do something any more, or is over (None)."""


@dataclass(frozen=True)
class Admission:
    """What the gate has seen of a session, to be looked at again in the transaction that changes something."""

    token_digest: str = field(repr=False)
    since: datetime
    """Sessions that began later are not over yet."""
    check: Check


Admit = Callable[[AccountState], tuple[NewSession, AccountState]]
"""Decides how a session begins; raises ``Refused`` to begin none."""
