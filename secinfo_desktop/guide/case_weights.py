"""How much each closed case counts: old ones less, and no agent may say much in one week."""

from collections.abc import Mapping, Sequence

from secinfo_desktop.guide.closed_case import ClosedCase, weeks_between

HALF_LIFE_WEEKS = 26
"""After half a year a case counts half."""
MOST_OF_ONE_AGENT = 0.05
"""The share of all weight that one agent may bring in one week."""
EXPERT_CASES = 100.0
"""The expert's numbers weigh as many cases in that share, so that a small team can't bring all the weight."""
_ROUNDS = 200


def case_weights(cases: Sequence[ClosedCase]) -> list[float]:
    """The weight of each case, 1 at most."""
    if not cases:
        return []
    newest = max(case.week for case in cases)
    weights = [0.5 ** (weeks_between(case.week, newest) / HALF_LIFE_WEEKS) for case in cases]
    groups: dict[tuple[str, str], float] = {}
    for case, weight in zip(cases, weights, strict=True):
        if case.agent is not None:
            groups[case.agent, case.week] = groups.get((case.agent, case.week), 0.0) + weight
    loose = sum(weight for case, weight in zip(cases, weights, strict=True) if case.agent is None)
    cap = _cap(groups, loose)
    return [
        weight * min(1.0, cap / groups[case.agent, case.week]) if case.agent is not None else weight
        for case, weight in zip(cases, weights, strict=True)
    ]


def _cap(groups: Mapping[tuple[str, str], float], loose: float) -> float:
    """The most that one agent's week may weigh: the share of what is left once everybody is held to it."""
    cap = MOST_OF_ONE_AGENT * (EXPERT_CASES + loose + sum(groups.values()))
    for _round in range(_ROUNDS):
        cap = MOST_OF_ONE_AGENT * (EXPERT_CASES + loose + sum(min(weight, cap) for weight in groups.values()))
    return cap
