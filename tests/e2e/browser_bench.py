"""Real browsers for the tests of sessions: a site that knows its visitors again, and the command line that opens."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex

TOLD_WITHIN_S = 60.0


class Site:
    """A site on this computer that gives every visitor a cookie, and remembers who came with which."""

    def __init__(self) -> None:
        self._visits: dict[str, list[str]] = {}
        self._came = threading.Condition()
        self.given: list[str] = []
        self._leads_to: SimpleQueue[str] = SimpleQueue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def address(self, path: str) -> str:
        """Where a path answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/{path}"

    def who_came(self, path: str) -> list[str]:
        """Who came to a path, as soon as somebody has; "nobody" is who had no cookie."""
        with self._came:
            self._came.wait_for(lambda: path in self._visits, TOLD_WITHIN_S)
            return self._visits[path]

    def lead_on(self, url: str) -> None:
        """Where ``/lead`` leads; who comes there before that waits."""
        self._leads_to.put(url)

    def close(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/lead":
                    self.send_response(302)
                    self.send_header("Location", site._leads_to.get(timeout=TOLD_WITHIN_S))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                known = [part for part in self.headers.get("Cookie", "").split("; ") if part.startswith("sid=")]
                with site._came:
                    site._visits.setdefault(self.path.strip("/"), []).extend(known or ["nobody"])
                    site._came.notify_all()
                self.send_response(200)
                if not known:
                    site.given.append(token_hex(12))
                    self.send_header("Set-Cookie", f"sid={site.given[-1]}; Max-Age=3600")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
                """Nothing is logged."""

        return Handler


@dataclass
class Opened:
    """The command line at work; ``told`` is what it has printed so far."""

    process: "subprocess.Popen[str]"
    told: list[dict[str, str]] = field(default_factory=list)

    def until(self, *wanted: dict[str, str]) -> None:
        """Reads on until one of these lines has come. Raises AssertionError if it ends before."""
        for line in self._lines():
            if line in wanted:
                return
        raise AssertionError(self.told)

    def rest(self) -> list[dict[str, str]]:
        """Everything up to its end."""
        list(self._lines())
        self.process.wait(TOLD_WITHIN_S)
        return self.told

    def close(self) -> list[dict[str, str]]:
        """Ctrl-C, and what it tells until it ends."""
        self.process.send_signal(signal.SIGINT)
        return self.rest()

    def _lines(self) -> Iterator[dict[str, str]]:
        stop = threading.Timer(TOLD_WITHIN_S, self.process.kill)
        stop.start()
        try:
            assert self.process.stdout is not None
            while line := self.process.stdout.readline():
                self.told.append(json.loads(line))
                yield self.told[-1]
        finally:
            stop.cancel()

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever the test came to, nothing of this goes on."""
        if self.process.poll() is None:
            self.close()
        assert self.process.stdout is not None
        self.process.stdout.close()


class BrowserBench:
    """A person's computer with one real browser. As root Chromium runs behind a wrapper that only tests have."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.folder = name, folder
        (folder / "home").mkdir()
        (folder / "bin").mkdir()
        self.real = shutil.which(name) or ""
        self.wrap('exec "$real" "$@"')

    def wrap(self, line: str) -> None:
        """Lays a program with the browser's name first on the PATH; ``$real`` is the browser."""
        sandbox = "--no-sandbox" if self.name == "chromium" and os.geteuid() == 0 else ""
        script = f'#!/bin/sh\nreal="{self.real}"\nset -- {sandbox} "$@"\n{line}\n'
        wrapper = self.folder / "bin" / self.name
        wrapper.write_text(script)
        wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)

    @property
    def environment(self) -> dict[str, str]:
        """Of a person who has nothing but this browser."""
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        home = str(self.folder / "home")
        return {**os.environ, "HOME": home, "SECINFO_HOME": str(self.folder / "app"), "PATH": path}

    @property
    def root(self) -> Path:
        """Where its sessions lie."""
        return self.folder / "app" / "cache" / "secinfo-sessions"

    @property
    def left(self) -> list[str]:
        """The sessions that lie there."""
        return sorted(path.name for path in self.root.iterdir()) if self.root.exists() else []

    def open(self, first: str, second: str = "", before: Sequence[str] = ()) -> Opened:
        """Opens one or two sessions that go on by themselves."""
        words = ["--browser", self.name, "--headless", "--insecure-loopback", "--continue", "--json"]
        command = [
            *self.program,
            "sessions",
            "open",
            "--first",
            first,
            *(["--second", second] if second else []),
            *words,
        ]
        process = subprocess.Popen(
            [*before, *command], env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        return Opened(process)

    def sweep(self) -> str:
        """Runs the sweep and returns what it says."""
        command = [*self.program, "sessions", "sweep"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout

    @property
    def program(self) -> list[str]:
        """The program under test."""
        return [sys.executable, "-m", "secinfo_desktop"]


def traces(folder: Path, needles: Sequence[str]) -> list[Path]:
    """The files below a folder in which one of some texts stands, as UTF-8 or UTF-16."""
    wanted = [needle.encode(encoding) for needle in needles for encoding in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [file for file in files if any(needle in _bytes(file) for needle in wanted)]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
