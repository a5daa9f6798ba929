"""Finds the flow behind a handle, as long as something can be done in it."""

from datetime import datetime

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import tokens
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.ports import Flows
from secinfo_desktop.backend.services.records import Flow
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain.failures import Failure


class OpenFlows:
    """The flows of one service."""

    def __init__(self, flows: Flows, clock: Clock, audit: Auditor) -> None:
        self._flows, self._clock, self._audit = flows, clock, audit

    def find(self, handle: str, peer: str | None, *, guesses_needed: bool = True) -> tuple[Flow, datetime]:
        """The open flow behind a handle, and the time.

        One whose guesses are used up can't be proven and takes no more requests.

        Raises:
            Refused: FLOW_ENDED.
        """
        now = self._clock()
        with self._audit.refusals(AuditKind.FLOW_GONE, None, peer):
            flow = self._flows.with_handle(tokens.digest(handle))
            if flow is None or not flow.is_open(now) or (guesses_needed and not flow.takes_requests(now)):
                raise Refused(Failure.FLOW_ENDED)
            return flow, now

    def needs_another(self, handle: str) -> bool:
        """True if a flow to which a proof was just given is not proven: the account asks for a second one (R13)."""
        flow = self._flows.with_handle(tokens.digest(handle))
        return flow is not None and flow.proven_at is None

    def find_recovery(self, handle: str, peer: str | None) -> tuple[Flow, datetime]:
        """The same for a recovery; the flow of a signed-in person is none.

        Raises:
            Refused: FLOW_ENDED.
        """
        flow, now = self.find(handle, peer, guesses_needed=False)
        if flow.session_id is not None:
            raise Refused(Failure.FLOW_ENDED)
        return flow, now
