"""What a database can do at best: commits of one row each, every one of them on the disk before the next."""

import re
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.helpers.postgres_server import PostgresServer
from tools.bench.load import CONNECTIONS
from tools.bench.rows import NotMeasured

SECONDS: Final = 2
ROW: Final = "x" * 100
_PGBENCH_TABLE: Final = "CREATE TABLE IF NOT EXISTS one_row (id bigserial PRIMARY KEY, body text NOT NULL)"
_PGBENCH_INSERT: Final = f"INSERT INTO one_row (body) VALUES ('{ROW}');\n"  # noqa: S608 - fixed words
_RATE: Final = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def of_sqlite(folder: Path, seconds: float = SECONDS) -> float:
    """Commits per second of one connection with SQLite's own log and ``synchronous = FULL``, as the store has it."""
    with tempfile.TemporaryDirectory(dir=folder) as place, closing(_opened(Path(place))) as connection:
        began, commits = time.perf_counter(), 0
        while (taken := time.perf_counter() - began) < seconds:
            connection.execute("INSERT INTO one_row (body) VALUES (?)", (ROW,))  # commits by itself
            commits += 1
    return commits / taken


def _opened(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "one_row.db", isolation_level=None)
    for order in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"):
        connection.execute(order).close()
    connection.execute("CREATE TABLE one_row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    return connection


def of_postgresql(server: PostgresServer, database: str, seconds: int = SECONDS) -> float:
    """Transactions per second of pgbench with as many connections as the requests have.

    Raises:
        NotMeasured: pgbench says no rate.
    """
    server.tell(_PGBENCH_TABLE, database)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_PGBENCH_INSERT)
        script.flush()
        how = ("-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2", "-T", str(seconds), "-f", script.name)
        return rate_in(server.run("pgbench", *how, database))


def rate_in(told: str) -> float:
    """The transactions per second that pgbench tells, without the time for connecting.

    Raises:
        NotMeasured: it tells none.
    """
    found = _RATE.search(told)
    if found is None:
        raise NotMeasured("pgbench says no rate")
    return float(found[1])
