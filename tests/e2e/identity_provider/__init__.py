"""A real OpenID provider (npm's oidc-provider) on this computer, and a site that lets people sign in with it."""

import base64
import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

HERE = Path(__file__).parent
MADE = HERE.parents[2] / ".made" / "identity_provider"
"""Where ``make real-parts`` has installed it."""
SIGNED_IN_WITHIN_S = 60.0


class SignInSite:
    """A site at which people sign in with the provider; ``then`` leads a window on to a second sign-in."""

    def __init__(self) -> None:
        self._subjects: dict[str, str] = {}
        self._signed_in = threading.Condition()
        self._site = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._site.daemon_threads = True
        threading.Thread(target=self._site.serve_forever, args=(0.05,), daemon=True).start()
        self._port = _free_port()
        self._provider = self._start_provider()

    @property
    def _back(self) -> str:
        return f"http://127.0.0.1:{self._site.server_address[1]}/back"

    def _start_provider(self) -> "subprocess.Popen[str]":
        command = ["node", "provider.mjs", str(self._port), self._back]
        environment = {**os.environ, "PATH": f"{MADE / 'node' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        (MADE / "provider.mjs").write_bytes((HERE / "provider.mjs").read_bytes())
        provider = subprocess.Popen(
            command,
            cwd=MADE,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert provider.stdout is not None
        assert provider.stdout.readline() == "ready\n"
        return provider

    def sign_in(self, name: str, then: str = "") -> str:
        """The address at which somebody asks to be signed in under a name, and perhaps under another one after that."""
        asked = {"client_id": "site", "response_type": "code", "scope": "openid", "redirect_uri": self._back}
        query = urlencode({**asked, "login_hint": name, "state": f"{name} {then}".strip()})
        return f"http://127.0.0.1:{self._port}/auth?{query}"

    def who_is(self, name: str) -> str:
        """Whom the provider has signed in when somebody asked for a name; waits until it has."""
        with self._signed_in:
            self._signed_in.wait_for(lambda: name in self._subjects, SIGNED_IN_WITHIN_S)
            return self._subjects[name]

    def close(self) -> None:
        """Ends site and provider."""
        os.killpg(self._provider.pid, signal.SIGTERM)  # what is called node there only starts the real one
        self._provider.wait()
        assert self._provider.stdout is not None
        self._provider.stdout.close()
        self._site.shutdown()
        self._site.server_close()

    def _came_back(self, path: str) -> str | None:
        """Takes note of who was signed in; returns where the window goes on to."""
        query = parse_qs(urlsplit(path).query)
        name, _, then = query["state"][0].partition(" ")
        with self._signed_in:
            self._subjects[name] = self._subject(query["code"][0])
            self._signed_in.notify_all()
        return self.sign_in(then) if then else None

    def _subject(self, code: str) -> str:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._back, "client_id": "site"}
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/token", urlencode(form).encode()) as answer:
            claims = json.load(answer)["id_token"].split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(claims + "=="))["sub"])

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                onward = site._came_back(self.path) if self.path.startswith("/back?") else None
                self.send_response(302 if onward else 200)
                if onward:
                    self.send_header("Location", onward)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
                """Nothing is logged."""

        return Handler


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
