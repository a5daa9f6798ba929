"""What the console needs from outside: where cases are kept, and, with a service, what it knows and can do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from secinfo_desktop.domain.calls import CaseScope, CaseSort, HandedTo, OutcomeCode
from secinfo_desktop.domain.practice_staff import MadeUpAgent
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase


@dataclass(frozen=True)
class Query:
    """What a list shows."""

    scope: CaseScope = CaseScope.MINE
    text: str = ""
    sort: CaseSort = CaseSort.LONGEST_WAIT


@dataclass(frozen=True)
class Found:
    """The whole list, ready to be scrolled, and how many cases each scope has."""

    lines: Sequence[CaseLine]
    counts: Mapping[CaseScope, int]
    put_aside: tuple[str, ...] = ()
    """Files that could not be read, by their names."""


@dataclass(frozen=True)
class NewCall:
    """A call begins."""

    case_id: str
    language: str
    checklist: str
    context: str
    caller: str = ""
    provider: str = ""


@dataclass(frozen=True)
class Joined:
    """The case that one has asked to join, and what one says first: the caller compares it before they allow it."""

    case_id: str
    word_pair: tuple[str, str] | None = None


class CaseNews(Iterator[HelpCase], Protocol):
    """A case anew after every change, the newest first known at once; it connects again by itself."""

    def stop(self) -> None:
        """Ends it within a second, even while the service hangs. May come from any thread."""


class CaseBook(Protocol):
    """Where cases are kept: on this computer alone, or at a service. May take a while; raises ``RefusedError``."""

    def me(self) -> Agent:
        """Who sits here."""

    def open(self, call: NewCall) -> HelpCase:
        """A new case of one's own; the same id opens it once."""

    def find(self, query: Query) -> Found:
        """The list."""

    def read(self, case_id: str) -> HelpCase:
        """One case."""

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        """Adds to the log."""

    def note(self, case_id: str, text: str) -> HelpCase:
        """Writes something down. Refused with NOTE_HAS_SECRET if it looks as if it held a code or an address."""

    def name_caller(self, case_id: str, caller: str) -> HelpCase:
        """What the agent calls the caller from now on."""

    def speak(self, case_id: str, language: str) -> HelpCase | None:
        """In which language the caller is spoken to from now on; None where no language but the first is kept."""

    def choose_provider(self, case_id: str, provider: str) -> HelpCase:
        """Where the caller's account is; refused with NOT_ALLOWED where all are at the same one."""

    def take(self, case_id: str) -> HelpCase:
        """Leads a case that waits or that a colleague leads."""

    def hand_over(self, case_id: str, to: HandedTo, colleague: str | None = None) -> HelpCase:
        """Somebody else goes on."""

    def close(
        self, case_id: str, outcome: OutcomeCode, call_back_on: date | None = None, ticket: str | None = None
    ) -> HelpCase:
        """The wrap-up. With a day to call back the case waits until then."""

    def export(self, case_id: str) -> str:
        """Everything that is kept of a case, as JSON."""

    def erase(self, case_id: str, reason: str) -> None:
        """Nothing is kept of a case."""


@dataclass(frozen=True)
class ContactFact:
    """A contact, masked (B6). ``proves``: it has not been changed within 30 days."""

    mask: str
    kind: str
    line_type: str | None
    since: datetime
    proves: bool
    same_provider: bool | None


@dataclass(frozen=True)
class MessageFact:
    """One message and what became of it."""

    mask: str
    channel: str
    states: tuple[tuple[datetime, str], ...]
    reason: str | None


@dataclass(frozen=True)
class AccountFacts:
    """What the service knows of the account of a verified caller."""

    contacts: tuple[ContactFact, ...]
    messages: tuple[MessageFact, ...]
    asked_this_hour: int
    most_an_hour: int
    asked_today: int
    most_a_day: int
    wrong_guesses: int
    most_guesses: int
    can_send_at: datetime | None
    notice_since: datetime | None
    replacement_until: datetime | None
    same_account: int


@dataclass(frozen=True)
class NumberToRead:
    """A verification is asked for; ``number`` is what the agent reads out, None where something else happens."""

    number: str | None
    ends_at: datetime


@dataclass(frozen=True)
class ApprovalAsked:
    """A question to a second person; ``state`` as in ``contract.helpdesk.Approval``."""

    id: str
    case_id: str
    number: str
    action: StaffAction | None
    reason: str
    asked_by: Agent
    ends_at: datetime
    state: str


class StaffDoor(Protocol):
    """The way in to a helpdesk's service, for its staff. Every call may take a while; raises ``RefusedError``."""

    @property
    def name(self) -> str:
        """Whose helpdesk it is; the faces have their own words for practice."""

    @property
    def made_up(self) -> tuple[MadeUpAgent, ...]:
        """Who can be chosen in practice, where nobody has a password; empty at a real helpdesk."""

    @property
    def is_open(self) -> bool:
        """True while somebody is signed in as far as it is known here; asks nobody."""

    def enter(self, name: str, password: str) -> "HelpdeskService":
        """Signs in, in place of who was signed in before."""

    def service(self) -> "HelpdeskService":
        """The service for who is signed in; refused with NOT_STAFF if nobody is, or no longer."""

    def leave(self) -> None:
        """Signs out; here the session is forgotten whatever the service answers."""


class HelpdeskService(CaseBook, Protocol):
    """The service of an organisation, for somebody who is signed in there as staff."""

    @property
    def organisation(self) -> str:
        """Its name."""

    @property
    def actions(self) -> frozenset[StaffAction]:
        """What one's role may do."""

    @property
    def proofs(self) -> frozenset[CallerProof]:
        """How a caller can be verified here."""

    def now(self) -> datetime:
        """The service's time, UTC."""

    def colleagues(self) -> tuple[Agent, ...]:
        """To whom a case can be handed."""

    def join(self, number: str) -> Joined:
        """Asks the caller with this number to be let in."""

    def follow(self, case_id: str, after: int) -> CaseNews:
        """The case anew after every change, until it ends; ``after`` is how many events of its log are known already.

        A case that one has asked to join comes once the caller has allowed it; refused with NOT_LIVE if they do not.
        """

    def name_account(self, case_id: str, account_name: str) -> None:
        """Which account the caller spoke of. Nothing is told by it."""

    def verify(self, case_id: str, how: CallerProof, action: StaffAction | None) -> NumberToRead:
        """Begins to verify the caller."""

    def ask_approval(self, case_id: str, action: StaffAction | None, reason: str) -> ApprovalAsked:
        """Asks a second person."""

    def approvals(self) -> tuple[ApprovalAsked, ...]:
        """What waits for a second person, and what became of one's own questions."""

    def decide(self, approval_id: str, approve: bool) -> ApprovalAsked:
        """Decides what somebody else asked."""

    def facts(self, case_id: str) -> AccountFacts:
        """What is known of the account; refused with CALLER_NOT_VERIFIED before that."""

    def act(self, case_id: str, action: StaffAction, reason: str, approval_id: str | None = None) -> None:
        """Does something to the account; the owner is told."""
