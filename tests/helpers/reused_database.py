"""One database of the real PostgreSQL server for many tests: migrated once, and put back as it was after each.

A database of its own for each would take three times as long as the test itself; tests of the store have one.
"""

from collections.abc import Iterator, Sequence

import pytest

from secinfo_desktop.backend.store import postgres
from tests.helpers.postgres_server import PostgresServer

_KEEP = (
    "SELECT format('CREATE TABLE first.%1$I AS TABLE %1$I', tablename)"
    " FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
_PUT_BACK = (
    "SELECT format('DELETE FROM %1$I; INSERT INTO %1$I TABLE first.%1$I', tablename)"
    " FROM pg_tables WHERE schemaname = 'first'"
)
_COUNT_ANEW = "SELECT format('ALTER SEQUENCE %I RESTART', sequencename) FROM pg_sequences WHERE schemaname = 'public'"
_END_THE_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000)"  # and waits until it is gone, so that nothing of it comes later
    " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class ReusedDatabase:
    """A database with the newest tables, which remembers the rows that migrations put into them."""

    def __init__(self, server: PostgresServer) -> None:
        self._server, self.name = server, server.fresh_database()
        self.address = server.url(self.name)
        postgres.open_store(self.address).close()
        self._tell("CREATE SCHEMA first", *self._written(_KEEP))
        self._statements = [*self._written(_PUT_BACK), *self._written(_COUNT_ANEW)]

    def put_back(self) -> None:
        """As after the migrations: nobody is connected, no table has another row, and counting begins anew."""
        self._tell(_END_THE_OTHERS)
        # else rows that others point at could not go first
        self._tell("SET LOCAL session_replication_role = replica", *self._statements)

    def _written(self, query: str) -> Sequence[str]:
        """Statements that the database writes for what it has."""
        return [statement for (statement,) in self._server.tell(query, self.name)]

    def _tell(self, *statements: str) -> None:
        self._server.tell("; ".join(statements), self.name)


@pytest.fixture(scope="session")
def reused_database(postgres_server: PostgresServer) -> ReusedDatabase:
    """The one of this run."""
    return ReusedDatabase(postgres_server)


@pytest.fixture
def reused_address(reused_database: ReusedDatabase) -> Iterator[str]:
    """Its address, as the settings take it, for one test."""
    yield reused_database.address
    reused_database.put_back()
