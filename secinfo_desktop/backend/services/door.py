"""Lets a signed-in person in to recovery codes, known computers and recent activity: the gate, in few words."""

from dataclasses import dataclass, replace
from typing import Protocol

from secinfo_desktop.backend.services.account_state import Admission
from secinfo_desktop.backend.services.gate import Gate, Needs
from secinfo_desktop.backend.services.gate import Inside as AtGate
from secinfo_desktop.domain.security_info import Area


@dataclass(frozen=True)
class Inside:
    """A session that nothing stands before; its id opens nothing."""

    session_id: str
    account_id: str
    admission: Admission | None = None
    """Of who may change something: the transaction that does it looks again."""


class Door(Protocol):
    """Knows who is signed in, what stands before a session, and what is frozen."""

    def look(self, session: str, *, peer: str | None = None) -> Inside:
        """Lets somebody look at what is theirs.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST.
        """
        ...

    def change(self, session: str, area: Area | None, *, peer: str | None = None) -> Inside:
        """Lets somebody change something: with fresh proof (R16), and in an area that is not frozen (B11).

        None is what is never frozen.

        Raises:
            Refused: as ``look``; PROOF_NEEDED, FROZEN.
        """
        ...


class GateDoor:
    """The door at a service's gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def look(self, session: str, *, peer: str | None = None) -> Inside:
        """Lets somebody look at what is theirs."""
        return _inside(self._gate.look(session, peer=peer))

    def change(self, session: str, area: Area | None, *, peer: str | None = None) -> Inside:
        """Lets somebody change something."""
        inside, admission = self._gate.admit(session, Needs(fresh=True, area=area), peer=peer)
        return replace(_inside(inside), admission=admission)


def _inside(its: AtGate) -> Inside:
    return Inside(its.session.id, its.account.id)
