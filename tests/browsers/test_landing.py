"""The first page of a window: says which it is, hears what came along, and answers nobody else."""

import http.client
import os
import sys
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from secinfo_desktop.browsers.landing import Arrival, LandingServer, Ticket
from secinfo_desktop.browsers.landing_page import Landing, label, page
from secinfo_desktop.browsers.marks import Which

TARGET = "https://accounts.example.org/reset?a=1&b=2"
FIRST, SECOND = Landing(Which.FIRST, TARGET), Landing(Which.SECOND, TARGET)


@pytest.fixture
def server() -> Iterator[LandingServer]:
    running = LandingServer()
    yield running
    running.close()


def visit(
    server: LandingServer, ticket: Ticket, cookie: str = "", host: str | None = None
) -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection(server.host, timeout=10)
    headers = {"Host": host or server.host} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", ticket.url.removeprefix(f"http://{server.host}"), headers=headers)
    response = connection.getresponse()
    return response, response.read().decode()


def test_a_browser_that_brings_nothing_is_separate(server: LandingServer) -> None:
    ticket = server.add(FIRST)
    response, body = visit(server, ticket)
    assert (response.status, "for your first account" in body) == (200, True)
    assert server.wait(ticket.token, 1) == Arrival(())


def test_a_browser_with_the_mark_of_another_session_is_noticed(server: LandingServer) -> None:
    first, second = server.add(FIRST), server.add(SECOND)
    cookie = visit(server, first)[0].getheader("Set-Cookie", "").partition(";")[0]
    visit(server, second, f"x=1; {cookie}")
    arrival = server.wait(second.token, 1)
    assert arrival == Arrival((first.token,))
    assert not arrival.is_separate


def test_the_own_mark_is_none_of_another(server: LandingServer) -> None:
    ticket = server.add(FIRST)
    visit(server, ticket, f"ps={ticket.token}")
    assert server.wait(ticket.token, 1) == Arrival(())


def test_the_first_visit_counts(server: LandingServer) -> None:
    ticket = server.add(FIRST)
    visit(server, ticket)
    server.wait(ticket.token, 1)
    visit(server, ticket, "ps=other")
    assert server.wait(ticket.token, 1) == Arrival(())


def test_nobody_came_is_told_after_the_time(server: LandingServer) -> None:
    assert server.wait(server.add(FIRST).token, 0.05) is None


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1"])
def test_a_request_for_another_host_is_not_answered(server: LandingServer, host: str) -> None:
    ticket = server.add(FIRST)
    response, body = visit(server, ticket, host=host)
    assert response.status == 404
    assert TARGET not in body
    assert server.wait(ticket.token, 0.05) is None


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only Linux tells, and only root can pretend")
def test_another_user_of_this_computer_can_not_pass_for_the_browser(server: LandingServer) -> None:
    ticket = server.add(FIRST)
    connection = http.client.HTTPConnection(server.host, timeout=10)
    connection.connect()
    os.fchown(connection.sock.fileno(), 65534, -1)  # as if that user had opened it
    connection.request("GET", ticket.url.removeprefix(f"http://{server.host}"), headers={"Cookie": "ps=forged"})
    assert connection.getresponse().status == 404
    assert server.wait(ticket.token, 0.05) is None
    connection.close()


@pytest.mark.parametrize("path", ["/", "/open/", "/open/guess", "/open/../open/x", "/favicon.ico"])
def test_nothing_else_is_served(server: LandingServer, path: str) -> None:
    server.add(FIRST)
    assert visit(server, Ticket("x", f"http://{server.host}{path}"))[0].status == 404


def test_nothing_is_loaded_kept_or_told_on(server: LandingServer) -> None:
    response, _body = visit(server, server.add(FIRST))
    assert response.getheader("Cache-Control") == "no-store"
    assert response.getheader("Referrer-Policy") == "no-referrer"
    policy = response.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("frame-ancestors 'none'")
    assert "Python" not in (response.getheader("Server") or "")
    assert response.getheader("Refresh") is None


def test_it_goes_on_by_itself_only_where_that_was_asked_for() -> None:
    server = LandingServer(go_on=True)
    response, _body = visit(server, server.add(FIRST))
    assert response.getheader("Refresh") == f"0; url={TARGET}"
    server.close()


class Reader(HTMLParser):
    """What is on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.tags if found == tag]


@pytest.mark.parametrize("which", Which)
def test_the_button_leads_on_in_a_tab_of_its_own(which: Which) -> None:
    (link,) = Reader(page(Landing(which, TARGET))).all("a")
    assert (link["href"], link["target"], link["rel"]) == (TARGET, "_blank", "noopener noreferrer")


def test_the_windows_differ_in_words_shape_and_colour() -> None:
    first, second = page(FIRST), page(SECOND)
    for mine, other, words in ((first, second, "First account"), (second, first, "Second account")):
        assert words in mine
        assert words not in other
    assert "border-radius:50%" in first
    assert "border-radius:12%" in second


def test_there_is_no_script_and_one_heading_and_a_language() -> None:
    reader = Reader(page(FIRST))
    assert reader.all("script") == []
    assert len(reader.all("h1")) == 1
    assert reader.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert Reader(page(Landing(Which.FIRST, TARGET, "ar"))).all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_an_address_can_not_become_a_part_of_the_page() -> None:
    hostile = 'https://example.org/"><script>alert(1)</script>'
    reader = Reader(page(Landing(Which.FIRST, hostile)))
    assert reader.all("script") == []
    assert reader.all("a")[0]["href"] == hostile


def test_a_window_that_is_not_private_is_not_said_to_be() -> None:
    ordinary = Landing(Which.FIRST, TARGET, private=False)
    assert (label(FIRST), label(ordinary)) == ("First account, private", "First account")
    assert "This window is private." in page(FIRST)
    assert "This window is not private." in page(ordinary)
