"""The service as a process: embedded under the app, or served for an organisation. Never loads Qt."""

import asyncio
import gc
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from secrets import SystemRandom, token_urlsafe
from typing import Any, Final, TextIO

import uvicorn
from starlette.types import ASGIApp

from secinfo_desktop.backend import open_files
from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.delivery.writing import Style
from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.http.speed import THREADS, options
from secinfo_desktop.backend.http.watch import Watch
from secinfo_desktop.backend.log import log_crashes, log_to
from secinfo_desktop.backend.service import Service, build
from secinfo_desktop.backend.settings import Settings, SettingsError, read

_log = logging.getLogger(__name__)
TOKEN_BYTES = 32
_QUIET: Final[Mapping[str, Any]] = {
    **options(),
    "ws": "none",
    "lifespan": "off",
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
    "timeout_keep_alive": 65,  # longer than a client keeps an idle connection
    "timeout_graceful_shutdown": 1,
}
GONE_WITHIN = timedelta(seconds=1.5)
"""After its parent's end; requests that hang are left behind."""
GONE_AFTER = timedelta(minutes=1)
"""Who takes nothing for so long has gone, even without a word: the system itself closes the connection then."""


def run_embedded(stdin: TextIO, stdout: TextIO) -> int:
    """Serve the process that started this one, on a port and with a token of this start alone.

    The parent writes one line of settings (JSON) to ``stdin`` and reads one line, ``{"port", "token"}``, from
    ``stdout``. The end of ``stdin`` is the parent's end: this process is gone within two seconds, whatever hangs.

    Raises:
        SettingsError: the settings can't be used.
    """
    token = token_urlsafe(TOKEN_BYTES)
    settings = read(_first_line(stdin), {"host": "127.0.0.1", "port": 0})
    server = _prepared(settings, token, lambda at: _say(stdout, {"port": at.port, "token": token}))
    threading.Thread(target=_end_with, args=(stdin, server), name="parent", daemon=True).start()
    return server.run_until_told()


def serve(settings: Settings, stdout: TextIO) -> int:
    """Serve until SIGTERM or SIGINT; says ``{"host", "port"}`` on ``stdout`` when ready, and ``reports_port`` if any.

    Raises:
        SettingsError: the settings can't be used.
    """
    open_files.ask_for_more()
    server = _prepared(settings, None, lambda at: _say(stdout, {"host": settings.host, **at.as_line()}))
    return server.run_until_told()


@dataclass(frozen=True)
class Ports:
    """Where a service listens: for the app, and for reports on messages."""

    port: int
    reports_port: int | None = None

    def as_line(self) -> dict[str, object]:
        """For whoever started it."""
        return {name: port for name, port in asdict(self).items() if port is not None}


class ReportsServer(uvicorn.Server):
    """A small server beside the app's, on a thread of its own; it says when it accepts, and ends with the process."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        super().__init__(uvicorn.Config(app, **_QUIET))
        self._listener = listener
        self._accepts = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept, then say so."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "request"))
        await super().startup(sockets)
        self._accepts.set()

    def begin(self) -> int:
        """Accept from now on; returns the port."""
        threading.Thread(target=self.run, args=([self._listener],), name="reports", daemon=True).start()
        self._accepts.wait()
        return int(self._listener.getsockname()[1])


class ReadyServer(uvicorn.Server):
    """A server on a socket of our own that says when it accepts."""

    def __init__(
        self,
        service: Service,
        app: ASGIApp,
        listener: socket.socket,
        on_ready: Callable[[Ports], None],
        reports: ReportsServer | None = None,
    ) -> None:
        super().__init__(uvicorn.Config(app, **_QUIET))
        self._service = service
        self._listener = listener
        self._on_ready = on_ready
        self._reports = reports

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept, then say so."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "request"))
        await super().startup(sockets)
        gc.freeze()
        gc.enable()
        reports_port = self._reports.begin() if self._reports else None
        self._on_ready(Ports(self._listener.getsockname()[1], reports_port))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would last, then stop to accept."""
        self._service.services.streams.end_all()
        await super().shutdown(sockets)

    def run_until_told(self) -> int:
        """Serve until a signal or ``should_exit``; a signal is an order here and not a failure."""
        for its in (signal.SIGTERM, signal.SIGINT):
            signal.signal(its, lambda *_: None)  # the server handles it, then raises it once more for us
        self._service.start()
        _log.info("started")
        try:
            self.run([self._listener])
        finally:
            if self._reports:
                self._reports.should_exit = True
            self._service.stop()
            _log.info("stopped")
        return 0


def _prepared(settings: Settings, token: str | None, on_ready: Callable[[Ports], None]) -> ReadyServer:
    log_to(sys.stderr, logging.WARNING if token else logging.INFO)  # the app's own log is no place for each request
    log_crashes()
    os.umask(0o077)
    listener = _listen("port", settings.host, settings.port)
    for_reports = None
    if settings.reports_port is not None:
        for_reports = _listen("reports_port", settings.reports_host, settings.reports_port)
        settings = replace(settings, reports_port=for_reports.getsockname()[1])
    service = build(settings, system_time, SystemRandom(), Style(settings.language))
    door = Door(_hosts(settings, listener.getsockname()[1]), token, settings.proxies)
    app = Watch(make_app(service.services, door, service.operations), service.operations.metrics, time.perf_counter)
    reports = ReportsServer(service.reports, for_reports) if service.reports and for_reports else None
    return ReadyServer(service, app, listener, on_ready, reports)


def _hosts(settings: Settings, port: int) -> frozenset[str]:
    """The exact ``Host`` values that are answered: the public address, where we listen, and this computer itself."""
    names = {settings.host, "127.0.0.1"} if settings.public_url else {settings.host}
    own = (f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names)
    return frozenset((*own, *settings.hosts))


def _listen(setting: str, host: str, port: int, gone_after: timedelta = GONE_AFTER) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # without it answers wait 40 ms (Nagle)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # every connection takes it over
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, gone_after // timedelta(milliseconds=1))
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError((f"{setting}: can't be used ({error.strerror})",)) from error
    return listener


def _first_line(stdin: TextIO) -> dict[str, object]:
    try:
        line = json.loads(stdin.readline())
    except ValueError:
        line = None
    if not isinstance(line, dict):
        raise SettingsError(("settings: the first line must be a JSON object",))
    return line


def _end_with(stdin: TextIO, server: uvicorn.Server) -> None:
    """Wait for the parent's end; then stop, and leave without asking if stopping takes too long."""
    while os.read(stdin.fileno(), 4096):  # not through the stream: its lock would block the interpreter's end
        continue
    server.should_exit = True
    threading.Event().wait(GONE_WITHIN.total_seconds())
    os._exit(0)


def _say(stdout: TextIO, line: dict[str, object]) -> None:
    stdout.write(json.dumps(line) + "\n")
    stdout.flush()
