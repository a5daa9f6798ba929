"""An organisation's helpdesk for somebody who is signed in as staff: ``helpdesk.ports.HelpdeskService`` on the wire."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from secinfo_desktop.client import reading_helpdesk as reading
from secinfo_desktop.client.case_news import BackendCaseNews
from secinfo_desktop.client.kept_cases import KeptCase, KeptCases
from secinfo_desktop.client.live_case import LONGEST_NUMBER, batches, events_added
from secinfo_desktop.client.staff import StaffSession
from secinfo_desktop.client.streams import UNSURE
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.contract import helpdesk as wire
from secinfo_desktop.contract import helpdesk_endpoints as calls
from secinfo_desktop.contract import live_cases as live
from secinfo_desktop.contract.case_events import EventsAdded
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.calls import CaseState, HandedTo, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.plain_text import line
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import CaseError, Event, Opened
from secinfo_desktop.helpdesk.ports import AccountFacts, ApprovalAsked, Found, Joined, NewCall, NumberToRead, Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase
from secinfo_desktop.recovery.live_help import Logged
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.recovery.shared_log import LogError

PAGE: Final = 200
MOST_LINES: Final = 10_000
"""Of a list: more are found by searching."""
MOST_OF_A_LOG: Final = 20_000
"""Events: no call is that long, and no service has more to tell."""
NOT_ALLOWED_YET: Final = "not_allowed_yet"
"""Stands where the checklist will be told once the caller has allowed it."""
LONGEST_SEARCH: Final = 100
_FULL_PAGE: Final = 500
"""So many events come with one reading; then there may be more."""


class BackendHelpdesk:
    """What the console asks of a service. Every refusal is a ``RefusedError``; what was sent twice counts once.

    ``revision`` is that of a checklist as this computer has it; ``new_id`` makes the ids under which things count once.
    Who the role may be is known once ``me`` was asked.
    """

    def __init__(self, staff: StaffSession, revision: Callable[[str], str], new_id: Callable[[], str]) -> None:
        self._staff, self._new_id = staff, new_id
        self._cases = KeptCases(revision, new_id)
        self._asked: dict[str, datetime] = {}
        """Cases that one waits to be let in to."""
        self._once: dict[tuple[object, ...], str] = {}
        self.organisation = ""
        self.actions: frozenset[StaffAction] = frozenset()
        self.proofs: frozenset[CallerProof] = frozenset()
        self._capabilities: frozenset[str] | None = None

    # -- who is there

    def me(self) -> Agent:
        """Who is signed in; what they may do is known from here on."""

        def read(its: wire.StaffStanding) -> Agent:
            self.organisation = line(its.organisation)
            self.actions, self.proofs = reading.actions(its), reading.proofs(its)
            return reading.agent(its.me)

        return self._staff.ask(calls.STAFF_STANDING, wire.StaffStanding, read)

    def capabilities(self) -> frozenset[str]:
        """What the service can do for callers, as their own apps know it: both sides plan with the same."""
        if self._capabilities is None:
            ask = self._staff.service.ask
            self._capabilities = ask(endpoints.ABOUT, structs.About, lambda its: frozenset(its.capabilities))
        return self._capabilities

    def now(self) -> datetime:
        """The service's time; asks nobody."""
        return self._staff.service.clock.now()

    def colleagues(self) -> tuple[Agent, ...]:
        """To whom a case can be handed."""
        return self._staff.ask(calls.COLLEAGUES, wire.Colleagues, reading.agents)

    # -- cases

    def open(self, call: NewCall) -> HelpCase:
        """A new case of one's own; the same id opens it once."""
        request = wire.OpenCase(
            case=call.case_id,
            caller=call.caller,
            language=call.language,
            checklist=call.checklist,
            context=call.context,
        )
        self._staff.ask(calls.OPEN_CASE, wire.CaseStanding, lambda _: None, request, again=True)
        return self.read(call.case_id)

    def find(self, query: Query) -> Found:
        """The list, page by page."""
        lines: list[CaseLine] = []
        after: str | None = None
        while True:
            page, after, counts = self._staff.ask(
                calls.FIND_CASES, wire.CasesFound, reading.page, _wanted(query, after), again=True
            )
            lines += page
            if after is None or not page or len(lines) >= MOST_LINES:
                return Found(lines, counts)

    def read(self, case_id: str) -> HelpCase:
        """One case; of its log only what is new here travels. One whose caller has not allowed it yet is empty."""
        try:
            return self.kept(case_id).help_case()
        except RefusedError as refused:
            asked_at = self._asked.get(case_id)
            if refused.failure is not Failure.UNKNOWN_CASE or asked_at is None:
                raise
        return not_allowed_yet(case_id, asked_at)

    def not_allowed(self, case_id: str) -> None:
        """The caller has not let anybody in."""
        self._asked.pop(case_id, None)

    def kept(self, case_id: str) -> KeptCase:
        """The same, with its log as it stands at the service; read anew where that is another one."""
        try:
            return self._read(case_id)
        except LogError:
            self._cases.forget(case_id)
        try:
            return self._read(case_id)
        except LogError:
            raise RefusedError(Failure.NOT_UNDERSTOOD) from None

    def _read(self, case_id: str) -> KeptCase:
        while True:
            before = self._cases.get(case_id)
            request = wire.ReadCase(case=case_id, after=before.log.place if before else 0)
            is_whole, kept = self._staff.ask(calls.READ_CASE, wire.CaseRead, self._take, request, again=True)
            if kept.line.id != case_id:
                raise RefusedError(Failure.NOT_UNDERSTOOD)
            if is_whole or len(kept.log.known) > MOST_OF_A_LOG:
                return kept

    def _take(self, its: wire.CaseRead) -> tuple[bool, KeptCase]:
        return len(its.events) < _FULL_PAGE, self._cases.read(its)

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        """Adds to the log. The same events, handed over again after a failure, have the same ids, and count once."""
        said = self._cases.said(case_id, events)
        try:
            for batch in batches(said):
                request = wire.AddEvents(case=case_id, events=batch)
                added = self._staff.ask(calls.ADD_EVENTS, EventsAdded, events_added, request, again=True)
                self.heard(case_id, added)
            kept = self._cases.get(case_id)
            if kept is None or kept.has_gap:
                self.kept(case_id)
        except RefusedError as refused:
            if refused.failure not in UNSURE:
                self._cases.settled(case_id)
            raise
        return (self._cases.settled(case_id) or self.kept(case_id)).help_case()

    def heard(self, case_id: str, events: Sequence[Logged]) -> KeptCase | None:
        """More of a log; None if it has to be read first."""
        try:
            return self._cases.heard(case_id, events)
        except LogError:
            self._cases.forget(case_id)
            return None

    def note(self, case_id: str, text: str) -> HelpCase:
        """Writes something down, once."""
        with self._id_of("note", case_id, text) as its_id:
            request = wire.AddNote(case=case_id, id=its_id, text=text)
            self._staff.ask(calls.ADD_NOTE, Done, _nothing, request, again=True)
            return self.read(case_id)

    def name_caller(self, case_id: str, caller: str) -> HelpCase:
        """What the agent calls the caller from now on."""
        return self._change(calls.NAME_CALLER, case_id, wire.NameCaller(case=case_id, caller=caller))

    def speak(self, case_id: str, language: str) -> HelpCase | None:  # noqa: ARG002 - as every book
        """Nothing is asked: a service keeps the language in which a case began, and the agent's side the other one."""
        return None

    def choose_provider(self, _case_id: str, _provider: str, /) -> HelpCase:
        """All its accounts are its own."""
        raise RefusedError(Failure.NOT_ALLOWED)

    def take(self, case_id: str) -> HelpCase:
        """Leads a case."""
        return self._change(calls.TAKE_CASE, case_id, wire.TheCase(case=case_id))

    def hand_over(self, case_id: str, to: HandedTo, colleague: str | None = None) -> HelpCase:
        """Somebody else goes on."""
        return self._change(calls.HAND_OVER, case_id, wire.HandOver(case=case_id, to=to.value, colleague=colleague))

    def close(
        self, case_id: str, outcome: OutcomeCode, call_back_on: date | None = None, ticket: str | None = None
    ) -> HelpCase:
        """The wrap-up."""
        request = wire.CloseCase(case=case_id, outcome=outcome.value, call_back_on=call_back_on, ticket=ticket)
        return self._change(calls.CLOSE_CASE, case_id, request)

    def _change(self, endpoint: Endpoint, case_id: str, request: Message) -> HelpCase:
        self._staff.ask(endpoint, wire.CaseStanding, _nothing, request)
        return self.read(case_id)

    def export(self, case_id: str) -> str:
        """Everything that is kept of a case, as JSON."""
        return self._staff.ask(
            calls.EXPORT_CASE, wire.CaseExport, lambda its: its.text, wire.TheCase(case=case_id), again=True
        )

    def erase(self, case_id: str, reason: str) -> None:
        """Nothing is kept of a case."""
        self._staff.ask(calls.ERASE_CASE, Done, _nothing, wire.EraseCase(case=case_id, reason=reason))
        self._cases.forget(case_id)

    # -- a call

    def join(self, number: str) -> Joined:
        """Asks the caller with this number to be let in; the case can be followed at once, and read once they allow."""
        if len(number) > LONGEST_NUMBER:
            raise RefusedError(Failure.JOIN_NUMBER_WRONG)
        joined = self._staff.ask(calls.JOIN, live.Joining, reading.joined, live.Join(number=number))
        self._asked[joined.case_id] = self.now()
        return joined

    def follow(self, case_id: str, after: int) -> BackendCaseNews:  # noqa: ARG002 - it is told from memory at once
        """The case as it is now, and anew after every change."""
        return BackendCaseNews(self, self._staff, case_id)

    def name_account(self, case_id: str, account_name: str) -> None:
        """Which account the caller spoke of."""
        request = wire.NameAccount(case=case_id, account_name=account_name)
        self._staff.ask(calls.NAME_ACCOUNT, Done, _nothing, request, again=True)

    def verify(self, case_id: str, how: CallerProof, action: StaffAction | None) -> NumberToRead:
        """Begins to verify the caller."""
        request = wire.VerifyCaller(case=case_id, how=how.value, action=_word(action))
        return self._staff.ask(calls.VERIFY_CALLER, wire.VerificationAsked, reading.number_to_read, request)

    def ask_approval(self, case_id: str, action: StaffAction | None, reason: str) -> ApprovalAsked:
        """Asks a second person."""
        request = wire.AskApproval(case=case_id, action=_word(action), reason=reason)
        return self._staff.ask(calls.ASK_APPROVAL, wire.Approval, reading.approval, request)

    def approvals(self) -> tuple[ApprovalAsked, ...]:
        """What waits for a second person, and what became of one's own questions."""
        return self._staff.ask(calls.APPROVALS, wire.Approvals, reading.approvals)

    def decide(self, approval_id: str, approve: bool) -> ApprovalAsked:
        """Decides what somebody else asked."""
        request = wire.DecideApproval(approval=approval_id, approve=approve)
        return self._staff.ask(calls.DECIDE_APPROVAL, wire.Approval, reading.approval, request)

    def facts(self, case_id: str) -> AccountFacts:
        """What is known of the account of a verified caller."""
        return self._staff.ask(calls.FACTS, wire.AccountFacts, reading.facts, wire.TheCase(case=case_id), again=True)

    def act(self, case_id: str, action: StaffAction, reason: str, approval_id: str | None = None) -> None:
        """Does something to the account, once."""
        with self._id_of("act", case_id, action, reason, approval_id) as its_id:
            request = wire.Act(case=case_id, id=its_id, action=action.value, reason=reason, approval=approval_id)
            self._staff.ask(calls.ACT, wire.Acted, _nothing, request, again=True)

    @contextmanager
    def _id_of(self, *what: object) -> Iterator[str]:
        """The id of a deed: the same one, as long as nobody knows what became of it."""
        its_id = self._once.setdefault(what, self._new_id())
        try:
            yield its_id
        except RefusedError as refused:
            if refused.failure not in UNSURE:
                self._once.pop(what, None)
            raise
        self._once.pop(what, None)


def not_allowed_yet(case_id: str, at: datetime) -> HelpCase:
    """A case that waits for its caller to allow it: nothing is known of it, and nothing can be said."""
    try:
        opened = Opened(at, case_id, NOT_ALLOWED_YET, "0", NOT_ALLOWED_YET, Disclosure.PUBLIC)
    except CaseError:
        raise RefusedError(Failure.NOT_UNDERSTOOD) from None
    line = CaseLine(case_id, "", "", "", NOT_ALLOWED_YET, CaseState.WAITING, None, at, at, is_live=True)
    return HelpCase(line, Case(opened))


def _wanted(query: Query, after: str | None) -> wire.FindCases:
    text = query.text[:LONGEST_SEARCH]
    return wire.FindCases(scope=query.scope.value, text=text, sort=query.sort.value, after=after, most=PAGE)


def _word(action: StaffAction | None) -> str | None:
    return None if action is None else action.value


def _nothing(_: object) -> None:
    return None
