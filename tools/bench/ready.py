"""How long the embedded service takes from its start to its first answer, against an idle server of uvicorn.

Both are started as new processes, by turns, and asked over HTTP. The service finds the folder that an earlier start has
made, as on all days but the first.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlsplit

from secinfo_desktop.client.addresses import LOOPBACK
from secinfo_desktop.contract.endpoints import ABOUT
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from tools.bench.rows import NotMeasured, Row

PAIRS: Final = 15
GOAL: Final = 2.5
WITHIN_S: Final = 20.0
IDLE: Final = """
import socket
import uvicorn

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(app, http="auto", loop="auto", ws="none", lifespan="off", log_config=None, access_log=False)
uvicorn.Server(config).run([listener])
"""
"""With the compiled parser and loop where they are installed, as the service."""


def ready() -> Iterator[Row]:
    """The figure is the median of the ratios within a pair."""
    with tempfile.TemporaryDirectory(prefix="secinfo-bench-", ignore_cleanup_errors=True) as folder:
        data = Path(folder)
        first = _service(data)
        _idle()
        pairs = [(_service(data), _idle()) for _ in range(PAIRS)]
    ours, theirs = (median(one) for one in zip(*pairs, strict=True))
    ratio = median(our / their for our, their in pairs)
    how = f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms, {PAIRS} pairs; the first start {first * 1000:.0f} ms"
    yield Row("backend ready / an idle uvicorn", ratio, "×", GOAL, how)


def _service(data: Path) -> float:
    begun = time.perf_counter()
    backend = EmbeddedBackend(practice_settings(data))
    try:
        backend.start()
        address = backend.address()
        _ask(urlsplit(address.url).port or 0, ABOUT.url_path, begun, {"Authorization": f"Bearer {address.token}"})
        return time.perf_counter() - begun
    finally:
        backend.stop()


def _idle() -> float:
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-P", "-c", IDLE], stdout=subprocess.PIPE, text=True)
    try:
        port = process.stdout.readline() if process.stdout else ""
        _ask(int(port), "/", begun, {})
        return time.perf_counter() - begun
    finally:
        process.kill()
        process.communicate()


def _ask(port: int, path: str, begun: float, headers: dict[str, str]) -> None:
    """Ask until there is an answer."""
    while time.perf_counter() - begun < WITHIN_S:
        connection = HTTPConnection(LOOPBACK, port, timeout=WITHIN_S)
        try:
            connection.request("GET", path, headers=headers)
            if (status := connection.getresponse().status) == 200:
                return
            raise NotMeasured(f"the first answer is {status}")
        except ConnectionRefusedError:
            continue
        finally:
            connection.close()
    raise NotMeasured("there is no answer")
