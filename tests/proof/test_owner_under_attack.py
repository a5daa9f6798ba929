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
from tests.helpers.postgres_server import PostgresServer
from tests.helpers.service_bench import ServiceBench, example_pack
from tests.proof.attack import days_under_attack, time_to_get_in

QUICK, LONG = 3, 100
LONG_ON_POSTGRESQL = 5
DAYS = 7
worlds_of = pytest.mark.parametrize(
    "worlds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)


def strict_pack() -> ProviderPack:
    """One code in 15 minutes, as the pack of a large provider has it."""
    return replace(example_pack(), ceilings=(*CEILINGS, Ceiling(1, timedelta(minutes=15))))


def world(
    folder: Path, number: int, *, known: bool, pack: ProviderPack | None = None, database: str | None = None
) -> timedelta | None:
    """One account through seven days of attack; how long its owner then needs."""
    random, place = Random(number), folder / f"{known}-{number}"
    bench = ServiceBench(place, pack=pack or example_pack(), database=database)
    token = bench.known_device(bench.add_account())
    attacker = days_under_attack(bench, random, DAYS)
    needed = time_to_get_in(bench, attacker, token if known else None, random)
    bench.close()
    return needed


@worlds_of
def test_an_owner_on_a_known_device_is_in_within_ten_minutes(tmp_path: Path, worlds: int) -> None:
    assert [number for number in range(worlds) if world(tmp_path, number, known=True) is None] == []


@worlds_of
def test_so_is_one_whose_provider_has_stricter_limits(tmp_path: Path, worlds: int) -> None:
    its = [number for number in range(worlds) if world(tmp_path, number, known=True, pack=strict_pack()) is None]
    assert its == []


@pytest.mark.real_part("postgresql")
@pytest.mark.parametrize(
    "worlds", [1, pytest.param(LONG_ON_POSTGRESQL, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)
@pytest.mark.parametrize(
    "pack", [strict_pack(), pytest.param(example_pack(), marks=pytest.mark.long)], ids=["strict", "general"]
)
def test_so_they_are_on_postgresql(
    tmp_path: Path, postgres_server: PostgresServer, pack: ProviderPack, worlds: int
) -> None:
    for number in range(worlds):
        assert world(tmp_path, number, known=True, pack=pack, database=fresh(postgres_server)) is not None, number


@pytest.mark.long
@pytest.mark.real_part("postgresql")
def test_on_an_unknown_computer_the_attack_bites_there_too(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """The control there."""
    needed = (world(tmp_path, number, known=False, database=fresh(postgres_server)) for number in range(QUICK))
    assert None in needed


def fresh(server: PostgresServer) -> str:
    """The address of a database without anything in it."""
    return server.url(server.fresh_database())


def test_on_an_unknown_computer_the_attack_bites(tmp_path: Path) -> None:
    """The control."""
    assert None in [world(tmp_path, number, known=False) for number in range(QUICK)]
