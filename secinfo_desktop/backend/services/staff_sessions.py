"""Sessions of staff: begun, looked at, ended; and who else works at the helpdesk."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_identity import ID_BYTES, StaffIdentity
from secinfo_desktop.backend.services.staff_ports import StaffStore
from secinfo_desktop.backend.services.staff_records import NewStaffSession, StaffMember, StaffSession
from secinfo_desktop.backend.services.tokens import digest, new_token
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import STAFF_SESSION_LIFE, CallerProof, StaffAction, may_act


@dataclass(frozen=True)
class StaffSignedIn:
    """A session for whom it is. The token is a secret: it is told once and kept as a digest."""

    token: str = field(repr=False)
    session: StaffSession
    now: datetime


@dataclass(frozen=True)
class StaffStanding:
    """Who is signed in, and what their role may do here."""

    session: StaffSession
    actions: tuple[StaffAction, ...]
    proofs: tuple[CallerProof, ...]
    now: datetime


class StaffSessions:
    """Sessions of one helpdesk. ``proofs``: how a caller can be verified here."""

    def __init__(
        self,
        identity: StaffIdentity,
        staff: StaffStore,
        clock: Clock,
        random: Random,
        audit: Auditor,
        proofs: tuple[CallerProof, ...],
    ) -> None:
        self._identity = identity
        self._staff = staff
        self._clock = clock
        self._random = random
        self._audit = audit
        self._proofs = proofs

    def sign_in(self, name: str, secret: str, *, peer: str | None = None) -> StaffSignedIn:
        """Begin a session.

        Raises:
            Refused: SIGN_IN_WRONG, SIGN_IN_TOO_SOON.
        """
        with self._audit.refusals(AuditKind.STAFF_SIGN_IN_REFUSED, None, peer, f"staff {normalised_name(name)}"):
            its = self._identity.known(name, secret, peer=peer)
            token, now = new_token(self._random), self._clock()
            its_id = self._random.randbytes(ID_BYTES).hex()
            session = NewStaffSession(its_id, digest(token), its.member.id, now, now + STAFF_SESSION_LIFE, its.peer)
            event = self._audit.event(AuditKind.STAFF_SIGNED_IN, None, peer, session=its_id, staff=its.member.id)
            if not self._staff.begin(session, event):
                raise Refused(Failure.SIGN_IN_WRONG)  # their work has ended while the password was compared
        return StaffSignedIn(token, StaffSession(session.id, its.member, session.ends_at), now)

    def standing(self, session: StaffSession) -> StaffStanding:
        """Who is signed in, and what their role may do."""
        actions = tuple(action for action in StaffAction if may_act(session.me.role, action))
        return StaffStanding(session, actions, self._proofs, self._clock())

    def sign_out(self, session: StaffSession, *, peer: str | None = None) -> datetime:
        """End this session; returns when."""
        event = self._audit.event(AuditKind.STAFF_SIGNED_OUT, None, peer, session=session.id, staff=session.me.id)
        self._staff.end_session(session.id, event.at, event)
        return event.at

    def colleagues(self, session: StaffSession) -> tuple[tuple[StaffMember, ...], datetime]:
        """Everybody else who works there now."""
        others = (its for its in self._staff.all() if its.ended_at is None and its.id != session.me.id)
        return tuple(others), self._clock()
