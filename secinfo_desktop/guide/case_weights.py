"""How much each closed case counts: old ones less, and no agent may say much, in one week or in all."""

from collections.abc import Mapping, Sequence

from secinfo_desktop.guide.closed_case import ClosedCase, weeks_between

HALF_LIFE_WEEKS = 26
"""After half a year a case counts half."""
MOST_OF_ONE_AGENT = 0.05
"""The share of all weight that one agent may bring in one week."""
MOST_OF_ONE_AGENT_IN_ALL = 0.2
"""And in all weeks together: else somebody would write their invented cases into many weeks."""
EXPERT_CASES = 100.0
"""The expert's numbers weigh as many cases in that share, so that a small team can't bring all the weight."""
_ROUNDS = 200

_Weeks = Mapping[str, float]
"""The weight of each week of one agent."""


def case_weights(cases: Sequence[ClosedCase]) -> list[float]:
    """The weight of each case, 1 at most."""
    if not cases:
        return []
    newest = max(case.week for case in cases)
    weights = [0.5 ** (weeks_between(case.week, newest) / HALF_LIFE_WEEKS) for case in cases]
    agents: dict[str, dict[str, float]] = {}
    for case, weight in zip(cases, weights, strict=True):
        if case.agent is not None:
            weeks = agents.setdefault(case.agent, {})
            weeks[case.week] = weeks.get(case.week, 0.0) + weight
    loose = sum(weight for case, weight in zip(cases, weights, strict=True) if case.agent is None)
    factors = _factors(agents, _all_weight(agents, loose))
    return [
        weight if case.agent is None else weight * factors[case.agent, case.week]
        for case, weight in zip(cases, weights, strict=True)
    ]


def _all_weight(agents: Mapping[str, _Weeks], loose: float) -> float:
    """What is left of all weight, the expert's included, once everybody is held to their share of it."""
    whole = EXPERT_CASES + loose + sum(sum(weeks.values()) for weeks in agents.values())
    for _round in range(_ROUNDS):
        brought = (min(_of_weeks(weeks, whole), MOST_OF_ONE_AGENT_IN_ALL * whole) for weeks in agents.values())
        whole = EXPERT_CASES + loose + sum(brought)
    return whole


def _of_weeks(weeks: _Weeks, whole: float) -> float:
    return sum(min(weight, MOST_OF_ONE_AGENT * whole) for weight in weeks.values())


def _factors(agents: Mapping[str, _Weeks], whole: float) -> dict[tuple[str, str], float]:
    """What the cases of an agent's week count of their weight."""
    found = {}
    for agent, weeks in agents.items():
        in_all = min(1.0, MOST_OF_ONE_AGENT_IN_ALL * whole / _of_weeks(weeks, whole))
        found.update(
            {(agent, week): in_all * min(1.0, MOST_OF_ONE_AGENT * whole / weight) for week, weight in weeks.items()}
        )
    return found
