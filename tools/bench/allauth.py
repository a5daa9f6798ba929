"""django-allauth, as its documentation sets it up: the nearest thing to our service that many sites use.

It lives in an environment of its own (`make bench` installs it), served by gunicorn with one process, as ours is.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address
from pathlib import Path
from typing import Final

from tools.bench.load import Load, drive
from tools.bench.rows import NotMeasured

PYTHON: Final = Path(".made/peers/bin/python")
SETTINGS: Final = "tools.bench.allauth_settings"
PATH: Final = "/app/v1/auth/code/request"
PENDING: Final = 401
"""What it answers once the code is on its way: the person is not signed in yet."""
_FIRST_PEER: Final = IPv4Address("10.0.0.1")


@contextmanager
def running_allauth(folder: Path, addresses: Sequence[str], threads: int) -> Iterator[int]:
    """The port of a server in whose database these addresses have accounts; its log is written beside it.

    Raises:
        NotMeasured: it is not installed, or does not start.
    """
    if not PYTHON.is_file():
        raise NotMeasured("django-allauth is not installed here (make bench installs it)")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "BENCH_DATABASE": str(folder / "allauth.db")}
    _django(environment, "migrate", "--verbosity", "0")
    fixture = folder / "people.json"
    fixture.write_text(json.dumps([row for number, its in enumerate(addresses, 1) for row in _account(number, its)]))
    _django(environment, "loaddata", str(fixture), "--verbosity", "0")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with (folder / "allauth.log").open("wb") as log, _gunicorn(environment, port, threads, log.fileno()):
        yield port


def ask(port: int, addresses: Sequence[str], first_peer: int) -> Load:
    """Have a code sent to each address, each asked for from a place where nobody has asked from before.

    Raises:
        NotMeasured: one is refused.
    """
    requests = [_request(port, its, first_peer + number) for number, its in enumerate(addresses)]
    return drive(port, requests).expect(PENDING)


def _account(number: int, address: str) -> Iterator[Mapping[str, object]]:
    user = {"username": f"person{number}", "email": address, "password": "!"}
    yield {"model": "auth.user", "pk": number, "fields": user}
    yield {
        "model": "account.emailaddress",
        "pk": number,
        "fields": {"user": number, "email": address, "verified": True, "primary": True},
    }


def _request(port: int, address: str, peer: int) -> bytes:
    body = json.dumps({"email": address}).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-For: {_FIRST_PEER + peer}\r\n"
        f"User-Agent: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _django(environment: Mapping[str, str], *words: str) -> None:
    done = subprocess.run(
        [PYTHON, "-m", "django", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotMeasured(f"django {words[0]}: {done.stderr.strip().splitlines()[-1]}")


@contextmanager
def _gunicorn(environment: Mapping[str, str], port: int, threads: int, log: int) -> Iterator[None]:
    """One process with so many threads, which keeps connections open."""
    how = ["--workers", "1", "--worker-class", "gthread", "--threads", str(threads), "--keep-alive", "65"]
    application = ["--bind", f"127.0.0.1:{port}", "django.core.wsgi:get_wsgi_application()"]
    process = subprocess.Popen([PYTHON, "-m", "gunicorn", *how, *application], env=environment, stdout=log, stderr=log)
    try:
        _wait_for(process, port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            continue
        return
    raise NotMeasured("gunicorn does not start")
