"""What the console stands on and where it stands, as values from which a frame is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from secinfo_desktop import texts
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.staff import Role, StaffAction
from secinfo_desktop.guide.agent_explanation import AgentExplanation
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk.acts import Act, Around, Explain, Exported, Refused, Speak
from secinfo_desktop.helpdesk.ports import AccountFacts, Found, Joined, NumberToRead, Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase
from secinfo_desktop.helpdesk.sent_back import SentBack, sent_back

NOBODY = Agent("", "", Role.AGENT)


@dataclass(frozen=True)
class Provider:
    """Where a caller's account can be; "" and None for one of which nothing is known here."""

    id: str
    name: str = ""
    pack: ProviderPack | None = None

    @property
    def capabilities(self) -> frozenset[str]:
        """What is possible on its own pages."""
        by_hand = self.pack.by_hand if self.pack is not None else None
        return by_hand.capabilities if by_hand is not None else frozenset()


@dataclass(frozen=True)
class Desk:
    """What does not change: checklists by id, the provider that people call about, and what is possible there.

    ``by_hand``: callers work on the provider's own pages; nothing stands behind their account. ``providers`` are those
    that can be chosen for a call, none at a service; ``spoken`` are languages that were chosen here for its cases.
    ``organisation`` is what people call whose service it is; "" leaves that to the service.
    """

    checklists: Mapping[str, Checklist]
    pack: ProviderPack | None = None
    capabilities: frozenset[str] = frozenset()
    by_hand: bool = True
    practice: bool = False
    languages: tuple[str, ...] = texts.LANGUAGES
    first_checklist: str = "code_not_received"
    organisation: str = ""
    providers: tuple[Provider, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)

    def pack_of(self, line: CaseLine) -> ProviderPack | None:
        """That of the provider that was chosen for a case."""
        its = self._chosen(line)
        return self.pack if its is None else its.pack

    def capabilities_of(self, line: CaseLine) -> frozenset[str]:
        """What is possible at the provider that was chosen for a case."""
        its = self._chosen(line)
        return self.capabilities if its is None else its.capabilities

    def _chosen(self, line: CaseLine) -> Provider | None:
        return next((one for one in self.providers if one.id == line.provider), None)

    def checklist(self, log: Case) -> Checklist | None:
        """The one that leads a log; None if it is not there."""
        its = self.checklists.get(log.opened.checklist)
        return its if its is not None and log.context in its.contexts else None


@dataclass
class Standing:
    """Where the console stands. ``case`` holds what is not kept yet as well."""

    around: Around = field(default_factory=lambda: Around(NOBODY))
    query: Query = field(default_factory=Query)
    found: Found = field(default_factory=lambda: Found((), {}))
    case: HelpCase | None = None
    kept: HelpCase | None = None
    """The same as it was kept last; None before that."""
    is_draft: bool = False
    """A call about which nothing was said yet: it is kept with the first word."""
    facts: AccountFacts | None = None
    number: NumberToRead | None = None
    acted: dict[StaffAction, datetime] = field(default_factory=dict)
    """What was done to the account from here, and when last."""
    explained: tuple[Explain, AgentExplanation] | None = None
    languages: dict[str, str] = field(default_factory=dict)
    """What was chosen for the caller of a case, where that is another than the case was begun in."""
    unverified: set[str] = field(default_factory=set)
    """Cases of callers who are served without showing who they are: the agent has said so."""
    joining: Joined | None = None
    """The case of a caller who has not said yet if the agent may join."""
    exported: Exported | None = None
    """What was asked for of the case that is shown, until something else is said."""
    sent_back: tuple[SentBack, ...] = ()
    """What was written and refused, of whatever case."""
    problem: Failure | None = None
    retry_at: datetime | None = None

    def show(self, case: HelpCase | None, *, is_draft: bool = False) -> None:
        """Another case in the middle; what was known of the one before is left behind."""
        self.case, self.kept, self.is_draft = case, None, is_draft
        self.facts = self.number = self.explained = self.joining = self.exported = None
        self.acted = {}

    def act(self, action: StaffAction, now: datetime) -> None:
        """It was done; a replacement that was cancelled is none any more."""
        if action is StaffAction.CANCEL_REPLACEMENT:
            self.acted.pop(StaffAction.START_REPLACEMENT, None)
        self.acted[action] = now

    def refuse(self, act: Act, refused: Refused) -> None:
        """It was not done."""
        self.problem, self.retry_at = refused.failure, refused.retry_at
        self.send_back(act, refused.failure)

    def send_back(self, act: Act, failure: Failure) -> None:
        """What was written in a refused act goes back, in place of what went back before of its kind."""
        for new in sent_back(act, failure):
            others = (one for one in self.sent_back if (one.case_id, one.kind) != (new.case_id, new.kind))
            self.sent_back = (*others, new)

    def name_nobodys(self) -> None:
        """A call that began before it was known who sits here is theirs."""
        if self.case is not None and self.case.line.owner == NOBODY:
            self.case = replace(self.case, line=replace(self.case.line, owner=self.around.me))

    def language(self, its: HelpCase) -> str:
        """In which the caller is spoken to."""
        return self.languages.get(its.line.id, its.line.language)

    def speak(self, its: HelpCase, language: str) -> tuple[Speak, ...]:
        """Another language, at once in this window; returns what keeps it with a case of one's own."""
        self.languages[its.line.id] = language
        return (Speak(its.line.id, language),) if self.is_mine(its) and not self.is_draft else ()

    def is_mine(self, its: HelpCase) -> bool:
        """True for a case that the agent leads; all others are only read."""
        owner = its.line.owner
        return owner is not None and owner.id == self.around.me.id and its.line.state is CaseState.OPEN


def is_verified(its: HelpCase, now: datetime) -> bool:
    """True as long as the caller counts as who they are."""
    return its.verified is not None and now < its.verified.until


def audience(its: HelpCase, now: datetime) -> Disclosure:
    """For whom a case is planned."""
    return Disclosure.HELPDESK if is_verified(its, now) else Disclosure.PUBLIC
