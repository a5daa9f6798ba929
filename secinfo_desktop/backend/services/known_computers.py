"""Known computers: made known by a signed-in person, and proven in a recovery by a signature (security rules 3, 6, 7).

A computer that is known unlocks the evidence for ``known_device`` and the reserved sends, and nothing else.
"""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.knocks import Knock, who_knocks
from secinfo_desktop.backend.services.open_flows import OpenFlows
from secinfo_desktop.backend.services.proof_surroundings import ProofSurroundings
from secinfo_desktop.backend.services.records import Flow, KnownDevice, MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.signatures import is_public_key, is_signed
from secinfo_desktop.domain import known_computers
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.known_computers import MOST_KNOWN
from secinfo_desktop.domain.security_info import Area

ID_BYTES = 16
LONGEST_LABEL = 80
"""Characters of a computer's own name."""


class KnownComputerService:
    """The known computers of one service."""

    def __init__(self, surroundings: ProofSurroundings) -> None:
        self._its = surroundings
        self._open = OpenFlows(surroundings.flows, surroundings.clock, surroundings.audit)

    def enrol(self, session: str, device: str, public_key: str, *, peer: str | None = None) -> KnownDevice:
        """Know the computer of a signed-in person, who asked for it; every contact is told.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST, PROOF_NEEDED, FROZEN,
                TOO_MANY_COMPUTERS; BAD_REQUEST for what is no key.
        """
        inside = self._its.door.change(session, Area.KNOWN_DEVICES, peer=peer)
        if not is_public_key(public_key):
            raise Refused(Failure.BAD_REQUEST)
        computer = new_computer(inside.account_id, device, public_key, self._its.clock(), self._its.random)
        notices = self._its.noticing.of(MessageKind.COMPUTER_KNOWN, computer.added_at)
        event = self._its.audit.event(AuditKind.DEVICE_KNOWN, inside.account_id, peer, session=inside.session_id)
        with self._its.audit.refusals(AuditKind.CHANGE_REFUSED, inside.account_id, peer):
            if not self._its.computers.enrol(computer, MOST_KNOWN, notices, event, inside.admission):
                raise Refused(Failure.TOO_MANY_COMPUTERS)
        self._its.on_queued()
        return computer

    def listed(self, session: str, *, peer: str | None = None) -> tuple[Sequence[KnownDevice], datetime]:
        """The computers of a signed-in person's account, the one used last first, and the time.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST.
        """
        now = self._its.clock()
        return self._its.computers.of(self._its.door.look(session, peer=peer).account_id, now), now

    def forget(self, session: str, device_id: str, *, peer: str | None = None) -> datetime:
        """Know a computer no more; this is never frozen, and every contact is told. Returns when.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST, PROOF_NEEDED, DEVICE_UNKNOWN.
        """
        inside, now = self._its.door.change(session, None, peer=peer), self._its.clock()
        notices = self._its.noticing.of(MessageKind.COMPUTER_FORGOTTEN, now)
        event = self._its.audit.event(AuditKind.DEVICE_FORGOTTEN, inside.account_id, peer, session=inside.session_id)
        with self._its.audit.refusals(AuditKind.CHANGE_REFUSED, inside.account_id, peer):
            if not self._its.computers.forget(inside.account_id, device_id, now, notices, event, inside.admission):
                raise Refused(Failure.DEVICE_UNKNOWN)
        self._its.on_queued()
        return now

    def use(self, session: str, knock: Knock, *, peer: str | None = None) -> datetime:
        """A signed-in person is at a computer that their account knows: its days begin anew. Returns when.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST, DEVICE_UNKNOWN.
        """
        account_id, now = self._its.door.look(session, peer=peer).account_id, self._its.clock()
        computer = who_knocks(self._its.computers, knock, "", now)
        if computer is None or computer.account_id != account_id or not self._its.computers.use(computer, now):
            raise Refused(Failure.DEVICE_UNKNOWN)
        return now

    def challenge(self, handle: str, *, peer: str | None = None) -> tuple[str, datetime]:
        """What a computer has to sign to raise a flow, and the time: the flow's own, so that it raises no other one.

        Raises:
            Refused: FLOW_ENDED.
        """
        flow, now = self._open.find_recovery(handle, peer)
        return self._challenge(flow), now

    def prove(self, handle: str, device_id: str, signature: str, *, peer: str | None = None) -> datetime:
        """Raise a flow to what a known computer may know. Returns when.

        Raises:
            Refused: FLOW_ENDED, DEVICE_UNKNOWN.
        """
        flow, now = self._open.find_recovery(handle, peer)
        with self._its.audit.refusals(AuditKind.DEVICE_REFUSED, flow.account_id, peer, flow.decoy):
            computer = self._its.computers.find(device_id, now)
            text = known_computers.text_of_flow(self._challenge(flow))
            if computer is None or not is_signed(computer.public_key, signature, text):
                raise Refused(Failure.DEVICE_UNKNOWN)
            event = self._its.audit.event(AuditKind.DEVICE_PROVEN, flow.account_id, peer)
            if computer.account_id != flow.account_id or not self._its.computers.prove(flow, computer, now, event):
                raise Refused(Failure.DEVICE_UNKNOWN)
        return now

    def _challenge(self, flow: Flow) -> str:
        return self._its.keys.digest(f"device challenge\n{flow.id}")


def new_computer(account_id: str, device: str, public_key: str, now: datetime, random: Random) -> KnownDevice:
    """A computer to be known from now on."""
    label = "".join(sign for sign in device if sign.isprintable())[:LONGEST_LABEL]
    return KnownDevice(random.randbytes(ID_BYTES).hex(), account_id, label, public_key, now, now)
