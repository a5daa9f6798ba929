"""One HTTP exchange with a text gateway: bounded in time and size, without redirects, with nothing from outside.

Each has a connection of its own, as a letter to a relay has: a gateway that was restarted is never met half-closed.
Imported only where texts are sent: requests takes long to load.
"""

import logging
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.delivery.trust import system_trust

WITHIN = timedelta(seconds=20)
"""For all of it; much less than a claim of the outbox lasts."""
LARGEST = 64 * 1024
_NEXT_BYTES_WITHIN = 10.0
_PIECE = 4096

logging.getLogger("urllib3").propagate = False  # its records hold addresses


@dataclass(frozen=True)
class Outgoing:
    """What a gateway is asked. Its address is no secret; what goes with it may be."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Incoming:
    """What a gateway answered, whole."""

    status: int
    body: bytes = field(repr=False)


Exchange = Callable[[Outgoing], Incoming]
"""Raises ``NotNow`` where no whole answer came."""


class HttpExchange:
    """Exchanges over the network; ``trust`` says whose certificates are believed."""

    def __init__(self, within: timedelta = WITHIN, trust: Callable[[], ssl.SSLContext] = system_trust) -> None:
        self._within = within.total_seconds()
        self._trust = trust

    def __call__(self, outgoing: Outgoing) -> Incoming:
        """Ask and read the answer.

        The waits of requests begin anew with every byte, so a thread of its own does it and is left behind if it takes
        too long; whoever is left behind can't answer any more.

        Raises:
            NotNow: no connection, no whole answer in time, or one that is too large.
        """
        answers: SimpleQueue[Incoming | str] = SimpleQueue()
        threading.Thread(target=self._work, args=(outgoing, answers), name="gateway", daemon=True).start()
        try:
            answer = answers.get(timeout=self._within)
        except Empty:
            raise NotNow("Timeout") from None
        if isinstance(answer, str):
            raise NotNow(answer)
        return answer

    def _work(self, outgoing: Outgoing, answers: "SimpleQueue[Incoming | str]") -> None:
        try:
            answers.put(self._exchange(outgoing))
        except (requests.RequestException, OSError, ValueError) as error:
            answers.put(type(error).__name__)  # its words hold the address and more

    def _exchange(self, outgoing: Outgoing) -> Incoming:
        with requests.Session() as session:
            session.trust_env = False
            session.mount("https://", _TrustingAdapter(self._trust))
            with session.request(
                outgoing.method,
                outgoing.url,
                data=outgoing.body,
                headers={"Accept-Encoding": "identity", "Connection": "close", **outgoing.headers},
                timeout=_NEXT_BYTES_WITHIN,
                allow_redirects=False,
                stream=True,
            ) as response:
                return Incoming(response.status_code, _whole(response))


def _whole(response: requests.Response) -> bytes:
    body = bytearray()
    for piece in response.iter_content(_PIECE):
        body += piece
        if len(body) > LARGEST:
            raise ValueError("too large")
    return bytes(body)


class _TrustingAdapter(HTTPAdapter):
    """Believes whom it is told to, instead of a list that a library brings along."""

    def __init__(self, trust: Callable[[], ssl.SSLContext]) -> None:
        self._trust = trust
        super().__init__(pool_connections=1, pool_maxsize=1)

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:  # noqa: ARG002 - its signature
        conn.cert_reqs = ssl.CERT_REQUIRED
        conn.conn_kw["ssl_context"] = self._trust()
