"""A bound that no way of leading can reach: whoever leads knows beforehand what would come of every step.

It knows the causes and the luck, so it lies far below what can be done. What it tells is where the headroom can't be.
"""

from collections.abc import Callable
from copy import deepcopy

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED, Checklist
from secinfo_desktop.simulation.play import Played, play
from secinfo_desktop.simulation.population import Person, outcome, seconds

MOST_ACTIONS = 2
"""More than two causes at once are rare, and each more action costs twenty times the search."""


def play_foreseen(checklist: Checklist, person: Person, audience: Disclosure, timer: Callable[[], float]) -> Played:
    """Leads a person along the quickest one or two actions that will end the case, or hands over if that is quicker.

    Every way is tried out on copies of the person first; nothing is asked.
    """
    _spent, steps = _Search(checklist, person).quickest()
    return play(checklist, person, lambda case: steps[len(case.entries())], audience, timer)


class _Search:
    """Depth first; a way that takes longer than the best one so far is not followed."""

    def __init__(self, checklist: Checklist, person: Person) -> None:
        self._checklist = checklist
        self._person = person
        self._actions = [name for name, one in checklist.actions.items() if person.context in one.contexts]
        self._best: tuple[float, tuple[str, ...]] = seconds(checklist, deepcopy(person), HANDOFF), (HANDOFF,)

    def quickest(self) -> tuple[float, tuple[str, ...]]:
        """The seconds and the steps of the quickest way."""
        self._go_on(self._person, 0.0, ())
        return self._best

    def _go_on(self, person: Person, spent: float, taken: tuple[str, ...]) -> None:
        for action in self._actions:
            if action not in taken:
                later = deepcopy(person)
                after = spent + seconds(self._checklist, later, action)
                if after >= self._best[0]:
                    continue
                steps = (*taken, action)
                if outcome(self._checklist, later, action) == SOLVED:
                    self._best = after, steps
                elif len(steps) < MOST_ACTIONS:
                    self._go_on(later, after, steps)
