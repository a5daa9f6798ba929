"""The life of the embedded backend: a process of its own that is there when it is needed and goes when the app goes.

It is started after the first paint, gets its settings through its standard input, and tells port and token on its
standard output: neither is ever an argument or in the environment (R22). It ends by itself when its standard input
ends, which happens however this process ends. If it dies, the next call starts it again.
"""

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from secinfo_desktop.client.addresses import LOOPBACK, ServiceAddress
from secinfo_desktop.desktop import program
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError

if TYPE_CHECKING:
    import subprocess  # at run time it is loaded with the first process: not before the first paint

PRACTICE_DATABASE = "SECINFO_PRACTICE_DATABASE"
"""Environment variable: the address of a PostgreSQL database that practice may empty whenever it begins anew."""
BACKEND = ("backend", "embedded")
"""The arguments that make this program a backend."""
READY_WITHIN = 10.0
"""Seconds that a call waits for the process to be ready."""
GONE_WITHIN = 0.7
"""Seconds that it has to end by itself before it is ended."""
LAST_WORDS_WITHIN = 0.1
"""Seconds to read what it said before its end, for each of its two streams."""
NO_ROOM = 28
"""Exit status of a process that can't write where it shall keep its data."""
MOST_DEATHS = 3
DEATHS_WINDOW = 60.0
"""So many deaths in so many seconds, and it is not started again before they have passed."""

_log = logging.getLogger(__name__)


def practice_settings(data: Path, database: str | None = None) -> Mapping[str, object]:
    """What the backend is told for practice; it keeps everything in the folder ``data``, or accounts in a database."""
    return {"data": str(data), "practice": True} | ({"database": database} if database else {})


class EmbeddedBackend:
    """One backend process at a time. Safe to use from several threads.

    ``settings`` are sent as one JSON line; ``clock`` counts seconds and never goes back.
    """

    def __init__(
        self,
        settings: Mapping[str, object],
        start_command: Sequence[str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._command, self._clock = settings, tuple(start_command or program.command(*BACKEND)), clock
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._is_stopped = False
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)

    def speaks(self, language: str) -> None:
        """Its messages are written in that language from its next start on."""
        self._settings = {**self._settings, "language": language}

    def start(self) -> None:
        """Starts the process if it does not run; does not wait until it is ready.

        Raises:
            RefusedError: it can't be started, or it died too often.
        """
        self._running()

    def address(self) -> ServiceAddress:
        """Where the process answers, and its token: new ones for each start. Starts it if need be, and waits for it.

        Raises:
            RefusedError: it is not ready in time, can't be started, or died too often; NO_ROOM if it can't write.
        """
        ends = self._clock() + READY_WITHIN
        while (left := ends - self._clock()) > 0:
            address = self._running().address(left)
            if address is not None:
                return address
        raise RefusedError(Failure.SLOW)

    def stop(self) -> None:
        """Ends the process for good; it is gone when this returns, within a second. Later calls are refused."""
        with self._lock:
            process, self._process, self._is_stopped = self._process, None, True
        if process is not None:
            process.end()

    def _running(self) -> "_Process":
        with self._lock:
            if self._process is not None and self._process.has_died():
                _log.warning("the embedded backend has died")
                self._bury(self._process)
            if self._process is None:
                self._refuse_if_it_may_not_start()
                self._process = _Process(self._command, self._settings)
            return self._process

    def _bury(self, process: "_Process") -> None:
        """One that found no room is not started again at once: whoever wants it is told, and may make room."""
        process.end()
        self._process = None
        if process.found_no_room():
            raise RefusedError(Failure.NO_ROOM)
        self._deaths.append(self._clock())

    def _refuse_if_it_may_not_start(self) -> None:
        if self._is_stopped:
            raise RefusedError(Failure.UNREACHABLE)
        if len(self._deaths) == MOST_DEATHS and self._clock() - self._deaths[0] < DEATHS_WINDOW:
            raise RefusedError(Failure.BROKEN)


class _Process:
    """One process, from its start to its end."""

    def __init__(self, start_command: Sequence[str], settings: Mapping[str, object]) -> None:
        self._popen = _popen(start_command)
        self._address: ServiceAddress | None = None
        self._settled = threading.Event()
        self._stdin, stdout, stderr = _pipes(self._popen)
        self._readers = (
            threading.Thread(target=self._listen, args=(stdout,), name="backend-says", daemon=True),
            threading.Thread(target=_write_down, args=(stderr,), name="backend-reports", daemon=True),
        )
        for reader in self._readers:
            reader.start()
        self._tell(settings)

    def address(self, seconds: float) -> ServiceAddress | None:
        """Waits until it is ready; None if it has died or the time is over."""
        self._settled.wait(seconds)
        return None if self.has_died() else self._address

    def has_died(self) -> bool:
        """True once it has ended, whatever ended it."""
        return self._popen.poll() is not None

    def found_no_room(self) -> bool:
        """True if it has ended because it could not write."""
        return self._popen.poll() == NO_ROOM

    def end(self) -> None:
        """Ends it: by closing its standard input, by force if it does not go. Its last words are in the log then."""
        import subprocess

        with suppress(OSError):  # what was still to be written is no longer wanted
            self._stdin.close()
        try:
            self._popen.wait(GONE_WITHIN)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        for reader in self._readers:
            reader.join(LAST_WORDS_WITHIN)

    def _tell(self, settings: Mapping[str, object]) -> None:
        with suppress(OSError):  # then it has died already, and the next look at it will say so
            self._stdin.write(json.dumps(settings) + "\n")
            self._stdin.flush()

    def _end_unready(self, *, by_itself: bool) -> None:
        """What has closed its output is about to end ``by_itself``, and its status tells why; else it is ended."""
        import subprocess

        if by_itself:
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(GONE_WITHIN)
        self._popen.kill()
        self._popen.wait()

    def _listen(self, stdout: IO[str]) -> None:
        """The first line tells port and token; afterwards only the end is of interest."""
        with stdout:
            said = stdout.readline()
            self._address = _read(said)
            if self._address is None:
                self._end_unready(by_itself=not said)
            self._settled.set()
            for _ in stdout:
                pass


def _popen(start_command: Sequence[str]) -> "subprocess.Popen[str]":
    """Out of the app's process group: Ctrl-C in a terminal is for the app, which then ends it."""
    import subprocess

    try:
        return subprocess.Popen(
            start_command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        pass
    raise RefusedError(Failure.BROKEN)


def _pipes(popen: "subprocess.Popen[str]") -> tuple[IO[str], IO[str], IO[str]]:
    return cast("IO[str]", popen.stdin), cast("IO[str]", popen.stdout), cast("IO[str]", popen.stderr)


def _read(line: str) -> ServiceAddress | None:
    try:
        told = json.loads(line)
        return ServiceAddress(f"http://{LOOPBACK}:{int(told['port'])}", str(told["token"]))
    except (ValueError, TypeError, KeyError):
        return None


def _write_down(stderr: IO[str]) -> None:
    """What the process reports goes into the app's log, which takes secrets out."""
    with stderr:
        for line in stderr:
            _log.info("backend: %s", line.rstrip())
