"""Lets in whoever has a session, as far as it is: every call of a signed-in person goes through here.

What a call needs is asked in the transaction that does it, so that a session that ends meanwhile changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.account_state import AccountState, Admission, Changed, Entered, KeptSession
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.ports import SignedIn
from secinfo_desktop.backend.services.records import Flow
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.domain import session_rules, waiting_period
from secinfo_desktop.domain.codes import CLOCK_SLACK
from secinfo_desktop.domain.contact_rules import Problem
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area, SessionStage, VerificationNotice
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.session_rules import NOT_YET_OPEN, SESSION_LIFE
from secinfo_desktop.domain.verification_notice import Verification, notice

SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a session was last used: reading alone writes no more often than that."""


@dataclass(frozen=True)
class Needs:
    """What a call needs: a session of one of these stages, fresh proof (R16), an area that is not frozen (B11).

    ``by_password``: fresh proof by the password, for which no code can stand.
    """

    stages: frozenset[SessionStage] = frozenset({SessionStage.OPEN})
    fresh: bool = False
    by_password: bool = False
    area: Area | None = None


WHOEVER = Needs(frozenset(SessionStage))
"""Any session that is not over, also one that waits for its code."""
PAST_CODE = Needs(frozenset(SessionStage) - {SessionStage.CODE})
OPEN = Needs()


@dataclass(frozen=True)
class Inside:
    """Who has come in, at which moment, and how far."""

    session: KeptSession
    account: AccountState
    now: datetime
    stage: SessionStage
    notice: VerificationNotice | None
    fresh_until: datetime | None
    frozen: Mapping[Area, datetime]

    @property
    def by_old_contact(self) -> bool:
        """True if a code was given back at an old contact a moment ago (B9)."""
        return self.old_contact_until is not None

    @property
    def old_contact_until(self) -> datetime | None:
        """Until when a code that was given back at an old contact counts."""
        return session_rules.fresh_until(self.session.old_contact_at, self.now)

    def refuse_frozen(self, area: Area) -> None:
        """Say no to a change in an area that is frozen.

        Raises:
            Refused: FROZEN, with how much longer.
        """
        if area in self.frozen:
            raise Refused(Failure.FROZEN, self.frozen[area] - self.now)


class Gate:
    """The gate of one service."""

    def __init__(self, signed_in: SignedIn, clock: Clock, audit: Auditor, rules: SecurityRules) -> None:
        self._signed_in = signed_in
        self._clock = clock
        self._audit = audit
        self.rules = rules

    def look(self, token: str, needs: Needs = OPEN, *, peer: str | None = None) -> Inside:
        """Let somebody look; nothing is changed but when the session was last used.

        Raises:
            Refused: NOT_SIGNED_IN, and what is in the way of the needs.
        """
        now = self._clock()
        entered = self._signed_in.enter(digest(token), now - SESSION_LIFE)
        inside = self._inside(entered, now, peer)
        with self._audit.refusals(AuditKind.CHANGE_REFUSED, inside.account.id, peer):
            self.check(inside, needs)
        if inside.session.seen_at is None or now - inside.session.seen_at >= SEEN_EVERY:
            self._signed_in.seen(inside.session.id, now)
        return inside

    def admit(self, token: str, needs: Needs, *, peer: str | None = None) -> tuple[Inside, Admission]:
        """Let somebody in to a change that another service writes; its transaction has to look at the second again.

        Raises:
            Refused: NOT_SIGNED_IN, and what is in the way of the needs; the second raises the same.
        """
        inside = self.look(token, needs, peer=peer)

        def check(entered: Entered | None) -> None:
            if entered is None:
                raise Refused(Failure.NOT_SIGNED_IN)
            self.check(self._standing(entered, self._clock()), needs)

        return inside, Admission(digest(token), inside.now - SESSION_LIFE, check)

    def change(
        self,
        token: str,
        needs: Needs,
        decide: Callable[[Inside, Flow | None], Changed],
        *,
        peer: str | None = None,
        flow: str | None = None,
    ) -> Inside:
        """Let somebody change something; returns what it is like then. ``flow`` is a handle that is used up by it.

        Raises:
            Refused: NOT_SIGNED_IN, what is in the way of the needs, and what ``decide`` refuses.
        """
        whose = self.look(token, needs, peer=peer).account.id
        now, used = self._clock(), digest(flow) if flow is not None else None

        def within(entered: Entered) -> Changed:
            inside = self._standing(entered, now)
            self.check(inside, needs)
            return decide(inside, entered.flow)

        with self._audit.refusals(AuditKind.CHANGE_REFUSED, whose, peer):
            changed = self._signed_in.change(digest(token), now - SESSION_LIFE, now, within, used)
        return self._inside(changed, now, peer)

    def _inside(self, entered: Entered | None, now: datetime, peer: str | None) -> Inside:
        with self._audit.refusals(AuditKind.SESSION_REFUSED, None, peer):
            if entered is None or entered.session.began_at > now + CLOCK_SLACK:  # no session outlives a clock set back
                raise Refused(Failure.NOT_SIGNED_IN)
        return self._standing(entered, now)

    def _standing(self, entered: Entered, now: datetime) -> Inside:
        session, account = entered.session, entered.account
        told = notice_of(account, self.rules, now)
        stage = session_rules.stage(
            code_missing=session.stage is SessionStage.CODE,
            notice=told,
            began_at=session.began_at,
            new_password_needed=account.new_password_needed,
        )
        fresh = session_rules.fresh_until(session.proven_at, now)
        return Inside(session, account, now, stage, told, fresh, frozen(account, self.rules, now))

    def check(self, inside: Inside, needs: Needs) -> None:
        """Say no to whoever lacks what is needed.

        Raises:
            Refused: CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST, FROZEN, PROOF_NEEDED.
        """
        if inside.stage not in needs.stages:
            raise Refused(NOT_YET_OPEN[inside.stage])
        if needs.area is not None:
            inside.refuse_frozen(needs.area)
        given_at = inside.session.password_at if needs.by_password else inside.session.proven_at
        if needs.fresh and session_rules.fresh_until(given_at, inside.now) is None:
            raise Refused(Failure.PROOF_NEEDED)


def notice_of(account: AccountState, rules: SecurityRules, now: datetime) -> VerificationNotice | None:
    """The notice "can you still receive a code?" that stands; none for somebody who has said that they can't (B11)."""
    return None if account.is_being_replaced(now) else notice(verification_of(account), rules)


def verification_of(account: AccountState) -> Verification:
    """What is known of whether codes arrive."""
    return Verification(account.verified_at or account.added_at, account.notice_at, account.notice_skipped_until)


def frozen(account: AccountState, rules: SecurityRules, now: datetime) -> Mapping[Area, datetime]:
    """Until when each area is frozen (B11)."""
    period = account.replacement.period if account.replacement else None
    return waiting_period.frozen(period, rules.frozen, now)


def refuse(problem: Problem | None, now: datetime) -> None:
    """Say no to what a rule does not allow.

    Raises:
        Refused: as the rule says.
    """
    if problem is not None:
        raise Refused(problem.failure, problem.until - now if problem.until else None)
