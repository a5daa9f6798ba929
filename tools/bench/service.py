"""A service as an organisation runs it: the real program, behind a proxy that it trusts, with a mail relay."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tools.bench.rows import NotMeasured

ENDS_WITHIN_S: Final = 20.0


@contextmanager
def running_service(data: Path, database: str | None = None) -> Iterator[int]:
    """The port of a service over a folder, or over a PostgreSQL database; its log is written beside its data.

    Its relay lets nobody talk: all messages stay in the outbox.

    Raises:
        NotMeasured: it does not start.
    """
    with _silent_relay() as relay_port, (data / "service.log").open("wb") as log:
        flags = ["--data", str(data), "--smtp", f"127.0.0.1:{relay_port}", "--proxies", "127.0.0.1"]
        environment = {**os.environ, **({"SECINFO_DATABASE": database} if database else {})}
        with _running(["-P", "-m", "secinfo_desktop", "backend", "serve", *flags], environment, log.fileno()) as ready:
            yield int(json.loads(ready)["port"])


@contextmanager
def _silent_relay() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


@contextmanager
def _running(words: list[str], environment: dict[str, str], log: int) -> Iterator[str]:
    """A program of ours for the length of a block; its first line, which it says when it is ready."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, *words], stdin=pipe, stdout=pipe, stderr=log, text=True, env=environment
    )
    try:
        ready = process.stdout.readline() if process.stdout else ""
        if not ready:
            raise NotMeasured(f"{' '.join(words[:3])} does not start")
        yield ready
    finally:
        process.terminate()
        process.communicate(timeout=ENDS_WITHIN_S)
