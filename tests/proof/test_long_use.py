"""Days of mixed use leave memory, handles and database flat; so do many cases in one window. Each has its control."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from secinfo_desktop.desktop.folders import HOME
from tests.proof.flatness import growth, is_flat
from tests.proof.long_use import MISTAKES, Sample, a_town

ROUNDS, HOURS_EACH = 24, 6
"""Six days. A row that is over is forgotten after two at the latest, so that the first half is warm-up enough."""
CONTROL_ROUNDS: Final = 16
MEMORY_SLACK: Final = 1024 * 1024
"""Bytes, for a quarter of the use: some 150 requests."""
LASTING_BYTES: Final = 16 * 1024
"""A round may add so many to the database for good: its audit lines, a session and a notice."""


def test_what_goes_up_and_down_is_flat_and_what_only_goes_up_is_not() -> None:
    assert is_flat([100, 200, 300, 300, 310, 290, 300, 900, 300, 310, 290, 300], 5)
    assert not is_flat(range(100), 5)
    assert growth(range(100)) == 25


def problems(samples: Sequence[Sample]) -> set[str]:
    """What grew, by name."""
    flat = {
        "memory": is_flat([sample.memory for sample in samples], MEMORY_SLACK),
        "handles": is_flat([sample.handles for sample in samples], 0),
        "threads": is_flat([sample.threads for sample in samples], 0),
        "rows": is_flat([sample.passing_rows for sample in samples], len(samples) // 4),
        "size": is_flat([sample.size for sample in samples], LASTING_BYTES * len(samples) // 4),
    }
    return {name for name, its in flat.items() if not its}


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_service_is_flat_over_days(tmp_path: Path) -> None:
    with a_town(tmp_path) as town:
        samples = list(town.lives_on(ROUNDS, HOURS_EACH))
    assert problems(samples) == set()
    last = samples[-1]
    assert (last.notices, last.rows["session"]) == (town.recovered, ROUNDS)  # what lasts: one each for each deed
    events = [sample.rows["audit_event"] for sample in samples]
    assert events[-1] - events[-2] == events[-9] - events[-10]


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_a_service_keeps_by_mistake_is_found(tmp_path: Path, mistake: str) -> None:
    """The control."""
    with a_town(tmp_path, mistake) as town:
        assert mistake in problems(list(town.lives_on(CONTROL_ROUNDS, HOURS_EACH)))


# --- the window

WINDOW_ROUNDS: Final = 32
"""Of 17 pages each: by hand, then in practice, and everything forgotten."""
PARTS_SLACK: Final = 2


def walked(home: Path, rounds: int, mistake: str = "") -> list[dict[str, int]]:
    """What the window used after each round."""
    command = (sys.executable, "-m", "tests.proof.window_app", str(rounds), mistake)
    environment = {**os.environ, HOME: str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.splitlines()]


def grown(samples: Sequence[dict[str, int]]) -> set[str]:
    """What grew, by name."""
    slack = {"memory": MEMORY_SLACK, "handles": 0, "threads": 0, "parts": PARTS_SLACK}
    return {name for name, its in slack.items() if not is_flat([sample[name] for sample in samples], its)}


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_window_is_flat_over_many_cases(tmp_path: Path) -> None:
    assert grown(walked(tmp_path, WINDOW_ROUNDS)) == set()


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mistake", ["memory", "handles", "parts"])
def test_what_a_window_keeps_by_mistake_is_found(tmp_path: Path, mistake: str) -> None:
    """The control."""
    assert mistake in grown(walked(tmp_path, WINDOW_ROUNDS // 2, mistake))
