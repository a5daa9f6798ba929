"""Rounds of a race for codes: many callers at the same moment, each with a connection of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.flow_answers import OpenedFlow
from secinfo_desktop.backend.services.ports import NeedsTwo
from secinfo_desktop.backend.services.records import SentCode
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import CODE
from secinfo_desktop.domain.failures import Failure
from tests.backend.store.contract import at_once
from tests.helpers.clock import FrozenClock
from tests.helpers.service_bench import ServiceBench, refusal, wrong

if TYPE_CHECKING:
    from multiprocessing.connection import Connection  # has type parameters for the type checker alone

RIGHT_AT_ONCE = 8
WRONG_AT_ONCE = 16
MEETING_S = 0.5

Answers = Counter[Failure | None]
"""How often each failure was the answer; None stands for "accepted"."""
Race = Callable[[str, str], Sequence[Failure | None]]
"""Gives codes back to a flow, all at once: takes its handle and its right code, returns the answers."""


@dataclass
class Tally:
    """What many rounds came to."""

    rounds: int = 0
    accepted_twice: int = 0
    accepted_never: int = 0
    most_compared: int = 0

    def add(self, answers: Sequence[Failure | None]) -> None:
        """Count a round in which somebody had the right code."""
        counted = Counter(answers)
        self.rounds += 1
        self.accepted_twice += counted[None] > 1
        self.accepted_never += counted[None] == 0
        self.most_compared = max(self.most_compared, compared(counted))


def compared(answers: Answers) -> int:
    """How many guesses were compared with a code: every answer but those that say that none was."""
    return answers.total() - answers[Failure.TOO_MANY_GUESSES] - answers[Failure.FLOW_ENDED]


def flow_with_code(bench: ServiceBench, hours: float = 3) -> tuple[OpenedFlow, str]:
    """A new flow and the code that was just sent for it; hours after the last one, so that no ceiling bites."""
    bench.clock.advance(hours=hours)
    flow = bench.open_flow()
    bench.ask(flow)
    return flow, bench.newest_code()


def all_give_the_right_one(callers: Sequence[Recovery]) -> Race:
    """Eight callers who have the right code."""

    def race(handle: str, code: str) -> Sequence[Failure | None]:
        return at_once([partial(refusal, caller.give_code, handle, code) for caller in callers[:RIGHT_AT_ONCE]])

    return race


def all_guess_wrong(callers: Sequence[Recovery]) -> Race:
    """Sixteen callers who guess, each something else."""

    def race(handle: str, code: str) -> Sequence[Failure | None]:
        guessing = [
            partial(refusal, caller.give_code, handle, wrong(code, by))
            for by, caller in enumerate(callers[:WRONG_AT_ONCE], 1)
        ]
        return at_once(guessing)

    return race


class ReadsThenWrites(SqlFlows):
    """The control: looks whether a code is unused, and writes that it is used afterwards.

    Who has looked waits a moment for somebody else to look: so the mistake shows on a quick computer, too.
    """

    _both_have_looked = threading.Barrier(2)

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._its = database

    def use_code(
        self,
        code: SentCode,
        now: datetime,
        event: AuditEvent | None = None,  # noqa: ARG002 - untold
        needs_two: NeedsTwo = bool,  # noqa: ARG002 - one proof is enough for the race
    ) -> bool:
        """Use a code once, as long as nobody else is quick."""
        with self._its.read() as connection:
            used_at = connection.execute(select(CODE.c.used_at).where(CODE.c.id == code.issued.id)).scalar()
        if used_at is None:
            self._wait_for_another()
            with self._its.write() as connection:
                connection.execute(update(CODE).where(CODE.c.id == code.issued.id).values(used_at=now))
        return used_at is None

    def _wait_for_another(self) -> None:
        try:
            self._both_have_looked.wait(MEETING_S)
        except threading.BrokenBarrierError:
            self._both_have_looked.reset()


def reading_then_writing(store: SqlStore) -> SqlStore:
    """The same store with the control's mistake in it."""
    return replace(store, flows=ReadsThenWrites(store.database))


class RacerProcesses:
    """Processes that each have a service of their own over the same database, and give a code back when told."""

    def __init__(self, bench: ServiceBench, count: int) -> None:
        spawning = get_context("spawn")
        self._barrier = spawning.Barrier(count)  # held, or it is gone before the racers have taken it
        self._clock = bench.clock
        self._lines, theirs = zip(*(spawning.Pipe() for _ in range(count)), strict=True)
        self._racers = [
            spawning.Process(
                target=give_when_told, args=(bench.folder, bench.database, self._barrier, line), daemon=True
            )
            for line in theirs
        ]
        for racer in self._racers:
            racer.start()

    def race(self, handle: str, code: str) -> Sequence[Failure | None]:
        """All of them give the right code back."""
        for line in self._lines:
            line.send((handle, code, self._clock()))
        return [line.recv() for line in self._lines]

    def close(self) -> None:
        """Send them home."""
        for line in self._lines:
            line.send(None)
        for racer in self._racers:
            racer.join(10)


def give_when_told(folder: Path, database: str | None, barrier: Barrier, line: "Connection[Any, Any]") -> None:
    """The whole life of a racer."""
    clock = FrozenClock()
    bench = ServiceBench(folder, clock, database=database)
    while (told := line.recv()) is not None:
        handle, code, now = told
        clock.advance(seconds=(now - clock()).total_seconds())
        barrier.wait()
        line.send(refusal(bench.recovery.give_code, handle, code))
    bench.close()
