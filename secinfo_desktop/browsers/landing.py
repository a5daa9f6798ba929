"""Serves the first page of every session on this computer, and hears what each browser sends along.

That a browser asks for its page proves that it has started; that it sends no mark of another session proves that the
two share no cookies.
"""

import re
import secrets
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from secinfo_desktop.browsers.commands import LOOPBACK
from secinfo_desktop.browsers.landing_page import POLICY, Landing, page
from secinfo_desktop.browsers.peers import may_be_ours

_PATH = "/open/"
_COOKIE = "ps"
_COOKIES = re.compile(rf"(?:^|;\s*){_COOKIE}=([\w-]+)")
_AGE_S = 3600
_LOOK_S = 0.05
"""How long closing may wait at most."""


@dataclass(frozen=True)
class Arrival:
    """A browser has come to its page. ``foreign`` are the marks of other sessions that it had with it."""

    foreign: tuple[str, ...]

    @property
    def is_separate(self) -> bool:
        """True if nothing of another session came along."""
        return not self.foreign


@dataclass(frozen=True)
class Ticket:
    """One session's page: its secret mark and its address."""

    token: str
    url: str


class LandingServer:
    """Answers on a port of its own until it is closed. ``go_on`` leads on to the target by itself."""

    def __init__(self, *, go_on: bool = False) -> None:
        self.go_on = go_on
        self._pages: dict[str, Landing] = {}
        self._arrivals: dict[str, Arrival] = {}
        self._changed = threading.Condition()
        self._server = _Server(self)
        serve = self._server.serve_forever
        threading.Thread(target=serve, args=(_LOOK_S,), name="landing", daemon=True).start()

    def add(self, landing: Landing) -> Ticket:
        """A page for one more session."""
        token = secrets.token_urlsafe(16)
        self._pages[token] = landing
        return Ticket(token, f"http://{self.host}{_PATH}{token}")

    @property
    def host(self) -> str:
        """What a request must name as its host."""
        return f"{LOOPBACK}:{self._server.server_address[1]}"

    def may_be_ours(self, port: int) -> bool:
        """False if another user of this computer asks, from that port: a forged visit would prove nothing."""
        return may_be_ours(port, self._server.server_address[1])

    def page(self, path: str) -> tuple[str, Landing] | None:
        """The session and its page behind a path; None for every other path."""
        token = path.removeprefix(_PATH)
        landing = self._pages.get(token) if path.startswith(_PATH) else None
        return (token, landing) if landing is not None else None

    def arrived(self, token: str, cookies: str) -> None:
        """Takes note of a browser's first visit."""
        foreign = tuple(found for found in _COOKIES.findall(cookies) if found != token)
        with self._changed:
            self._arrivals.setdefault(token, Arrival(foreign))
            self._changed.notify_all()

    def wait(self, token: str, seconds: float) -> Arrival | None:
        """The arrival at a page, as soon as it is there; None if nobody has come in that time."""
        with self._changed:
            self._changed.wait_for(lambda: token in self._arrivals, seconds)
            return self._arrivals.get(token)

    def close(self) -> None:
        """Ends the service. Pages that are shown stay."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, landing: LandingServer) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.landing = landing


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10
    server_version, sys_version = "secinfo", ""

    def do_GET(self) -> None:
        """The page, for a request of this user that names this computer as its host."""
        landing = self.server.landing
        is_ours = self.headers.get("Host") == landing.host and landing.may_be_ours(self.client_address[1])
        found = landing.page(self.path) if is_ours else None
        if found is None:
            self.send_error(404)
            return
        token, shown = found
        self._send(token, shown, page(shown).encode())
        landing.arrived(token, self.headers.get("Cookie", ""))

    def _send(self, token: str, shown: Landing, body: bytes) -> None:
        self.send_response(200)
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": POLICY,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Set-Cookie": f"{_COOKIE}={token}; Path={_PATH}; Max-Age={_AGE_S}; HttpOnly; SameSite=Strict",
        }
        if self.server.landing.go_on:
            headers["Refresh"] = f"0; url={shown.target}"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Nothing is logged: the path is a secret."""
