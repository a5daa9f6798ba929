"""What a store says to its database, transaction by transaction, so that it can be said again to another one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench

BEGIN = "BEGIN IMMEDIATE"


@dataclass(frozen=True)
class Statement:
    """One statement as the driver gets it."""

    sql: str
    values: tuple[Any, ...]


COMMIT = Statement("COMMIT", ())
Transaction = tuple[Statement, ...]
"""From ``BEGIN IMMEDIATE`` on, without its ``COMMIT``."""


@contextmanager
def recorded() -> Iterator[list[Transaction]]:
    """Collects every writing transaction that is committed in the block, by whatever store over SQLite."""
    committed: list[Transaction] = []
    running: list[Statement] = []

    def said(_c: Connection, _cursor: object, sql: str, values: Sequence[Any], _context: object, many: bool) -> None:
        if sql.startswith("BEGIN"):
            running.clear()
        if sql == COMMIT.sql and running and running[0].sql == BEGIN:
            committed.append(tuple(running))
        if sql in (COMMIT.sql, "ROLLBACK"):
            running.clear()
        else:
            running.extend(Statement(sql, tuple(row)) for row in (values if many else [values]))

    event.listen(Engine, "before_cursor_execute", said)
    try:
        yield committed
    finally:
        event.remove(Engine, "before_cursor_execute", said)


def recover_often(bench: ServiceBench, times: int) -> None:
    """A service's ordinary day: a wrong guess, a repeated request, a right code, a new password."""
    for _ in range(times):
        bench.clock.advance(hours=8)
        flow = bench.open_flow()
        bench.ask(flow)
        bench.clock.advance(minutes=2)
        bench.ask(flow, None)
        bench.give(flow, bench.newest_code())
        bench.recovery.set_password(flow.handle, NEW_PASSWORD)
        bench.worker.deliver_due()
