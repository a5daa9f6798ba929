"""A second person: answers for a caller whom nothing else verifies, or approves one action in one case (ASVS 2.3.5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Final

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import call_rules
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.live_records import (
    CallDone,
    CallStanding,
    KeptApproval,
    LiveCases,
    Said,
    Verification,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain import staff
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import APPROVED_FOR, CallerProof, Role, StaffAction

ID_BYTES: Final = 16
LISTED_FOR: Final = 4 * APPROVED_FOR
"""What became of one's own questions is shown for so long."""


@dataclass(frozen=True)
class ListedApproval:
    """An approval with the place of its case and who asked."""

    approval: KeptApproval
    place: int
    asked_by: StaffMember


class Approving:
    """The approvals of one service."""

    def __init__(
        self, store: LiveCases, clock: Clock, random: Random, audit: Auditor, on_event: Callable[[str], None]
    ) -> None:
        self._store, self._clock, self._random = store, clock, random
        self._audit, self._on_event = audit, on_event

    def ask(
        self, agent: StaffMember, case_id: str, action: StaffAction | None, reason: str, *, peer: str | None = None
    ) -> tuple[ListedApproval, datetime]:
        """Ask a second person to approve an action; None: to answer for the caller, so that facts can be seen.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED; ROLE_TOO_LOW for an action that is not one's own.
        """
        now = self._clock()
        its = KeptApproval(
            self._random.randbytes(ID_BYTES).hex(), case_id, agent.id, action, reason, now, now + APPROVED_FOR
        )

        def decide(standing: CallStanding) -> CallDone:
            call_rules.led(agent, standing)
            if action is not None and not staff.may_act(agent.role, action):
                raise Refused(Failure.ROLE_TOO_LOW)
            of_caller = Verification(its.id, case_id, agent.id, CallerProof.APPROVAL, None, now, its.ends_at)
            event = self._event(AuditKind.APPROVAL_ASKED, standing, its, agent, peer)
            return CallDone(verification=None if action else of_caller, approval=its, events=(event,))

        standing = call_rules.done(self._store.do(case_id, now, decide))
        return ListedApproval(its, standing.case.place, agent), now

    def listed(self, agent: StaffMember) -> tuple[tuple[ListedApproval, ...], datetime]:
        """What waits for this person, and what became of their own questions."""
        now = self._clock()
        found = []
        for its, place, asked_by, is_of_caller in self._store.approvals(now - LISTED_FOR):
            waits = its.state(now) == "asked" and may_decide(agent.role, its, is_of_caller=is_of_caller)
            if its.asked_by == agent.id or waits:
                found.append(ListedApproval(its, place, asked_by))
        return tuple(found), now

    def decide(
        self, agent: StaffMember, approval_id: str, *, approve: bool, peer: str | None = None
    ) -> tuple[ListedApproval, datetime]:
        """Decide what somebody else has asked. It counts for that action, in that case, of that person, once.

        Raises:
            Refused: OWN_APPROVAL, ROLE_TOO_LOW, APPROVAL_OVER.
        """
        now, known = self._clock(), self._store.approval(approval_id)
        if known is None:
            raise Refused(Failure.APPROVAL_OVER)

        def within(standing: CallStanding) -> CallDone:
            its = next((each for each in standing.approvals if each.id == approval_id), None)
            of_caller = next((each for each in standing.verifications if each.id == approval_id), None)
            if its is None:
                raise Refused(Failure.APPROVAL_OVER)
            self._refuse(agent, its, standing, now, is_of_caller=of_caller is not None)
            used_at = now if approve and of_caller is not None else None
            decided = replace(its, decided_by=agent.id, decided_at=now, is_approved=approve, used_at=used_at)
            kind = AuditKind.APPROVAL_GIVEN if approve else AuditKind.APPROVAL_REFUSED
            event = self._event(kind, standing, its, agent, peer)
            if not approve or of_caller is None:
                return CallDone(approval=decided, events=(event,))
            return self._answered_for(agent, standing, decided, of_caller, event)

        with self._audit.refusals(AuditKind.STAFF_ACT_REFUSED, None, peer, staff=agent.id):
            call_rules.done(self._store.do(known.case_id, now, within))
        self._on_event(known.case_id)
        listed = next(its for its in self._all(now) if its.approval.id == approval_id)
        return listed, now

    def _answered_for(
        self,
        agent: StaffMember,
        standing: CallStanding,
        decided: KeptApproval,
        of_caller: Verification,
        event: AuditEvent,
    ) -> CallDone:
        """The caller counts as verified; the approval is used up by that."""
        now = decided.decided_at or decided.asked_at
        how = CallerProof.APPROVAL
        verified = replace(event, kind=AuditKind.CALLER_VERIFIED, detail=how.value, staff=decided.asked_by)
        return CallDone(
            case=standing.case.verified(how, of_caller.action, now + staff.VERIFIED_FOR),
            verification=replace(of_caller, done_at=now),
            approval=decided,
            said=(Said(LiveWord.VERIFIED, "agent", agent.shown_name),),
            events=(event, verified),
        )

    def _all(self, now: datetime) -> list[ListedApproval]:
        return [ListedApproval(its, place, who) for its, place, who, _ in self._store.approvals(now - LISTED_FOR)]

    @staticmethod
    def _refuse(
        agent: StaffMember, its: KeptApproval, standing: CallStanding, now: datetime, *, is_of_caller: bool
    ) -> None:
        """Whoever asked, or leads the case by now, is no second person, however many sessions they have."""
        if agent.id in (its.asked_by, standing.case.owner_id):
            raise Refused(Failure.OWN_APPROVAL)
        if not may_decide(agent.role, its, is_of_caller=is_of_caller):
            raise Refused(Failure.ROLE_TOO_LOW)
        if its.state(now) != "asked" or standing.case.owner_id != its.asked_by or standing.case.state != "open":
            raise Refused(Failure.APPROVAL_OVER)

    def _event(
        self, kind: AuditKind, standing: CallStanding, its: KeptApproval, agent: StaffMember, peer: str | None
    ) -> AuditEvent:
        what = its.action.value if its.action else "caller"
        return self._audit.event(kind, standing.case.account_id, peer, what, staff=agent.id)


def may_decide(role: Role, its: KeptApproval, *, is_of_caller: bool) -> bool:
    """True if a role is enough for a question."""
    return staff.may_approve(role, None if is_of_caller else its.action)


def usable(its: KeptApproval | None, agent: StaffMember, action: StaffAction, now: datetime) -> bool:
    """True for an approval of exactly this action, asked by this person, that was not used."""
    if its is None or its.asked_by != agent.id or its.action is not action:
        return False
    return its.state(now) == "approved" and its.decided_by not in (None, agent.id)
