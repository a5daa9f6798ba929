"""Replacing all security info without the old (B9, B11-B13): thirty days in which whoever holds old info can cancel.

Whoever knows the password alone can begin; nobody can make it shorter. New contacts count once a code sent to each was
given back (B7) and the period is over; until then the old ones stay what they are, for recovery as well.
"""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import cancel_codes, tokens
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, Sessions
from secinfo_desktop.backend.services.records import Contact, QueuedMessage
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacement_notices import ReplacementNotices
from secinfo_desktop.backend.services.replacing import (
    Beginning,
    CancelledBy,
    Replacements,
    ReplacementStanding,
    Replacing,
)
from secinfo_desktop.domain import contacts, waiting_period
from secinfo_desktop.domain.contacts import ContactError, ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_HERE, SIGN_IN_PEER, Patience
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import Area, Replacement, ReplacementState
from secinfo_desktop.domain.security_policy import SecurityRules

ID_BYTES = 16
_NOWHERE = "this computer"

WithPassword = Callable[[str, str | None], str]
"""The account of a session whose password was just proven, by its token and where it comes from; raises ``Refused``."""


@dataclass(frozen=True)
class TypedContact:
    """A contact as it was typed."""

    kind: ContactKind
    value: str = field(repr=False)


@dataclass(frozen=True)
class Started:
    """A replacement that has begun. The claim is a secret: it is told once and kept as a digest."""

    replacement: Replacement
    claim: str = field(repr=False)
    contacts_told: int
    now: datetime


@dataclass(frozen=True)
class Replaceable:
    """What the service of replacements works with."""

    accounts: Accounts
    replacements: Replacements
    sessions: Sessions
    keys: CodeKeys
    clock: Clock
    random: Random
    pack: ProviderPack
    audit: Auditor
    notices: ReplacementNotices
    with_password: WithPassword


class InfoReplacement:
    """The replacements of one service. ``on_queued`` is called after messages have been queued."""

    def __init__(self, surroundings: Replaceable, on_queued: Callable[[], None]) -> None:
        self._its = surroundings
        self._rules = surroundings.pack.security_info
        self._on_queued = on_queued

    def start(self, session: str, typed: Sequence[TypedContact], *, peer: str | None = None) -> Started:
        """Begin the waiting period; with nothing typed the new info is entered at its end, with the claim.

        Raises:
            Refused: what the session's proof lacks; NUMBER_INVALID, ADDRESS_INVALID, CONTACT_THERE, TOO_MANY_CONTACTS,
                ADD_ONE_FIRST (fewer typed than the policy's minimum), REPLACEMENT_THERE, STAFF_DECIDES.
        """
        account_id, now = self._its.with_password(session, peer), self._its.clock()
        new, claim = self._new_contacts(typed, allow_none=True), tokens.new_token(self._its.random)
        period = waiting_period.begun(now, self._rules.waiting)
        replacing = Replacing(self._id(), account_id, period, tokens.digest(claim))

        def begin(standing: ReplacementStanding) -> Beginning:
            if problem := waiting_period.start_problem(standing.period, standing.cancelled, now):
                raise Refused(problem, _staff_for(problem, standing, now))
            _refuse_known(new, standing)
            messages = self._its.notices.started(standing, new, now)
            due_at = waiting_period.next_due(period, self._rules.notices_after, now)
            return Beginning(replacing, new, due_at, messages)

        with self._its.audit.refusals(AuditKind.REPLACEMENT_REFUSED, account_id, peer):
            event = self._its.audit.event(AuditKind.REPLACEMENT_STARTED, account_id, peer)
            begun = self._its.replacements.begin(account_id, begin, event)
        self._on_queued()
        return Started(shown(begun.replacing, (), self._rules, now), claim, len(begun.messages), now)

    def finish(
        self, session: str, typed: Sequence[TypedContact] = (), claim: str | None = None, *, peer: str | None = None
    ) -> datetime:
        """After the waiting period: enter new info with the claim, or let what was typed and proven take effect.

        Raises:
            Refused: what the session's proof lacks; NO_REPLACEMENT, NOT_YET, REMOVAL_HELD, and for new info CLAIM_WRONG
                and what is wrong with a contact, else NOT_PROVEN while too few of the new contacts are.
        """
        account_id, now = self._its.with_password(session, peer), self._its.clock()
        with self._its.audit.refusals(AuditKind.REPLACEMENT_REFUSED, account_id, peer):
            if typed:
                self._enter(account_id, typed, claim or "", now, peer)
            else:
                self._take_effect(account_id, now, peer)
        return now

    def _enter(
        self, account_id: str, typed: Sequence[TypedContact], claim: str, now: datetime, peer: str | None
    ) -> None:
        new = self._new_contacts(typed)

        def enter(standing: ReplacementStanding) -> tuple[Contact, ...]:
            _refuse_unfinishable(standing, now)
            kept = standing.newest.claim_digest if standing.newest else ""
            if not hmac.compare_digest(tokens.digest(claim), kept):
                raise Refused(Failure.CLAIM_WRONG)
            _refuse_known(new, standing)
            return new

        event = self._its.audit.event(AuditKind.NEW_INFO_ENTERED, account_id, peer, str(len(new)))
        self._its.replacements.enter(account_id, enter, now, event)

    def _take_effect(self, account_id: str, now: datetime, peer: str | None) -> None:
        def tell(standing: ReplacementStanding) -> Sequence[QueuedMessage]:
            _refuse_unfinishable(standing, now)
            proven = [its for its in standing.new_info if its.proven_at is not None]
            if len(proven) < self._rules.least_contacts:
                raise Refused(Failure.NOT_PROVEN)
            return self._its.notices.finished(standing, now)

        event = self._its.audit.event(AuditKind.REPLACEMENT_FINISHED, account_id, peer)
        self._its.replacements.finish(account_id, tell, now, event)
        self._on_queued()

    def cancel_by_code(self, account_name: str, typed: str, *, peer: str | None = None) -> datetime:
        """Cancel with the code of a notice. A try is counted before it is looked at; the account is flagged.

        Raises:
            Refused: CANCEL_CODE_WRONG, the same for an unknown name; TOO_MANY_FROM_HERE; STAFF_DECIDES.
        """
        name, now = normalised_name(account_name), self._its.clock()
        account = self._its.accounts.named(name)
        account_id = account.id if account else ""
        with self._its.audit.refusals(AuditKind.REPLACEMENT_REFUSED, account_id or None, peer, name):
            self._count_try(name, now, peer)
            standing = self._its.replacements.standing(account_id)
            if not self._is_code(typed, standing, now):
                raise Refused(Failure.CANCEL_CODE_WRONG)
            event = self._its.audit.event(AuditKind.REPLACEMENT_CANCELLED, account_id, peer, CancelledBy.CODE)
            tell = self.cancelling(now)
            self._its.replacements.cancel(account_id, tell, now, CancelledBy.CODE, event, flags=True)
        self._on_queued()
        return now

    def cancelling(self, now: datetime) -> Callable[[ReplacementStanding], Sequence[QueuedMessage]]:
        """What decides on a cancellation inside its transaction, and whom it tells.

        The decision raises ``Refused``: NO_REPLACEMENT, STAFF_DECIDES.
        """

        def tell(standing: ReplacementStanding) -> Sequence[QueuedMessage]:
            if problem := waiting_period.cancel_problem(standing.period, standing.cancelled, now):
                raise Refused(problem, _staff_for(problem, standing, now))
            return self._its.notices.cancelled(standing, now)

        return tell

    def areas(self, account_name: str) -> dict[Area, datetime]:
        """What of an account is frozen, and until when, for an organisation's other systems.

        Raises:
            Refused: UNKNOWN_ACCOUNT.
        """
        account = self._its.accounts.named(normalised_name(account_name))
        standing = self._its.replacements.standing(account.id) if account else None
        if standing is None:
            raise Refused(Failure.UNKNOWN_ACCOUNT)
        return waiting_period.frozen(standing.period, self._rules.frozen, self._its.clock())

    def _is_code(self, typed: str, standing: ReplacementStanding | None, now: datetime) -> bool:
        """The same work whether there is something to cancel or not."""
        newest = standing.newest if standing else None
        is_right = cancel_codes.is_cancel_code(typed, newest.id if newest else "", self._its.keys)
        return newest is not None and newest.period.is_open(now) and is_right

    def _count_try(self, name: str, now: datetime, peer: str | None) -> None:
        here = peer or _NOWHERE
        pair, everybody = (self._its.keys.digest(f"cancel try\n{its}") for its in (f"{name}\n{here}", here))
        patience = {pair: SIGN_IN_HERE} | ({everybody: SIGN_IN_PEER} if peer else {})

        def check(tries: Sequence[Sequence[datetime]], _was_here: bool) -> None:
            _refuse_hasty(patience, tries, now)

        self._its.sessions.count_try(list(patience), pair, now, check)

    def _new_contacts(self, typed: Sequence[TypedContact], *, allow_none: bool = False) -> tuple[Contact, ...]:
        if len(typed) > self._rules.most_contacts:
            raise Refused(Failure.TOO_MANY_CONTACTS)
        if len(typed) < self._rules.least_contacts and not (allow_none and not typed):
            raise Refused(Failure.ADD_ONE_FIRST)
        new = tuple(Contact(self._id(), its.kind, self._normalised(its)) for its in typed)
        if len({its.value for its in new}) != len(new):
            raise Refused(Failure.CONTACT_THERE)
        return new

    def _normalised(self, typed: TypedContact) -> str:
        try:
            return contacts.normalise(typed.kind, typed.value, self._its.pack.region)
        except ContactError as error:
            raise Refused(error.failure) from None

    def _id(self) -> str:
        return self._its.random.randbytes(ID_BYTES).hex()


def shown(replacing: Replacing, cancelled: Sequence[datetime], rules: SecurityRules, now: datetime) -> Replacement:
    """A replacement as the person sees it."""
    period = replacing.period
    state = ReplacementState.WAITING if now < period.ends_at else ReplacementState.READY
    told = waiting_period.notices_at(period, rules.notices_after)
    return Replacement(period.requested_at, period.ends_at, told, state, waiting_period.needs_staff(cancelled, now))


def open_replacement(standing: ReplacementStanding, rules: SecurityRules, now: datetime) -> Replacement | None:
    """The replacement that waits, or is ready; None if there is none."""
    newest = standing.newest
    is_open = newest is not None and newest.period.is_open(now)
    return shown(newest, standing.cancelled, rules, now) if newest and is_open else None


def _refuse_known(new: Sequence[Contact], standing: ReplacementStanding) -> None:
    """A contact of the old set is no new one: whoever can read it needs no replacement."""
    if {its.value for its in new} & {its.value for its in standing.account.contacts}:
        raise Refused(Failure.CONTACT_THERE)


def _refuse_unfinishable(standing: ReplacementStanding, now: datetime) -> None:
    if problem := waiting_period.finish_problem(standing.period, standing.removal_held_until, now):
        raise Refused(*problem)


def _staff_for(problem: Failure, standing: ReplacementStanding, now: datetime) -> timedelta | None:
    """How long only staff decide, where that is the problem."""
    is_staff = problem is Failure.STAFF_DECIDES
    return waiting_period.staff_until(standing.cancelled, now) - now if is_staff else None


def _refuse_hasty(patience: dict[str, Patience], tries: Sequence[Sequence[datetime]], now: datetime) -> None:
    waits = (its.next_at(failed, now) for its, failed in zip(patience.values(), tries, strict=True))
    if (at := max(waits)) > now:
        raise Refused(Failure.TOO_MANY_FROM_HERE, at - now)
