"""A helpdesk's service for one practice call: in memory, kept nowhere, with a colleague who trusts every word.

It lets a trainee do what the real one would, as far as somebody verified or approved it: whether that was right is
judged in the end (``training_score``), not here.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from secinfo_desktop.domain.calls import CaseScope, CaseState, HandedTo, OutcomeCode, number_of
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import ACTION_RULES, CallerProof, Role, StaffAction, may_act
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event, Opened
from secinfo_desktop.helpdesk.leading import grown
from secinfo_desktop.helpdesk.ports import (
    AccountFacts,
    ApprovalAsked,
    CaseNews,
    Found,
    Joined,
    NewCall,
    NumberToRead,
    Query,
)
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase, Note, Verified
from secinfo_desktop.note_check import holds_address, holds_secret
from secinfo_desktop.recovery.ports import RefusedError

_ME: Final = "trainee"
_NUMBER: Final = "417"
_VERIFIED_FOR: Final = timedelta(minutes=30)
_NUMBER_FOR: Final = timedelta(minutes=2)
_APPROVED_FOR: Final = timedelta(minutes=15)
_NO_FACTS: Final = AccountFacts((), (), 1, 5, 1, 10, 0, 100, None, None, None, 0)
"""The made-up account: one code was asked for, nothing else is known."""


class News(Iterator[HelpCase]):
    """What becomes of the one case."""

    def __init__(self, service: "PracticeService", seen: int) -> None:
        self._service, self._seen, self._is_wanted = service, seen, True

    def __next__(self) -> HelpCase:
        """Waits for the next change."""
        with self._service.changed:
            self._service.changed.wait_for(lambda: self._service.version != self._seen or not self._is_wanted)
            self._seen = self._service.version
            case = self._service.case
        if not self._is_wanted or case is None:
            raise StopIteration
        return case

    def stop(self) -> None:
        """Ends it at once."""
        with self._service.changed:
            self._is_wanted = False
            self._service.changed.notify_all()


class PracticeService:
    """``name`` is the trainee's; ``organisation`` what is written above the cases."""

    proofs = frozenset({CallerProof.NUMBER, CallerProof.APPROVAL})
    actions = frozenset(action for action in StaffAction if may_act(Role.AGENT, action))

    def __init__(
        self,
        caller: PracticeCaller,
        name: str,
        organisation: str,
        revision: Callable[[str], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._caller, self._me, self._revision, self._clock = caller, Agent(_ME, name, Role.AGENT), revision, clock
        self.organisation = organisation
        self.changed = threading.Condition(threading.RLock())
        self.version = 0
        self.case: HelpCase | None = None
        self._asked: list[ApprovalAsked] = []

    # -- the case

    def me(self) -> Agent:
        """The trainee."""
        return self._me

    def open(self, call: NewCall) -> HelpCase:
        """The call begins."""
        now = self._clock()
        opened = Opened(
            now, call.case_id, call.checklist, self._revision(call.checklist), call.context, Disclosure.PUBLIC
        )
        line = CaseLine(
            call.case_id, number_of(1), call.caller, call.language, call.checklist, CaseState.OPEN, self._me, now, now,
            )  # fmt: skip
        return self._keep(HelpCase(line, Case(opened)))

    def find(self, _query: Query) -> Found:
        """The one case."""
        lines = (self.case.line,) if self.case is not None else ()
        return Found(lines, dict.fromkeys(CaseScope, 0) | {CaseScope.ALL: len(lines), CaseScope.MINE: len(lines)})

    def read(self, _case_id: str) -> HelpCase:
        """As it stands."""
        if self.case is None:
            raise RefusedError(Failure.UNKNOWN_CASE)
        return self.case

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        """Adds to the log."""
        case = self.read(case_id)
        log = grown(case.log, tuple(events))
        more = len(log.later) - len(case.log.later)
        return self._keep(replace(case, log=log, who=(*case.who, *(more * (self._me.name,)))))

    def note(self, case_id: str, text: str) -> HelpCase:
        """Refused if it looks as if it held a code or an address."""
        if holds_secret(text):
            raise RefusedError(Failure.NOTE_HAS_SECRET)
        case = self.read(case_id)
        note = Note(f"note-{len(case.notes):04}", self._clock(), self._me.name, text)
        return self._keep(replace(case, notes=(*case.notes, note)))

    def name_caller(self, case_id: str, caller: str) -> HelpCase:
        """What the trainee calls them."""
        if holds_address(caller):
            raise RefusedError(Failure.NOTE_HAS_SECRET)
        return self._line(case_id, caller=caller)

    def speak(self, case_id: str, language: str) -> HelpCase:
        """In which language they are spoken to."""
        return self._line(case_id, language=language)

    def choose_provider(self, _case_id: str, _provider: str, /) -> HelpCase:
        """The made-up account is where it is."""
        raise RefusedError(Failure.NOT_ALLOWED)

    def take(self, case_id: str) -> HelpCase:
        """Leads it again."""
        return self._line(case_id, state=CaseState.OPEN, owner=self._me)

    def hand_over(self, case_id: str, _to: HandedTo, _colleague: str | None = None, /) -> HelpCase:
        """Ends the practice."""
        return self._line(case_id, state=CaseState.WAITING, owner=None)

    def close(
        self, case_id: str, outcome: OutcomeCode, _call_back_on: date | None = None, ticket: str | None = None, /
    ) -> HelpCase:
        """Ends the practice."""
        return self._line(case_id, state=CaseState.CLOSED, outcome=outcome, ticket=ticket)

    def export(self, case_id: str) -> str:
        """The log."""
        return self.read(case_id).log.to_json()

    def erase(self, _case_id: str, _reason: str, /) -> None:
        """Nothing is kept anyway."""

    # -- the caller

    def now(self) -> datetime:
        """This computer's time."""
        return self._clock()

    def colleagues(self) -> tuple[Agent, ...]:
        """Nobody else is here."""
        return ()

    def join(self, _number: str, /) -> Joined:
        """Nobody shows a number."""
        raise RefusedError(Failure.JOIN_NUMBER_WRONG)

    def follow(self, _case_id: str, _after: int, /) -> CaseNews:
        """From now on."""
        return News(self, self.version)

    def name_account(self, _case_id: str, _account_name: str, /) -> None:
        """Nothing is told by it."""

    def verify(self, case_id: str, how: CallerProof, action: StaffAction | None) -> NumberToRead:
        """Who holds the owner's app types the number; nobody else can."""
        if self._caller.can_prove(how):
            self._verified(case_id, how, action)
        return NumberToRead(_NUMBER, self._clock() + _NUMBER_FOR)

    def ask_approval(self, case_id: str, action: StaffAction | None, reason: str) -> ApprovalAsked:
        """The colleague believes it: what comes of that is the trainee's to answer for."""
        ends_at, case = self._clock() + _APPROVED_FOR, self.read(case_id)
        number = f"approval-{len(self._asked)}"
        asked = ApprovalAsked(number, case_id, case.line.number, action, reason, self._me, ends_at, "approved")
        self._asked.append(asked)
        if action is None:
            self._verified(case_id, CallerProof.APPROVAL, None)
        return asked

    def approvals(self) -> tuple[ApprovalAsked, ...]:
        """What was asked."""
        return tuple(self._asked)

    def decide(self, _approval_id: str, _approve: bool, /) -> ApprovalAsked:
        """Nobody asks the trainee."""
        raise RefusedError(Failure.OWN_APPROVAL)

    def facts(self, case_id: str) -> AccountFacts:
        """Of the made-up account."""
        self._need_verified(case_id)
        return _NO_FACTS

    def act(self, case_id: str, action: StaffAction, _reason: str, approval_id: str | None = None, /) -> None:
        """Nothing happens by it; that it was done is judged."""
        self._need_verified(case_id)
        if ACTION_RULES[action].approver is not None and approval_id is None:
            raise RefusedError(Failure.APPROVAL_NEEDED)

    # -- how

    def _need_verified(self, case_id: str) -> None:
        verified = self.read(case_id).verified
        if verified is None or verified.until <= self._clock():
            raise RefusedError(Failure.CALLER_NOT_VERIFIED)

    def _verified(self, case_id: str, how: CallerProof, action: StaffAction | None) -> None:
        self._keep(replace(self.read(case_id), verified=Verified(how, self._clock() + _VERIFIED_FOR, action)))

    def _line(self, case_id: str, **changes: object) -> HelpCase:
        case = self.read(case_id)
        return self._keep(replace(case, line=replace(case.line, **changes)))  # type: ignore[arg-type]  # own fields

    def _keep(self, case: HelpCase) -> HelpCase:
        with self.changed:
            self.case, self.version = case, self.version + 1
            self.changed.notify_all()
        return case
