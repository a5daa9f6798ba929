"""A program that keeps its case again and again until it is killed, and what it leaves behind (T16)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from secinfo_desktop.desktop import case_files
from secinfo_desktop.desktop.cases import SavedCases
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered
from secinfo_desktop.recovery.kept import KeptAlong, KeptCase
from secinfo_desktop.recovery.ports import RefusedError
from tests.desktop.cases_contract import along, case
from tests.helpers.clock import FrozenClock

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Line  # has type parameters for the type checker alone

KILLED_AFTER = (0.01, 0.08)
"""Seconds of keeping."""
READY_WITHIN = 20.0
ANSWERS = 100
"""As long as a long case."""

_starting = get_context("forkserver")
_starting.set_forkserver_preload([__name__])
Keep = Callable[[Case, KeptAlong], None]


@dataclass
class Left:
    """What the kills left."""

    kills: int = 0
    unreadable: int = 0
    lost: int = 0
    """An older state than one that had been kept."""


def kill_often(folder: Path, kills: int, random: Random, *, careless: bool = False) -> Left:
    """Kill the program in its work so often, and look each time at what another start would find."""
    left = Left()
    for number in range(kills):
        data = folder / str(number)
        kept = _keep_and_die(data, random.uniform(*KILLED_AFTER), careless)
        found = SavedCases(data, FrozenClock()).all()
        left.kills += 1
        left.unreadable += not found.cases
        left.lost += bool(found.cases) and _number(found.cases[0].case) < kept
    return left


def _number(log: Case | None) -> int:
    """Which of the states it is: the seconds of its first answer tell."""
    return int(getattr(log.later[0], "seconds", -1)) if log is not None else -1


def _keep_and_die(data: Path, seconds: float, careless: bool) -> int:
    """The number of the last state that was said to be kept."""
    mine, its = _starting.Pipe(duplex=False)
    process = _starting.Process(target=work, args=(data, careless, its), daemon=True)
    process.start()
    its.close()
    assert mine.poll(READY_WITHIN)
    kept = int(mine.recv())
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0 and mine.poll(left):
        kept = mine.recv()
    process.kill()
    try:
        while True:
            kept = mine.recv()
    except EOFError:
        process.join()
    return kept


def work(data: Path, careless: bool, line: "Line[Any, Any]") -> None:
    """Keep one state after the other."""
    clock = FrozenClock()
    cases = SavedCases(data, clock)
    keep: Keep = _careless(data, clock) if careless else cases.keep
    base = case(clock(), answers=ANSWERS)
    number = 0
    while True:
        first = Answered(clock(), "filter_is_on", "yes", float(number))
        numbered = Case(base.opened, (first, *base.later))
        try:
            keep(numbered, along())
        except RefusedError:
            return
        line.send(number)
        number += 1


def _careless(data: Path, clock: FrozenClock) -> Keep:
    """The control's mistake: the file is opened for writing, and so empty until all is written."""
    data.mkdir(parents=True, exist_ok=True)

    def keep(log: Case, beside: KeptAlong) -> None:
        with (data / "case-0001.json").open("w") as file:
            for piece in case_files.dump(KeptCase(beside, log, clock())).splitlines(keepends=True):
                file.write(piece)
                file.flush()

    return keep
