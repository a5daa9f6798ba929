"""Replacing all security info without the old (B9, B11-B13): thirty days in which whoever holds old info can cancel.

Whoever knows the password alone can begin; nobody can make it shorter. New contacts count once a code sent to each was
given back (B7) and the period is over; until then the old ones stay what they are, for recovery as well.
"""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.services import tokens
from secinfo_desktop.backend.services.account_state import Changed
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.gate import Gate, Inside, Needs
from secinfo_desktop.backend.services.records import Contact, Flow, QueuedMessage
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacement_notices import ReplacementNotices
from secinfo_desktop.backend.services.replacing import (
    Beginning,
    Entering,
    Finishing,
    Replacements,
    ReplacementStanding,
    Replacing,
    Starting,
)
from secinfo_desktop.domain import contacts, waiting_period
from secinfo_desktop.domain.contacts import ContactError, ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import Replacement, ReplacementState, SessionStage
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.waiting_period import WaitingPeriod

ID_BYTES = 16
SHORTEST_CLAIM, LONGEST_CLAIM = 32, 128
"""Signs of a claim, which carries 256 bits in 43 of them; what is shorter was made by no program of ours."""
TO_START = Needs(frozenset({SessionStage.OPEN, SessionStage.VERIFY}), fresh=True, by_password=True)
"""Also for who has to verify a contact first and can't, for they have none of them any more (B9, B23)."""
TO_FINISH = Needs(fresh=True, by_password=True)


@dataclass(frozen=True)
class TypedContact:
    """A contact as it was typed."""

    kind: ContactKind
    value: str = field(repr=False)


@dataclass(frozen=True)
class Started:
    """A replacement that has begun."""

    replacement: Replacement
    contacts_told: int
    now: datetime


class InfoReplacement:
    """The replacements of one service. ``on_queued`` is called after messages have been queued."""

    def __init__(
        self,
        gate: Gate,
        replacements: Replacements,
        notices: ReplacementNotices,
        pack: ProviderPack,
        random: Random,
        audit: Auditor,
        on_queued: Callable[[], None],
    ) -> None:
        self._gate = gate
        self._replacements = replacements
        self._notices = notices
        self._pack = pack
        self._rules = pack.security_info
        self._random = random
        self._audit = audit
        self._on_queued = on_queued

    def start(self, token: str, claim: str, typed: Sequence[TypedContact] = (), *, peer: str | None = None) -> Started:
        """Begin the waiting period; with nothing typed the new info is entered at its end, with the claim.

        The caller makes the claim, and keeps it before it asks: here a digest is kept. Asked again with the same claim
        for the same, as after an answer that was lost, it tells what has begun, and does nothing more.

        Raises:
            Refused: NOT_SIGNED_IN, what stands before the session, PROOF_NEEDED (by the password); NUMBER_INVALID,
                ADDRESS_INVALID, CONTACT_THERE, TOO_MANY_CONTACTS, ADD_ONE_FIRST (fewer typed than the policy's
                minimum), REPLACEMENT_THERE, STAFF_DECIDES; BAD_REQUEST for a claim that can be guessed.
        """
        before = self._gate.look(token, TO_START, peer=peer)
        if not SHORTEST_CLAIM <= len(claim) <= LONGEST_CLAIM:
            raise Refused(Failure.BAD_REQUEST)
        least = self._rules.least_contacts if typed else 0
        new, its_id = self._new_contacts(typed, least=least), self._id()
        if told := self._begun_before(before, new, claim):
            return told
        begun: list[Beginning] = []

        def decide(inside: Inside, _: Flow | None) -> Changed:
            period = waiting_period.begun(inside.now, self._rules.waiting)
            replacing = Replacing(its_id, inside.account.id, period, tokens.digest(claim))

            def begin(standing: ReplacementStanding) -> Beginning:
                begun[:] = [self._beginning(replacing, new, standing)]
                return begun[0]

            event = self._event(AuditKind.REPLACEMENT_STARTED, inside, peer)
            return Changed(inside.account, events=(event,), replacement=Starting(begin))

        now = self._gate.change(token, TO_START, decide, peer=peer).now
        self._on_queued()
        replacement = shown(begun[0].replacing.period, (), self._rules, now)
        return Started(replacement, len(begun[0].messages), now)

    def _begun_before(self, inside: Inside, new: Sequence[Contact], claim: str) -> Started | None:
        """The replacement that was begun with this claim for the same new contacts, while it is open."""
        its, now = self._replacements.standing(inside.account.id), inside.now
        if its is None or its.newest is None or not its.newest.period.is_open(now):
            return None
        is_same = {one.contact.value for one in its.new_info} == {one.value for one in new}
        if not (_is_claim(claim, its) and is_same):
            return None
        replacement = shown(its.newest.period, its.cancelled, self._rules, now)
        return Started(replacement, len(self._notices.started(its, new, now)), now)

    def finish(
        self, token: str, typed: Sequence[TypedContact] = (), claim: str | None = None, *, peer: str | None = None
    ) -> datetime:
        """After the waiting period: enter new info with the claim, or let what was proven since take effect.

        Raises:
            Refused: NOT_SIGNED_IN, what stands before the session, PROOF_NEEDED (by the password); NO_REPLACEMENT,
                NOT_YET, REMOVAL_HELD, and for new info CLAIM_WRONG and what is wrong with a contact, else NOT_PROVEN
                while too few of the new contacts are.
        """
        self._gate.look(token, TO_FINISH, peer=peer)
        new = self._new_contacts(typed, least=self._rules.least_contacts) if typed else ()
        kind = AuditKind.NEW_INFO_ENTERED if typed else AuditKind.REPLACEMENT_FINISHED

        def decide(inside: Inside, _: Flow | None) -> Changed:
            deed = _entering(new, claim or "", inside.now) if typed else self._finishing(inside.now)
            return Changed(inside.account, events=(self._event(kind, inside, peer),), replacement=deed)

        now = self._gate.change(token, TO_FINISH, decide, peer=peer).now
        self._on_queued()
        return now

    def _beginning(self, its: Replacing, new: tuple[Contact, ...], standing: ReplacementStanding) -> Beginning:
        now = its.period.requested_at
        if problem := waiting_period.start_problem(standing.period, standing.cancelled, now):
            raise Refused(problem, staff_for(problem, standing, now))
        _refuse_known(new, standing)
        due_at = waiting_period.next_due(its.period, self._rules.notices_after, now)
        return Beginning(its, new, due_at, self._notices.started(standing, new, now))

    def _finishing(self, now: datetime) -> Finishing:
        def tell(standing: ReplacementStanding) -> Sequence[QueuedMessage]:
            _refuse_unfinishable(standing, now)
            if len(standing.proven) < self._rules.least_contacts:
                raise Refused(Failure.NOT_PROVEN)
            return self._notices.finished(standing, now)

        return Finishing(tell)

    def _new_contacts(self, typed: Sequence[TypedContact], *, least: int) -> tuple[Contact, ...]:
        """What was typed, as contacts that are to come; none, or as many as the policy wants."""
        if len(typed) > self._rules.most_contacts:
            raise Refused(Failure.TOO_MANY_CONTACTS)
        if len(typed) < least:
            raise Refused(Failure.ADD_ONE_FIRST)
        new = tuple(Contact(self._id(), its.kind, self._normalised(its)) for its in typed)
        if len({its.value for its in new}) < len(new):
            raise Refused(Failure.CONTACT_THERE)
        return new

    def _normalised(self, typed: TypedContact) -> str:
        try:
            return contacts.normalise(typed.kind, typed.value, self._pack.region)
        except ContactError as error:
            raise Refused(error.failure) from None

    def _event(self, kind: AuditKind, inside: Inside, peer: str | None) -> AuditEvent:
        return self._audit.event(kind, inside.account.id, peer)

    def _id(self) -> str:
        return self._random.randbytes(ID_BYTES).hex()


def shown(period: WaitingPeriod, cancelled: Sequence[datetime], rules: SecurityRules, now: datetime) -> Replacement:
    """An open replacement as the person sees it."""
    state = ReplacementState.WAITING if now < period.ends_at else ReplacementState.READY
    told = waiting_period.notices_at(period, rules.notices_after)
    return Replacement(period.requested_at, period.ends_at, told, state, waiting_period.needs_staff(cancelled, now))


def staff_for(problem: Failure, standing: ReplacementStanding, now: datetime) -> timedelta | None:
    """How long only staff decide, where that is the problem."""
    is_staff = problem is Failure.STAFF_DECIDES
    return waiting_period.staff_until(standing.cancelled, now) - now if is_staff else None


def _entering(new: tuple[Contact, ...], claim: str, now: datetime) -> Entering:
    def enter(standing: ReplacementStanding) -> tuple[Contact, ...]:
        _refuse_unfinishable(standing, now)
        if not _is_claim(claim, standing):
            raise Refused(Failure.CLAIM_WRONG)
        _refuse_known(new, standing)
        return new

    return Entering(enter)


def _is_claim(claim: str, standing: ReplacementStanding) -> bool:
    kept = standing.newest.claim_digest if standing.newest else ""
    return hmac.compare_digest(tokens.digest(claim), kept)


def _refuse_known(new: Sequence[Contact], standing: ReplacementStanding) -> None:
    """A contact of the old set is no new one: whoever can read it needs no replacement."""
    if {its.value for its in new} & {its.value for its in standing.account.contacts}:
        raise Refused(Failure.CONTACT_THERE)


def _refuse_unfinishable(standing: ReplacementStanding, now: datetime) -> None:
    if problem := waiting_period.finish_problem(standing.period, standing.removal_held_until, now):
        raise Refused(*problem)
