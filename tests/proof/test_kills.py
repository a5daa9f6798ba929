"""T3: a service that is killed while it works leaves a whole database, and everything it had acknowledged.

Killing says nothing about syncing: what was written is with the system. That is what ``test_power_cuts`` is for.
"""

from pathlib import Path
from random import Random

import pytest

from tests.proof.kills import Findings, kill_often

QUICK, LONG = 20, 500
UNTIL_CAUGHT = 200
"""Rounds at most; a kill meets the moment between two transactions once in some ten rounds."""
rounds_of = pytest.mark.parametrize(
    "rounds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)


@rounds_of
def test_a_killed_service_leaves_all_that_it_acknowledged_and_nothing_half_done(tmp_path: Path, rounds: int) -> None:
    findings = kill_often(tmp_path, rounds, Random(rounds))
    assert findings.acknowledged > rounds // 2
    assert findings == Findings(findings.acknowledged)


def test_control_what_is_committed_in_two_transactions_is_found_half_done(tmp_path: Path) -> None:
    findings = kill_often(tmp_path, UNTIL_CAUGHT, Random(1), careless=True)
    assert findings.torn > 0
    assert (findings.damaged, findings.lost) == (0, 0)
