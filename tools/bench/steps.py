"""From an answer to the next page: the window's thread, against a plain QWizard with the same words and controls."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from statistics import median, quantiles
from typing import Any, Final

from tools.bench.rows import NotMeasured, Row

ROUNDS: Final = 3
CASES: Final = 20
"""In a round; each has ten changes or so."""
GOAL_MS, GOAL_RATIO = 16.0, 2.0

Change = Mapping[str, Any]


def steps(rounds: int = ROUNDS, cases: int = CASES) -> Iterator[Row]:
    """Whole cases by hand, and the same pages in a QWizard, by turns; figures are medians over the rounds."""
    found = [_round(cases) for _ in range(rounds)]
    slowest = median(_p99(ours, "cpu") for ours, _ in found)
    ratio = median(_median(ours, "cpu") / _median(plain, "cpu") for ours, plain in found)
    ours, plain = found[0]
    thinking, wall = (median(_p99(one, figure) for one, _ in found) for figure in ("thinking", "wall"))
    ahead, turn = median(_median(one, "ahead") for one, _ in found), max(one["turn"] for one in ours)
    how = f"{len(ours)} changes, {rounds} rounds; thinking alone {thinking:.0f} ms, on the wall {wall:.0f} ms"
    yield Row("step change: CPU, p99", slowest, "ms", GOAL_MS, how)
    shown = median(_median(ours, "showing") / _median(plain, "cpu") for ours, plain in found)
    how = f"{_median(ours, 'cpu'):.1f} ms against {_median(plain, 'cpu'):.1f} ms; without the thinking {shown:.2f} ×; "
    how += f"ahead of it, while the person reads, {ahead:.0f} ms, a turn {turn:.0f} ms at most"
    yield Row("step change: CPU, median / a plain QWizard's", ratio, "×", GOAL_RATIO, how)


def _round(cases: int) -> tuple[Sequence[Change], Sequence[Change]]:
    ours = _run("steps_window", cases)
    return ours, _run("plain_wizard", ours)


def _run(program: str, told: int | Sequence[Change]) -> Sequence[Change]:
    command = [sys.executable, "-m", f"tools.bench.{program}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, env=environment, input=json.dumps(told), capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode:
        raise NotMeasured(f"{program}: {(done.stderr.strip().splitlines() or ['it broke'])[-1]}")
    found: Sequence[Change] = json.loads(done.stdout)
    return found


def _median(changes: Sequence[Change], figure: str) -> float:
    return float(median(change[figure] for change in changes))


def _p99(changes: Sequence[Change], figure: str) -> float:
    return float(quantiles((change[figure] for change in changes), n=100)[98])
