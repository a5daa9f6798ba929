"""A service at work in a process of its own, until it is killed; and what must be true of the database it leaves."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sqlite import FILE
from tests.helpers.clock import FrozenClock
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Line  # has type parameters for the type checker alone

KILLED_AFTER = (0.05, 0.25)
"""Seconds."""
READY_WITHIN = 20.0
ROUNDS_WITH_A_DATABASE = 10

_starting = get_context("forkserver")
_starting.set_forkserver_preload([__name__])


class Done(StrEnum):
    """A deed whose end was acknowledged."""

    READY = "ready"
    OPENED = "opened"
    ASKED = "asked"
    GIVEN = "given"
    RECOVERED = "recovered"


@dataclass
class Findings:
    """What the rounds came to."""

    acknowledged: int = 0
    damaged: int = 0
    lost: int = 0
    torn: int = 0
    broken_rules: set[str] = field(default_factory=set)


HOLDS = {
    "a flow counts as many requests as messages were queued for it": """
        SELECT flow.id FROM flow WHERE flow.asked !=
            (SELECT count(*) FROM outbox JOIN code ON code.id = outbox.code_id WHERE code.flow_id = flow.id)""",
    "a flow is proven exactly if one of its codes was used": """
        SELECT flow.id FROM flow WHERE (flow.proven_at IS NOT NULL) !=
            EXISTS (SELECT 1 FROM code WHERE code.flow_id = flow.id AND code.used_at IS NOT NULL)""",
    "every contact is told of every new password": """
        SELECT account.id FROM account WHERE
            (SELECT count(*) FROM outbox WHERE account_id = account.id AND kind = 'password_changed') !=
            (SELECT count(*) FROM contact WHERE account_id = account.id) *
            (SELECT count(DISTINCT closed_at) FROM flow WHERE account_id = account.id AND proven_at IS NOT NULL
                AND closed_at IS NOT NULL)""",
    "after a new password no code waits to be sent": """
        SELECT outbox.id FROM outbox JOIN code ON code.id = outbox.code_id JOIN flow ON flow.id = code.flow_id
            WHERE flow.closed_at IS NOT NULL AND outbox.state IN ('queued', 'deferred')""",
    "every code that was used stands in the audit log": """
        SELECT 1 WHERE (SELECT count(*) FROM audit_event WHERE kind = 'code_accepted') !=
            (SELECT count(*) FROM flow WHERE proven_at IS NOT NULL)""",
    "every new password stands in the audit log": """
        SELECT 1 WHERE (SELECT count(*) FROM audit_event WHERE kind = 'password_set') !=
            (SELECT count(DISTINCT closed_at) FROM flow WHERE proven_at IS NOT NULL AND closed_at IS NOT NULL)""",
}
"""Rules over several tables; each query finds what breaks one."""
_FOUND = {
    Done.OPENED: "SELECT 1 FROM flow WHERE handle_digest = ?",
    Done.ASKED: "SELECT 1 FROM flow JOIN code ON code.flow_id = flow.id WHERE handle_digest = ? AND asked > 0",
    Done.GIVEN: "SELECT 1 FROM flow WHERE handle_digest = ? AND proven_at IS NOT NULL",
    Done.RECOVERED: "SELECT 1 FROM flow WHERE handle_digest = ? AND closed_at IS NOT NULL",
}


def kill_often(folder: Path, rounds: int, random: Random, *, careless: bool = False) -> Findings:
    """Kill a service again and again, and look each time at what it has left; a careless one until it is caught."""
    findings = Findings()
    for number in range(rounds):
        if careless and findings.torn:
            break
        data = folder / str(number // ROUNDS_WITH_A_DATABASE)
        acknowledged = list(_work_and_die(data, number, random.uniform(*KILLED_AFTER), careless))
        _look(data / FILE, acknowledged, findings)
        _open_again(data, random, findings)
    return findings


def _work_and_die(data: Path, number: int, seconds: float, careless: bool) -> Iterator[tuple[Done, str]]:
    """What a service acknowledged before it was killed, so long after it was ready."""
    mine, its = _starting.Pipe(duplex=False)
    process = _starting.Process(target=work, args=(data, number, careless, its), daemon=True)
    process.start()
    its.close()
    assert mine.poll(READY_WITHIN)
    assert mine.recv()[0] is Done.READY
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0 and mine.poll(left):
        yield mine.recv()
    process.kill()
    try:
        while True:
            yield mine.recv()
    except EOFError:
        process.join()


def work(data: Path, number: int, careless: bool, line: "Line[Any, Any]") -> None:
    """Recover again and again; each round of killing begins a hundred days later, when no limit is left."""
    clock = FrozenClock()
    clock.advance(days=100 * (number % ROUNDS_WITH_A_DATABASE))
    bench = ServiceBench(data, clock, Random(number))
    if number % ROUNDS_WITH_A_DATABASE == 0:
        bench.add_account()
    if careless:
        _commit_in_two_transactions(bench)
    line.send((Done.READY, ""))
    while True:
        _recover(bench, line)


def _recover(bench: ServiceBench, line: "Line[Any, Any]") -> None:
    bench.clock.advance(hours=5)
    flow = bench.open_flow()
    line.send((Done.OPENED, flow.handle))
    bench.ask(flow)
    line.send((Done.ASKED, flow.handle))
    bench.give(flow, bench.newest_code())
    line.send((Done.GIVEN, flow.handle))
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    line.send((Done.RECOVERED, flow.handle))


def _commit_in_two_transactions(bench: ServiceBench) -> None:
    """The control's mistake: what is decided is committed first, and the message about it is queued afterwards."""

    @event.listens_for(bench.store.database._engine, "before_cursor_execute")
    def commit_first(_c: Any, cursor: sqlite3.Cursor, sql: str, *_: object) -> None:
        if sql.startswith("INSERT INTO outbox"):
            cursor.connection.execute("COMMIT")
            cursor.connection.execute("BEGIN IMMEDIATE")


def _look(file: Path, acknowledged: list[tuple[Done, str]], findings: Findings) -> None:
    database = sqlite3.connect(file)
    findings.acknowledged += len(acknowledged)
    findings.damaged += database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    findings.damaged += database.execute("PRAGMA foreign_key_check").fetchall() != []
    broken = {rule for rule, query in HOLDS.items() if database.execute(query).fetchall()}
    findings.torn += bool(broken)
    findings.broken_rules |= broken
    for done, handle in acknowledged:
        digest = hashlib.sha256(handle.encode()).hexdigest()
        findings.lost += database.execute(_FOUND[done], (digest,)).fetchone() is None
    database.close()


def _open_again(data: Path, random: Random, findings: Findings) -> None:
    """Start a service over what was left: it must be usable, and its audit log an unbroken chain."""
    bench = ServiceBench(data, random=random)
    checked = SqlAudit(bench.store.database, bench.keys.seal).check()
    findings.damaged += checked.problem is not None
    bench.open_flow()
    bench.close()
