"""What the console has done outside, as data: a face performs it on a thread and hands over what came of it.

What somebody typed in an act is neither shown nor kept: an act lives until it was performed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

from secinfo_desktop.domain.calls import ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.agent_explanation import AgentExplanation, explain
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk.ports import (
    AccountFacts,
    ApprovalAsked,
    CaseBook,
    Found,
    HelpdeskService,
    Joined,
    NewCall,
    NumberToRead,
    Query,
)
from secinfo_desktop.helpdesk.records import Agent, HelpCase
from secinfo_desktop.helpdesk.training_score import Score
from secinfo_desktop.recovery.ports import RefusedError


@dataclass(frozen=True)
class Ports:
    """Where cases are kept, and the service behind them if there is one: then ``book`` is the service itself.

    ``keep_language`` keeps beside a service, on the agent's side, in which language a caller is spoken to.
    """

    book: CaseBook
    service: HelpdeskService | None = None
    keep_language: Callable[[str, str | None], object] = lambda _case_id, _language: None

    @property
    def there(self) -> HelpdeskService:
        """The service. Raises ``RefusedError`` if there is none."""
        if self.service is None:
            raise RefusedError(Failure.NOT_ALLOWED)
        return self.service


@dataclass(frozen=True)
class Around:
    """Who sits here, and what the service lets them do."""

    me: Agent
    organisation: str | None = None
    actions: frozenset[StaffAction] = frozenset()
    proofs: frozenset[CallerProof] = frozenset()
    colleagues: tuple[Agent, ...] = ()
    approvals: tuple[ApprovalAsked, ...] = ()

    def decided_since(self, before: "Around") -> frozenset[str]:
        """The cases about which a second person has decided something since."""
        states = {one.id: one.state for one in before.approvals}
        return frozenset(one.case_id for one in self.approvals if one.state != states.get(one.id, one.state))


@dataclass(frozen=True)
class Exported:
    """Everything that is kept of a case, as JSON."""

    case_id: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Refused:
    """It was not done."""

    failure: Failure
    retry_at: datetime | None = None


Outcome = (
    Around
    | Found
    | HelpCase
    | Exported
    | AgentExplanation
    | AccountFacts
    | NumberToRead
    | Joined
    | ApprovalAsked
    | Score
    | str
    | None
)
"""What an act can bring."""


class Act(Protocol):
    """Something to be done outside."""

    def perform(self, ports: Ports, /) -> Outcome:
        """Do it; may take a while.

        Raises:
            RefusedError: it was not done.
        """


@dataclass(frozen=True)
class LookAround:
    """Asks who sits here, and what can be done."""

    def perform(self, ports: Ports) -> Around:
        """No change."""
        me, its = ports.book.me(), ports.service
        if its is None:
            return Around(me)
        return Around(me, its.organisation, its.actions, its.proofs, its.colleagues(), its.approvals())


@dataclass(frozen=True)
class Find:
    """Asks for the list."""

    query: Query

    def perform(self, ports: Ports) -> Found:
        """No change."""
        return ports.book.find(self.query)


@dataclass(frozen=True)
class Read:
    """Asks for a case."""

    case_id: str

    def perform(self, ports: Ports) -> HelpCase:
        """No change."""
        return ports.book.read(self.case_id)


@dataclass(frozen=True)
class Open:
    """A call begins to be kept."""

    call: NewCall

    def perform(self, ports: Ports) -> HelpCase:
        """A repeat opens nothing."""
        return ports.book.open(self.call)


@dataclass(frozen=True)
class Add:
    """Adds to the log of a case."""

    case_id: str
    events: tuple[Event, ...]

    def perform(self, ports: Ports) -> HelpCase:
        """All of them or none."""
        return ports.book.add(self.case_id, self.events)


@dataclass(frozen=True)
class Explain:
    """Works out where each answer leads; takes longer than an answer may."""

    checklist: Checklist
    view: Case
    capabilities: frozenset[str]
    step: str

    def perform(self, _ports: Ports, /) -> AgentExplanation:
        """Thinks, and needs nothing from outside."""
        return explain(self.checklist, self.view, self.capabilities, self.step)


@dataclass(frozen=True)
class AddNote:
    """Writes something down."""

    case_id: str
    text: str = field(repr=False)

    def perform(self, ports: Ports) -> HelpCase:
        """Plain text, whatever it looks like."""
        return ports.book.note(self.case_id, self.text)


@dataclass(frozen=True)
class NameCaller:
    """What the caller is called from now on."""

    case_id: str
    caller: str = field(repr=False)

    def perform(self, ports: Ports) -> HelpCase:
        """A label for the list."""
        return ports.book.name_caller(self.case_id, self.caller)


@dataclass(frozen=True)
class Speak:
    """The caller is spoken to in another language from now on."""

    case_id: str
    language: str

    def perform(self, ports: Ports) -> HelpCase | None:
        """Kept with the case, or beside it where the agent sits."""
        kept = ports.book.speak(self.case_id, self.language)
        if kept is None:
            ports.keep_language(self.case_id, self.language)
        return kept


@dataclass(frozen=True)
class ChooseProvider:
    """Where the caller's account is from now on."""

    case_id: str
    provider: str

    def perform(self, ports: Ports) -> HelpCase:
        """Texts and steps follow it."""
        return ports.book.choose_provider(self.case_id, self.provider)


@dataclass(frozen=True)
class Take:
    """Leads a case from now on."""

    case_id: str

    def perform(self, ports: Ports) -> HelpCase:
        """One that waits, or a colleague's."""
        return ports.book.take(self.case_id)


@dataclass(frozen=True)
class HandOver:
    """Somebody else goes on."""

    case_id: str
    to: HandedTo
    colleague: str | None = None

    def perform(self, ports: Ports) -> HelpCase:
        """The case waits for them."""
        return ports.book.hand_over(self.case_id, self.to, self.colleague)


@dataclass(frozen=True)
class Close:
    """The wrap-up."""

    case_id: str
    outcome: OutcomeCode
    call_back_on: date | None = None
    ticket: str | None = None

    def perform(self, ports: Ports) -> HelpCase:
        """With a day to call back the case waits."""
        return ports.book.close(self.case_id, self.outcome, self.call_back_on, self.ticket)


@dataclass(frozen=True)
class Export:
    """Asks for everything that is kept of a case."""

    case_id: str

    def perform(self, ports: Ports) -> Exported:
        """No change."""
        return Exported(self.case_id, ports.book.export(self.case_id))


@dataclass(frozen=True)
class Erase:
    """Nothing is kept of a case."""

    case_id: str
    reason: ErasedFor

    def perform(self, ports: Ports) -> None:
        """For good."""
        ports.book.erase(self.case_id, self.reason)
        ports.keep_language(self.case_id, None)


@dataclass(frozen=True)
class Join:
    """Asks the caller to be let in."""

    number: str = field(repr=False)

    def perform(self, ports: Ports) -> Joined:
        """It can be followed now, and read once they have allowed it."""
        return ports.there.join(self.number)


@dataclass(frozen=True)
class NameAccount:
    """Which account the caller speaks of."""

    case_id: str
    account_name: str = field(repr=False)

    def perform(self, ports: Ports) -> None:
        """Nothing is told by it."""
        ports.there.name_account(self.case_id, self.account_name)


@dataclass(frozen=True)
class Verify:
    """Begins to verify the caller."""

    case_id: str
    how: CallerProof
    action: StaffAction | None = None

    def perform(self, ports: Ports) -> NumberToRead:
        """The rest is the caller's to do."""
        return ports.there.verify(self.case_id, self.how, self.action)


@dataclass(frozen=True)
class AskApproval:
    """Asks a second person."""

    case_id: str
    action: StaffAction | None
    reason: str

    def perform(self, ports: Ports) -> ApprovalAsked:
        """For the one action of the one case."""
        return ports.there.ask_approval(self.case_id, self.action, self.reason)


@dataclass(frozen=True)
class Decide:
    """Answers a colleague's question."""

    approval_id: str
    approve: bool

    def perform(self, ports: Ports) -> ApprovalAsked:
        """Never one's own."""
        return ports.there.decide(self.approval_id, self.approve)


@dataclass(frozen=True)
class LookAtFacts:
    """Asks what is known of a verified caller's account."""

    case_id: str

    def perform(self, ports: Ports) -> AccountFacts:
        """No change."""
        return ports.there.facts(self.case_id)


@dataclass(frozen=True)
class ActOnAccount:
    """Does something to the account; the owner is told."""

    case_id: str
    action: StaffAction
    reason: str
    approval_id: str | None = None

    def perform(self, ports: Ports) -> None:
        """The service checks it all again."""
        ports.there.act(self.case_id, self.action, self.reason, self.approval_id)


def attempt(act: Act, ports: Ports) -> Outcome | Refused:
    """Performs an act; a refusal is a value, too."""
    try:
        return act.perform(ports)
    except RefusedError as error:
        return Refused(error.failure, error.retry_at)


OF_A_CASE: Final = AddNote | NameCaller | Speak | ChooseProvider | HandOver | Close | Export | Verify | NameAccount
"""What needs the case to be kept before."""
KEEPS: Final = AddNote | NameCaller | Speak | ChooseProvider | HandOver | Close | Erase | Take | ActOnAccount
"""What is lost where it is not done."""


def changes_list(act: Act) -> bool:
    """True for what makes the list another one."""
    return isinstance(act, Open | NameCaller | Take | HandOver | Close | Erase | Join)
