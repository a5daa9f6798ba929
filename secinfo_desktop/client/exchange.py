"""One HTTP exchange through requests: a deadline over all of it, a cap on what is read, nothing taken from outside.

Imported with the first call only: requests costs more than half of a bare Qt start.

Every exchange has a session and a connection of its own. requests does not promise that a session can be shared by
threads, and a POST must never meet a connection that the service is just closing: not every one can be repeated.
"""

import io
import logging
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any, cast

import requests
import truststore
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool

from secinfo_desktop import __version__
from secinfo_desktop.client.connecting import CONNECT, Connect, connect
from secinfo_desktop.client.deadline import Deadline
from secinfo_desktop.client.errors import ClientError, NotUnderstoodError, SlowError, UnreachableError

READ = 10.0
"""Seconds until the next bytes."""
PIECE = 16 * 1024

logging.getLogger("urllib3").propagate = False  # its records hold addresses; ours say all that is needed


@dataclass(frozen=True)
class Outgoing:
    """What is sent. ``trusts_environment`` lets proxies and certificates be taken from environment variables."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    trusts_environment: bool = False


@dataclass(frozen=True)
class Incoming:
    """What came back, whole."""

    status: int
    media_type: str
    retry_after: str | None
    body: bytes = field(repr=False)


def exchange(outgoing: Outgoing, deadline: Deadline, largest: int) -> Incoming:
    """Sends a request and reads the whole answer, ``largest`` bytes at most; follows no redirect.

    Raises:
        SlowError: the deadline passed.
        UnreachableError: no connection, or it broke.
        NotUnderstoodError: the answer is too large or packed.
    """
    failed: ClientError
    try:
        with answered(outgoing, deadline) as response:
            return incoming(response, largest)
    except WIRE_ERRORS as error:
        failed = of_wire(error)
    raise failed  # out here it does not drag along what was caught, which holds the request


WIRE_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
"""What a library raises whose connection fails."""


def of_wire(error: Exception) -> ClientError:
    """What it means that a library has raised this."""
    is_late = isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError)
    return SlowError() if is_late else UnreachableError()


@contextmanager
def answered(outgoing: Outgoing, deadline: Deadline, connect: Connect = connect) -> Iterator[requests.Response]:
    """The head of an answer, with its body still to be read; the connection ends with it. Raises ``WIRE_ERRORS``."""
    with requests.Session() as session:
        session.trust_env = outgoing.trusts_environment
        session.headers.clear()
        for scheme in ("http://", "https://"):
            session.mount(scheme, _BoundedAdapter(deadline, connect))
        with session.request(
            outgoing.method,
            outgoing.url,
            data=outgoing.body,
            headers={**_HEADERS, **outgoing.headers},
            auth=_Bearer(outgoing.token),
            timeout=(deadline.left(CONNECT), deadline.left(READ)),
            allow_redirects=False,
            stream=True,
        ) as response:
            yield response


_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": f"secinfo-desktop/{__version__}",
}


class _Bearer(AuthBase):
    """Puts the token into its header. Always there, token or not: without it requests would look into .netrc."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def incoming(response: requests.Response, largest: int) -> Incoming:
    """The whole answer, ``largest`` bytes at most.

    Raises:
        NotUnderstoodError: it is too large, or packed; and ``WIRE_ERRORS``.
    """
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NotUnderstoodError
    body = bytearray()
    while piece := response.raw.read(PIECE, decode_content=False):
        body += piece
        if len(body) > largest:
            raise NotUnderstoodError
    return Incoming(response.status_code, media_type(response), response.headers.get("Retry-After"), bytes(body))


def media_type(response: requests.Response) -> str:
    """What the body claims to be, in small letters."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


class _BoundedAdapter(HTTPAdapter):
    """Makes connections that keep to a deadline; the timeouts of requests begin anew with every piece read."""

    def __init__(self, deadline: Deadline, connect: Connect = connect) -> None:
        self._deadline, self._connect = deadline, connect
        super().__init__(pool_connections=1, pool_maxsize=1)

    def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> HTTPConnectionPool:
        pool = cast("HTTPConnectionPool", super().get_connection_with_tls_context(*arguments, **named))
        pool.ConnectionCls = _BoundedHttps if pool.scheme == "https" else _BoundedHttp
        pool.conn_kw |= {"deadline": self._deadline, "connect": self._connect}
        return pool

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """What this computer trusts is trusted, as companies need it; a bundle named in the environment goes first."""
        if verify is True and conn.scheme == "https":
            conn.cert_reqs = ssl.CERT_REQUIRED
            conn.conn_kw["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        else:
            cast("Any", super()).cert_verify(conn, url, verify, cert)


class _BoundedHttp(HTTPConnection):
    def __init__(self, *arguments: Any, deadline: Deadline, connect: Connect, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.deadline, self.connect_within = deadline, connect
        self.response_class = _bounded_responses(deadline)

    def _new_conn(self) -> socket.socket:
        return _connected(self, self._dns_host, self.deadline, self.connect_within)


class _BoundedHttps(HTTPSConnection):
    def __init__(self, *arguments: Any, deadline: Deadline, connect: Connect, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.deadline, self.connect_within = deadline, connect
        self.response_class = _bounded_responses(deadline)

    def _new_conn(self) -> socket.socket:
        return _connected(self, self._dns_host, self.deadline, self.connect_within)


def _connected(connection: HTTPConnection, host: str, deadline: Deadline, connect: Connect) -> socket.socket:
    """In place of urllib3's own, which waits for the name without end and for each address anew."""
    try:
        connected = connect(host, connection.port, deadline)
    except TimeoutError as error:
        raise urllib3.exceptions.ConnectTimeoutError(connection, "too slow") from error
    except OSError as error:
        raise urllib3.exceptions.NewConnectionError(connection, "nobody answers") from error
    for option in connection.socket_options or ():
        connected.setsockopt(*option)
    return connected


def _bounded_responses(deadline: Deadline) -> type[HTTPResponse]:
    """The class of responses whose every byte, headers included, is read within the deadline."""

    class BoundedResponse(HTTPResponse):
        def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
            super().__init__(sock, *arguments, **named)
            self.fp.close()
            self._reader = _BoundedReader(sock, deadline)
            self.fp = io.BufferedReader(self._reader)

        def begin(self) -> None:
            super().begin()
            self._reader.may_end = True

    return BoundedResponse


class _BoundedReader(io.RawIOBase):
    """Reads from a socket; never waits longer than the deadline allows."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket, self._raw, self._deadline = sock, sock.makefile("rb", buffering=0), deadline
        self.may_end = False
        """An end in the middle of the head is none: http.client would take what came before it for a whole one."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._deadline.left(READ))
        read = self._raw.readinto(buffer)
        if read == 0 and not self.may_end:
            raise ConnectionResetError("it broke within the head")
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()
