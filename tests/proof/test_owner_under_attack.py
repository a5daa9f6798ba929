"""Rule 6: whoever knows everything but holds nothing can't keep an owner on a known device out.

The control: on an unknown computer the same attack keeps the owner out, so it is the device that makes the way free.
"""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.helpers.service_bench import ServiceBench
from tests.proof.attack import days_under_attack, time_to_get_in

QUICK, LONG = 3, 100
DAYS = 7


def world(folder: Path, number: int, *, known: bool) -> timedelta | None:
    """One account through seven days of attack; how long its owner then needs."""
    random, bench = Random(number), ServiceBench(folder / f"{known}-{number}")
    token = bench.known_device(bench.add_account())
    attacker = days_under_attack(bench, random, DAYS)
    needed = time_to_get_in(bench, attacker, token if known else None, random)
    bench.close()
    return needed


@pytest.mark.parametrize("worlds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_an_owner_on_a_known_device_is_in_within_ten_minutes(tmp_path: Path, worlds: int) -> None:
    assert [number for number in range(worlds) if world(tmp_path, number, known=True) is None] == []


def test_on_an_unknown_computer_the_attack_bites(tmp_path: Path) -> None:
    """The control."""
    assert None in [world(tmp_path, number, known=False) for number in range(QUICK)]
