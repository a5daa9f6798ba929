"""Both kinds of database, for what has to hold on each."""

from pathlib import Path

import pytest

from tests.backend.store.places import Place, PostgresPlace, SqlitePlace

_ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))


@pytest.fixture(params=["sqlite", _ON_POSTGRESQL])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place for a database of each kind."""
    if request.param == "sqlite":
        return SqlitePlace(tmp_path / "data")
    server, database = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_database")
    return PostgresPlace(tmp_path / "data", server, database)
