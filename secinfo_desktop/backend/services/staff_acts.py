"""What staff do to the account of a verified caller: as the table of rules says, once for an id, and told to the owner.

No answer holds a code, a contact or a claim. Whatever is hard to undo takes two (``domain.staff.ACTION_RULES``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Final

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import approving, call_rules, tokens
from secinfo_desktop.backend.services.account_state import AccountState
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.limits import SendLimits
from secinfo_desktop.backend.services.live_records import CallDone, CallStanding, LiveCases, StaffAct
from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.backend.services.records import MessageKind, QueuedMessage
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacement_notices import ReplacementNotices
from secinfo_desktop.backend.services.replacing import (
    Beginning,
    CancelledBy,
    Cancelling,
    ReplacementStanding,
    Replacing,
    Starting,
)
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain import staff, waiting_period
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import SharedState
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.session_rules import SESSION_LIFE
from secinfo_desktop.domain.staff import ACTION_RULES, StaffAction

_ID_BYTES: Final = 16
_TOLD: Final = {
    StaffAction.RESEND: MessageKind.HELPDESK_SENT_CODE,
    StaffAction.LIFT_SEND_LIMITS: MessageKind.HELPDESK_LIFTED_LIMITS,
    StaffAction.END_SESSIONS: MessageKind.HELPDESK_ENDED_SESSIONS,
}
"""A replacement's own notices tell of the others."""

_IN_ACTIVITY: Final = {
    StaffAction.START_REPLACEMENT: (AuditKind.REPLACEMENT_STARTED, ""),
    StaffAction.CANCEL_REPLACEMENT: (AuditKind.REPLACEMENT_CANCELLED, CancelledBy.STAFF.value),
    StaffAction.END_SESSIONS: (AuditKind.SESSIONS_ENDED, ""),
}


@dataclass(frozen=True)
class Order:
    """What an agent wants done; ``id`` is the console's own."""

    case_id: str
    id: str
    action: StaffAction
    reason: str
    approval: str | None = None


class StaffActs:
    """The deeds of one service's helpdesk. ``on_queued`` is called after messages have been queued."""

    def __init__(
        self,
        store: LiveCases,
        recovery: Recovery,
        telling: Telling,
        notices: ReplacementNotices,
        keys: CodeKeys,
        pack: ProviderPack,
        clock: Clock,
        random: Random,
        audit: Auditor,
        on_queued: Callable[[], None],
    ) -> None:
        self._store, self._recovery, self._telling, self._notices = store, recovery, telling, notices
        self._keys, self._clock, self._random, self._audit = keys, clock, random, audit
        self._rules, self._limits, self._on_queued = pack.security_info, SendLimits(keys, pack.ceilings), on_queued

    def act(self, agent: StaffMember, order: Order, *, peer: str | None = None) -> tuple[datetime, datetime]:
        """Do something; returns when it was done, and the time. The same id again does nothing more.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED, ROLE_TOO_LOW, CALLER_NOT_VERIFIED, APPROVAL_NEEDED,
                APPROVAL_OVER, what is in the way of the action, and REPEATED_DIFFERENTLY.
        """
        now = self._clock()
        at: list[datetime] = [now]

        def decide(standing: CallStanding) -> CallDone:
            if standing.act is not None:
                at[:] = [_repeated(standing.act, agent, order)]
                return CallDone()
            self._check(agent, order, standing, now)
            return self._done(agent, order, standing, now, peer)

        with self._audit.refusals(AuditKind.STAFF_ACT_REFUSED, None, peer, order.case_id, staff=agent.id):
            if order.action is StaffAction.RESEND:
                self._resend(agent, order, now)
            call_rules.done(self._store.do(order.case_id, now, decide, act_id=order.id, whole_since=now - SESSION_LIFE))
        self._on_queued()
        return at[0], now

    def claim(self, standing: CallStanding) -> str | None:
        """The claim of a replacement that staff have begun in this call: for the owner's own app, and nobody else."""
        whole = self._store.standing(standing.case.id, whole_since=self._clock())
        newest = whole.replacing.newest if whole and whole.replacing else None
        if newest is None or not newest.period.is_open(self._clock()):
            return None
        claim = self._claim_of(newest.id, standing.case.id)
        return claim if call_rules.is_same(tokens.digest(claim), newest.claim_digest) else None

    def _resend(self, agent: StaffMember, order: Order, now: datetime) -> None:
        """The code goes out within all limits before it is noted: whoever repeats the order meets them."""
        standing = call_rules.done(self._store.standing(order.case_id, act_id=order.id))
        if standing.act is None:
            self._check(agent, order, standing, now)
            if standing.flow is None or not _is_shared_by_owner(standing, now):
                raise Refused(Failure.NOT_LIVE)
            self._recovery.send_again(standing.flow)

    def _check(self, agent: StaffMember, order: Order, standing: CallStanding, now: datetime) -> None:
        call_rules.led(agent, standing)
        if not staff.may_act(agent.role, order.action):
            raise Refused(Failure.ROLE_TOO_LOW)
        call_rules.verified(standing, now, order.action)
        if ACTION_RULES[order.action].approver is None:
            return
        if order.approval is None:
            raise Refused(Failure.APPROVAL_NEEDED)
        its = next((each for each in standing.approvals if each.id == order.approval), None)
        if not approving.usable(its, agent, order.action, now):
            raise Refused(Failure.APPROVAL_OVER)

    def _done(
        self, agent: StaffMember, order: Order, standing: CallStanding, now: datetime, peer: str | None
    ) -> CallDone:
        if standing.account is None:
            raise Refused(Failure.CALLER_NOT_VERIFIED)  # nobody has that name
        needs = ACTION_RULES[order.action].approver is not None
        event = self._audit.event(AuditKind.STAFF_ACTED, standing.account.id, peer, order.action.value, staff=agent.id)
        done = CallDone(
            act=StaffAct(
                order.id, order.case_id, agent.id, order.action, order.reason, now, order.approval if needs else None
            ),
            uses=order.approval if needs else None,
            events=(event, *self._told_to_owner(agent, order.action, standing.account, peer)),
            messages=self._told(order.action, standing.account, now),
        )
        match order.action:
            case StaffAction.RESEND:
                return done
            case StaffAction.LIFT_SEND_LIMITS:
                return replace(done, lifts=self._lifted(standing.account))
            case StaffAction.END_SESSIONS:
                return replace(done, account=_signed_out(standing.account, now))
            case StaffAction.START_REPLACEMENT:
                if not _is_shared_by_owner(standing, now):
                    raise Refused(Failure.NOT_LIVE)  # the claim has to reach the owner's own app
                return replace(done, replacement=self._starting(standing, now))
            case StaffAction.CANCEL_REPLACEMENT:
                return replace(done, replacement=self._cancelling(now))

    def _told_to_owner(
        self, agent: StaffMember, action: StaffAction, account: AccountState, peer: str | None
    ) -> tuple[AuditEvent, ...]:
        """What the owner reads of it in their recent activity, as of anything that was done to the account."""
        kind, detail = _IN_ACTIVITY.get(action, (None, ""))
        if action is StaffAction.END_SESSIONS:
            detail = str(len(account.sessions))
        return (self._audit.event(kind, account.id, peer, detail, staff=agent.id),) if kind else ()

    def _told(self, action: StaffAction, account: AccountState, now: datetime) -> tuple[QueuedMessage, ...]:
        kind = _TOLD.get(action)
        return self._telling.everybody(kind, account, account, now) if kind else ()

    def _lifted(self, account: AccountState) -> tuple[str, ...]:
        """The sends that are forgotten. Wrong guesses are none: the stop after 100 stays (security rule 6)."""
        its = (self._keys.digest(each.contact.value) for each in account.counting)
        return (*its, self._limits.of_account(account.id))

    def _starting(self, standing: CallStanding, now: datetime) -> Starting:
        """Begins the waiting period without new contacts: staff type none, and can't know the claim."""
        its_id = self._random.randbytes(_ID_BYTES).hex()
        claim = tokens.digest(self._claim_of(its_id, standing.case.id))
        period = waiting_period.begun(now, self._rules.waiting)

        def begin(there: ReplacementStanding) -> Beginning:
            if there.period is not None and there.period.is_open(now):
                raise Refused(Failure.REPLACEMENT_THERE)
            due_at = waiting_period.next_due(period, self._rules.notices_after, now)
            replacing = Replacing(its_id, there.account.id, period, claim)
            return Beginning(replacing, (), due_at, self._notices.started(there, (), now))

        return Starting(begin)

    def _cancelling(self, now: datetime) -> Cancelling:
        """Cancels also where only staff decide, since owner and thief have cancelled each other (B13)."""

        def tell(there: ReplacementStanding) -> Sequence[QueuedMessage]:
            if there.period is None or not there.period.is_open(now):
                raise Refused(Failure.NO_REPLACEMENT)
            return self._notices.cancelled(there, now)

        return Cancelling(tell, CancelledBy.STAFF, flags=True)

    def _claim_of(self, replacement_id: str, case_id: str) -> str:
        return self._keys.digest(f"claim by staff\n{replacement_id}\n{case_id}")


def _is_shared_by_owner(standing: CallStanding, now: datetime) -> bool:
    """True while the app of a caller shares it whose flow is that of the case's account."""
    flow = standing.flow
    return flow is not None and standing.state(now) is SharedState.LIVE and flow.account_id == standing.case.account_id


def _signed_out(account: AccountState, now: datetime) -> AccountState:
    for its in account.sessions:
        account = account.with_session(replace(its, ended_at=now))
    return account


def _repeated(its: StaffAct, agent: StaffMember, order: Order) -> datetime:
    if (its.case_id, its.staff_id, its.action) != (order.case_id, agent.id, order.action):
        raise Refused(Failure.REPEATED_DIFFERENTLY)
    return its.at
