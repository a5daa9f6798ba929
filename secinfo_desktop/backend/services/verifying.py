"""Who is the caller: a number that they type into their own app, a call to a number on record, or a second person.

What somebody knows of a person is no proof (R31). A name is none either: the number counts only in a flow that the
account knows by more. Each proof is for one action, or for looking alone, and for this call.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Final

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import call_rules
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.call_rules import led
from secinfo_desktop.backend.services.live_cases import ForCaller, LiveCalls
from secinfo_desktop.backend.services.live_records import (
    CallDone,
    CallStanding,
    KeptApproval,
    LiveCases,
    Said,
    Verification,
)
from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.services.telephony import Aside, Telephony, at_once, ways_to_prove
from secinfo_desktop.domain import limits, live_rules, staff
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord, SharedState
from secinfo_desktop.domain.session_rules import SESSION_LIFE
from secinfo_desktop.domain.staff import CallerProof, StaffAction

_log = logging.getLogger(__name__)
ID_BYTES: Final = 16
CALL_LASTS: Final = timedelta(minutes=3)
_LIVES: Final = {
    CallerProof.NUMBER: staff.NUMBER_LIVES,
    CallerProof.CALL_BACK: CALL_LASTS,
    CallerProof.APPROVAL: staff.APPROVED_FOR,
}


@dataclass(frozen=True)
class AskedCaller:
    """A verification that has begun; the number is for the agent to read out."""

    id: str
    number: str | None
    ends_at: datetime
    now: datetime


class Verifying:
    """Verifies the callers of one service."""

    def __init__(
        self,
        store: LiveCases,
        calls: LiveCalls,
        keys: CodeKeys,
        clock: Clock,
        random: Random,
        audit: Auditor,
        on_event: Callable[[str], None],
        telephony: Telephony | None = None,
        aside: Aside = at_once,
    ) -> None:
        self._store, self._calls, self._keys, self._clock = store, calls, keys, clock
        self._random, self._audit, self._on_event = random, audit, on_event
        self._telephony, self._aside = telephony, aside

    @property
    def proofs(self) -> tuple[CallerProof, ...]:
        """How a caller can be verified here."""
        return ways_to_prove(self._telephony)

    def ask(
        self, agent: StaffMember, case_id: str, how: CallerProof, action: StaffAction | None, *, peer: str | None = None
    ) -> AskedCaller:
        """Begin to verify the caller of a case that the agent leads.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED; CANT_VERIFY_SO for a way that is not there, or for a
                caller whose app knows no more than a name; NOT_LIVE, TOO_SOON.
        """
        now, number = self._clock(), live_rules.new_number(self._random, live_rules.NUMBER_DIGITS)
        its = Verification(
            self._random.randbytes(ID_BYTES).hex(), case_id, agent.id, how, action, now, now + _LIVES[how]
        )

        def decide(standing: CallStanding) -> CallDone:
            led(agent, standing)
            self._refuse(how, standing, now)
            if action is not None and not staff.may_act(agent.role, action):
                raise Refused(Failure.ROLE_TOO_LOW)
            detail = f"{how.value} {action.value if action else 'facts'}"
            event = self._audit.event(AuditKind.CALLER_ASKED, standing.case.account_id, peer, detail, staff=agent.id)
            if how is CallerProof.APPROVAL:
                approval = KeptApproval(its.id, case_id, agent.id, action, "", now, its.ends_at)
                return CallDone(verification=its, approval=approval, events=(event,))
            if how is CallerProof.NUMBER:
                kept = replace(its, number_digest=self._digest(its, standing, number))
                said = Said(LiveWord.NUMBER_ASKED, "agent", agent.shown_name)
                return CallDone(verification=kept, said=(said,), events=(event,))
            return CallDone(verification=its, events=(event,))

        with self._audit.refusals(AuditKind.CALLER_NOT_VERIFIED, None, peer, staff=agent.id):
            standing = call_rules.done(self._store.do(case_id, now, decide))
        if how is CallerProof.CALL_BACK:
            self._aside(partial(self._dial, its, standing, now))
        self._on_event(case_id)
        return AskedCaller(its.id, number if how is CallerProof.NUMBER else None, its.ends_at, now)

    def give_number(self, handle: str, typed: str, *, peer: str | None = None) -> ForCaller:
        """The caller types what the agent has read out. Counted first, then compared; it fits this one case alone.

        Raises:
            Refused: NOT_LIVE, NUMBER_WRONG.
        """
        now, case_id = self._clock(), self._calls.case_of(handle)
        number = live_rules.digits_of(typed, live_rules.NUMBER_DIGITS)
        right: list[bool] = []

        def decide(standing: CallStanding) -> CallDone:
            right[:] = []
            its = standing.open_number(now)
            if standing.state(now) is not SharedState.LIVE:
                raise Refused(Failure.NOT_LIVE)
            if its is None or number is None:
                raise Refused(Failure.NUMBER_WRONG)
            counted = replace(its, tries=its.tries + 1)
            if not call_rules.is_same(self._digest(its, standing, number), its.number_digest):
                return CallDone(verification=counted)
            if not call_rules.is_bound(standing, now) or standing.case.owner_id != its.staff_id:
                raise Refused(Failure.NUMBER_WRONG)
            right.append(True)
            return self._verified(replace(counted, done_at=now), standing, now, "caller", peer)

        with self._audit.refusals(AuditKind.CALLER_NOT_VERIFIED, None, peer, case_id):
            call_rules.done(self._store.do(case_id, now, decide))
            self._on_event(case_id)
            if not right:
                raise Refused(Failure.NUMBER_WRONG)
        return self._calls.standing(handle)

    def called_back(self, verification: str, case_id: str, *, pressed: bool) -> None:
        """What the person has pressed who was called; anything but a yes in time changes nothing."""
        now = self._clock()

        def decide(standing: CallStanding) -> CallDone:
            its = next((each for each in standing.verifications if each.id == verification), None)
            if its is None or its.how is not CallerProof.CALL_BACK or its.done_at or now >= its.ends_at or not pressed:
                return CallDone()
            if standing.case.owner_id != its.staff_id:
                return CallDone()
            return self._verified(replace(its, done_at=now), standing, now, "caller", None)

        self._store.do(case_id, now, decide)
        self._on_event(case_id)

    def _verified(
        self, its: Verification, standing: CallStanding, now: datetime, by: str, peer: str | None
    ) -> CallDone:
        event = self._audit.event(
            AuditKind.CALLER_VERIFIED, standing.case.account_id, peer, its.how.value, staff=its.staff_id
        )
        return CallDone(
            case=standing.case.verified(its.how, its.action, now + staff.VERIFIED_FOR),
            verification=its,
            said=(Said(LiveWord.VERIFIED, by),),
            events=(event,),
        )

    def _refuse(self, how: CallerProof, standing: CallStanding, now: datetime) -> None:
        if how not in self.proofs:
            raise Refused(Failure.CANT_VERIFY_SO)
        if how is CallerProof.NUMBER:
            if standing.state(now) is not SharedState.LIVE:
                raise Refused(Failure.NOT_LIVE)
            if not call_rules.is_bound(standing, now):
                raise Refused(Failure.CANT_VERIFY_SO)
        asked = [its.asked_at for its in standing.verifications if its.how is how]
        at = max([its + live_rules.VERIFY_AGAIN_AFTER for its in asked if its <= now], default=now)
        at = max(at, limits.next_at(asked, now, live_rules.VERIFY_CEILINGS))
        if at > now:
            raise Refused(Failure.TOO_SOON, at - now)

    def _dial(self, its: Verification, standing: CallStanding, now: datetime) -> None:
        """Call the phone that has counted longest; where there is none nobody is called, and nothing tells so."""
        try:
            number = self._oldest_number(standing, now)
            if self._telephony is not None and number is not None:
                self._telephony.dial(its.id, its.case_id, number, its.action, standing.case.language)
        except Exception as error:  # noqa: BLE001 - whatever breaks there must not tell that there is a number
            _log.error("a call back could not begin: %s", type(error).__name__)

    def _oldest_number(self, standing: CallStanding, now: datetime) -> str | None:
        whole = self._store.standing(standing.case.id, whole_since=now - SESSION_LIFE)
        phones = [
            each
            for each in (whole.account.counting if whole and whole.account else ())
            if each.contact.kind is ContactKind.PHONE and live_rules.proves(each.counts_since, now)
        ]
        oldest = min(phones, key=lambda each: (each.counts_since or now, each.id), default=None)
        return oldest.contact.value if oldest is not None else None

    def _digest(self, its: Verification, standing: CallStanding, number: str) -> str:
        """Bound to this verification, this shared case and its action: it fits nowhere else."""
        shared, action = standing.shared.id if standing.shared else "", its.action.value if its.action else ""
        return self._keys.digest(f"number\n{its.id}\n{shared}\n{action}\n{number}")
