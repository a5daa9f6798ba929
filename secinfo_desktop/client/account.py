"""An account behind a backend: the port ``recovery.ports.Account`` over the wire."""

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from secinfo_desktop.client import reading
from secinfo_desktop.client.about import about
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.client.handles import HandleKeeper, NoHandles
from secinfo_desktop.client.live_case import BackendLiveHelp
from secinfo_desktop.client.service import Service
from secinfo_desktop.client.tables import TableKeeper, fetch_news
from secinfo_desktop.client.transport import KEY_BYTES
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.contract import security_info as its
from secinfo_desktop.contract import signed_in_endpoints as signed_in
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.live_help import CAPABILITY, LiveHelp
from secinfo_desktop.recovery.ports import CodeSent, FlowAtService, Purpose, RefusedError, Standing

Reply = TypeVar("Reply", bound=Message)
Read = TypeVar("Read")


class BackendAccount:
    """Knows the handle of one flow and tells it to nobody but the keeper; every refusal is a ``RefusedError``.

    ``handles`` keeps it under the id of the case for the next start of the app, and loses it when the flow ends.
    ``pack`` is the provider's as this computer has it. A service that runs with another one is refused, for the person
    would be told of the wrong sender. ``tables`` keeps the guide's learnt tables that the service hands out.
    ``keep_claim`` keeps the claim of a replacement that the helpdesk has begun.
    """

    def __init__(
        self,
        service: Service,
        pack: ProviderPack,
        handles: HandleKeeper | None = None,
        tables: TableKeeper | None = None,
        keep_claim: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._service, self._pack, self._handles, self._tables = service, pack, handles or NoHandles(), tables
        self._keep_claim = keep_claim
        self._capabilities: frozenset[str] = frozenset()
        self._audience = Disclosure.PUBLIC
        self._flow: str | None = None
        self._case = ""
        self._shared: tuple[str, BackendLiveHelp | None] = ("", None)
        self._salt = os.urandom(KEY_BYTES)
        self._setting: tuple[bytes, str] | None = None

    @property
    def pack(self) -> ProviderPack:
        """The provider's names, sender and limits."""
        return self._pack

    @property
    def capabilities(self) -> frozenset[str]:
        """What the service can do beyond codes; known once a flow was opened."""
        return self._capabilities

    @property
    def audience(self) -> Disclosure:
        """Who may know the evidence of the flow that was opened last."""
        return self._audience

    def now(self) -> datetime:
        """The service's time, UTC, as far as it is known here; no call to the service."""
        return self._service.clock.now()

    def open(self, account_name: str, purpose: Purpose, case_id: str = "") -> tuple[MaskedContact, ...]:
        """Starts a flow of its own and names the contacts that a code can go to; forgets an earlier flow."""
        self._end_flow()
        self._learn_about_service()
        computer, now = self._service.computer, self._service.clock.now()
        knock = computer.knock(account_name, now) if computer else None
        flow, self._audience, contacts = self._service.ask(
            endpoints.OPEN_FLOW,
            structs.FlowOpened,
            lambda opened: (reading.handle(opened), reading.audience(opened), reading.contacts(opened.contacts)),
            structs.OpenFlow(account_name=account_name, purpose=purpose.value, knock=knock),
        )
        self._flow, self._case = flow, case_id
        if case_id:
            self._handles.keep(case_id, flow)
        if computer is not None:
            self._prove(computer)
        return contacts

    def _prove(self, computer: ComputerKey) -> None:
        """Raises the flow to what a known computer may know; one that is known no more goes on as any other."""
        challenge = self._ask(signed_in.DEVICE_CHALLENGE, its.DeviceChallenge, lambda told: told.challenge)
        proof = its.ProveDevice(device_id=computer.device_id, signature=computer.answer(challenge))
        try:
            self._audience = self._ask(signed_in.PROVE_DEVICE, its.DeviceProven, reading.audience, proof)
        except RefusedError as refused:
            if refused.failure is not Failure.DEVICE_UNKNOWN:
                raise

    def resume(self, case_id: str) -> FlowAtService:
        """Goes on with the flow of a case that was begun before the app was closed."""
        self._flow, self._case = self._handles.handle(case_id), case_id
        self._open_flow()
        self._learn_about_service()
        found = self._ask(endpoints.STATUS_OF_FLOW, structs.FlowStatus, reading.flow_at_service)
        self._audience = found.audience
        return found

    def send_code(self, contact_id: str, typed: str | None, channel: Channel | None = None) -> CodeSent:
        """Asks for a code; ``typed`` is the contact in full, None repeats to the same one.

        ``channel`` is the way, None the contact's own.
        """
        request = structs.SendCode(contact=contact_id, typed=typed, channel=channel.value if channel else None)
        return self._ask(endpoints.SEND_CODE, structs.CodeSent, reading.code_sent, request)

    def standing(self) -> Standing:
        """Limits and evidence as they are now."""
        return self._ask(endpoints.STATUS_OF_FLOW, structs.FlowStatus, reading.standing)

    def give_code(self, code: str) -> bool:
        """Gives a code back; returns if it was right: True if the account needs another proof first."""
        request = structs.GiveCode(code=code)
        return self._ask(endpoints.GIVE_CODE, structs.CodeAccepted, lambda taken: taken.needs_another, request)

    def give_recovery_code(self, code: str) -> bool:
        """Gives the recovery code that was kept; returns as ``give_code``."""
        request = its.GiveRecoveryCode(recovery_code=code)
        return self._ask(signed_in.GIVE_RECOVERY_CODE, its.ProofGiven, lambda taken: taken.needs_another, request)

    def set_password(self, password: str) -> Consequences:
        """Sets the new password of the proven flow, which ends with it.

        Where the answer was lost the same password can be set again, and is answered as the first time.
        """
        request, key = structs.SetPassword(password=password), self._key_of(password)
        consequences = self._ask(endpoints.SET_PASSWORD, structs.Recovered, reading.consequences, request, key)
        self._end_flow()
        return consequences

    def live_help(self) -> LiveHelp | None:
        """Sharing the case of the open flow with the helpdesk: the same as long as it is the same flow.

        After its end it is still there until another one is opened: for what was said last, and to end the sharing.
        """
        shared_flow, live_help = self._shared
        if self._flow is None:
            return live_help
        if CAPABILITY not in self._capabilities:
            return None
        if live_help is None or shared_flow != self._flow:
            live_help = BackendLiveHelp(self._service, self._flow, self._keep_claim)
            self._shared = self._flow, live_help
        return live_help

    def _learn_about_service(self) -> None:
        told = about(self._service, self._pack)
        self._capabilities = frozenset(told.capabilities)
        fetch_news(self._service, told.tables, self._tables)

    def _key_of(self, password: str) -> str:
        """Under which this flow sets this password, once; of the password a keyed digest is kept, and nothing else."""
        its = hashlib.blake2b(password.encode(), key=self._salt, digest_size=KEY_BYTES).digest()
        if self._setting is None or not hmac.compare_digest(self._setting[0], its):
            self._setting = its, os.urandom(KEY_BYTES).hex()
        return self._setting[1]

    def _ask(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        read: Callable[[Reply], Read],
        request: Message | None = None,
        key: str | None = None,
    ) -> Read:
        """Asks within the flow; one that the service has ended is forgotten here as well."""
        try:
            return self._service.ask(endpoint, reply, read, request, self._open_flow(), key=key)
        except RefusedError as refused:
            if refused.failure is Failure.FLOW_ENDED:
                self._end_flow()
            raise

    def _open_flow(self) -> str:
        if self._flow is None:
            raise RefusedError(Failure.FLOW_ENDED)
        return self._flow

    def _end_flow(self) -> None:
        if self._case:
            self._handles.forget(self._case)
        self._flow, self._case, self._setting = None, "", None
