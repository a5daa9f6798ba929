"""Writers who are committed together, on SQLite itself: whoever was told yes is on the disk, and nobody else is.

Works are drawn by chance: some write, some are refused half way, and some make SQLite undo the whole transaction, which
they tell or keep to themselves. A model says who has to have been told yes.
"""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.backend.store.one_writer import MOST_TOGETHER, OneWriter
from secinfo_desktop.backend.store.sqlite import FILE, SqliteDatabase
from tests.backend.store.contract import at_once
from tests.backend.store.test_one_writer import until

WITHIN = 60.0
FIRST = -1
ALL_AT_ONCE = 24


class RefusedError(Exception):
    """By the rules of the service: nobody else's matter."""


class Work(Enum):
    """What somebody does in their turn, after they have written their row."""

    WRITES = auto()
    IS_REFUSED = auto()
    LOSES_ALL = auto()
    """SQLite undoes the whole transaction, as it does where its disk is full."""
    LOSES_ALL_UNSEEN = auto()
    """The same, and the one whose statement it was goes on as if nothing had happened."""


def does(connection: Connection, number: int, work: Work) -> None:
    connection.exec_driver_sql("INSERT INTO told_yes VALUES (?)", (number,))
    if work is Work.IS_REFUSED:
        raise RefusedError
    if work is Work.LOSES_ALL:
        _lose_all(connection, number)
    if work is Work.LOSES_ALL_UNSEEN:
        with pytest.raises(IntegrityError):
            _lose_all(connection, number)


def _lose_all(connection: Connection, number: int) -> None:
    connection.exec_driver_sql("INSERT OR ROLLBACK INTO told_yes VALUES (?)", (number,))


class Crowd:
    """People who write to one database and remember who was told what."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database
        self.told: dict[int, str] = {}

    def work(self, number: int, work: Work, meanwhile: Callable[[], None] = lambda: None) -> None:
        try:
            with self.database.write() as connection:
                does(connection, number, work)
                meanwhile()
        except Exception as error:  # noqa: BLE001 - what they were told is looked at
            self.told[number] = type(error).__name__
        else:
            self.told[number] = "yes"

    def one_behind_the_other(self, works: Sequence[Work]) -> None:
        """All wait while the first one writes."""
        threads = [threading.Thread(target=self.work, args=its) for its in enumerate(works)]

        def line_up() -> None:
            for place, thread in enumerate(threads, 1):
                thread.start()
                until(partial(self.has_waiting, place))

        self.work(FIRST, Work.WRITES, line_up)
        for thread in threads:
            thread.join(WITHIN)
            assert not thread.is_alive()

    def has_waiting(self, many: int) -> bool:
        return len(self.database._one_writer._waiting) == many

    def told_yes(self) -> list[int]:
        return sorted(number for number, what in self.told.items() if what == "yes")

    def on_the_disk(self) -> list[int]:
        with self.database.read() as connection:
            return sorted(connection.exec_driver_sql("SELECT number FROM told_yes").scalars())


def expected(works: Sequence[Work]) -> dict[int, str]:
    """The model: what everybody is told, the first one included."""
    told: dict[int, str] = {}
    together: list[int] = []
    turns = 0
    for number, work in enumerate((Work.WRITES, *works), FIRST):
        turns = turns + 1 if together else 1
        match work:
            case Work.WRITES:
                together.append(number)
                told[number] = "yes"
            case Work.IS_REFUSED:
                told[number] = "RefusedError"
            case Work.LOSES_ALL | Work.LOSES_ALL_UNSEEN:
                told |= dict.fromkeys(together, "StoreBusy")
                told[number] = "IntegrityError" if work is Work.LOSES_ALL else "StoreBusy"
                together = []
        if turns == MOST_TOGETHER:
            together = []
    return told


def made(folder: Path) -> SqliteDatabase:
    database = SqliteDatabase(folder / FILE)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE told_yes (number INTEGER PRIMARY KEY)")
    return database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteDatabase]:
    database = made(tmp_path_factory.mktemp("together"))
    yield database
    database.close()


def emptied(database: SqliteDatabase) -> Crowd:
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM told_yes")
    return Crowd(database)


WORKS = st.lists(st.sampled_from(Work), max_size=7)


@given(works=WORKS)
@example(works=[Work.WRITES] * (MOST_TOGETHER + 1))
@example(works=[Work.IS_REFUSED] * (MOST_TOGETHER + 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_everybody_is_told_what_became_of_their_own_work(database: SqliteDatabase, works: list[Work]) -> None:
    holds(emptied(database), works)


def holds(crowd: Crowd, works: Sequence[Work]) -> None:
    crowd.one_behind_the_other(works)
    assert crowd.on_the_disk() == crowd.told_yes()
    assert crowd.told == expected(works)


class Hasty(OneWriter[Any]):
    """Tells everybody yes when their work is done, and not when it is on the disk."""

    def _lose(self, group: Any, error: BaseException) -> None:
        super()._lose(group, error)
        group.failure = None


def test_who_tells_yes_too_early_is_found(database: SqliteDatabase) -> None:
    """The control: those before a transaction that SQLite gave up hear yes, and have nothing."""
    crowd = emptied(database)
    right, database._one_writer = database._one_writer, Hasty(database._begun_to_write, WITHIN)
    try:
        with pytest.raises(AssertionError):
            holds(crowd, [Work.WRITES, Work.LOSES_ALL])
    finally:
        database._one_writer = right


@given(works=st.lists(st.sampled_from(Work), min_size=ALL_AT_ONCE, max_size=ALL_AT_ONCE))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_at_once_nobody_is_told_yes_who_is_not_there(database: SqliteDatabase, works: list[Work]) -> None:
    crowd = emptied(database)
    at_once([partial(crowd.work, *its) for its in enumerate(works)])
    assert len(crowd.told) == len(works)
    assert crowd.on_the_disk() == crowd.told_yes()
    refused = [number for number, work in enumerate(works) if work is Work.IS_REFUSED]
    assert all(crowd.told[number] == "RefusedError" for number in refused)


def test_a_store_is_closed_while_some_still_write_and_leaves_nothing_open(tmp_path: Path) -> None:
    before = threading.active_count()
    database = made(tmp_path)
    crowd = Crowd(database)
    crowd.work(FIRST, Work.WRITES, database.close)
    assert crowd.told == {FIRST: "yes"}
    assert (threading.active_count(), database._idle) == (before, [])
    assert not (tmp_path / f"{FILE}-wal").exists()  # the last connection that is closed removes it


def test_whoever_is_interrupted_while_they_wait_holds_nobody_up(database: SqliteDatabase) -> None:
    """A command that is ended by the keyboard."""
    crowd = emptied(database)
    waiting = database._one_writer._waiting

    def interrupt() -> None:
        until(lambda: len(waiting) == 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        until(lambda: not waiting)

    first = threading.Thread(target=crowd.work, args=(FIRST, Work.WRITES, interrupt))
    first.start()
    until(lambda: database._one_writer._is_busy)
    with pytest.raises(KeyboardInterrupt), database.write():
        pass
    first.join(WITHIN)
    crowd.work(1, Work.WRITES)
    assert crowd.on_the_disk() == crowd.told_yes() == [FIRST, 1]


def test_a_turn_within_a_turn_is_busy(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / FILE, timedelta(milliseconds=20))
    with database.write(), pytest.raises(StoreBusy), database.write():
        pass
    database.close()
