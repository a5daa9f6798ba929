"""Both sides of a shared case end with equal logs, nothing lost and nothing doubled, wherever the network is cut."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.helpers.shared_case import SharedCase
from tests.proof.shared_calls import ForgetfulCase, RenamingCase, Share, a_service, play

QUICK, LONG = 25, 1000
AT_ONCE = 16
ACTS = 3
"""Of either half of a call, before and after the caller is verified."""
CONTROLS = 12


def wrong(folder: Path, runs: int, share: Share = SharedCase) -> dict[int, list[str]]:
    """What is wrong in which of so many seeded runs, several at a time on one service."""
    with a_service(folder / "data", runs) as port, ThreadPoolExecutor(AT_ONCE) as several:
        found = several.map(partial(one, port, share), range(runs))
        return {seed: its for seed, its in enumerate(found) if its}


def one(port: int, share: Share, seed: int) -> list[str]:
    return play(port, seed, seed, ACTS, share)


@pytest.mark.parametrize("runs", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1200)])])
def test_both_logs_end_equal_and_nothing_is_lost_or_doubled(tmp_path: Path, runs: int) -> None:
    assert wrong(tmp_path, runs) == {}


def test_a_client_that_does_not_repeat_is_found_out(tmp_path: Path) -> None:
    found = wrong(tmp_path, CONTROLS, ForgetfulCase)
    assert any("lost" in what for its in found.values() for what in its)


def test_a_client_that_repeats_under_another_id_is_found_out(tmp_path: Path) -> None:
    found = wrong(tmp_path, CONTROLS, RenamingCase)
    assert any("doubled" in what for its in found.values() for what in its)
