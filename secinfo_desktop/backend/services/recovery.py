"""Recovery: from an account's name to a new password (B1-B3). No HTTP and no SQL; every answer is fit for the public.

What only the service knows is never said: a wrong contact is answered exactly like the right one, and costs the same
work, but nothing is sent (security rule 4). Limits belong to the contact behind the mask, whatever was typed, so that
they tell nothing either. Where an organisation wants it, a name that nobody has is answered like any other: by a decoy.
"""

import hmac
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import codes, decoys, evidence, tokens
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.evidence_ports import Computers
from secinfo_desktop.backend.services.flow_answers import AskedCode, FlowStatus, NewestCode, OpenedFlow, Proof
from secinfo_desktop.backend.services.knocks import Knock, who_knocks
from secinfo_desktop.backend.services.limits import FAILURES, Counted, SendLimits
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.names import sign_in_names
from secinfo_desktop.backend.services.offered import Offered
from secinfo_desktop.backend.services.open_flows import OpenFlows
from secinfo_desktop.backend.services.ports import (
    Accounts,
    CodeKeys,
    CodeOrder,
    Flows,
    Outbox,
    PasswordHasher,
    Sessions,
)
from secinfo_desktop.backend.services.records import (
    Account,
    Contact,
    Flow,
    QueuedMessage,
    Sending,
    Sends,
    Standing,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain import contacts, masks, passwords
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.domain.codes import LONGEST_FLOW
from secinfo_desktop.domain.consequences import REMOVAL_HOLD, Consequences
from secinfo_desktop.domain.contacts import Channel, ContactError
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import SessionPurpose

PURPOSES = ("recover", "secure")
"""What a flow can be opened for: to get back in, or to shut somebody else out (B30). Both go the same way."""


@dataclass(frozen=True)
class Surroundings:
    """What the recovery service works with."""

    accounts: Accounts
    sessions: Sessions
    flows: Flows
    outbox: Outbox
    keys: CodeKeys
    hasher: PasswordHasher
    clock: Clock
    random: Random
    pack: ProviderPack
    channels: frozenset[Channel]
    common_passwords: Collection[str]
    audit: Auditor
    computers: Computers
    decoys: Decoys | None = None
    """Answers for names that nobody has; None: the service says that it does not know them."""


class Recovery:
    """The recovery flows of one service. ``on_queued`` is called after a message has been queued."""

    def __init__(self, surroundings: Surroundings, on_queued: Callable[[], None]) -> None:
        self._its = surroundings
        self._messages = Messages(surroundings.random, surroundings.pack)
        self._limits = SendLimits(surroundings.keys, surroundings.pack.ceilings)
        self._offered = Offered(surroundings.accounts, surroundings.keys, surroundings.channels, surroundings.decoys)
        self._open_flows = OpenFlows(surroundings.flows, surroundings.clock, surroundings.audit)
        self._open = self._open_flows.find
        self._on_queued = on_queued

    def open_flow(
        self, account_name: str, purpose: str = PURPOSES[0], *, peer: str | None = None, knock: Knock | None = None
    ) -> OpenedFlow:
        """Open a flow for the account that signs in with that name (B8) and tell its contacts, masked.

        ``peer`` is the network address that asks, where it counts. A known computer of this account that knocks is
        held off by no limit for looking accounts up; what it may know is decided in the flow.

        Raises:
            Refused: UNKNOWN_ACCOUNT (where there are no decoys), TOO_MANY_FROM_HERE; BAD_REQUEST for another purpose.
        """
        if purpose not in PURPOSES:
            raise Refused(Failure.BAD_REQUEST)
        with self._its.audit.refusals(AuditKind.FLOW_REFUSED, None, peer):
            now = self._its.clock()
            computer = who_knocks(self._its.computers, knock, account_name, now) if knock is not None else None
            known = computer.account_id if computer else None
            return self._open_flow(sign_in_names(account_name, self._its.pack.region), purpose, peer, known, now)

    def _open_flow(
        self, names: Sequence[str], purpose: str, peer: str | None, known: str | None, now: datetime
    ) -> OpenedFlow:
        mark = self._its.decoys.mark(names[-1]) if self._its.decoys else ""
        nobodys = self._its.decoys.account_id(mark) if self._its.decoys else ""
        account = self._its.accounts.signs_in_as(names, nobodys)
        if peer is not None and (known is None or account is None or known != account.id):
            subject, check = self._limits.opening(peer, now)
            self._its.flows.count_opening(subject, self._limits.window_start(now), now, check)
        if account is None:
            raise Refused(Failure.UNKNOWN_ACCOUNT)
        handle = tokens.new_token(self._its.random)
        flow = Flow(
            id=self._its.random.randbytes(codes.ID_BYTES).hex(),
            account_id=account.id,
            purpose=purpose,
            audience=Disclosure.PUBLIC,
            opened_at=now,
            ends_at=now + LONGEST_FLOW,
            handle_digest=tokens.digest(handle),
            decoy=mark if decoys.is_hidden(account.id) else None,
        )
        self._its.flows.add(flow, self._its.audit.event(AuditKind.FLOW_OPENED, account.id, peer, purpose))
        masked = self._offered.masked(flow, account)
        return OpenedFlow(handle, masked, flow.ends_at, now, flow.audience)

    def send_code(
        self,
        handle: str,
        contact_id: str,
        typed: str | None,
        channel: Channel | None = None,
        *,
        peer: str | None = None,
    ) -> AskedCode:
        """Send a code to a contact, or the same one again; ``channel`` None is the contact's own way.

        Raises:
            Refused: FLOW_ENDED, UNKNOWN_CONTACT, NUMBER_INVALID, ADDRESS_INVALID, CONTRADICTS_MASK, TOO_SOON,
                TOO_MANY_FOR_ACCOUNT, TOO_MANY_FROM_HERE; BAD_REQUEST if nothing was typed yet for it, or no code can
                go that way.
        """
        flow, now = self._open(handle, peer)
        with self._its.audit.refusals(AuditKind.CODE_NOT_SENT, flow.account_id, peer, flow.decoy):
            contact = self._offered.find(flow, contact_id)
            return self._send_code(flow, contact, typed, self._way(contact, channel), now, peer)

    def _send_code(
        self, flow: Flow, contact: Contact, typed: str | None, channel: Channel, now: datetime, peer: str | None
    ) -> AskedCode:
        order = self._order(flow, contact, typed, channel, now, peer)
        sending = self._its.flows.ask_for_code(
            order.flow_id, order.destination, order.since, order.plan, order.others, order.event
        )
        self._on_queued()
        issued = sending.code.issued
        return AskedCode(sending.number, issued.tag, channel, issued.ends_at, sending.allowance, now)

    def _order(
        self, flow: Flow, contact: Contact, typed: str | None, channel: Channel, now: datetime, peer: str | None
    ) -> CodeOrder:
        aimed = True if flow.session_id else None  # a signed-in person has chosen one of their own contacts
        right, life = aimed if typed is None else self._is_right(contact, typed), self._its.pack.code_life
        request = codes.CodeRequest(
            flow, contact.id, right, life[channel], now, channel, is_closed=_is_closed(flow, contact)
        )
        counted = self._limits.counted(flow, peer)
        return CodeOrder(
            flow.id,
            self._offered.destination(flow, contact),
            self._limits.window_start(now),
            lambda standing: self._plan(request, standing, counted),
            tuple(its.subject for its in counted),
            self._its.audit.event(AuditKind.CODE_ASKED, flow.account_id, peer, channel, session=flow.session_id),
        )

    def again(self, flow: Flow, now: datetime) -> CodeOrder:
        """What sends a code once more to the contact that was chosen in a flow, within all limits.

        Raises:
            Refused: FLOW_ENDED, also where nothing was asked for yet.
        """
        if not flow.takes_requests(now) or flow.contact_id is None:
            raise Refused(Failure.FLOW_ENDED)
        contact = self._offered.account(flow).contact(flow.contact_id)
        if contact is None:
            raise Refused(Failure.FLOW_ENDED)
        return self._order(flow, contact, None, self._way(contact, None), now, None)

    def _way(self, contact: Contact, wanted: Channel | None) -> Channel:
        """The way that was asked for, if this service has it and it leads to such a contact."""
        channel = wanted or contact.channel
        if channel not in self._its.channels or not contacts.goes_by(contact.kind, channel):
            raise Refused(Failure.BAD_REQUEST)
        return channel

    def status(self, handle: str, *, peer: str | None = None) -> FlowStatus:
        """Where a flow stands.

        Raises:
            Refused: FLOW_ENDED.
        """
        flow, now = self._open(handle, peer)
        account = self._offered.account(flow)
        chosen = account.contact(flow.contact_id) if flow.contact_id else None
        counted = self._limits.counted(flow, peer)
        subjects = [its.subject for its in counted]
        destination = self._offered.destination(flow, chosen) if chosen else ""
        sends = self._its.flows.sends(destination, self._limits.window_start(now), subjects)
        allowed = self._limits.allowance(flow, sends, counted, now)
        is_throttled = allowed.left == 0 and allowed.next_at > now
        found = evidence.gather(flow, self._its.outbox.deliveries(flow.id), is_throttled=is_throttled)
        masked = self._offered.masked(flow, account)
        code = self._asked_for(flow, chosen) if chosen else None
        proven = flow.proven_at is not None
        first_proof = None if proven else flow.first_proof
        return FlowStatus(flow.asked, proven, allowed, found, now, masked, code, flow.audience, first_proof)

    def _asked_for(self, flow: Flow, chosen: Contact) -> NewestCode | None:
        code = self._its.flows.newest_code(flow.id)
        if code is None:
            return None
        issued, shown_id = code.issued, self._offered.shown_id(flow, chosen)
        return NewestCode(shown_id, issued.tag, code.channel or chosen.channel, code.last_asked_at, issued.ends_at)

    def give_code(self, handle: str, given: str, *, peer: str | None = None) -> Proof:
        """Give a code back. Counted first, then compared, then used once; says whether that is proof enough.

        Raises:
            Refused: FLOW_ENDED, NOT_A_CODE (not counted), TOO_MANY_GUESSES, CODE_WRONG, CODE_EXPIRED,
                CODE_SUPERSEDED, CODE_USED.
        """
        code = code_in(given)
        if code is None:
            raise Refused(Failure.NOT_A_CODE)
        flow, now = self._open(handle, peer, guesses_needed=False)
        audit, account_id = self._its.audit, flow.account_id
        with audit.refusals(AuditKind.CODE_REFUSED, account_id, peer, flow.decoy):
            guess = self._its.flows.count_guess(flow.id)
            if guess is None:
                raise Refused(Failure.TOO_MANY_GUESSES)
        kind = AuditKind.CONTACT_DISABLED if guess.is_last_of_contact else AuditKind.CODE_REFUSED
        with audit.refusals(kind, account_id, peer, flow.decoy):
            its = codes.meant(guess, code, now, self._its.keys)
            event = audit.event(AuditKind.CODE_ACCEPTED, account_id, peer, session=flow.session_id)
            if not self._its.flows.use_code(its, now, event, self._its.pack.security_info.asks_for_code):
                raise Refused(Failure.CODE_USED)
        return Proof(needs_another=self._open_flows.needs_another(handle), now=now)

    def set_password(self, handle: str, password: str, *, peer: str | None = None) -> Consequences:
        """Set the new password of a proven flow, with the consequences of security rule 7.

        Raises:
            Refused: FLOW_ENDED, NOT_PROVEN, PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_COMMON, PASSWORD_HAS_NAME.
        """
        flow, _ = self._open(handle, peer, guesses_needed=False)
        if flow.session_id is not None:
            raise Refused(Failure.FLOW_ENDED)
        if flow.proven_at is None:
            raise Refused(Failure.NOT_PROVEN)
        if problem := passwords.problem(password, self._offered.account(flow).name, self._its.common_passwords):
            raise Refused(problem)
        hashed = self._its.hasher.hash(passwords.normalise(password))
        now = self._its.clock()
        event = self._its.audit.event(AuditKind.PASSWORD_SET, flow.account_id, peer)
        done = self._its.flows.recover(
            flow, hashed, now, now + REMOVAL_HOLD, lambda account: self._notices(account, now), event
        )
        if done is None:
            raise Refused(Failure.FLOW_ENDED)
        self._on_queued()
        return done

    def _is_right(self, contact: Contact, typed: str) -> bool:
        """Whether the typed contact is the one behind the mask; what anybody can see to be wrong is refused."""
        try:
            value = contacts.normalise(contact.kind, typed, self._its.pack.region)
        except ContactError as error:
            raise Refused(error.failure) from None
        if masks.contradicts(contact.masked().mask, contact.kind, value):
            raise Refused(Failure.CONTRADICTS_MASK)
        return hmac.compare_digest(value.encode(), contact.value.encode())

    def _plan(self, request: codes.CodeRequest, standing: Standing, counted: Sequence[Counted]) -> Sending:
        """Runs inside the transaction that records the request."""
        if not standing.flow.takes_requests(request.at):
            raise Refused(Failure.FLOW_ENDED)
        before = self._limits.allowance(request.flow, standing.sends, counted, request.at)
        if before.next_at > request.at:
            raise Refused(FAILURES[before.scope], before.next_at - request.at)
        asked_before = any(code.contact_id == request.contact_id for code in standing.codes)
        if request.typed_right is None and not asked_before:
            raise Refused(Failure.BAD_REQUEST)
        code, is_new = codes.repeat_or_issue(request, standing.codes, self._its.keys, self._its.random)
        return Sending(
            code=code,
            is_new=is_new,
            number=standing.flow.asked + 1,
            allowance=self._limits.allowance(request.flow, _with(standing.sends, request), counted, request.at),
            message=self._messages.code(request.flow.account_id, code, request.at),
        )

    def _notices(self, account: Account, now: datetime) -> list[QueuedMessage]:
        reachable = [contact.id for contact in account.contacts if contact.channel in self._its.channels]
        return [self._messages.password_changed(account.id, contact_id, now) for contact_id in reachable]


def _with(sends: Sends, request: codes.CodeRequest) -> Sends:
    """The sends together with the one that is asked for now."""
    others = tuple((*times, request.at) for times in sends.others)
    if request.flow.counts_apart:
        return Sends(sends.all, sends.strangers, others, (*sends.signed_in, request.at))
    stranger = (request.at,) if request.flow.audience is Disclosure.PUBLIC else ()
    return Sends((*sends.all, request.at), (*sends.strangers, *stranger), others, sends.signed_in)


def _is_closed(flow: Flow, contact: Contact) -> bool:
    """True for a disabled contact and an unknown computer; nobody there is told, since only right guesses disable.

    Who is signed in can prove the contact again (rule 6), and do nothing else with it.
    """
    proves = flow.session_id is None or flow.purpose == SessionPurpose.VERIFY
    return contact.is_disabled and not (proves and flow.audience is not Disclosure.PUBLIC)
