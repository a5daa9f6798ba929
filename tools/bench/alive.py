"""Whether the window is always there: the longest turn of its event loop in a whole case, with three bad services."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Final

from tools.bench.rows import NotMeasured, Row

ROUNDS: Final = 3
CASES: Final = {"slow": "300 ms an answer", "dead": "refuses, then hangs", "flood": "thousands of everything"}
CPU_MS, WALL_MS, STOP_MS = 16.0, 100.0, 200.0


def alive() -> Iterator[Row]:
    """For each service; a figure is the median of the longest turns of three runs."""
    for case, how in CASES.items():
        runs = [_run(case) for _ in range(ROUNDS)]
        told = f"{how}; the longest of {runs[0]['turns']:.0f} turns, median of {ROUNDS} runs"
        yield Row(f"window, {case}: CPU a turn", median(run["cpu"] for run in runs), "ms", CPU_MS, told)
        yield Row(
            f"window, {case}: gap", median(run["wall"] for run in runs), "ms", WALL_MS, "on the wall, the same runs"
        )
        if case == "dead":
            stopped = median(run["stopped"] for run in runs)
            yield Row("window: stop waiting", stopped, "ms", STOP_MS, "from the press to the page as before")


def _run(case: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tools.bench.alive_window", case]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise NotMeasured(f"{case}: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found
