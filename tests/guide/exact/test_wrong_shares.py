"""What wrong shares of causes cost: each off by up to three times, the people as the file says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log
from random import Random

import pytest

from secinfo_desktop.guide.checklist import Cause, Checklist
from tests.guide.drawn_cases import Person, mean_s, people, planner, play

TIMES, DRAWS, PEOPLE = 3.0, 8, 250


def with_wrong_shares(checklist: Checklist, times: float, seed: int) -> Checklist:
    """Each share times a factor between 1/times and times, even in logarithms."""
    chance = Random(seed)
    causes: dict[str, Cause] = {}
    for name, cause in checklist.causes.items():
        off = exp(chance.uniform(-1, 1) * log(times))
        causes[name] = replace(cause, prior={context: share * off for context, share in cause.prior.items()})
    return replace(checklist, causes=causes)


@dataclass
class Steady(Person):
    """A person whose luck at a step does not hang on what was done before: so that two ways of leading compare."""

    key: str = ""

    def outcome(self, step: str) -> str:
        """As anybody, with the luck of this step."""
        self.chance.seed(f"{self.key} {step}")
        return super().outcome(step)


def steady_people(checklist: Checklist, number: int, seed: int) -> list[Steady]:
    drawn = people(checklist, number, seed)
    return [Steady(one.checklist, one.context, one.chance, one.causes, f"{seed} {n}") for n, one in enumerate(drawn)]


def needed_s(checklist: Checklist, believed: Checklist) -> float:
    lead = planner(believed)
    return mean_s([play(one, lead) for one in steady_people(checklist, PEOPLE, 5)])


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_shares_that_are_off_threefold_cost_little(
    checklist: Checklist, record_property: Callable[[str, object], None]
) -> None:
    right = needed_s(checklist, checklist)
    ratios = [needed_s(checklist, with_wrong_shares(checklist, TIMES, seed)) / right for seed in range(DRAWS)]
    record_property("mean", sum(ratios) / len(ratios))
    record_property("largest", max(ratios))
    assert sum(ratios) / len(ratios) <= 1.04


@pytest.mark.long
def test_shares_that_are_off_by_far_cost_more(checklist: Checklist) -> None:
    """A must-fail control: a hundredfold error is seen."""
    wrong = with_wrong_shares(checklist, 100.0, 1)
    assert needed_s(checklist, wrong) > 1.04 * needed_s(checklist, checklist)
