"""An account behind a backend: the port ``recovery.ports.Account`` over the wire."""

from datetime import datetime

from secinfo_desktop.client import reading
from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import CodeSent, Purpose, RefusedError, Standing


class BackendAccount:
    """Keeps the handle of one flow, in memory only; every refusal is a ``RefusedError``.

    ``pack`` is the provider's as this computer has it. A service that runs with another one is refused, for the person
    would be told of the wrong sender.
    """

    def __init__(self, service: Service, pack: ProviderPack) -> None:
        self._service, self._pack = service, pack
        self._capabilities: frozenset[str] = frozenset()
        self._audience = Disclosure.PUBLIC
        self._flow: str | None = None

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

    def open(self, account_name: str, purpose: Purpose) -> tuple[MaskedContact, ...]:
        """Starts a flow of its own and names the contacts that a code can go to; forgets an earlier flow."""
        self._flow = None
        about = self._service.ask(endpoints.ABOUT, structs.About, lambda about: about)
        if about.pack != self._pack.id:
            raise RefusedError(Failure.NOT_UNDERSTOOD)
        self._capabilities = frozenset(about.capabilities)
        device = self._service.device_token
        self._flow, self._audience, contacts = self._service.ask(
            endpoints.OPEN_FLOW,
            structs.FlowOpened,
            lambda opened: (reading.handle(opened), reading.audience(opened), reading.contacts(opened.contacts)),
            structs.OpenFlow(account_name=account_name, purpose=purpose.value, device_token=device),
        )
        return contacts

    def send_code(self, contact_id: str, typed: str | None, channel: Channel | None = None) -> CodeSent:
        """Asks for a code; ``typed`` is the contact in full, None repeats to the same one.

        ``channel`` is the way, None the contact's own.
        """
        request = structs.SendCode(contact=contact_id, typed=typed, channel=channel.value if channel else None)
        return self._service.ask(endpoints.SEND_CODE, structs.CodeSent, reading.code_sent, request, self._open_flow())

    def standing(self) -> Standing:
        """Limits and evidence as they are now."""
        return self._service.ask(endpoints.STATUS_OF_FLOW, structs.FlowStatus, reading.standing, flow=self._open_flow())

    def give_code(self, code: str) -> None:
        """Gives a code back; returns if it was right."""
        request = structs.GiveCode(code=code)
        self._service.ask(endpoints.GIVE_CODE, structs.CodeAccepted, lambda _: None, request, self._open_flow())

    def set_password(self, password: str) -> Consequences:
        """Sets the new password of the proven flow, which ends with it."""
        request = structs.SetPassword(password=password)
        consequences = self._service.ask(
            endpoints.SET_PASSWORD, structs.Recovered, reading.consequences, request, self._open_flow()
        )
        self._flow = None
        return consequences

    def _open_flow(self) -> str:
        if self._flow is None:
            raise RefusedError(Failure.FLOW_ENDED)
        return self._flow
