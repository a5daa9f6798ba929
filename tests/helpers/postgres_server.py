"""A real PostgreSQL server, started once for a whole run of tests: in a folder of its own, on a socket in that folder.

Who runs the tests as root has it run as nobody, since PostgreSQL refuses root. Its one person has a password, as in an
organisation. Nothing on it has to outlive a power cut, so it does not wait for the disk.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from secrets import token_urlsafe
from typing import IO, Any, Final

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

PERSON: Final = "secinfo"
UNPRIVILEGED: Final = "nobody"
WITHIN: Final = 30.0
"""Seconds that the server has to end."""
_READY: Final = "database system is ready to accept connections"
_SETTINGS: Final = (
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
    "log_min_messages=log",
    "log_checkpoints=off",
)
"""Quick, and of few words: nobody reads what it says after it is ready."""
DURABLE: Final = (
    "shared_buffers=512MB",
    "max_wal_size=4GB",
    "max_connections=200",
    "log_min_messages=log",
    "log_checkpoints=off",
)
"""As an organisation has it: with memory, and everything that is said to be committed is on the disk."""
_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A server that takes connections."""

    folder: Path
    password: str = field(repr=False)

    def url(self, database: str, *, password: bool = True) -> str:
        """A database's address, as the service's settings take it."""
        secret = f":{self.password}" if password else ""
        return f"postgresql+psycopg://{PERSON}{secret}@/{database}?host={self.folder}"

    def fresh_database(self, template: str = "template0") -> str:
        """The name of a new database: an empty one, or a copy of another to which nobody is connected."""
        name = f"test_{next(_numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def tell(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """One statement, or several in one transaction, outside of any of ours; returns the rows of the first."""
        where = make_conninfo(host=str(self.folder), user=PERSON, password=self.password, dbname=database)
        with psycopg.connect(where, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def run(self, program: str, *arguments: str | Path) -> str:
        """Let one of PostgreSQL's own programs do something, as whoever looks after the server would."""
        who = {"PGHOST": str(self.folder), "PGUSER": PERSON, "PGPASSWORD": self.password}
        done = subprocess.run(
            (_program(program), *arguments),
            env={"PATH": os.defpath, **who},
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this run; the test says `@pytest.mark.real_part("postgresql")`."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database for one test."""
    name = postgres_server.fresh_database()
    yield name
    postgres_server.tell(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_address(postgres_server: PostgresServer, postgres_database: str) -> str:
    """That database's address, as the settings take it."""
    return postgres_server.url(postgres_database)


@contextmanager
def running_server(settings: Sequence[str] = _SETTINGS) -> Iterator[PostgresServer]:
    """A server for the length of a block."""
    with tempfile.TemporaryDirectory(prefix="pg-") as its_folder:
        server = PostgresServer(Path(its_folder), token_urlsafe())
        _make(server)
        process = _start(server, "postgres", "-D", str(_data(server)), "-k", its_folder, "-h", "", *_options(settings))
        try:
            _wait_until_ready(process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # its "fast" way: ends connections, then itself
            process.communicate(timeout=WITHIN)


def _make(server: PostgresServer) -> None:
    secret = server.folder / "password"
    secret.touch(0o600)
    secret.write_text(server.password)
    if os.geteuid() == 0:
        for its in (server.folder, secret):
            shutil.chown(its, UNPRIVILEGED)
    settings = ("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync", "--no-instructions")
    made = _start(server, "initdb", "-D", str(_data(server)), "-U", PERSON, f"--pwfile={secret}", *settings)
    said, _ = made.communicate(timeout=WITHIN)
    assert made.returncode == 0, said


def _data(server: PostgresServer) -> Path:
    return server.folder / "data"


def _options(settings: Sequence[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


def _start(server: PostgresServer, name: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        (_program(name), *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=server.folder,
        env={"LC_ALL": "C", "PATH": os.defpath},
        start_new_session=True,
        **_as_whom(),
    )


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


def _program(name: str) -> str:
    """Debian keeps each version's programs in a folder of its own, out of the search path."""
    newest = max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda its: int(its.parts[-3]), default=None)
    return str(newest or name)


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    told: list[str] = []
    for line in _lines(process):
        told.append(line)
        if _READY in line:
            return
    raise AssertionError("".join(told))


def _lines(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stdout is not None
    return process.stdout
