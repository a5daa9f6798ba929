"""The helpdesk's console: ten thousand cases in its list, and how soon a new call shows its first question."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Final

from tools.bench.rows import NotMeasured, Row

ROUNDS: Final = 3
CASES: Final = 10_000
GOAL_TURN_MS: Final = 16.0
GOAL_QUESTION_S: Final = 1.0
GOAL_KEYS: Final = 2.0
_KEYS: Final = 1
"""N; the window has the keyboard."""


def console(rounds: int = ROUNDS, cases: int = CASES) -> Iterator[Row]:
    """Figures are medians over the rounds, each in a process of its own."""
    found = [_run(cases) for _ in range(rounds)]
    first = median(max(one["first"]) for one in found)
    how = f"the longest of {len(found[0]['first'])}, {rounds} rounds"
    yield Row(f"console: {cases:,} cases first seen, CPU of a turn", first, "ms", GOAL_TURN_MS, how)
    scrolls = [turn for one in found for turn in one["scrolls"]]
    how = f"{len(scrolls)} turns; median {median(scrolls):.1f} ms"
    slowest = quantiles(scrolls, n=100)[98]
    yield Row("console: scrolling, CPU of a turn, p99", slowest, "ms", GOAL_TURN_MS, how)
    questions = median(one["question"][0] for one in found) / 1000
    how = f"{_KEYS} key; CPU {median(one['question_cpu'][0] for one in found):.0f} ms"
    yield Row("console: from New call to the first question", questions, "s", GOAL_QUESTION_S, how)
    answers = [turn for one in found for turn in one["answers"]]
    yield Row(
        "console: CPU from an answer to the next step seen, p99",
        quantiles(answers, n=100)[98],
        "ms",
        250.0,
        f"{len(answers)} answers, thinking included",
    )


def _run(cases: int) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "tools.bench.console_window"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, env=environment, input=str(cases), capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise NotMeasured(f"console: {(done.stderr.strip().splitlines() or ['it broke'])[-1]}")
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found
