"""The recovery code: made by a signed-in person, kept on paper, and given in the place of a code (B29, R10).

It is told once and kept as a keyed digest. It proves a recovery and nothing else: it cancels no waiting period and
finishes none. A wrong one, one of nobody and one that was used are answered alike and cost the same work.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.flow_answers import Proof
from secinfo_desktop.backend.services.open_flows import OpenFlows
from secinfo_desktop.backend.services.proof_surroundings import ProofSurroundings
from secinfo_desktop.backend.services.records import Flow, GivenRecoveryCode, MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain import crockford, recovery_code
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_HERE, SIGN_IN_PEER, Patience
from secinfo_desktop.domain.security_info import Area

_NOWHERE = "this computer"
"""Stands for the address where there is only one caller: the app that has started the service."""


@dataclass(frozen=True)
class MadeCode:
    """A code for its owner: a secret, told once."""

    code: str = field(repr=False)
    now: datetime


class RecoveryCodeService:
    """The recovery codes of one service."""

    def __init__(self, surroundings: ProofSurroundings) -> None:
        self._its = surroundings
        self._open = OpenFlows(surroundings.flows, surroundings.clock, surroundings.audit)

    def make(self, session: str, *, peer: str | None = None) -> MadeCode:
        """A new code; an older one is worth nothing from now on, and every contact is told.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST, PROOF_NEEDED, FROZEN.
        """
        inside = self._its.door.change(session, Area.RECOVERY_CODE, peer=peer)
        code, now = recovery_code.new(self._its.random), self._its.clock()
        notices = self._its.noticing.of(MessageKind.RECOVERY_CODE_MADE, now)
        event = self._its.audit.event(AuditKind.RECOVERY_CODE_MADE, inside.account_id, peer, session=inside.session_id)
        kept = self._digest(inside.account_id, code)
        with self._its.audit.refusals(AuditKind.CHANGE_REFUSED, inside.account_id, peer):
            self._its.recovery_codes.make(inside.account_id, kept, now, notices, event, inside.admission)
        self._its.on_queued()
        return MadeCode(crockford.grouped(code), now)

    def give(self, handle: str, typed: str, *, peer: str | None = None) -> Proof:
        """Prove a recovery flow with a code. Counted first, then compared, then used once; every contact is told.

        Raises:
            Refused: FLOW_ENDED, NOT_A_RECOVERY_CODE (a slip, not counted), RECOVERY_CODE_WRONG, TOO_MANY_GUESSES,
                SIGN_IN_TOO_SOON.
        """
        code = recovery_code.typed(typed)
        if code is None:
            raise Refused(Failure.NOT_A_RECOVERY_CODE)
        flow, now = self._open.find_recovery(handle, peer)
        with self._its.audit.refusals(AuditKind.RECOVERY_CODE_REFUSED, flow.account_id, peer, flow.decoy):
            self._give(flow, code, now, peer)
        self._its.on_queued()
        return Proof(needs_another=self._open.needs_another(handle), now=now)

    def _give(self, flow: Flow, code: str, now: datetime, peer: str | None) -> None:
        patience = self._patience(flow, peer)

        def check(tries: Sequence[Sequence[datetime]]) -> None:
            waits = [its.next_at(failed, now) for its, failed in zip(patience.values(), tries, strict=True)]
            if (at := max(waits, default=now)) > now:
                raise Refused(Failure.SIGN_IN_TOO_SOON, at - now)

        if not self._its.recovery_codes.count_guess(flow, list(patience), now, check):
            raise Refused(Failure.TOO_MANY_GUESSES)
        notices = self._its.noticing.of(MessageKind.RECOVERY_CODE_USED, now)
        event = self._its.audit.event(AuditKind.RECOVERY_CODE_USED, flow.account_id, peer)
        given = GivenRecoveryCode(flow, self._digest(flow.account_id, code), now, tuple(patience))
        if not self._its.recovery_codes.use(given, self._its.needs_two, notices, event):
            raise Refused(Failure.RECOVERY_CODE_WRONG)

    def _patience(self, flow: Flow, peer: str | None) -> dict[str, Patience]:
        """Waits bite the address that guesses, never the account: 120 bits need no more, and nobody is locked out.

        A flow's five guesses, which codes and recovery codes share, bite besides. Known computers wait for nobody.
        """
        if flow.audience is not Disclosure.PUBLIC:
            return {}
        whom, here = flow.decoy or flow.account_id, peer or _NOWHERE
        pair = {self._its.keys.digest(f"recovery code\n{whom}\n{here}"): SIGN_IN_HERE}
        return pair | ({self._its.keys.digest(f"recovery codes\n{here}"): SIGN_IN_PEER} if peer else {})

    def _digest(self, account_id: str, code: str) -> str:
        """What is kept of a code: an HMAC under a key outside the database, bound to the account (R9)."""
        return self._its.keys.digest(f"kept recovery code\n{account_id}\n{code}")
