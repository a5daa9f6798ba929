"""The sessions of a signed-in person: what stands before them, fresh proof, where one is signed in, the password."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from secinfo_desktop.backend.services.account_state import AccountState, Changed, KeptContact, KeptSession
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.flow_acts import for_sign_in
from secinfo_desktop.backend.services.gate import OPEN, PAST_CODE, WHOEVER, Gate, Inside, Needs
from secinfo_desktop.backend.services.ports import PasswordHasher
from secinfo_desktop.backend.services.records import Flow, MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.security_answers import SessionsEnded, SessionStanding
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain import passwords, verification_notice
from secinfo_desktop.domain.contact_rules import is_old
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import DeviceSession, SessionStage
from secinfo_desktop.domain.session_rules import SESSION_LIFE

NEW_PASSWORD = Needs(frozenset({SessionStage.OPEN, SessionStage.PASSWORD}), fresh=True)
"""Changing the password is never frozen."""


class OwnSessions:
    """The sessions of people at one service. ``on_queued`` is called after a message has been queued."""

    def __init__(
        self,
        gate: Gate,
        sign_in: SignIn,
        hasher: PasswordHasher,
        common_passwords: Collection[str],
        telling: Telling,
        audit: Auditor,
        on_queued: Callable[[], None],
    ) -> None:
        self._gate = gate
        self._sign_in = sign_in
        self._hasher = hasher
        self._common = common_passwords
        self._telling = telling
        self._audit = audit
        self._on_queued = on_queued

    def standing(self, token: str, *, peer: str | None = None) -> SessionStanding:
        """Where a session stands.

        Raises:
            Refused: NOT_SIGNED_IN.
        """
        return self.told(self._gate.look(token, WHOEVER, peer=peer))

    def told(self, inside: Inside) -> SessionStanding:
        """What is said of a session."""
        return SessionStanding(
            stage=inside.stage,
            contacts=tuple(its.contact.masked() for its in self._telling.reachable(self._offered(inside))),
            ends_at=inside.session.began_at + SESSION_LIFE,
            fresh_until=inside.fresh_until,
            old_contact_until=inside.old_contact_until,
            notice=inside.notice,
            now=inside.now,
        )

    def _offered(self, inside: Inside) -> tuple[KeptContact, ...]:
        """To which a code of the session's stage can go."""
        account, waiting = inside.account, self._gate.rules.waiting
        if inside.stage is SessionStage.CODE:
            return for_sign_in(account)
        if inside.stage is not SessionStage.PASSWORD:
            return account.counting
        return tuple(its for its in account.counting if is_old(its.counts_since, account.added_at, waiting, inside.now))

    def prove_password(self, token: str, password: str, *, peer: str | None = None) -> SessionStanding:
        """Fresh proof by the password (R16). Tries are counted with those to sign in: a session is no way round it.

        Raises:
            Refused: NOT_SIGNED_IN, SIGN_IN_WRONG, SIGN_IN_TOO_SOON.
        """
        before = self._gate.look(token, WHOEVER, peer=peer)
        compared = before.account.password_hash
        with self._audit.refusals(AuditKind.PROOF_REFUSED, before.account.id, peer):
            tries = self._sign_in.count_try(before.account.name, peer)
            if not self._hasher.is_right(passwords.normalise(password), compared):
                raise Refused(Failure.SIGN_IN_WRONG)

        def decide(inside: Inside, _: Flow | None) -> Changed:
            if inside.account.password_hash != compared:
                raise Refused(Failure.SIGN_IN_WRONG)  # it was changed while it was compared
            session = replace(inside.session, proven_at=inside.now, password_at=inside.now)
            return Changed(
                inside.account.with_session(session),
                events=(self._event(AuditKind.PROOF_GIVEN, inside, peer, "password"),),
            )

        inside = self._gate.change(token, WHOEVER, decide, peer=peer)
        self._sign_in.take_back(tries)
        return self.told(inside)

    def skip_notice(self, token: str, *, peer: str | None = None) -> SessionStanding:
        """Put the notice "can you still receive a code?" off for a day (B23).

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED; NOT_SKIPPABLE if there is none, or its time is over.
        """

        def decide(inside: Inside, _: Flow | None) -> Changed:
            until = verification_notice.skipped_until(inside.notice, self._gate.rules, inside.now)
            if until is None:
                raise Refused(Failure.NOT_SKIPPABLE)
            event = self._event(AuditKind.NOTICE_SKIPPED, inside, peer)
            return Changed(replace(inside.account, notice_skipped_until=until), events=(event,))

        return self.told(self._gate.change(token, PAST_CODE, decide, peer=peer))

    def sign_out(self, token: str, *, peer: str | None = None) -> datetime:
        """End this session; returns when.

        Raises:
            Refused: NOT_SIGNED_IN.
        """

        def decide(inside: Inside, _: Flow | None) -> Changed:
            after = _ended(inside.account, [inside.session], inside.now)
            return Changed(after, events=(self._event(AuditKind.SIGNED_OUT, inside, peer),))

        return self._gate.change(token, WHOEVER, decide, peer=peer).now

    def all(self, token: str, *, peer: str | None = None) -> tuple[tuple[DeviceSession, ...], datetime]:
        """Where the account is signed in, this session first; who has not given the code yet is not in.

        Raises:
            Refused: NOT_SIGNED_IN, and what stands before the session.
        """
        inside = self._gate.look(token, OPEN, peer=peer)
        return tuple(_shown(its, inside) for its in _listed(inside)), inside.now

    def end(self, token: str, session_id: str | None, *, peer: str | None = None) -> SessionsEnded:
        """End one session, or with None all others, also those that wait for their code. Never frozen.

        Raises:
            Refused: NOT_SIGNED_IN, what stands before the session, UNKNOWN_SESSION.
        """
        ended: list[KeptSession] = []

        def decide(inside: Inside, _: Flow | None) -> Changed:
            ended[:] = (
                _others(inside) if session_id is None else [its for its in _listed(inside) if its.id == session_id]
            )
            if session_id is not None and not ended:
                raise Refused(Failure.UNKNOWN_SESSION)
            return Changed(_ended(inside.account, ended, inside.now), events=self._ended_events(inside, ended, peer))

        inside = self._gate.change(token, OPEN, decide, peer=peer)
        return SessionsEnded(len(ended), inside.now)

    def change_password(self, token: str, password: str, *, peer: str | None = None) -> SessionsEnded:
        """Set another password; every other session ends, and every contact is told. Never frozen.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, PROOF_NEEDED, PASSWORD_SHORT, PASSWORD_LONG,
                PASSWORD_COMMON, PASSWORD_HAS_NAME, PASSWORD_SAME; OLD_CONTACT_NEEDED where a takeover was told of.
        """
        before = self._gate.look(token, NEW_PASSWORD, peer=peer)
        with self._audit.refusals(AuditKind.CHANGE_REFUSED, before.account.id, peer):
            _refuse_by_password_alone(before)
        if problem := passwords.problem(password, before.account.name, self._common):
            raise Refused(problem)
        if self._hasher.is_right(passwords.normalise(password), before.account.password_hash):
            raise Refused(Failure.PASSWORD_SAME)
        hashed = self._hasher.hash(passwords.normalise(password))
        ended: list[KeptSession] = []

        def decide(inside: Inside, _: Flow | None) -> Changed:
            _refuse_by_password_alone(inside)
            ended[:] = _others(inside)
            after = replace(
                _ended(inside.account, ended, inside.now),
                password_hash=hashed,
                password_changed_at=inside.now,
                new_password_needed=False,
            )
            told = self._telling.everybody(MessageKind.PASSWORD_RENEWED, inside.account, after, inside.now)
            event = self._event(AuditKind.PASSWORD_CHANGED, inside, peer)
            return Changed(after, told, (event, *self._ended_events(inside, ended, peer)))

        inside = self._gate.change(token, NEW_PASSWORD, decide, peer=peer)
        self._on_queued()
        return SessionsEnded(len(ended), inside.now)

    def _event(self, kind: AuditKind, inside: Inside, peer: str | None, detail: str = "") -> AuditEvent:
        return self._audit.event(kind, inside.account.id, peer, detail)

    def _ended_events(self, inside: Inside, ended: Collection[KeptSession], peer: str | None) -> tuple[AuditEvent, ...]:
        return (self._event(AuditKind.SESSIONS_ENDED, inside, peer, str(len(ended))),) if ended else ()


def _refuse_by_password_alone(inside: Inside) -> None:
    """After a takeover the old password proves nothing: whoever took the account over would choose the new one."""
    if inside.stage is SessionStage.PASSWORD and not inside.by_old_contact:
        raise Refused(Failure.OLD_CONTACT_NEEDED)


def _listed(inside: Inside) -> list[KeptSession]:
    """The sessions that are in, this one first."""
    there = [its for its in inside.account.sessions if its.stage is not SessionStage.CODE]
    return sorted(there, key=lambda its: its.id != inside.session.id)


def _others(inside: Inside) -> list[KeptSession]:
    return [its for its in inside.account.sessions if its.id != inside.session.id]


def _shown(its: KeptSession, inside: Inside) -> DeviceSession:
    return DeviceSession(its.id, its.device, its.began_at, its.seen_at or its.began_at, its.id == inside.session.id)


def _ended(account: AccountState, ended: Collection[KeptSession], now: datetime) -> AccountState:
    for its in ended:
        account = account.with_session(replace(its, ended_at=now))
    return account
