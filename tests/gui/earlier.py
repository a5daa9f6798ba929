"""The first page after other cases were kept on this computer."""

from collections.abc import Callable

from secinfo_desktop.recovery import said
from tests.gui import practice_ways, ways
from tests.helpers.walk import Walk


def _earlier(walk: Walk, *before: Callable[[Walk], None]) -> None:
    """Other cases are kept on this computer, one after the other, three hours apart."""
    for way in before:
        another = Walk(walk.accounts, cases=walk.cases)
        way(another)
        another.starts_again()
        walk.accounts.clock.advance(hours=3)
    walk.says(said.StartsOver())


def start_again(walk: Walk) -> None:
    _earlier(walk, ways.question)
    walk.accounts.clock.advance(hours=21)
    walk.says(said.StartsOver())


def start_with_many(walk: Walk) -> None:
    _earlier(walk, ways.whose, practice_ways.practice_question, ways.handed_over, ways.question, ways.stopped)
