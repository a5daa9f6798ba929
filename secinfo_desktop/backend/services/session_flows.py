"""Codes of people who are signed in: a flow for one contact and one purpose, proven like any other, and used once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Protocol

from secinfo_desktop.backend.services import codes, tokens
from secinfo_desktop.backend.services.account_state import Changed, KeptContact
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.gate import WHOEVER, Gate, Inside, Needs
from secinfo_desktop.backend.services.limits import SendLimits
from secinfo_desktop.backend.services.ports import Flows
from secinfo_desktop.backend.services.records import Flow
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.security_answers import OpenedSessionFlow
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain.codes import LONGEST_FLOW
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionPurpose
from secinfo_desktop.domain.session_rules import SESSION_LIFE


class FlowAct(Protocol):
    """What a code of a signed-in person is for. Both may refuse; ``use`` runs in the transaction that uses the flow."""

    @property
    def needs(self) -> Needs:
        """What a session needs to ask for such a code, and to use it."""
        ...

    def may_aim(self, inside: Inside, contact: KeptContact, /) -> bool:
        """True if the code can go to that contact; raises ``Refused`` where none can be asked for at all."""
        ...

    def use(self, inside: Inside, contact: KeptContact, peer: str | None, /) -> Changed:
        """What becomes of the account, now that the code was given back."""
        ...


class SessionFlows:
    """The flows of one service's sessions. ``acts`` are what each purpose does; a purpose without one is refused."""

    def __init__(
        self,
        gate: Gate,
        flows: Flows,
        limits: SendLimits,
        telling: Telling,
        random: Random,
        audit: Auditor,
        acts: Mapping[SessionPurpose, FlowAct],
        on_queued: Callable[[], None],
    ) -> None:
        self._gate = gate
        self._flows = flows
        self._limits = limits
        self._telling = telling
        self._random = random
        self._audit = audit
        self._acts = acts
        self._on_queued = on_queued

    def open(self, token: str, purpose: str, contact_id: str, *, peer: str | None = None) -> OpenedSessionFlow:
        """Open a flow for a code to one contact; nothing is sent yet.

        Raises:
            Refused: NOT_SIGNED_IN, UNKNOWN_CONTACT, TOO_MANY_FOR_ACCOUNT, what stands before the session, what the
                purpose refuses; BAD_REQUEST for a purpose that there is not, or not now.
        """
        act = self._act(purpose)
        before = self._gate.look(token, act.needs, peer=peer)
        subject, check = self._limits.opening_signed_in(before.session.id, before.now)
        with self._audit.refusals(AuditKind.FLOW_REFUSED, before.account.id, peer):
            self._flows.count_opening(subject, self._limits.window_start(before.now), before.now, check)
        handle = tokens.new_token(self._random)
        flow_id = self._random.randbytes(codes.ID_BYTES).hex()

        def decide(inside: Inside, _flow: Flow | None) -> Changed:
            contact = self._aim(inside, act, contact_id)
            flow = _flow_of(inside, contact, purpose, flow_id, tokens.digest(handle))
            event = self._audit.event(AuditKind.FLOW_OPENED, inside.account.id, peer, purpose)
            return Changed(inside.account, events=(event,), opens=flow)

        inside = self._gate.change(token, act.needs, decide, peer=peer)
        return OpenedSessionFlow(handle, _ends_at(inside), inside.now)

    def use(self, token: str, handle: str, *, peer: str | None = None) -> Inside:
        """Let a proven flow do what it is for, once.

        Raises:
            Refused: NOT_SIGNED_IN, FLOW_ENDED (also for the flow of a recovery or of another session), NOT_PROVEN,
                FROZEN, and what the purpose refuses.
        """

        def decide(inside: Inside, flow: Flow | None) -> Changed:
            if flow is None or flow.session_id != inside.session.id or not flow.is_open(inside.now):
                raise Refused(Failure.FLOW_ENDED)
            if flow.proven_at is None:
                raise Refused(Failure.NOT_PROVEN)
            act = self._act(flow.purpose)
            self._gate.check(inside, act.needs)
            contact = self._aim(inside, act, flow.aim or "")
            return act.use(inside, contact, peer)

        inside = self._gate.change(token, WHOEVER, decide, peer=peer, flow=handle)
        self._on_queued()
        return inside

    def _act(self, purpose: str) -> FlowAct:
        try:
            return self._acts[SessionPurpose(purpose)]
        except (ValueError, KeyError):
            raise Refused(Failure.BAD_REQUEST) from None

    def _aim(self, inside: Inside, act: FlowAct, contact_id: str) -> KeptContact:
        contact = inside.account.contact(contact_id)
        if contact is None or not self._telling.goes_to(contact.contact) or not act.may_aim(inside, contact):
            raise Refused(Failure.UNKNOWN_CONTACT)
        return contact


def _ends_at(inside: Inside) -> datetime:
    return min(inside.now + LONGEST_FLOW, inside.session.began_at + SESSION_LIFE)


def _flow_of(inside: Inside, contact: KeptContact, purpose: str, flow_id: str, handle_digest: str) -> Flow:
    """Nobody else can hold off the codes to somebody's own contacts; those to a new one count like a stranger's.

    A new one may be a stranger's indeed, whom nobody shall flood with codes (R18).
    """
    return Flow(
        id=flow_id,
        account_id=inside.account.id,
        purpose=purpose,
        audience=Disclosure.KNOWN_DEVICE if contact.counts else Disclosure.PUBLIC,
        opened_at=inside.now,
        ends_at=_ends_at(inside),
        handle_digest=handle_digest,
        session_id=inside.session.id,
        aim=contact.id,
    )
