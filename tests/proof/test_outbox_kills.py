"""The outbox under kill -9 of its worker and servers that die: nothing is lost, and a repeat has one window alone.

That window lies between a server's yes and our commit. A repeat has the same Message-ID (a text: the same path for
reports), the same code and the same tag. Repeats are counted, and there is none that a death does not explain.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.proof.dying_servers import Servers, dying_servers
from tests.proof.outbox_kills import LETTERS, Findings, Mistake, Place, live_and_die

QUICK, LONG = 8, 150
"""Generations, with three deaths each."""


@pytest.fixture
def servers() -> Iterator[Servers]:
    with dying_servers() as its:
        yield its


@pytest.mark.parametrize("generations", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_nothing_is_lost_and_what_is_repeated_was_in_the_one_window(
    tmp_path: Path, servers: Servers, generations: int, record_property: Callable[[str, object], None]
) -> None:
    found = live_and_die(Place(tmp_path), servers, generations, Random(generations))
    record_property("findings", vars(found))
    assert found.kills > generations
    assert found.deaths > generations // 4
    assert found.letters == generations * LETTERS
    assert found.repeats == found.in_window > 0
    assert (found.lost, found.unexplained, found.outside, found.different) == (0, 0, 0, 0)


@pytest.mark.real_part("postgresql")
def test_the_same_holds_on_postgresql(tmp_path: Path, servers: Servers, postgres_address: str) -> None:
    """What a killed worker had asked for may be committed after we looked: in the window then, and not repeated."""
    found = live_and_die(Place(tmp_path, postgres_address), servers, QUICK // 2, Random(5))
    assert 0 < found.repeats <= found.in_window
    assert (found.lost, found.unexplained, found.outside, found.different) == (0, 0, 0, 0)


def caught(folder: Path, servers: Servers, mistake: Mistake) -> Findings:
    return live_and_die(Place(folder), servers, QUICK // 2, Random(3), mistake)


def test_control_who_notes_the_yes_before_it_was_said_loses_letters(tmp_path: Path, servers: Servers) -> None:
    assert caught(tmp_path, servers, "says it first").lost > 0


def test_control_who_does_not_note_the_yes_repeats_without_a_death(tmp_path: Path, servers: Servers) -> None:
    assert caught(tmp_path, servers, "forgets to say it").unexplained > 0


def test_control_repeats_that_are_other_letters_are_found(tmp_path: Path, servers: Servers) -> None:
    assert caught(tmp_path, servers, "another name each time").different > 0
