"""What travels between the helpdesk's console and the service. Nothing of it holds a code, or a contact in full."""

from datetime import date
from typing import Annotated

import msgspec

from secinfo_desktop.contract.case_events import CaseEvent, EventId, NewEvent, Word
from secinfo_desktop.contract.structs import Instant, Message

CaseId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
Label = Annotated[str, msgspec.Meta(max_length=60)]
NoteText = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Reason = Annotated[str, msgspec.Meta(min_length=3, max_length=200)]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?\Z")]
Count = Annotated[int, msgspec.Meta(ge=1, le=200)]
MOST_EVENTS = 32
"""Of one request: the longest of them fit into the largest body."""
NewEvents = Annotated[tuple[NewEvent, ...], msgspec.Meta(max_length=MOST_EVENTS)]


# --- staff


class StaffSignIn(Message, frozen=True, kw_only=True):
    """A member of staff signs in."""

    name: str
    password: str

    def __repr__(self) -> str:
        """Without name and password."""
        return "StaffSignIn()"


class Staff(Message, frozen=True, kw_only=True):
    """Somebody at the helpdesk; ``role`` as in ``domain.staff``."""

    id: str
    name: str
    role: str


class StaffSignedIn(Message, frozen=True, kw_only=True):
    """A session of staff: a secret, for the ``Staff-Session`` header."""

    session: str
    ends_at: Instant
    me: Staff
    organisation: str
    now: Instant

    def __repr__(self) -> str:
        """Without the session."""
        return f"StaffSignedIn(me={self.me!r})"


class StaffStanding(Message, frozen=True, kw_only=True):
    """Who is signed in, and what their role may do."""

    me: Staff
    organisation: str
    actions: tuple[str, ...]
    proofs: tuple[str, ...]
    """How a caller can be verified here; ``call_back`` only where the system can dial."""
    ends_at: Instant
    now: Instant


class Colleagues(Message, frozen=True, kw_only=True):
    """Everybody at the helpdesk to whom a case can be handed."""

    staff: tuple[Staff, ...]
    now: Instant


# --- cases


class OpenCase(Message, frozen=True, kw_only=True):
    """A call begins. The case's id is the console's own, so that a repeat opens nothing; ``events``: the log so far."""

    case: CaseId
    caller: Label
    """What the agent calls the caller; a name or nothing, never an address."""
    language: Language
    checklist: Word
    context: Word
    events: NewEvents = ()


class CaseLine(Message, frozen=True, kw_only=True):
    """A case as a list shows it."""

    case: str
    number: str
    caller: str
    language: str
    checklist: str
    context: str
    state: str
    owner: Staff | None
    opened_at: Instant
    changed_at: Instant
    waiting_since: Instant | None = None
    step: str | None = None
    """The step that was shown last."""
    live: bool = False
    verified_until: Instant | None = None
    verified_how: str | None = None
    verified_for: str | None = None
    """The action that the caller has allowed; None: that facts are seen, masked."""
    same_account: int = 0
    """How many other cases of the last day are about the same account: a warning. 0 before the caller is verified."""
    outcome: str | None = None
    call_back_on: date | None = None
    ticket: str | None = None


class FindCases(Message, frozen=True, kw_only=True):
    """A page of the list; ``after`` is ``next`` of the page before."""

    scope: str
    text: Annotated[str, msgspec.Meta(max_length=100)] = ""
    """Found in caller, number and ticket; upper and lower case alike."""
    sort: str = "longest_wait"
    after: str | None = None
    most: Count = 100


class CasesFound(Message, frozen=True, kw_only=True):
    """``counts`` is how many there are in each scope, whatever is searched for."""

    cases: tuple[CaseLine, ...]
    next: str | None
    counts: dict[str, int]
    now: Instant


class TheCase(Message, frozen=True, kw_only=True):
    """Names a case."""

    case: CaseId


class ReadCase(Message, frozen=True, kw_only=True):
    """Asks for a case and the events after a place in its log."""

    case: CaseId
    after: Annotated[int, msgspec.Meta(ge=0)] = 0


class Note(Message, frozen=True, kw_only=True):
    """What somebody at the helpdesk wrote down; plain text, whatever it looks like."""

    id: str
    at: Instant
    who: str
    text: str


class CaseRead(Message, frozen=True, kw_only=True):
    """A case with its log and notes; at most 500 events at once, the others after the last of them."""

    line: CaseLine
    events: tuple[CaseEvent, ...]
    notes: tuple[Note, ...]
    word_pair: tuple[str, str] | None = None
    """For the agent to say first; None where nobody has joined."""
    now: Instant


class CaseStanding(Message, frozen=True, kw_only=True):
    """Where a case stands after something was done to it."""

    line: CaseLine
    now: Instant


class AddEvents(Message, frozen=True, kw_only=True):
    """An agent adds to the log of a case that is theirs."""

    case: CaseId
    events: NewEvents


class AddNote(Message, frozen=True, kw_only=True):
    """Writes something down; the same ``id`` once."""

    case: CaseId
    id: EventId
    text: NoteText

    def __repr__(self) -> str:
        """Without the text."""
        return f"AddNote(case={self.case!r})"


class NameCaller(Message, frozen=True, kw_only=True):
    """What the agent calls the caller from now on; a name or nothing, never an address."""

    case: CaseId
    caller: Label


class NameAccount(Message, frozen=True, kw_only=True):
    """Says which account the caller spoke of. The answer is the same whether there is one."""

    case: CaseId
    account_name: Annotated[str, msgspec.Meta(max_length=320)]

    def __repr__(self) -> str:
        """Without the account's name."""
        return f"NameAccount(case={self.case!r})"


class HandOver(Message, frozen=True, kw_only=True):
    """Hands a case to ``colleague`` (with whose id), ``second_line`` or ``caller``."""

    case: CaseId
    to: str
    colleague: str | None = None


class CloseCase(Message, frozen=True, kw_only=True):
    """The wrap-up: what became of the call. With a day to call back the case waits until then."""

    case: CaseId
    outcome: str
    call_back_on: date | None = None
    ticket: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class CaseExport(Message, frozen=True, kw_only=True):
    """Everything that is kept of a case, as JSON; but the account, for that would tell whether there is one."""

    text: str
    now: Instant

    def __repr__(self) -> str:
        """Without the text."""
        return "CaseExport()"


class EraseCase(Message, frozen=True, kw_only=True):
    """Erases what is kept of a case; the audit log keeps that it was erased, by whom and why.

    ``reason`` is a word as in ``domain.calls.ErasedFor``: the log says no more of a person than that.
    """

    case: CaseId
    reason: Word


# --- verification, approvals, facts, actions


class VerifyCaller(Message, frozen=True, kw_only=True):
    """Begins to verify the caller; ``action`` is what the caller allows by it, None for looking at facts alone."""

    case: CaseId
    how: str
    action: str | None = None


class VerificationAsked(Message, frozen=True, kw_only=True):
    """``number`` is for the agent to read out; None where the system dials or a second person is asked."""

    verification: str
    number: str | None
    ends_at: Instant
    now: Instant


class AskApproval(Message, frozen=True, kw_only=True):
    """Asks a second person; ``action`` None: to answer for the caller."""

    case: CaseId
    action: str | None
    reason: Reason


class Approval(Message, frozen=True, kw_only=True):
    """What is asked for, by whom, until when; ``state``: ``asked``, ``approved``, ``refused``, ``used``, ``over``."""

    approval: str
    case: str
    number: str
    action: str | None
    reason: str
    asked_by: Staff
    asked_at: Instant
    ends_at: Instant
    state: str


class Approvals(Message, frozen=True, kw_only=True):
    """What waits for a second person, and what became of one's own questions."""

    approvals: tuple[Approval, ...]
    now: Instant


class DecideApproval(Message, frozen=True, kw_only=True):
    """A second person decides."""

    approval: str
    approve: bool


class MessageFact(Message, frozen=True, kw_only=True):
    """One message and what became of it: ``state`` and ``reason`` as in ``domain.delivery``, each with its time."""

    mask: str
    channel: str
    states: tuple[tuple[Instant, str], ...]
    reason: str | None = None


class ContactFact(Message, frozen=True, kw_only=True):
    """A contact, masked (B6)."""

    mask: str
    kind: str
    line_type: str | None
    since: Instant
    proves: bool
    """False within 30 days of a change."""
    same_provider: bool | None = None


class AccountFacts(Message, frozen=True, kw_only=True):
    """What the service knows, for an agent whose caller is verified."""

    contacts: tuple[ContactFact, ...]
    messages: tuple[MessageFact, ...]
    asked_this_hour: int
    most_an_hour: int
    asked_today: int
    most_a_day: int
    wrong_guesses: int
    most_guesses: int
    can_send_at: Instant | None
    notice_since: Instant | None
    replacement_until: Instant | None
    same_account: int
    """How many other cases of the last day are about this account."""
    now: Instant


class Act(Message, frozen=True, kw_only=True):
    """Does something to the account of a verified caller; the same ``id`` once."""

    case: CaseId
    id: EventId
    action: str
    reason: Reason
    approval: str | None = None


class Acted(Message, frozen=True, kw_only=True):
    """It was done; the owner was told at every contact."""

    action: str
    at: Instant
    now: Instant
