"""Whose request it is: the connection's address, and only a listed proxy's word for another one."""

import ipaddress
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.http.peers import peer_of
from secinfo_desktop.contract.endpoints import PREFIX
from secinfo_desktop.domain.limits import OPEN_CEILINGS
from tests.helpers.asgi import call
from tests.helpers.practice_bench import HOST, TOKEN, PracticeBench

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


def test_a_stranger_can_not_say_who_they_are() -> None:
    assert peer_of("203.0.113.9", ["for=192.0.2.1"], [], PROXIES) == "203.0.113.9"
    assert peer_of("203.0.113.9", [], ["192.0.2.1"], PROXIES) == "203.0.113.9"
    assert peer_of("10.0.0.1", ["for=192.0.2.1"], [], ()) == "10.0.0.1"


@pytest.mark.parametrize(
    "forwarded",
    [
        "for=192.0.2.1",
        'For="192.0.2.1:4711"',
        "proto=https; for=192.0.2.1 ;by=10.0.0.1",
        "for=198.51.100.7, for=192.0.2.1",
        "for=192.0.2.1, for=10.0.0.2",
        'for="[::ffff:192.0.2.1]:80"',
    ],
)
def test_a_listed_proxy_is_believed_and_nobody_before_it(forwarded: str) -> None:
    assert peer_of("10.0.0.1", [forwarded], [], PROXIES) == "192.0.2.1"


@pytest.mark.parametrize("header", ["192.0.2.1", "198.51.100.7, 192.0.2.1", "192.0.2.1,10.0.0.9"])
def test_the_older_header_is_read_alike(header: str) -> None:
    assert peer_of("10.0.0.1", [], [header], PROXIES) == "192.0.2.1"
    assert peer_of("10.0.0.1", [], header.split(","), PROXIES) == "192.0.2.1"


def test_where_both_headers_are_there_neither_is_believed() -> None:
    assert peer_of("10.0.0.1", ["for=198.51.100.7"], ["192.0.2.1"], PROXIES) == "10.0.0.1"


@pytest.mark.parametrize("forwarded", ["for=unknown", "for=_hidden", "", "by=10.0.0.1", 'for="[::zz', "for=1.2.3.4.5"])
def test_what_is_no_address_leaves_the_proxys_own(forwarded: str) -> None:
    assert peer_of("10.0.0.1", [forwarded], [], PROXIES) == "10.0.0.1"


def test_a_whole_ipv6_network_is_one_peer() -> None:
    first, second = (peer_of(address, [], [], ()) for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"))
    assert first == second == "2001:db8:1:2::/64"
    assert peer_of("fd00::1", ['for="[2001:db8:1:2::7]:443"'], [], PROXIES) == first


def test_a_name_of_a_local_connection_stays_as_it_is() -> None:
    assert peer_of("testclient", [], [], PROXIES) == "testclient"


def test_a_hosted_service_counts_addresses_and_an_embedded_one_does_not(tmp_path: Path) -> None:
    its = PracticeBench(tmp_path / "data")
    hosted = make_app(its.service.services, Door(frozenset({HOST}), None, (ipaddress.ip_network("127.0.0.1"),)))
    most, body = OPEN_CEILINGS[0].most, [b'{"account_name": "nobody@example.org"}']
    headers = [("Host", HOST), ("Content-Type", "application/json")]

    def opened(app: ASGIApp, *more: tuple[str, str]) -> str | None:
        return call(app, "POST", f"{PREFIX}/recovery/flows", [*headers, *more], body).code

    for _ in range(most):
        assert opened(hosted, ("Forwarded", "for=192.0.2.1")) == "unknown_account"
    assert opened(hosted, ("Forwarded", "for=192.0.2.1")) == "too_many_from_here"
    assert opened(hosted, ("Forwarded", "for=192.0.2.2")) == "unknown_account"
    assert {opened(its.app, ("Authorization", f"Bearer {TOKEN}")) for _ in range(most + 1)} == {"unknown_account"}
    its.close()
