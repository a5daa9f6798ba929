"""Prepared statements find and give what SQLAlchemy's own way finds and gives, on each database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.backend.store.prepared import Prepared
from secinfo_desktop.backend.store.tables import SEND, SESSION

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
ADD = Prepared(insert(SEND).inline(), "destination", "at", "audience")
OF = Prepared(select(SEND.c.at, SEND.c.audience).where(SEND.c.destination == bindparam("whither")))
MOVE = Prepared(update(SEND).where(SEND.c.destination == bindparam("whither")), "audience")
RETURNED = Prepared(
    update(SEND).where(SEND.c.audience.in_(("public", "helpdesk"))).values(audience="x").returning(SEND.c.at)
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    address = str(request.getfixturevalue("postgres_address")) if request.param == "postgresql" else None
    store = open_store(tmp_path / "data", address)
    yield store.database
    store.close()


def test_rows_have_names_and_the_values_that_were_put_in(database: Database) -> None:
    with database.write() as connection:
        assert ADD.run(connection, destination="a", at=AT, audience="public") == 1
    with database.read() as connection:
        found = OF.row(connection, whither="a")
        assert found is not None
        assert (found.at, found.audience) == (AT, "public")
        assert found == connection.execute(select(SEND.c.at, SEND.c.audience)).one()
        assert OF.rows(connection, whither="b") == []
        assert OF.row(connection, whither="b") is None


def test_an_update_tells_how_many_rows_it_met_and_returns_them(database: Database) -> None:
    with database.write() as connection:
        for _ in range(2):
            ADD.run(connection, destination="a", at=AT, audience="old")
        assert MOVE.run(connection, whither="a", audience="helpdesk") == 2
        assert [row.at for row in RETURNED.rows(connection)] == [AT, AT]
        assert RETURNED.rows(connection) == []


@pytest.mark.parametrize("values", [{}, {"whither": "a", "other": "b"}, {"wither": "a"}])
def test_a_value_that_is_missing_or_not_known_is_a_fault_of_the_program(
    database: Database, values: dict[str, str]
) -> None:
    """A driver takes NULL for what is missing, finds nothing, and says nothing."""
    with database.read() as connection, pytest.raises(TypeError, match="not given, or not known"):
        OF.rows(connection, **values)


def test_what_goes_together_is_done_at_the_end_and_fails_as_one(database: Database) -> None:
    with database.write() as connection:
        with database.together(connection):
            ADD.run(connection, destination="a", at=AT, audience="public")
            ADD.run(connection, destination="a", at=AT, audience="public")
        assert len(OF.rows(connection, whither="a")) == 2

    def twice() -> None:
        with database.write() as connection, database.together(connection):
            for _ in range(2):
                Prepared(insert(SESSION), *session).run(connection, **session)

    session = {"id": "s", "account_id": "nobody", "device": "d", "began_at": AT, "ended_at": None}
    session |= {"token_digest": None, "peer": None}
    with pytest.raises(IntegrityError):
        twice()
    with database.read() as connection:
        assert connection.execute(select(SESSION)).all() == []


def test_whoever_listens_to_the_engine_hears_them(database: Database) -> None:
    heard: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *its: heard.append(its[2]))
    with database.read() as connection:
        OF.rows(connection, whither="a")
    assert any("FROM send" in sql for sql in heard)
