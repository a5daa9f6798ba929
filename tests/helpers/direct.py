"""The app's own client against a service on the bench: everything is real but the network between them."""

from collections.abc import Callable, Mapping
from itertools import count

from starlette.types import ASGIApp

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.client import transport
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.deadline import Deadline
from secinfo_desktop.client.exchange import Incoming
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.transport import Reply, Transport
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import AccountChoice, Browser, Practice, RefusedError
from tests.helpers import asgi
from tests.helpers.fake_accounts import ORGANISATION, FakeBrowser
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.service_bench import ServiceBench

Spoil = Callable[[Endpoint, Incoming], Incoming]
"""What becomes of an answer on its way."""


class DirectTransport(Transport):
    """Hands requests to the application itself; ``spoil`` may change what comes back."""

    def __init__(self, app: ASGIApp, spoil: Spoil = lambda _, incoming: incoming) -> None:
        numbers = count(1)
        super().__init__(lambda: ServiceAddress(f"http://{HOST}", TOKEN), new_key=lambda: f"key-{next(numbers)}")
        self._app, self._spoil = app, spoil

    def _try(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        request: Message | None,
        headers: Mapping[str, str],
        _deadline: Deadline,
    ) -> Reply:
        out = self._outgoing(endpoint, request, dict(headers))
        sent = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), *out.headers.items()]
        answer = asgi.call(self._app, out.method, endpoint.url_path, sent, [out.body or b""])
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        incoming = Incoming(answer.status, media_type, answer.headers.get("retry-after"), answer.body)
        return transport._read(self._spoil(endpoint, incoming), reply)


class DirectAccounts:
    """The way to one account at the service on the bench. ``device_token``: this computer is known by it."""

    def __init__(self, bench: ServiceBench, recovery: Recovery, device_token: str | None = None) -> None:
        app = make_app(bench.services(recovery), Door(frozenset({HOST}), TOKEN))
        service = Service(DirectTransport(app), ServiceClock(bench.clock))
        service.device_token = device_token
        self._account = BackendAccount(service, bench.pack)
        self._pack = bench.pack

    def choices(self) -> tuple[AccountChoice, ...]:
        """The organisation's."""
        return (ORGANISATION,)

    def account(self, _choice: str) -> BackendAccount:
        """The account."""
        return self._account

    def pack(self, _choice: str) -> ProviderPack:
        """The organisation's."""
        return self._pack

    def browser(self) -> Browser:
        """One that shows nothing."""
        return FakeBrowser()

    def practice(self) -> Practice:
        """There is none."""
        raise RefusedError(Failure.UNREACHABLE)
