"""An exchange with a gateway: bounded in time and size, over TLS to whom it should be, its errors without secrets."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from secinfo_desktop.backend.delivery.exchange import LARGEST, HttpExchange, Outgoing
from secinfo_desktop.backend.delivery.transport import NotNow
from tests.helpers import loopback_tls
from tests.helpers.hostile_server import Behaviour, hostile_server, reply, saying

SHORT = timedelta(seconds=0.3)
SECRET = "s3cret"


def ask(url: str, exchange: HttpExchange) -> bytes:
    return exchange(Outgoing("POST", url, {"X-Kannel-Password": SECRET}, SECRET.encode())).body


@pytest.mark.parametrize(
    "behave",
    [
        lambda visit: visit.hang(),
        lambda visit: visit.trickle(reply(b"0: Accepted for delivery", "202 Accepted"), 0.05),
        lambda visit: visit.send(b"HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\n") or visit.hang(),
        lambda visit: visit.reset(),
        lambda visit: visit.send(b"no HTTP at all\r\n\r\n"),
        saying(reply(b"x" * (LARGEST + 1), "202 Accepted")),
        saying(b"HTTP/1.1 202 Accepted\r\nContent-Length: 50\r\n\r\nhalf"),
    ],
    ids=["hangs", "trickles", "hangs half-way", "resets", "nonsense", "too large", "half"],
)
def test_what_is_no_whole_answer_in_time_is_tried_again_and_nothing_secret_is_said(behave: Behaviour) -> None:
    with hostile_server(behave) as server, pytest.raises(NotNow) as failed:
        ask(server.url, HttpExchange(SHORT))
    assert SECRET not in repr(failed.value)
    assert failed.value.__context__ is None or SECRET not in str(failed.value.__context__)


def test_nobody_there_is_tried_again() -> None:
    with pytest.raises(NotNow, match="ConnectionError"):
        ask("http://127.0.0.1:9/", HttpExchange())


def test_no_redirect_is_followed() -> None:
    elsewhere = saying(reply(b"", "302 Found", "text/plain", "Location: http://127.0.0.1:9/"))
    with hostile_server(elsewhere) as server:
        assert HttpExchange()(Outgoing("GET", server.url, {})).status == 302


def test_only_who_is_trusted_gets_anything() -> None:
    with hostile_server(saying(reply(b"yes", "202 Accepted"))) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(NotNow):
            ask(url, HttpExchange(SHORT))
        assert SECRET.encode() not in b"".join(visit.request for visit in server.visits)


class _Yes(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.end_headers()
        self.wfile.write(b"yes")

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us is nothing to report."""


@contextmanager
def tls_server() -> Iterator[str]:
    """A gateway that says yes, over TLS."""
    with _Quiet(("127.0.0.1", 0), _Yes) as server:
        server.socket = loopback_tls.server_context().wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_tls_of_a_trusted_gateway_is_good_and_of_a_stranger_is_not() -> None:
    with tls_server() as url:
        assert ask(url, HttpExchange(trust=loopback_tls.client_context)) == b"yes"
        with pytest.raises(NotNow, match="SSLError"):
            ask(url, HttpExchange(trust=lambda: ssl.create_default_context()))
