"""A whole simulation: every way of leading, each with fresh people of the same seed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.learning import learn
from secinfo_desktop.guide.numbers import with_numbers
from secinfo_desktop.simulation.clairvoyance import play_foreseen
from secinfo_desktop.simulation.closing import closed
from secinfo_desktop.simulation.figures import Figures, figures
from secinfo_desktop.simulation.play import Played, play
from secinfo_desktop.simulation.policies import Policy, maker
from secinfo_desktop.simulation.population import Population, PopulationError, known_to

OTHER_SEED = 7_654_321
"""Added to the seed for people who are looked at or learnt from, and never counted."""


@dataclass(frozen=True)
class Settings:
    """What to play: how many people of which seed, who may know what, and how many cases to learn from first."""

    cases: int
    seed: int
    audience: Disclosure
    learn_from: int


def simulate(
    checklist: Checklist,
    population: Population,
    policies: Sequence[Policy],
    settings: Settings,
    timer: Callable[[], float],
) -> Iterator[Figures]:
    """The figures of each way of leading, in the order asked for. Raises PopulationError if nobody can be played."""
    checklist = known_to(checklist, population, settings.seed + OTHER_SEED)

    def learnt() -> Checklist:
        people = population(settings.learn_from, settings.seed + OTHER_SEED)
        lead = maker(Policy.PLANNER, checklist, lambda: checklist, settings.seed)
        cases = [play(checklist, person, lead, settings.audience, timer) for person in people]
        exported = closed(checklist, people, cases, settings.seed)
        return with_numbers(checklist, learn(checklist, exported).numbers)

    def played(policy: Policy) -> list[Played]:
        people = population(settings.cases, settings.seed)
        if policy is Policy.CLAIRVOYANT:
            return [play_foreseen(checklist, person, settings.audience, timer) for person in people]
        lead = maker(policy, checklist, learnt, settings.seed)
        return [play(checklist, person, lead, settings.audience, timer) for person in people]

    known = {policy: played(policy) for policy in (Policy.ARTICLE, Policy.STATIC)}
    if not known[Policy.ARTICLE]:
        raise PopulationError("the population has nobody in it")
    for policy in policies:
        ways = known[policy] if policy in known else played(policy)
        yield figures(checklist, policy, ways, known[Policy.ARTICLE], known[Policy.STATIC])
