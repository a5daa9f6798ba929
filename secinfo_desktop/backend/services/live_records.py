"""What the service remembers of shared cases, verified callers and approvals, and what it asks its store to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from secinfo_desktop.backend.services.account_state import AccountState
from secinfo_desktop.backend.services.ports import CodeOrder
from secinfo_desktop.backend.services.records import Contact, Flow, QueuedMessage
from secinfo_desktop.backend.services.replacing import Deed, ReplacementStanding
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.live_rules import LAST_WORDS_LAST, NUMBER_TRIES, LiveWord, SharedState
from secinfo_desktop.domain.staff import CallerProof, StaffAction

if TYPE_CHECKING:
    from secinfo_desktop.backend.services.audit import AuditEvent

UNSHARED = "unshared"
"""The state of a case that nobody was let in to: for the helpdesk there is none."""


@dataclass(frozen=True)
class LoggedCase:
    """A case as the deeds of a call see it; ``state`` is UNSHARED or one of ``CaseState``."""

    id: str
    place: int
    state: str
    language: str
    owner_id: str | None = None
    account_id: str | None = None
    verified_until: datetime | None = None
    verified_how: str | None = None
    verified_for: str | None = None
    last_seq: int = 0

    def is_verified(self, now: datetime) -> bool:
        """True while the caller counts as verified."""
        return self.verified_until is not None and now < self.verified_until

    def verified(self, how: CallerProof, action: StaffAction | None, until: datetime) -> "LoggedCase":
        """The same case from now on, with what the caller has allowed and nothing else."""
        return replace(self, verified_until=until, verified_how=how.value, verified_for=action and action.value)

    def unverified(self) -> "LoggedCase":
        """The same case with nobody behind it any more."""
        return replace(self, verified_until=None, verified_how=None, verified_for=None)


@dataclass(frozen=True)
class Shared:
    """A case that the caller's app shares. The number that the caller says is a digest, and gone once used."""

    id: str
    handle_digest: str = field(repr=False)
    flow_id: str
    case_id: str
    join_digest: str | None = field(repr=False)
    join_ends_at: datetime
    opened_at: datetime
    asked_by: str | None = None
    allowed_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Verification:
    """One try to verify a caller."""

    id: str
    case_id: str
    staff_id: str
    how: CallerProof
    action: StaffAction | None
    asked_at: datetime
    ends_at: datetime
    number_digest: str | None = field(default=None, repr=False)
    tries: int = 0
    done_at: datetime | None = None


@dataclass(frozen=True)
class KeptApproval:
    """A question to a second person; the one that belongs to a verification has its id."""

    id: str
    case_id: str
    asked_by: str
    action: StaffAction | None
    reason: str
    asked_at: datetime
    ends_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    is_approved: bool = False
    used_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """Where it stands, in the contract's words."""
        if self.used_at is not None:
            return "used"
        if self.decided_at is not None and not self.is_approved:
            return "refused"
        if now >= self.ends_at:
            return "over"
        return "approved" if self.is_approved else "asked"


@dataclass(frozen=True)
class StaffAct:
    """What staff did to an account."""

    id: str
    case_id: str
    staff_id: str
    action: StaffAction
    reason: str
    at: datetime
    approval_id: str | None = None


@dataclass(frozen=True)
class CallStanding:
    """What the deeds of a call are decided on, as it is in their transaction."""

    case: LoggedCase
    shared: Shared | None = None
    flow: Flow | None = None
    agent: StaffMember | None = None
    """Who has asked to join; once they were let in, whoever leads the case."""
    proven_since: datetime | None = None
    """Since when the contact counts whose code was given back in the flow."""
    verifications: tuple[Verification, ...] = ()
    """Newest first."""
    approvals: tuple[KeptApproval, ...] = ()
    act: StaffAct | None = None
    """That of the id that is asked for."""
    account: AccountState | None = None
    replacing: ReplacementStanding | None = None

    def state(self, now: datetime) -> SharedState:
        """Where the shared case stands for the caller."""
        its, flow = self.shared, self.flow
        if its is None or its.ended_at is not None or self.case.state == CaseState.CLOSED:
            return SharedState.ENDED
        if flow is None or not flow.is_open(now) or (its.allowed_at is None and now >= its.join_ends_at):
            return SharedState.ENDED
        if its.allowed_at is not None:
            return SharedState.LIVE
        return SharedState.ASKED if its.asked_by is not None else SharedState.WAITING

    def is_over(self, now: datetime) -> bool:
        """True once nothing more is said: a moment after the flow was closed, for the caller's last words come then.

        Nothing else is left of the sharing meanwhile: nobody is verified by it, and no number counts.
        """
        if self.state(now) is not SharedState.ENDED:
            return False
        its, closed_at = self.shared, self.flow.closed_at if self.flow else None
        was_live = its is not None and its.allowed_at is not None and its.ended_at is None
        is_just_closed = closed_at is not None and closed_at <= now < closed_at + LAST_WORDS_LAST
        return not (was_live and is_just_closed and self.case.state != CaseState.CLOSED)

    def is_verified_in_vain(self, now: datetime) -> bool:
        """True for a caller who was verified in a sharing of which nothing but last words is left."""
        return self.shared is not None and self.case.is_verified(now) and self.state(now) is SharedState.ENDED

    def gives_claim(self, now: datetime) -> bool:
        """True while the caller's app gets what lets its owner finish a replacement that staff have begun.

        Also for a moment once it is over: staff may end the call before the app has looked again.
        """
        its = self.shared
        if its is None or its.allowed_at is None:
            return False
        ended_at = its.ended_at or (self.flow.closed_at if self.flow else None)
        return ended_at is None or now < ended_at + LAST_WORDS_LAST

    def open_number(self, now: datetime) -> Verification | None:
        """The verification whose number can be typed now."""
        newest = next((its for its in self.verifications if its.how is CallerProof.NUMBER), None)
        is_open = newest and newest.done_at is None and newest.asked_at <= now < newest.ends_at
        return newest if newest and is_open and newest.tries < NUMBER_TRIES else None


@dataclass(frozen=True)
class LoggedEvent:
    """An event that one side adds: its id, and its body as JSON in the contract's form."""

    id: str
    body: str


@dataclass(frozen=True)
class Said:
    """A word of the service in the log; ``who`` is the name of the agent whose deed it was."""

    word: LiveWord
    by: str = "service"
    who: str = ""


@dataclass(frozen=True)
class CallDone:
    """What a deed comes to. Rows that are there are changed, others added; None leaves them as they are."""

    case: LoggedCase | None = None
    shared: Shared | None = None
    verification: Verification | None = None
    approval: KeptApproval | None = None
    uses: str | None = None
    """The approval that is used up by it, exactly once."""
    act: StaffAct | None = None
    said: tuple[Said, ...] = ()
    events: "tuple[AuditEvent, ...]" = ()
    account: AccountState | None = None
    messages: tuple[QueuedMessage, ...] = ()
    replacement: Deed | None = None
    lifts: tuple[str, ...] = ()
    """Subjects whose sends are forgotten: of destinations, and of the account."""
    code: CodeOrder | None = None
    """Another code; what refuses it undoes the whole deed."""


@dataclass(frozen=True)
class NewShared:
    """A case that a caller's app begins to share."""

    shared: Shared
    account_id: str | None
    """None for a name that nobody has."""
    language: str
    checklist: str
    context: str
    events: tuple[LoggedEvent, ...] = ()


@dataclass(frozen=True)
class CaseLogEvent:
    """An event as it stands in the log."""

    seq: int
    id: str
    at: datetime
    by: str
    who: str
    body: str | None
    live: str | None


@dataclass(frozen=True)
class KeptMessage:
    """One message of an account and what became of it."""

    contact_id: str
    channel: str | None
    queued_at: datetime
    changed_at: datetime
    state: str
    reason: str | None


@dataclass(frozen=True)
class KeptFacts:
    """What is read for the facts of an account."""

    account: AccountState
    failed: int
    messages: tuple[KeptMessage, ...]
    contacts: tuple[Contact, ...] = ()


DecideCall = Callable[[CallStanding], CallDone]
"""Decides inside the transaction; raises ``Refused`` to leave everything as it was."""
JoinCheck = Callable[[Sequence[datetime], Sequence[datetime]], None]
"""Looks at the wrong numbers of one agent and of all; raises ``Refused``."""


class LiveCases(Protocol):
    """Shared cases, verifications, approvals. Each method is one transaction and holds under any number of callers."""

    def open(self, new: NewShared, check: Callable[[Shared | None], None], event: "AuditEvent") -> None:
        """Begin to share; what the same flow has shared before ends. ``check`` looks at that, and may raise."""
        ...

    def standing(self, case_id: str, *, act_id: str = "", whole_since: datetime | None = None) -> CallStanding | None:
        """Where a case stands; ``whole_since``: with account, replacement, and sessions that began later."""
        ...

    def case_of(self, handle_digest: str) -> str | None:
        """The case behind the caller's handle."""
        ...

    def join(
        self,
        subjects: tuple[str, str],
        digest: str,
        agent: StaffMember,
        now: datetime,
        since: datetime,
        check: JoinCheck,
        event: "Callable[[str | None], AuditEvent]",
    ) -> CallStanding | None:
        """Ask the caller with that number; None, and counted, if there is no such number."""
        ...

    def do(
        self,
        case_id: str,
        now: datetime,
        decide: DecideCall,
        *,
        act_id: str = "",
        whole_since: datetime | None = None,
        turns: Sequence[str] = (),
    ) -> CallStanding | None:
        """Do something in a call, with more ``turns``; returns where it stands then. None if there is no such case."""
        ...

    def has_acted(self, case_id: str, action: StaffAction) -> bool:
        """True if that was done in a case; it is the same work whosever it is."""
        ...

    def add(
        self, case_id: str, now: datetime, events: Sequence[LoggedEvent], check: Callable[[CallStanding], None]
    ) -> tuple[CaseLogEvent, ...]:
        """Add the caller's events to the log, each id once; returns them as they stand there."""
        ...

    def log(self, case_id: str, after: int, *, for_staff: bool = False) -> tuple[CaseLogEvent, ...]:
        """A bounded number of events after a place; ``for_staff``: nothing that waits for the caller's new Allow."""
        ...

    def marks(self, case_ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
        """For each case the place of its last event, and whether its sharing is over."""
        ...

    def approvals(self, since: datetime) -> tuple[tuple[KeptApproval, int, StaffMember, bool], ...]:
        """Approvals asked for since: with the place of the case, who asked, and if they belong to a verification."""
        ...

    def approval(self, approval_id: str) -> KeptApproval | None:
        """One of them."""
        ...

    def facts(self, account_id: str, since: datetime) -> KeptFacts | None:
        """What the service knows of an account; None if there is none."""
        ...

    def same_account(self, case_id: str, account_id: str, since: datetime) -> int:
        """How many other cases that were opened since are about the account."""
        ...
