"""T5: who is not the app gets nothing from the backend on this computer: no page, no other program, no other user.

Everything is sent over the wire to the real process, and what stands in its database is compared before and after.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from secinfo_desktop.backend.http.guard import Guard
from secinfo_desktop.backend.store.sqlite import FILE
from tests.helpers.backend_process import PATIENCE, BackendProcess, backend
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.practice_bench import PracticeBench
from tests.helpers.served import listening, served
from tests.proof.shapes import Target, good, hostile, reading, send, status

FEWEST_SHAPES = 25
REFUSALS = {0, 400, 403, 404, 405, 413, 501}
"""0: closed without a word."""
FEW_WORDS = 40
PROBLEM = {"type", "title", "status", "code", "retry_after"}
NEVER_COMPLETE = "a large length"
"""Who does not refuse this one waits for its body."""
NOBODY = 65534

AS_ANOTHER_USER = """
import json, os, socket, sys
order = json.loads(sys.stdin.read())
"localhost".encode("idna")  # nothing can be imported from root's folders any more, once we are somebody else
os.setgroups([])
os.setgid(order["user"])
os.setuid(order["user"])
got = []
def attempt(name, deed):
    try:
        if deed() is not False:
            got.append(name)
    except OSError:
        pass
def call(request):
    with socket.create_connection(("127.0.0.1", order["port"]), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        return connection.makefile("rb").read().startswith(b"HTTP/1.1 2")
for name, request in order["requests"].items():
    attempt(name, lambda: call(request))
for path in order["files"]:
    attempt(path, lambda: open(path, "rb").read())
for path in order["folders"]:
    attempt(path, lambda: os.listdir(path))
attempt("a signal", lambda: os.kill(order["pid"], 0))
print(json.dumps(got))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def running(data: Path) -> Iterator[BackendProcess]:
    with backend("embedded", settings={"data": str(data), "practice": True}) as its:
        its.ok("POST", "/practice/start", {"scenario": "mail-junk"})
        yield its


def target_of(running: BackendProcess) -> Target:
    assert running.token
    return Target(running.port, running.token)


def stored(data: Path) -> str:
    """All that is kept, but for the log: that somebody was not let in is noted there, once a minute."""
    database = sqlite3.connect(data / FILE)
    content = "\n".join(line for line in database.iterdump() if not line.startswith('INSERT INTO "audit_'))
    database.close()
    return content


def test_no_hostile_request_changes_or_reads_anything(data: Path, running: BackendProcess) -> None:
    target, before = target_of(running), stored(data)
    shapes = hostile(target)
    assert len(shapes) >= FEWEST_SHAPES
    answers = {name: send(target.port, request) for name, request in shapes.items()}
    assert {name: status(answer) for name, answer in answers.items() if not _is_refusal(answer)} == {}
    assert stored(data) == before
    assert status(send(target.port, good(target))) == 200
    assert stored(data) != before


def _is_refusal(answer: bytes) -> bool:
    """True for a problem of ours, and for the few words of the server that reads HTTP for us."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if status(answer) not in REFUSALS:
        return False
    return len(body) < FEW_WORDS or (b"application/problem+json" in head and json.loads(body).keys() == PROBLEM)


def test_control_without_its_guard_the_service_does_what_it_is_told(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("uvicorn.error", "Invalid HTTP request")
    bench = PracticeBench(tmp_path / "bench")
    assert isinstance(bench.app, Guard)
    with listening() as listener:
        target = Target(listener.getsockname()[1], "a-token")
        shapes = {name: request for name, request in hostile(target).items() if name != NEVER_COMPLETE}
        with served(bench.app._app, listener):
            came_in = [name for name, request in shapes.items() if status(send(target.port, request)) == 200]
    bench.close()
    assert len(came_in) >= FEWEST_SHAPES


def test_the_token_stands_in_no_process_list_and_no_environment(running: BackendProcess) -> None:
    token = target_of(running).token.encode()
    looked_at = 0
    for process in Path("/proc").glob("[0-9]*"):
        for place in ("cmdline", "environ"):
            with suppress(OSError):
                assert token not in (process / place).read_bytes()
                looked_at += 1
    assert looked_at > 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process of another user")
def test_another_user_of_the_computer_gets_nothing(data: Path, running: BackendProcess) -> None:
    before, process = stored(data), Path("/proc") / str(running.process.pid)
    for token in ("", "guess", "x" * len(target_of(running).token)):
        assert _as_another_user(data, running, token) == [f"{process}/cmdline"]
    assert target_of(running).token not in (process / "cmdline").read_text()
    assert stored(data) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process of another user")
def test_control_with_the_token_another_user_would_get_in(data: Path, running: BackendProcess) -> None:
    assert _as_another_user(data, running, target_of(running).token)[:2] == ["reading", "changing"]


def _as_another_user(data: Path, running: BackendProcess, token: str) -> list[str]:
    """What another user gets who knows the port, the process and the folder, and tries this token."""
    process, target = Path("/proc") / str(running.process.pid), Target(running.port, token)
    private = ("cmdline", "environ", "mem", "maps", "fd/0", "fd/1", "fd/2", "auxv")
    order = {
        "user": NOBODY,
        "port": running.port,
        "pid": running.process.pid,
        "requests": {"reading": reading(target).decode(), "changing": good(target).decode()},
        "files": [str(process / name) for name in private] + [str(file) for file in data.iterdir()],
        "folders": [str(data), str(process / "fd"), str(process / "cwd")],
    }
    said = subprocess.run(
        (sys.executable, "-I", "-c", AS_ANOTHER_USER),
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    got: list[str] = json.loads(said.stdout)
    return got
