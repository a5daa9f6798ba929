"""What lets a signed-in person in to what is theirs: the part of sessions that other services need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.ports import Sessions
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.sign_in import SESSION_LIFE
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area, SessionStage
from secinfo_desktop.domain.session_rules import NOT_YET_OPEN, fresh_until


@dataclass(frozen=True)
class Inside:
    """A session that nothing stands before; its id opens nothing."""

    session_id: str
    account_id: str
    proven_at: datetime | None = None


class Door(Protocol):
    """Knows who is signed in, what stands before a session, and what is frozen."""

    def look(self, session: str, *, peer: str | None = None) -> Inside:
        """Lets somebody look at what is theirs.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST.
        """
        ...

    def change(self, session: str, area: Area, *, peer: str | None = None) -> Inside:
        """Lets somebody change something: with fresh proof (R16), and in an area that is not frozen (B11).

        Raises:
            Refused: as ``look``; PROOF_NEEDED, FROZEN.
        """
        ...


class SessionDoor:
    """Goes by the sessions of one service."""

    def __init__(self, sessions: Sessions, audit: Auditor, clock: Clock) -> None:
        self._sessions, self._audit, self._clock = sessions, audit, clock

    def look(self, session: str, *, peer: str | None = None) -> Inside:
        """Lets somebody look at what is theirs."""
        with self._audit.refusals(AuditKind.SESSION_REFUSED, None, peer):
            found = self._sessions.inside(digest(session), self._clock() - SESSION_LIFE)
            if found is None:
                raise Refused(Failure.NOT_SIGNED_IN)
        session_id, account_id, stage, proven_at = found
        if stage is not SessionStage.OPEN:
            raise Refused(NOT_YET_OPEN[stage])
        return Inside(session_id, account_id, proven_at)

    def change(self, session: str, area: Area, *, peer: str | None = None) -> Inside:
        """Lets somebody change something."""
        inside = self.look(session, peer=peer)
        if fresh_until(inside.proven_at, self._clock()) is None:
            raise Refused(Failure.PROOF_NEEDED)
        if (wait := self._sessions.frozen_for(inside.account_id, area, self._clock())) is not None:
            raise Refused(Failure.FROZEN, wait)
        return inside
