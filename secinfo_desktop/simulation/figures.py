"""What came of many cases, in figures: times, steps, who solved it, and the difference to another way of leading."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from secinfo_desktop.guide.checklist import HANDOFF, Checklist, Then
from secinfo_desktop.simulation.play import Played

_OWN_OUTCOMES = (Then.REPLACE,)
"""Endings that are neither "in" nor "secured": a replacement that has begun lets nobody in for thirty days."""


@dataclass(frozen=True)
class Figures:
    """The figures of one way of leading; the field names are those of ``simulate --json``."""

    policy: str
    cases: int
    mean_s: float
    median_s: float
    p95_s: float
    steps: float
    steps_median: float
    steps_p95: float
    self_solved: float
    messages_per_solved: float
    se_s: float
    diff_article_s: float
    diff_article_se_s: float
    diff_static_s: float
    diff_static_se_s: float
    decision_ms_p99: float
    ended_by: dict[str, float]


def figures(
    checklist: Checklist, policy: str, played: Sequence[Played], article: Sequence[Played], static: Sequence[Played]
) -> Figures:
    """All figures of one way of leading; the other two led the same people."""
    times = [one.seconds for one in played]
    counts = [len(one.steps) for one in played]
    solved = [one for one in played if _is_solved(checklist, one)]
    ends = Counter(one.ended_by for one in played)
    to_article, to_static = _differences(played, article), _differences(played, static)
    return Figures(
        policy=policy,
        cases=len(played),
        mean_s=mean(times),
        median_s=quantile(times, 0.5),
        p95_s=quantile(times, 0.95),
        steps=mean(counts),
        steps_median=quantile(counts, 0.5),
        steps_p95=quantile(counts, 0.95),
        self_solved=len(solved) / len(played),
        messages_per_solved=sum(one.messages for one in solved) / len(solved) if solved else 0.0,
        se_s=standard_error(times),
        diff_article_s=mean(to_article),
        diff_article_se_s=standard_error(to_article),
        diff_static_s=mean(to_static),
        diff_static_se_s=standard_error(to_static),
        decision_ms_p99=1000 * quantile([one for case in played for one in case.thought_s], 0.99),
        ended_by={step: number / len(played) for step, number in ends.most_common()},
    )


def mean(values: Iterable[float]) -> float:
    """The mean."""
    listed = list(values)
    return sum(listed) / len(listed)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def standard_error(values: Sequence[float]) -> float:
    """The standard error of the mean; 0 for a single value."""
    if len(values) < 2:
        return 0.0
    centre = mean(values)
    return sqrt(sum((value - centre) ** 2 for value in values) / (len(values) - 1) / len(values))


def _is_solved(checklist: Checklist, one: Played) -> bool:
    return one.ended_by != HANDOFF and checklist.actions[one.ended_by].then not in _OWN_OUTCOMES


def _differences(played: Sequence[Played], other: Sequence[Played]) -> list[float]:
    return [one.seconds - two.seconds for one, two in zip(played, other, strict=True)]
