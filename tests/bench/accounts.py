"""Puts made-up accounts into a service's database, by the hundred thousand.

`python -m tests.bench.accounts --accounts 1000000 --seed 7 --data FOLDER` fills SQLite's file in the folder; with the
address of a PostgreSQL database in the environment (SECINFO_DATABASE) that one. Every contact counts. Nobody has a
password, and the audit log knows nothing of it: that an account was added is noted where people add one.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, Table

from secinfo_desktop.backend.service import open_for
from secinfo_desktop.backend.settings import from_environment, read
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT
from tests.bench.people import MadePerson, people

AT_ONCE: Final = 50_000
"""People in one transaction."""
_CACHE_KIB: Final = 1 << 20
"""Ids are as random as real ones: while rows come by the million, SQLite keeps the ends of its indexes in memory."""
_ACCOUNT: Final = ("id", "name", "added_at")
_CONTACT: Final = (
    "id",
    "account_id",
    "position",
    "kind",
    "value",
    "failed_in_a_row",
    "guesses",
    "added_at",
    "proven_at",
)

Row = tuple[Any, ...]


def add_people(database: Database, made: Iterable[MadePerson], at_once: int = AT_ONCE) -> int:
    """Add an account for each person, so many in one transaction; returns how many."""
    added, waiting = 0, iter(made)
    while some := list(islice(waiting, at_once)):
        with database.write() as connection:
            _add(connection, ACCOUNT, _ACCOUNT, [(person.id, person.name, person.added_us) for person in some])
            _add(connection, CONTACT, _CONTACT, list(chain.from_iterable(map(_contacts, some))))
        added += len(some)
    return added


def _contacts(person: MadePerson) -> Iterator[Row]:
    for place, contact in enumerate(person.contacts):
        since = person.added_us
        yield contact.id, person.id, place, contact.kind.value, contact.value, 0, 0, since, since


def _add(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """The quickest way of each database, in the caller's transaction."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        driver.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608 - our own names
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill the database and say how many accounts were added, in how many seconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.accounts", description=__doc__)
    parser.add_argument("--accounts", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", required=True)
    its = parser.parse_args(arguments)
    store = open_for(read(from_environment(os.environ), {"data": its.data}, sends=False))
    began = time.perf_counter()
    try:
        added = add_people(store.database, people(its.accounts, its.seed))
    finally:
        store.close()
    sys.stdout.write(json.dumps({"added": added, "seconds": round(time.perf_counter() - began, 1)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
