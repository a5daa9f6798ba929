"""The README's table of behaviours is true: each number has a place that is there, and a test named after it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_ROW = re.compile(r"^\| B(\d+) \| [^|]+ \| ([^|]+) \| `([^`]+)` \|$", re.MULTILINE)
ROWS = {int(number): (where, test) for number, where, test in _ROW.findall((ROOT / "README.md").read_text("utf-8"))}


def test_every_behaviour_has_a_row() -> None:
    assert list(ROWS) == list(range(1, 32))


@pytest.mark.parametrize("number", ROWS)
def test_its_places_are_there_and_a_test_is_named_after_it(number: int) -> None:
    where, test = ROWS[number]
    places = re.findall(r"`([^`]+)`", where)
    assert places
    assert [one for one in places if not any((ROOT / top / one).exists() for top in ("secinfo_desktop", "."))] == []
    assert f"def test_b{number}_" in (ROOT / test).read_text("utf-8")
