"""A helpdesk's case book in memory, and a service behind it whose caller can be verified by a word of the test."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.domain.calls import CaseScope, CaseState, HandedTo, OutcomeCode, number_of
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import ACTION_RULES, CallerProof, Role, StaffAction, may_act
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event, Observed, Opened
from secinfo_desktop.helpdesk.ports import (
    AccountFacts,
    ApprovalAsked,
    CaseNews,
    ContactFact,
    Found,
    Joined,
    NewCall,
    NumberToRead,
    Query,
)
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase, Note, Verified
from secinfo_desktop.recovery.ports import RefusedError
from tests.helpers.clock import FrozenClock

MIRA = Agent("a1", "Mira", Role.AGENT)
TOM = Agent("a2", "Tom", Role.SENIOR)
JOIN_NUMBER, READ_OUT = "417263", "52"
FACTS = AccountFacts(
    contacts=(
        ContactFact("•• 78", "sms", "mobile", datetime(2024, 1, 1).astimezone(), proves=True, same_provider=None),
    ),
    messages=(),
    asked_this_hour=1,
    most_an_hour=3,
    asked_today=2,
    most_a_day=10,
    wrong_guesses=0,
    most_guesses=100,
    can_send_at=None,
    notice_since=None,
    replacement_until=None,
    same_account=2,
)


class FakeBook:
    """``refuses`` is what every change meets as long as it is set; ``asked`` counts the calls by name."""

    def __init__(self, clock: FrozenClock, me: Agent = MIRA) -> None:
        self.clock, self._me = clock, me
        self.cases: dict[str, HelpCase] = {}
        self.refuses: Failure | None = None
        self.asked: list[str] = []

    def me(self) -> Agent:
        return self._me

    def open(self, call: NewCall) -> HelpCase:
        self._meet("open")
        if call.case_id not in self.cases:
            now, revision = self.clock(), shipped(call.checklist).revision
            opened = Opened(now, call.case_id, call.checklist, revision, call.context, Disclosure.PUBLIC)
            line = CaseLine(
                call.case_id, number_of(len(self.cases)), call.caller, call.language, call.checklist,
                CaseState.OPEN, self._me, now, now, provider=call.provider,
            )  # fmt: skip
            self.cases[call.case_id] = HelpCase(line, Case(opened))
        return self.cases[call.case_id]

    def find(self, query: Query) -> Found:
        self.asked.append("find")
        lines = [case.line for case in self.cases.values() if query.text in case.line.caller]
        return Found(lines, dict.fromkeys(CaseScope, len(lines)))

    def read(self, case_id: str) -> HelpCase:
        if case_id not in self.cases:
            raise RefusedError(Failure.UNKNOWN_CASE)
        return self.cases[case_id]

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        self._meet("add")
        self._own(case_id)
        for event in events:
            self.happens(case_id, event, self._me.name)
        return self.cases[case_id]

    def happens(self, case_id: str, event: Event, who: str = "") -> HelpCase:
        """Somebody adds to the log: the agent, the caller, or the service."""
        case = self.cases[case_id]
        self.cases[case_id] = replace(case, log=case.log.record(event), who=(*case.who, who))
        return self.cases[case_id]

    def note(self, case_id: str, text: str) -> HelpCase:
        self._meet("note")
        case = self._own(case_id)
        note = Note(f"note-{len(case.notes):04}", self.clock(), self._me.name, text)
        return self._put(replace(case, notes=(*case.notes, note)))

    def name_caller(self, case_id: str, caller: str) -> HelpCase:
        self._meet("name_caller")
        return self._line(self._own(case_id), caller=caller)

    def speak(self, case_id: str, language: str) -> HelpCase | None:
        self._meet("speak")
        return self._line(self._own(case_id), language=language)

    def choose_provider(self, case_id: str, provider: str) -> HelpCase:
        self._meet("choose_provider")
        return self._line(self._own(case_id), provider=provider)

    def take(self, case_id: str) -> HelpCase:
        self._meet("take")
        return self._line(self.read(case_id), owner=self._me, state=CaseState.OPEN)

    def hand_over(self, case_id: str, _to: HandedTo, colleague: str | None = None, /) -> HelpCase:
        self._meet("hand_over")
        return self._line(self._own(case_id), owner=TOM if colleague else None, state=CaseState.WAITING)

    def close(
        self, case_id: str, outcome: OutcomeCode, _call_back_on: date | None = None, ticket: str | None = None, /
    ) -> HelpCase:
        self._meet("close")
        return self._line(self._own(case_id), state=CaseState.CLOSED, outcome=outcome, ticket=ticket)

    def export(self, case_id: str) -> str:
        return self.read(case_id).log.to_json()

    def erase(self, case_id: str, _reason: str, /) -> None:
        self._meet("erase")
        del self.cases[case_id]

    def _meet(self, name: str) -> None:
        self.asked.append(name)
        if self.refuses is not None:
            raise RefusedError(self.refuses)

    def _own(self, case_id: str) -> HelpCase:
        case = self.read(case_id)
        if case.line.state is CaseState.CLOSED:
            raise RefusedError(Failure.CASE_CLOSED)
        if case.line.owner != self._me:
            raise RefusedError(Failure.NOT_YOUR_CASE)
        return case

    def _line(self, case: HelpCase, **changes: object) -> HelpCase:
        return self._put(replace(case, line=replace(case.line, **changes)))  # type: ignore[arg-type]  # the line checks none of them

    def _put(self, case: HelpCase) -> HelpCase:
        self.cases[case.line.id] = case
        return case


class News(Iterator[HelpCase]):
    """What a service has to tell of a case."""

    def __init__(self, cases: Sequence[HelpCase]) -> None:
        self._cases = iter(cases)

    def __next__(self) -> HelpCase:
        return next(self._cases)

    def stop(self) -> None:
        self._cases = iter(())


class FakeService(FakeBook):
    """What an organisation's service knows and does; ``account`` are its facts."""

    organisation = "Example organisation"
    proofs = frozenset({CallerProof.NUMBER, CallerProof.APPROVAL})

    def speak(self, case_id: str, _language: str, /) -> HelpCase | None:
        self._own(case_id)
        return None

    def __init__(self, clock: FrozenClock, me: Agent = MIRA, account: AccountFacts = FACTS) -> None:
        super().__init__(clock, me)
        self.account = account
        self.questions: list[ApprovalAsked] = []
        self.done: list[StaffAction] = []
        self.let_in: set[str] = set()
        """Cases of callers who allow it at once; the next who follows them is told."""

    @property
    def actions(self) -> frozenset[StaffAction]:
        return frozenset(action for action in StaffAction if may_act(self._me.role, action))

    def now(self) -> datetime:
        return self.clock()

    def colleagues(self) -> tuple[Agent, ...]:
        return (TOM,)

    def join(self, number: str) -> Joined:
        if number != JOIN_NUMBER:
            raise RefusedError(Failure.JOIN_NUMBER_WRONG)
        case = self.open(NewCall("live-0000001", "de", "code_not_received", "email"))
        self._put(replace(case, line=replace(case.line, is_live=True), word_pair=("pine", "harbour")))
        self.let_in.add(case.line.id)
        return Joined(case.line.id, ("pine", "harbour"))

    def follow(self, case_id: str, after: int) -> CaseNews:
        case = self.read(case_id)
        is_let_in = case_id in self.let_in
        self.let_in.discard(case_id)
        return News([case] if is_let_in or len(case.log.later) > after else [])

    def name_account(self, case_id: str, _account_name: str, /) -> None:
        self._own(case_id)

    def verify(self, case_id: str, _how: CallerProof, _action: StaffAction | None, /) -> NumberToRead:
        self._own(case_id)
        return NumberToRead(READ_OUT, self.clock() + timedelta(minutes=2))

    def caller_allows(self, case_id: str, action: StaffAction | None = None) -> HelpCase:
        """The caller has typed the number."""
        until = self.clock() + timedelta(minutes=30)
        return self._put(replace(self.read(case_id), verified=Verified(CallerProof.NUMBER, until, action)))

    def knows(self, case_id: str, evidence: str, value: str) -> HelpCase:
        """The service learns what only staff with a verified caller may know."""
        return self.happens(case_id, Observed(self.clock(), evidence, value, Disclosure.HELPDESK))

    def ask_approval(self, case_id: str, action: StaffAction | None, reason: str) -> ApprovalAsked:
        ends_at = self.clock() + timedelta(minutes=15)
        asked = ApprovalAsked(
            f"q{len(self.questions)}", case_id, "4F-1", action, reason, self._me, ends_at, "asked"
        )  # fmt: skip
        self.questions.append(asked)
        return asked

    def approvals(self) -> tuple[ApprovalAsked, ...]:
        return tuple(self.questions)

    def decide(self, approval_id: str, approve: bool) -> ApprovalAsked:
        index = next(index for index, one in enumerate(self.questions) if one.id == approval_id)
        self.questions[index] = replace(self.questions[index], state="approved" if approve else "refused")
        return self.questions[index]

    def facts(self, case_id: str) -> AccountFacts:
        self._need_verified(case_id)
        return self.account

    def act(self, case_id: str, action: StaffAction, _reason: str, approval_id: str | None = None, /) -> None:
        self._need_verified(case_id)
        if ACTION_RULES[action].approver and approval_id is None:
            raise RefusedError(Failure.APPROVAL_NEEDED)
        self.done.append(action)

    def _need_verified(self, case_id: str) -> None:
        verified = self.read(case_id).verified
        if verified is None or verified.until <= self.clock():
            raise RefusedError(Failure.CALLER_NOT_VERIFIED)
