"""The daily sweep of waiting periods: as many people to tell, among few accounts and among very many."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

from secinfo_desktop.backend.store.opening import open_store
from tests.bench.accounts import add_people
from tests.bench.people import people
from tests.bench.waiting import make_due, put_in_waiting
from tools.bench.rows import Row

SEED: Final = 20261127
FEW: Final = 1_000
MANY: Final = 1_000_000
TOLD: Final = 1_000
"""Accounts that wait, and are due on the same day."""
ROUNDS: Final = 3
MANY_GOAL: Final = 1.3
MEMORY_GOAL_MIB: Final = 20.0


def sweep(few: int = FEW, many: int = MANY, told: int = TOLD, rounds: int = ROUNDS) -> Iterator[Row]:
    """Both rows, on SQLite; which population comes first changes from round to round."""
    seconds: dict[int, list[float]] = {few: [], many: []}
    memory = 0.0
    with tempfile.TemporaryDirectory(prefix="secinfo-bench-") as folder:
        data = {count: _filled(Path(folder) / str(count), count, told) for count in (few, many)}
        for number in range(rounds):
            for count in sorted(data, reverse=bool(number % 2)):
                took = _swept(data[count])
                seconds[count].append(took["seconds"])
                memory = max(memory, took["mib"])
    how = f"{told:,} told: {median(seconds[many]):.2f} s, with {few:,} accounts {median(seconds[few]):.2f} s"
    yield Row(f"daily sweep, {many:,} accounts", median(seconds[many]) / median(seconds[few]), "×", MANY_GOAL, how)
    yield Row("memory that it takes", memory, "MiB", MEMORY_GOAL_MIB, "beyond the program's own, at most")


def _filled(data: Path, count: int, told: int) -> Path:
    data.mkdir(mode=0o700)
    with closing(open_store(data, None)) as store:
        add_people(store.database, people(count, SEED))
        put_in_waiting(store.database, told)
    return data


def _swept(data: Path) -> dict[str, float]:
    with closing(open_store(data, None)) as store:
        make_due(store.database)
    command = (sys.executable, "-m", "tests.bench.waiting", "--data", str(data))
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(said)
    return found
