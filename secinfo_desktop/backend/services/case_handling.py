"""What becomes of a helpdesk's case: taken, handed over, closed, exported, erased; each noted in the audit log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.help_cases import only_own, printable, there
from secinfo_desktop.backend.services.help_records import (
    CaseChange,
    CaseDoings,
    CaseFile,
    HelpCase,
    HelpCaseStore,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_ports import StaffStore
from secinfo_desktop.backend.services.staff_records import StaffMember, StaffSession
from secinfo_desktop.domain.calls import LONGEST_TICKET, CaseState, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord

FARTHEST_CALL_BACK = timedelta(days=366)


class CaseHandling:
    """Who goes on with the cases of one helpdesk, and how they end."""

    def __init__(self, cases: HelpCaseStore, staff: StaffStore, clock: Clock, audit: Auditor) -> None:
        self._cases = cases
        self._staff = staff
        self._clock = clock
        self._audit = audit

    def take(self, agent: StaffSession, case_id: str, *, peer: str | None = None) -> tuple[HelpCase, datetime]:
        """Lead a case that waits, or that a colleague leads. What its caller has allowed the other one is over.

        Raises:
            Refused: UNKNOWN_CASE, CASE_CLOSED.
        """

        def decide(its: HelpCase) -> CaseChange:
            if its.state is CaseState.CLOSED:
                raise Refused(Failure.CASE_CLOSED)
            if its.state is CaseState.OPEN and its.is_led_by(agent.me.id):
                return CaseChange(its)
            event = self._event(AuditKind.CASE_TAKEN, agent, peer, its)
            return CaseChange(_led_by(agent.me, its), LiveWord.TAKEN, events=(event,))

        return self._change(agent, case_id, decide)

    def hand_over(
        self, agent: StaffSession, case_id: str, to: HandedTo, colleague: str | None = None, *, peer: str | None = None
    ) -> tuple[HelpCase, datetime]:
        """Somebody else goes on.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED; BAD_REQUEST for a colleague who is none; NOT_LIVE, where
                the caller's own app can't go on.
        """
        whom = self._colleague(agent, colleague) if to is HandedTo.COLLEAGUE else None

        def decide(its: HelpCase) -> CaseChange:
            only_own(its, agent)
            event = self._event(AuditKind.CASE_HANDED_OVER, agent, peer, its, to.value)
            if whom is not None:
                return CaseChange(_led_by(whom, its), LiveWord.HANDED_OVER, events=(event,))
            if to is HandedTo.SECOND_LINE:
                return CaseChange(_for_anybody(its, event.at), LiveWord.HANDED_OVER, events=(event,))
            if not its.is_live:
                raise Refused(Failure.NOT_LIVE)
            after = _closed(its, OutcomeCode.CALLER_GOES_ON, event.at)
            return CaseChange(after, LiveWord.HANDED_OVER, ends_sharing=True, events=(event,))

        return self._change(agent, case_id, decide, whom)

    def _colleague(self, agent: StaffSession, colleague: str | None) -> StaffMember:
        for its in self._staff.all():
            if its.id == colleague and its.ended_at is None and its.id != agent.me.id:
                return its
        raise Refused(Failure.BAD_REQUEST)

    def close(
        self,
        agent: StaffSession,
        case_id: str,
        outcome: OutcomeCode,
        call_back_on: date | None = None,
        ticket: str | None = None,
        *,
        peer: str | None = None,
    ) -> tuple[HelpCase, datetime]:
        """The wrap-up: with a day to call back the case waits until then, whoever is free that day. The same once.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED; BAD_REQUEST for a day that is past, or a year away;
                NOTE_HAS_SECRET for a ticket that is an address.
        """
        its_ticket = _ticket(ticket)

        def decide(its: HelpCase) -> CaseChange:
            wanted = (outcome.value, call_back_on, its_ticket or its.ticket)
            if its.is_led_by(agent.me.id) and (its.outcome, its.call_back_on, its.ticket) == wanted:
                return CaseChange(its)
            only_own(its, agent)
            event = self._event(AuditKind.CASE_CLOSED, agent, peer, its, outcome.value)
            after = replace(_closed(its, outcome, event.at), ticket=its_ticket or its.ticket)
            if call_back_on is not None:
                after = _called_back(after, call_back_on, event.at)
            return CaseChange(after, LiveWord.CLOSED, ends_sharing=True, events=(event,))

        return self._change(agent, case_id, decide)

    def export(
        self, agent: StaffSession, case_id: str, *, peer: str | None = None
    ) -> tuple[CaseFile, CaseDoings, datetime]:
        """Everything that is kept of a case, but the id of its account: it would tell if there is one.

        Raises:
            Refused: UNKNOWN_CASE.
        """

        def decide(its: HelpCase) -> CaseChange:
            return CaseChange(its, events=(self._event(AuditKind.CASE_EXPORTED, agent, peer, its),))

        _, now = self._change(agent, case_id, decide)
        whole = there(self._cases.read(case_id, 0, now))
        events = list(whole.events)
        while events and events[-1].seq < whole.case.last_seq:
            more = there(self._cases.read(case_id, events[-1].seq, now)).events
            if not more:
                break
            events += more
        return replace(whole, events=tuple(events)), self._cases.doings(case_id), now

    def erase(self, agent: StaffSession, case_id: str, why: ErasedFor, *, peer: str | None = None) -> datetime:
        """Keep nothing of a case; the audit log keeps its number, who erased it, and the word for why.

        Raises:
            Refused: UNKNOWN_CASE.
        """

        def event(its: HelpCase) -> AuditEvent:
            return self._event(AuditKind.CASE_ERASED, agent, peer, its, why.value)

        now = self._clock()
        if not self._cases.erase(case_id, now, event):
            raise Refused(Failure.UNKNOWN_CASE)
        return now

    def _change(
        self,
        agent: StaffSession,
        case_id: str,
        decide: Callable[[HelpCase], CaseChange],
        to: StaffMember | None = None,
    ) -> tuple[HelpCase, datetime]:
        now = self._clock()
        return there(self._cases.change(case_id, agent.me, now, decide, to.id if to else None)), now

    def _event(
        self, kind: AuditKind, agent: StaffSession, peer: str | None, its: HelpCase, word: str = ""
    ) -> AuditEvent:
        detail = f"{its.number} {word}".strip()
        return self._audit.event(kind, None, peer, detail, session=agent.id, staff=agent.me.id)


def _led_by(whom: StaffMember, its: HelpCase) -> HelpCase:
    return replace(its, owner=whom, state=CaseState.OPEN, outcome=None, call_back_on=None, waiting_since=None)


def _for_anybody(its: HelpCase, now: datetime) -> HelpCase:
    return replace(its, owner=None, state=CaseState.WAITING, waiting_since=now, verified_until=None, verified_how=None)


def _closed(its: HelpCase, outcome: OutcomeCode, now: datetime) -> HelpCase:
    return replace(its, state=CaseState.CLOSED, outcome=outcome.value, closed_at=now, waiting_since=None)


def _called_back(its: HelpCase, on: date, now: datetime) -> HelpCase:
    """It waits from the morning of that day on, UTC, and not before cases whose callers are there now."""
    if not now.date() <= on <= (now + FARTHEST_CALL_BACK).date():
        raise Refused(Failure.BAD_REQUEST)
    since = max(now, datetime.combine(on, time(), UTC))
    return replace(its, state=CaseState.WAITING, closed_at=None, call_back_on=on, waiting_since=since)


def _ticket(typed: str | None) -> str | None:
    ticket = printable(typed or "").strip()[:LONGEST_TICKET]
    if "@" in ticket:
        raise Refused(Failure.NOTE_HAS_SECRET)
    return ticket or None
