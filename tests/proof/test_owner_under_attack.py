"""Rule 6: whoever knows everything but holds nothing can't keep an owner on a known device out.

The control: on an unknown computer the same attack keeps the owner out, so it is the device that makes the way free.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from secinfo_desktop.domain.providers import ProviderPack
from tests.helpers.service_bench import ServiceBench, example_pack
from tests.proof.attack import days_under_attack, time_to_get_in

QUICK, LONG = 3, 100
DAYS = 7


def strict_pack() -> ProviderPack:
    """One code in 15 minutes, as the pack of a large provider has it."""
    return replace(example_pack(), ceilings=(*CEILINGS, Ceiling(1, timedelta(minutes=15))))


def world(folder: Path, number: int, *, known: bool, pack: ProviderPack | None = None) -> timedelta | None:
    """One account through seven days of attack; how long its owner then needs."""
    random, bench = Random(number), ServiceBench(folder / f"{known}-{number}", pack=pack or example_pack())
    token = bench.known_device(bench.add_account())
    attacker = days_under_attack(bench, random, DAYS)
    needed = time_to_get_in(bench, attacker, token if known else None, random)
    bench.close()
    return needed


@pytest.mark.parametrize("worlds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_an_owner_on_a_known_device_is_in_within_ten_minutes(tmp_path: Path, worlds: int) -> None:
    assert [number for number in range(worlds) if world(tmp_path, number, known=True) is None] == []


@pytest.mark.parametrize("worlds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_so_is_one_whose_provider_has_stricter_limits(tmp_path: Path, worlds: int) -> None:
    its = [number for number in range(worlds) if world(tmp_path, number, known=True, pack=strict_pack()) is None]
    assert its == []


def test_on_an_unknown_computer_the_attack_bites(tmp_path: Path) -> None:
    """The control."""
    assert None in [world(tmp_path, number, known=False) for number in range(QUICK)]
