"""The helpdesk's cases: opened, found, read, written to. Any agent may read; who leads a case alone writes to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.help_records import (
    CaseAfter,
    CaseChange,
    CaseFile,
    CaseQuery,
    CasesFound,
    HelpCase,
    HelpCaseStore,
    HelpNote,
    NewHelpCase,
)
from secinfo_desktop.backend.services.live_records import CaseLogEvent, LoggedEvent
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import Accounts
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffSession
from secinfo_desktop.domain.calls import LONGEST_LABEL, CaseScope, CaseSort, CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.note_check import holds_address, holds_secret

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class NewCall:
    """A call begins; ``caller`` is what the agent calls them."""

    case_id: str
    caller: str = field(repr=False)
    language: str
    checklist: str
    context: str
    events: tuple[LoggedEvent, ...] = ()


@dataclass(frozen=True)
class ListAsked:
    """A page of the list."""

    scope: CaseScope
    sort: CaseSort
    text: str = field(repr=False)
    most: int
    after: CaseAfter | None = None


class HelpCases:
    """The cases of one helpdesk."""

    def __init__(self, cases: HelpCaseStore, accounts: Accounts, clock: Clock, audit: Auditor) -> None:
        self._cases = cases
        self._accounts = accounts
        self._clock = clock
        self._audit = audit

    def open(self, agent: StaffSession, call: NewCall, *, peer: str | None = None) -> tuple[HelpCase, datetime]:
        """A new case of one's own; the same id opens it once.

        Raises:
            Refused: NOT_YOUR_CASE, NOTE_HAS_SECRET for a name that is an address, REPEATED_DIFFERENTLY.
        """
        now = self._clock()
        caller = caller_label(call.caller)
        new = NewHelpCase(call.case_id, caller, call.language, call.checklist, call.context, now, call.events)

        def event(its: HelpCase) -> AuditEvent:
            return self._event(AuditKind.CASE_OPENED, agent, peer, its)

        return self._cases.open(new, agent.me, event), now

    def find(self, agent: StaffSession, asked: ListAsked) -> tuple[CasesFound, datetime]:
        """A page of the list."""
        now, text = self._clock(), printable(asked.text).strip()
        query = CaseQuery(agent.me.id, asked.scope, asked.sort, text, asked.most, now, asked.after)
        return self._cases.find(query), now

    def read(self, case_id: str, after: int) -> tuple[CaseFile, datetime]:
        """A case with its notes, and its log after a place.

        Raises:
            Refused: UNKNOWN_CASE.
        """
        now = self._clock()
        return there(self._cases.read(case_id, after, now)), now

    def add(
        self, agent: StaffSession, case_id: str, events: Sequence[LoggedEvent]
    ) -> tuple[tuple[CaseLogEvent, ...], datetime]:
        """Add to the log of a case that is the agent's; each id once.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED, REPEATED_DIFFERENTLY.
        """
        now = self._clock()

        def check(its: HelpCase) -> None:
            only_own(its, agent)

        return there(self._cases.add(case_id, agent.me, events, now, check)), now

    def write_down(self, agent: StaffSession, case_id: str, note_id: str, text: str) -> datetime:
        """Write something down in a case that is the agent's; the same id once.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED, NOTE_HAS_SECRET, REPEATED_DIFFERENTLY.
        """
        now, plain = self._clock(), printable(text, keep="\n\t").strip()
        note = HelpNote(note_id, now, agent.me.shown_name, plain)

        def check(its: HelpCase) -> None:
            only_own(its, agent)
            if not plain:
                raise Refused(Failure.BAD_REQUEST)
            if holds_secret(plain):
                raise Refused(Failure.NOTE_HAS_SECRET)

        if not self._cases.write_down(case_id, note, check):
            raise Refused(Failure.UNKNOWN_CASE)
        return now

    def name_caller(self, agent: StaffSession, case_id: str, caller: str) -> tuple[HelpCase, datetime]:
        """What the agent calls the caller from now on.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED, NOTE_HAS_SECRET.
        """

        def decide(its: HelpCase) -> CaseChange:
            only_own(its, agent)
            return CaseChange(replace(its, caller=caller_label(caller)))

        now = self._clock()
        return there(self._cases.change(case_id, agent.me, now, decide)), now

    def name_account(
        self, agent: StaffSession, case_id: str, account_name: str, *, peer: str | None = None
    ) -> datetime:
        """Which account the caller spoke of. Answered alike whether there is one, with the same work (R17).

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED.
        """
        account = self._accounts.signs_in_as([normalised_name(account_name)])
        account_id = account.id if account else None

        def decide(its: HelpCase) -> CaseChange:
            only_own(its, agent)
            if its.is_live:
                return CaseChange(its)  # its account is that of the caller's own app, whatever anybody says
            event = self._event(AuditKind.CASE_ACCOUNT_NAMED, agent, peer, its, account_id=account_id)
            return CaseChange(replace(its, account_id=account_id, changed_at=event.at), events=(event,))

        now = self._clock()
        there(self._cases.change(case_id, agent.me, now, decide))
        return now

    def _event(
        self, kind: AuditKind, agent: StaffSession, peer: str | None, its: HelpCase, account_id: str | None = None
    ) -> AuditEvent:
        return self._audit.event(kind, account_id, peer, its.number, session=agent.id, staff=agent.me.id)


def there(found: _Found | None) -> _Found:
    """What was found.

    Raises:
        Refused: UNKNOWN_CASE, if nothing was.
    """
    if found is None:
        raise Refused(Failure.UNKNOWN_CASE)
    return found


def only_own(its: HelpCase, agent: StaffSession) -> None:
    """Nobody writes to a case that somebody else leads, or that is closed.

    Raises:
        Refused: CASE_CLOSED, NOT_YOUR_CASE.
    """
    if its.state is CaseState.CLOSED:
        raise Refused(Failure.CASE_CLOSED)
    if not its.is_led_by(agent.me.id):
        raise Refused(Failure.NOT_YOUR_CASE)


def caller_label(typed: str) -> str:
    """What a caller is called, as it is kept.

    Raises:
        Refused: NOTE_HAS_SECRET for what looks like an address or a number to call.
    """
    label = printable(typed).strip()[:LONGEST_LABEL]
    if holds_address(label):
        raise Refused(Failure.NOTE_HAS_SECRET)
    return label


def printable(text: str, keep: str = "") -> str:
    """A text without what can't be seen: nothing of it can hide, or turn what is written around."""
    return "".join(sign for sign in text if sign.isprintable() or sign in keep)
