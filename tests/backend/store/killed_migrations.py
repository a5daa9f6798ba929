"""Migrates databases in processes that are killed on the way: ``python -m tests.backend.store.killed_migrations``.

Each line on the standard input is an order, each on the standard output tells if the process was killed or was faster.
Everything is loaded before the first fork, so that a kill after milliseconds meets a migration and not an import.
"""

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import psycopg  # noqa: F401 - loaded here, used by SQLAlchemy after the fork
from sqlalchemy import create_engine

from secinfo_desktop.backend.store import postgres, schema
from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.backend.store.sqlite import FILE


class Order(msgspec.Struct, frozen=True):
    """Which database to migrate, how, and after how many seconds to kill who does it."""

    folder: str
    url: str | None
    seconds: float
    by_statement: bool = False


def main() -> None:
    """Do what is ordered until there are no more orders."""
    _migrate_by_statement("sqlite://")
    for line in sys.stdin:
        was_killed = _kill_on_the_way(msgspec.json.decode(line, type=Order))
        sys.stdout.write(f"{msgspec.json.encode(was_killed).decode()}\n")
        sys.stdout.flush()


def _kill_on_the_way(order: Order) -> bool:
    begins, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(tells, b"!")
        _end_after(lambda: _migrate(order))
    os.read(begins, 1)
    for end in (begins, tells):
        os.close(end)
    process = os.pidfd_open(child)
    has_ended, _, _ = select.select([process], [], [], order.seconds)
    if not has_ended:
        os.kill(child, signal.SIGKILL)
    os.close(process)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _end_after(work: Callable[[], Any]) -> None:
    """Nothing of the parent's is tidied up in the child."""
    try:
        work()
        os._exit(0)
    except Exception:  # noqa: BLE001 - told, then ended
        traceback.print_exc()
        os._exit(1)


def _migrate(order: Order) -> None:
    if order.by_statement:
        _migrate_by_statement(order.url or f"sqlite:///{Path(order.folder) / FILE}")
    else:
        open_store(Path(order.folder), order.url)


def _migrate_by_statement(url: str) -> None:
    """The control: what a script does that commits each statement."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        schema.bring_up_to_date(connection)
    engine.dispose()


if __name__ == "__main__":
    assert postgres
    main()
