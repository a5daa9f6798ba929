"""Whose certificates are believed: those that this computer trusts, and no others (R26)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.errors import UnreachableError
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.contract import endpoints, structs
from tests.client.calls import GOOD
from tests.helpers.hostile_server import reply
from tests.helpers.loopback_tls import CERTIFICATE, server_context


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service behind TLS whose certificate nobody trusts yet."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def serve(listener: socket.socket) -> None:
    context = server_context()
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(65536)
                secured.sendall(reply(GOOD))


def provider(url: str) -> str:
    return Transport(lambda: ServiceAddress(url)).call(endpoints.ABOUT, structs.About).provider


def test_a_certificate_that_nobody_vouches_for_is_not_believed(url: str) -> None:
    with pytest.raises(UnreachableError):
        provider(url)


def test_what_this_computer_trusts_is_trusted(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert provider(url) == "P"


def test_a_certificate_for_another_name_is_not_believed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(UnreachableError):
        provider(url.replace("127.0.0.1", "localhost"))


def test_an_empty_list_of_authorities_trusts_nobody(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "none.pem"
    empty.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(empty))
    with pytest.raises(UnreachableError):
        provider(url)
