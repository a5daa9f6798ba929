"""T4: a power cut takes nothing that was acknowledged.

The store's own statements, its migrations included, are recorded while real recoveries run. They are carried out again
on a disk whose power is cut at any write or sync. What is found afterwards must be whole, and exactly the state after
the last acknowledged transaction, or after the one that was just being written.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import apsw
import pytest

from secinfo_desktop.backend.store.sqlite import FILE
from tests.helpers.service_bench import ServiceBench
from tests.proof.power import NAME, Disk
from tests.proof.recording import COMMIT, Transaction, recorded, recover_often

ROUNDS, MANY_ROUNDS = 300, 3000
RECOVERIES = 5
PRAGMAS = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
NORMAL = 1
PAGES_UNTIL_CHECKPOINT = (1000, 12)
"""SQLite's own number, which a short day does not reach; and one that it reaches again and again."""

rounds_of = pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(MANY_ROUNDS, marks=pytest.mark.long)])


@dataclass(frozen=True)
class Day:
    """What a store said in a day, how it had set its database, and what stood there after each transaction."""

    transactions: Sequence[Transaction]
    pragmas: Mapping[str, object]
    states: Sequence[str]


@dataclass
class Findings:
    """What the rounds came to."""

    damaged: int = 0
    rounds_with_loss: int = 0
    lost: int = 0
    neither: int = 0


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    with recorded() as transactions:
        bench = ServiceBench(tmp_path_factory.mktemp("day"))
        bench.add_account()
        recover_often(bench, RECOVERIES)
        with bench.store.database.read() as connection:
            pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
        bench.close()
    return Day(transactions, pragmas, list(_states(transactions)))


def _states(transactions: Sequence[Transaction]) -> Iterator[str]:
    database = sqlite3.connect(":memory:", isolation_level=None)
    yield _content(database)
    for transaction in transactions:
        for statement in transaction:
            database.execute(statement.sql, statement.values).fetchall()
        database.execute("COMMIT")
        yield _content(database)
    database.close()


def _content(database: sqlite3.Connection) -> str:
    return "\n".join(database.iterdump())


def _live_through(day: Day, folder: Path, disk: Disk, random: Random) -> int:
    """Carry the day out until the power is cut; returns how many transactions were acknowledged."""
    acknowledged = 0
    connection = apsw.Connection(str(folder / FILE), vfs=NAME)
    try:
        for name, value in day.pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
        connection.wal_autocheckpoint(PAGES_UNTIL_CHECKPOINT[random.random() < 0.5])
        for transaction in day.transactions:
            for statement in (*transaction, COMMIT):
                connection.execute(statement.sql, statement.values).fetchall()
                if disk.is_out:
                    return acknowledged
            acknowledged += 1
        connection.close()
    except apsw.Error:
        assert disk.is_out
    return acknowledged


def _round(day: Day, folder: Path, cut_at: int, random: Random, findings: Findings) -> None:
    before, after = folder / "before", folder / "after"
    before.mkdir(parents=True)
    after.mkdir()
    disk = Disk(cut_at)
    acknowledged = _live_through(day, before, disk, random)
    disk.cut(after, random if random.random() < 0.5 else None)
    database = sqlite3.connect(after / FILE)
    if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        findings.damaged += 1
    content = _content(database)
    database.close()
    if content not in day.states[acknowledged : acknowledged + 2]:
        findings.neither += content not in day.states
        lost = acknowledged - max((n for n, state in enumerate(day.states) if state == content), default=0)
        findings.rounds_with_loss += 1
        findings.lost += lost


def _cut_often(day: Day, folder: Path, rounds: int) -> Findings:
    random, findings = Random(rounds), Findings()
    whole = Disk()
    (folder / "whole").mkdir()
    assert _live_through(day, folder / "whole", whole, Random(1)) == len(day.transactions)
    for number in range(rounds):
        _round(day, folder / str(number), random.randint(1, whole.steps), random, findings)
    return findings


@rounds_of
def test_nothing_acknowledged_is_lost(day: Day, tmp_path: Path, rounds: int) -> None:
    assert day.pragmas["journal_mode"] == "wal"
    assert _cut_often(day, tmp_path, rounds) == Findings()


def test_control_with_less_syncing_acknowledged_transactions_are_lost(day: Day, tmp_path: Path) -> None:
    careless = Day(day.transactions, {**day.pragmas, "synchronous": NORMAL}, day.states)
    findings = _cut_often(careless, tmp_path, ROUNDS)
    assert findings.lost > findings.rounds_with_loss > ROUNDS // 10
    assert findings.damaged == 0
