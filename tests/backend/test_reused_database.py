"""A database that many tests use one after the other tells none of them about another."""

from pathlib import Path

import pytest

from tests.helpers.postgres_server import PostgresServer
from tests.helpers.reused_database import ReusedDatabase
from tests.helpers.service_bench import MAIL, ServiceBench

pytestmark = pytest.mark.real_part("postgresql")


def everything(server: PostgresServer, database: ReusedDatabase) -> list[str]:
    """All tables, rows and counters, as statements."""
    written = server.run("pg_dump", "--inserts", database.name)
    return [line for line in written.splitlines() if not line.startswith("\\")]  # a word that is another each time


def test_it_is_put_back_as_the_migrations_left_it(postgres_server: PostgresServer, tmp_path: Path) -> None:
    database = ReusedDatabase(postgres_server)
    before = everything(postgres_server, database)
    bench = ServiceBench(tmp_path / "data", database=database.address)
    bench.add_account()
    bench.ask(bench.open_flow(), MAIL, 1)
    assert everything(postgres_server, database) != before
    database.put_back()
    assert everything(postgres_server, database) == before
    bench.close()
