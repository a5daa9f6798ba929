"""How quickly codes are sent, over both databases: against what each of them can do at best, and with many accounts.

Those who are signed in read their security info and have codes sent as well, few among few and among very many.

In every round the population with few accounts and the one with very many ask by turns, a slice of the people each
time, and which comes first changes from slice to slice: what else the computer does meets both alike. The commits that
a database can do at best are counted right before and right after. Every figure is the median of the rounds.
"""

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Final

from tests.helpers.postgres_server import DURABLE, PostgresServer, running_server
from tests.helpers.real_parts import REAL_PARTS
from tools.bench import commits
from tools.bench.load import CONNECTIONS, Load, drive
from tools.bench.populations import Population, running_populations
from tools.bench.rows import NotMeasured, Row
from tools.bench.send_code import OK
from tools.bench.signed_in import openings, readings, sendings

Asking = tuple[int, list[bytes]]
"""The port of a service, and requests that it answers."""
FEW: Final = 1_000
MANY: Final = 1_000_000
ROUNDS: Final = 3
"""Nobody may ask more than three times in ten minutes (R18)."""
NEXT_CODE_S: Final = 61.0
"""After that the same person may ask again."""
SLICES: Final = 8
SIGNED_IN: Final = {"security info read": readings, "flow opened": openings, "code sent to a session": sendings}
P99_GOAL_MS: Final = 20.0
MANY_GOAL: Final = 1.3


@dataclass(frozen=True)
class Round:
    """What was measured in a round: the best that the database can do, and what few and very many accounts got."""

    best: float
    few: Load
    many: Load
    signed_in: Mapping[str, tuple[Load, Load]]
    """What people who were signed in got, few and very many, by the name of what they asked for."""


@dataclass(frozen=True)
class Bench:
    """One database: its populations by their number of accounts, and a count of the commits that it can do."""

    name: str
    populations: Mapping[int, Population]
    best: Callable[[], float]

    def round(self) -> Round:
        """One round."""
        ready = [(its.port, its.ready()) for _, its in sorted(self.populations.items())]
        before = self.best()
        few, many = by_turns(*ready)
        return Round(fmean((before, self.best())), few, many, self._signed_in())

    def _signed_in(self) -> dict[str, tuple[Load, Load]]:
        both = [(its.port, its.signed_in()) for _, its in sorted(self.populations.items())]
        found = {}
        for name, made in SIGNED_IN.items():
            few, many = ((port, made(port, people)) for port, people in both)
            found[name] = by_turns(few, many)
        return found


def by_turns(first: Asking, second: Asking) -> tuple[Load, Load]:
    """Two loads that take turns, slice by slice, one of each at a time.

    Raises:
        NotMeasured: somebody is refused.
    """
    found: tuple[list[Load], list[Load]] = ([], [])
    for number in range(SLICES):
        sides = (0, 1) if number % 2 else (1, 0)
        for side in sides:
            port, requests = (first, second)[side]
            found[side].append(drive(port, requests[number::SLICES]).expect(OK))
    return _joined(found[0]), _joined(found[1])


def _joined(loads: Sequence[Load]) -> Load:
    return Load([answer for load in loads for answer in load.answers], sum(load.seconds for load in loads))


def stores(few: int = FEW, many: int = MANY, rounds: int = ROUNDS) -> Iterator[Row]:
    """The rows of both databases.

    Raises:
        NotMeasured: there is no PostgreSQL; the rows of SQLite were given before.
    """
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="secinfo-bench-")))
        benches = [_sqlite(opened, folder, (few, many))]
        has_postgresql = REAL_PARTS["postgresql"]()
        if has_postgresql:
            benches.append(_postgresql(opened, folder, (few, many)))
        found = _rounds(benches, rounds)
    yield from _sqlite_rows(found["SQLite"], many)
    if not has_postgresql:
        raise NotMeasured("there is no PostgreSQL here")
    yield from _postgresql_rows(found["PostgreSQL"], many)


def _sqlite(opened: ExitStack, folder: Path, accounts: tuple[int, int]) -> Bench:
    populations = opened.enter_context(running_populations(folder, accounts, None))
    return Bench("SQLite", populations, lambda: commits.of_sqlite(folder))


def _postgresql(opened: ExitStack, folder: Path, accounts: tuple[int, int]) -> Bench:
    server: PostgresServer = opened.enter_context(running_server(DURABLE))
    populations = opened.enter_context(running_populations(folder, accounts, server))
    database = server.fresh_database()
    return Bench("PostgreSQL", populations, lambda: commits.of_postgresql(server, database))


def _rounds(benches: list[Bench], rounds: int) -> dict[str, list[Round]]:
    found: dict[str, list[Round]] = {bench.name: [] for bench in benches}
    for number in range(rounds):
        for bench in benches:
            found[bench.name].append(bench.round())
        if number + 1 < rounds:
            threading.Event().wait(NEXT_CODE_S)  # from the end: the next round may come to its requests sooner
    return found


def _sqlite_rows(rounds: list[Round], many: int) -> Iterator[Row]:
    p99 = median(its.few.percentile(99) for its in rounds)
    how = f"{_rate(rounds)} codes/s, {CONNECTIONS} connections"
    yield Row("code sent, SQLite, p99", p99, "ms", P99_GOAL_MS, how)
    yield _of_best("SQLite", rounds, 0.4, "commits of one row, synchronous = FULL")
    yield _many("SQLite", rounds, many)
    yield from _signed_in("SQLite", rounds, many)


def _postgresql_rows(rounds: list[Round], many: int) -> Iterator[Row]:
    yield _of_best("PostgreSQL", rounds, 0.2, f"inserts of one row by pgbench, {CONNECTIONS} connections")
    yield _many("PostgreSQL", rounds, many)
    yield from _signed_in("PostgreSQL", rounds, many)


def _of_best(name: str, rounds: list[Round], goal: float, what: str) -> Row:
    ratio = median(its.few.rate / its.best for its in rounds)
    how = f"{_rate(rounds)} codes/s against {median(its.best for its in rounds):.0f} {what}; {len(rounds)} rounds"
    return Row(f"codes sent, {name}", ratio, "×", goal, how, at_least=True)


def _many(name: str, rounds: list[Round], many: int) -> Row:
    ratio = median(its.many.percentile(99) for its in rounds) / median(its.few.percentile(99) for its in rounds)
    few = median(its.few.percentile(99) for its in rounds)
    return Row(f"the same, {many:,} accounts, p99", ratio, "×", MANY_GOAL, f"{name}; with few it is {few:.1f} ms")


def _signed_in(name: str, rounds: list[Round], many: int) -> Iterator[Row]:
    for what in SIGNED_IN:
        few, more = (median(its.signed_in[what][side].percentile(99) for its in rounds) for side in (0, 1))
        yield Row(f"{what}, {many:,} accounts, p99", more / few, "×", MANY_GOAL, f"{name}; with few it is {few:.1f} ms")


def _rate(rounds: list[Round]) -> str:
    return f"{median(its.few.rate for its in rounds):.0f}"
