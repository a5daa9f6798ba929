"""The store on SQLite keeps the contract, durably and in private files."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store.sql_store import SqlStore, store_over
from secinfo_desktop.backend.store.sqlite import FILE, SqliteDatabase, open_store
from tests.backend.store.contract import OpenStore, at_once
from tests.backend.store.whole_contract import WholeContract
from tests.helpers.records import an_account


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(name="open_store")
def another_connection(folder: Path) -> Iterator[OpenStore]:
    opened: list[SqlStore] = []

    def another() -> SqlStore:
        opened.append(open_store(folder))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


class TestSqliteStore(WholeContract):
    """The suite on SQLite."""


@pytest.fixture
def careless_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless_umask")
def test_files_are_private_whatever_the_umask(folder: Path, open_store: OpenStore) -> None:
    open_store().accounts.add(an_account())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert modes == {FILE: 0o600, f"{FILE}-wal": 0o600, f"{FILE}-shm": 0o600}


@pytest.mark.usefixtures("careless_umask")
def test_a_folder_that_was_open_to_others_is_closed(folder: Path, open_store: OpenStore) -> None:
    folder.mkdir(mode=0o755)
    (folder / FILE).touch(0o644)
    open_store()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)],
)
def test_commits_are_durable_and_deleted_data_is_gone(open_store: OpenStore, pragma: str, value: object) -> None:
    with open_store().database.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_failed_transaction_leaves_nothing(open_store: OpenStore) -> None:
    store = open_store()

    def half_way() -> None:
        with store.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO practice_world (id, world) VALUES (1, 'half')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()
    assert store.worlds.load() is None


def test_a_writer_whose_turn_does_not_come_says_so_and_changes_nothing(folder: Path, open_store: OpenStore) -> None:
    open_store()
    impatient = store_over(SqliteDatabase(folder / FILE, timedelta(milliseconds=20)))
    with open_store().database.write(), pytest.raises(StoreBusy):
        impatient.worlds.keep("another process writes")
    with impatient.database.write(), pytest.raises(StoreBusy):
        at_once([lambda: impatient.worlds.keep("another thread writes")])
    assert impatient.worlds.load() is None
    impatient.close()


def test_a_start_waits_for_no_writer_unless_a_migration_is_missing(folder: Path, open_store: OpenStore) -> None:
    at_once_or_not, busy = timedelta(milliseconds=20), open_store().database
    with busy.write():
        SqliteDatabase(folder / FILE, at_once_or_not).close()
    with busy.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with busy.write(), pytest.raises(StoreBusy):
        SqliteDatabase(folder / FILE, at_once_or_not)


def test_reading_then_writing_would_use_a_code_twice(folder: Path, open_store: OpenStore) -> None:
    """The control: what the suite's race is for does happen to code that reads first."""
    open_store()
    accepted = [_careless_round(folder) for _ in range(3)]
    assert max(accepted) > 1


def _careless_round(folder: Path) -> int:
    file = folder / FILE
    with sqlite3.connect(file) as setup:
        setup.execute("DROP TABLE IF EXISTS careless")
        setup.execute("CREATE TABLE careless (used INTEGER)")
        setup.execute("INSERT INTO careless VALUES (0)")
    setup.close()
    have_read = threading.Barrier(4)

    def use() -> bool:
        connection = sqlite3.connect(file, isolation_level=None, timeout=10)
        try:
            is_unused = bool(connection.execute("SELECT used = 0 FROM careless").fetchone()[0])
            have_read.wait()
            if is_unused:
                connection.execute("UPDATE careless SET used = 1")
            return is_unused
        finally:
            connection.close()

    return sum(at_once([use] * 4))


def test_a_database_that_may_not_grow_says_so_and_goes_on_once_it_may(folder: Path) -> None:
    store = open_store(folder)
    with store.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    added = [an_account(f"person-{number}@example.org") for number in range(200)]

    def fill() -> None:
        for account in added:
            store.accounts.add(account)

    with pytest.raises(StoreFull):
        fill()
    assert store.accounts.with_id(added[0].account.id) == added[0].account
    with store.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    store.accounts.add(added[-1])
    store.close()


def test_a_database_that_only_reads_says_so(folder: Path) -> None:
    store = open_store(folder)

    def write() -> None:
        with store.database.write() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("DELETE FROM flow")

    with pytest.raises(StoreFull):
        write()
    store.close()
