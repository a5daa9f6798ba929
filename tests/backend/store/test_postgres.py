"""The store on PostgreSQL keeps the contract, with writers side by side."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from psycopg import errors
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DBAPIError

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store.postgres import PostgresDatabase
from secinfo_desktop.backend.store.shared_flush import SharedFlush
from secinfo_desktop.backend.store.sql_store import SqlStore, store_over
from secinfo_desktop.backend.store.tables import PRACTICE_WORLD, SEND
from tests.backend.store.contract import ROUNDS, OpenStore, at_once
from tests.backend.store.whole_contract import WholeContract
from tests.helpers.postgres_server import PostgresServer

pytestmark = pytest.mark.real_part("postgresql")
END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
IMPATIENT = timedelta(milliseconds=20)


@pytest.fixture
def url(postgres_server: PostgresServer, postgres_database: str) -> str:
    return postgres_server.url(postgres_database)


@pytest.fixture(name="open_store")
def another_connection(url: str) -> Iterator[OpenStore]:
    opened: list[SqlStore] = []

    def another() -> SqlStore:
        opened.append(store_over(PostgresDatabase(url)))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def impatient(url: str) -> Iterator[SqlStore]:
    store = store_over(PostgresDatabase(url, IMPATIENT))
    yield store
    store.close()


class TestPostgresStore(WholeContract):
    """The suite on PostgreSQL."""


def test_whoever_starts_first_makes_the_tables_and_the_others_wait(url: str) -> None:
    for database in at_once([partial(PostgresDatabase, url)] * 4):
        database.close()


def test_what_was_said_yes_to_is_on_the_disk_however_the_server_is_set(
    url: str, postgres_server: PostgresServer, postgres_database: str
) -> None:
    postgres_server.tell(f"ALTER DATABASE {postgres_database} SET synchronous_commit = off")
    database = PostgresDatabase(url)
    with database.write() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    database.close()


@pytest.mark.parametrize("waits", [True, pytest.param(False, id="control")])
def test_what_was_said_yes_to_is_on_the_disk_although_its_locks_were_given_back_before(
    postgres_server: PostgresServer, postgres_database: str, open_store: OpenStore, *, waits: bool
) -> None:
    database = open_store().database
    assert isinstance(database, PostgresDatabase)
    if not waits:
        database._disk = SharedFlush(lambda: None)
    was_there = [writes_and_is_there(database, postgres_server, postgres_database) for _ in range(20)]
    assert all(was_there) is waits


def test_a_flush_that_fails_is_never_told_as_nothing_changed(open_store: OpenStore) -> None:
    """The work stands; who is told "full" or "busy" would take it for undone, whatever the server calls the failure."""
    store = open_store()
    assert isinstance(store.database, PostgresDatabase)
    as_it_is = store.database._disk

    def flush() -> None:
        raise DBAPIError.instance(None, None, errors.DiskFull(), errors.Error, hide_parameters=True)

    store.database._disk = SharedFlush(flush)
    with pytest.raises(DBAPIError):
        store.worlds.keep("stands")
    store.database._disk = as_it_is
    assert store.worlds.load() == "stands"


def writes_and_is_there(database: PostgresDatabase, server: PostgresServer, name: str) -> bool:
    """Whether the server's log is on the disk up to beyond the last row of a transaction, once that has ended."""
    with database.write() as connection:
        connection.execute(SEND.insert(), {"destination": "a", "at": AT, "audience": "public"})
        before_commit = connection.execute(text("SELECT pg_current_wal_insert_lsn()")).scalar()
    [(is_there,)] = server.tell(f"SELECT pg_current_wal_flush_lsn() > '{before_commit}'", name)
    return bool(is_there)


def test_a_reader_sees_one_moment(open_store: OpenStore) -> None:
    store = open_store()
    store.worlds.keep("before")
    with store.database.read() as connection:
        assert connection.execute(select(PRACTICE_WORLD.c.world)).scalar() == "before"
        store.worlds.keep("after")
        assert connection.execute(select(PRACTICE_WORLD.c.world)).scalar() == "before"
    assert store.worlds.load() == "after"


def test_who_waits_for_a_turn_too_long_says_so_and_changes_nothing(open_store: OpenStore, impatient: SqlStore) -> None:
    database = open_store().database
    with database.write() as connection:
        database.take_turns(connection, "somebody")
        with pytest.raises(StoreBusy):
            take_turn_and_write(impatient, "somebody")
        take_turn_and_write(impatient, "somebody else")
    assert impatient.worlds.load() == "somebody else"


def take_turn_and_write(store: SqlStore, subject: str) -> None:
    with store.database.write() as connection:
        connection.execute(PRACTICE_WORLD.insert(), {"id": 1, "world": subject})
        store.database.take_turns(connection, subject)


def test_a_deadlock_is_undone_for_one_of_the_two_and_said_to_be_busy(open_store: OpenStore) -> None:
    """Nothing of ours waits crosswise; whatever else does is no failure of the program."""
    store = open_store()
    both_hold_one = threading.Barrier(2)

    def cross(first: str, second: str) -> bool:
        try:
            with store.database.write() as connection:
                store.database.take_turns(connection, first)
                both_hold_one.wait()
                store.database.take_turns(connection, second)
        except StoreBusy:
            return False
        return True

    assert sorted(at_once([partial(cross, "a", "b"), partial(cross, "b", "a")])) == [False, True]


def test_turns_for_the_same_subjects_never_wait_crosswise(open_store: OpenStore) -> None:
    store = open_store()

    def both(*subjects: str) -> None:
        with store.database.write() as connection:
            store.database.take_turns(connection, *subjects)

    for _ in range(ROUNDS):
        at_once([partial(both, "a", "b"), partial(both, "b", "a")] * 4)


def test_a_database_that_can_not_be_reached_is_busy(postgres_server: PostgresServer) -> None:
    with pytest.raises(StoreBusy):
        PostgresDatabase(postgres_server.url("no_such_database"))


def test_a_connection_that_the_server_ended_is_replaced(
    postgres_server: PostgresServer, postgres_database: str, open_store: OpenStore
) -> None:
    store = open_store()
    store.worlds.keep("kept")
    assert postgres_server.tell(END_THE_OTHERS, postgres_database)
    assert store.worlds.load() == "kept"


def test_no_password_is_in_what_can_be_shown(postgres_server: PostgresServer, open_store: OpenStore) -> None:
    store = open_store()
    with pytest.raises(StoreBusy) as refused:
        PostgresDatabase(postgres_server.url("no_such_database"))
    shown = f"{store!r} {store.database._engine!r} {postgres_server!r} {refused.getrepr(showlocals=False)}"
    assert postgres_server.password not in shown


def test_reading_then_writing_would_use_a_code_twice(open_store: OpenStore) -> None:
    """The control: without a turn, what the suite's race is for does happen to code that reads first."""
    store = open_store()
    assert careless_round(store) > 1


def careless_round(store: SqlStore) -> int:
    store.worlds.keep("unused")
    have_read = threading.Barrier(4)

    def is_unused(connection: Connection) -> bool:
        return connection.execute(select(PRACTICE_WORLD.c.world)).scalar() == "unused"

    def use() -> bool:
        with store.database.write() as connection:
            unused = is_unused(connection)
            have_read.wait()
            if unused:
                connection.execute(update(PRACTICE_WORLD).values(world="used"))
            return unused

    return sum(at_once([use] * 4))


def test_writers_beside_each_other_wait_only_for_the_same_rows(open_store: OpenStore, impatient: SqlStore) -> None:
    with open_store().database.write() as connection:
        connection.execute(text("INSERT INTO practice_world (id, world) VALUES (2, 'another row')"))
        impatient.worlds.keep("one")
    assert impatient.worlds.load() is not None


def test_a_database_that_only_reads_says_so(url: str) -> None:
    database = PostgresDatabase(url)

    def write() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql("DELETE FROM flow")

    with pytest.raises(StoreFull):
        write()
    database.close()
