"""A real backend process, started as the program starts it, and called over real HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import IO, Any

from secinfo_desktop.contract.endpoints import FLOW_HEADER, PREFIX, SESSION_HEADER

COMMAND = (sys.executable, "-P", "-m", "secinfo_desktop", "backend")
PATIENCE = 20.0


@dataclass
class BackendProcess:
    """A backend that is ready."""

    process: "subprocess.Popen[str]"
    port: int
    token: str | None

    @property
    def stdin(self) -> IO[str]:
        """Where the parent speaks."""
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def stdout(self) -> IO[str]:
        """Where the backend speaks."""
        assert self.process.stdout is not None
        return self.process.stdout

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        flow: str = "",
        token: str | None = None,
        session: str = "",
    ) -> tuple[int, dict[str, Any]]:
        """One request; returns status and answer."""
        headers = {name: its for name, its in ((FLOW_HEADER, flow), (SESSION_HEADER, session)) if its}
        if bearer := token or self.token:
            headers["Authorization"] = f"Bearer {bearer}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, PREFIX + path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def ok(self, method: str, path: str, body: Mapping[str, object] | None = None, flow: str = "") -> dict[str, Any]:
        """One request that must succeed."""
        status, answer = self.call(method, path, body, flow)
        assert status == 200, answer
        return answer


@contextmanager
def backend(
    *arguments: str,
    settings: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
    stderr: int | IO[str] = subprocess.PIPE,
) -> Iterator[BackendProcess]:
    """A backend for the length of a block: ``embedded`` with its settings, or ``serve`` with its flags.

    ``environment`` stands beside the test's own; ``command`` may run it otherwise. Who runs it for long gives its
    reports (``stderr``) a place: nobody empties the pipe.
    """
    process = start(arguments, {**os.environ, **environment} if environment else None, command, stderr)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        if settings is not None:
            process.stdin.write(json.dumps(settings) + "\n")
            process.stdin.flush()
        ready = json.loads(process.stdout.readline() or "{}")
        yield BackendProcess(process, ready["port"], ready.get("token"))
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def start(
    arguments: Sequence[str],
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
    stderr: int | IO[str] = subprocess.PIPE,
) -> "subprocess.Popen[str]":
    """The bare process with its three pipes."""
    return subprocess.Popen(
        (*command, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        env=environment,
    )
