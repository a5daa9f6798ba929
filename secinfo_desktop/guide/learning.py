"""Learning from closed cases: the expert's numbers, moved as far as the counts carry and never out of their range.

The expert's numbers are pseudo-counts; the whole is fitted anew from them each time, in a few rounds of expectation
maximisation. Tables are made when somebody asks for it, never while a case runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from secinfo_desktop.guide.case_weights import case_weights
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_rules import LEAST_LIKELIHOOD
from secinfo_desktop.guide.closed_case import KEPT_FOR_WEEKS, ClosedCase, Source, weeks_between
from secinfo_desktop.guide.learning_counts import Counts, count
from secinfo_desktop.guide.numbers import DEFAULT, LEAST, MOST, Numbers, numbers_of, with_numbers

ROUNDS = 3
CASES_BEHIND_SHARES = 20.0
CASES_BEHIND_ROW = 10.0
CASES_BEHIND_DEFAULT_ROW = 30.0
"""The row that holds for most causes is known best."""
CASES_BEHIND_CURE = 10.0
CASES_BEHIND_SECONDS = 10.0
STEPS_BEHIND_PACE = 30.0
CASES_BEHIND_ALL_CURES = 20.0
CASES_BEHIND_ACTION = 8.0
_LEAST_CURE, _MOST_CURE = 0.005, 0.99


@dataclass(frozen=True)
class Learnt:
    """What was learnt, and from how much: the numbers, and the counts behind them."""

    numbers: Numbers
    counts: Counts
    cases: int
    weight: float


@dataclass(frozen=True)
class Countable:
    """The cases that may be learnt from, and how many were left aside, by reason."""

    cases: tuple[ClosedCase, ...]
    other_checklist: int = 0
    other_source: int = 0
    too_old: int = 0
    from_the_future: int = 0


def countable(checklist: Checklist, cases: Iterable[ClosedCase], source: Source, week: str) -> Countable:
    """The cases of a checklist and one source, none older than may be kept and none after ``week``.

    Self-reports and what a service or an agent closed are never mixed; a date in the future would make all else old.
    """
    kept, left = [], Counter[str]()
    for case in cases:
        reason = _left_aside(checklist, case, source, week)
        if reason is None:
            kept.append(case)
        else:
            left[reason] += 1
    return Countable(tuple(kept), **left)


def _left_aside(checklist: Checklist, case: ClosedCase, source: Source, week: str) -> str | None:
    age = weeks_between(case.week, week)
    reasons = {
        "other_checklist": case.checklist != checklist.id,
        "other_source": case.source is not source,
        "too_old": age > KEPT_FOR_WEEKS,
        "from_the_future": age < 0,
    }
    return next((reason for reason, is_so in reasons.items() if is_so), None)


def learn(checklist: Checklist, cases: Sequence[ClosedCase]) -> Learnt:
    """The numbers that fit the cases best, held to the expert's."""
    ours = [case for case in cases if case.checklist == checklist.id]
    weights = case_weights(ours)
    expert = numbers_of(checklist)
    fitted, counts = checklist, Counts()
    numbers = expert
    for _round in range(ROUNDS):
        counts = count(fitted, ours, weights)
        numbers = _fit(checklist, expert, counts)
        fitted = with_numbers(checklist, numbers)
    return Learnt(numbers, counts, len(ours), sum(weights))


def _fit(checklist: Checklist, expert: Numbers, counts: Counts) -> Numbers:
    return Numbers(
        causes=_causes(checklist, expert, counts),
        rows={key: _row(key, row, counts.rows.get(key)) for key, row in expert.rows.items()},
        cures=_cures(expert.cures, counts.cures),
        seconds=_seconds(expert.seconds, counts.seconds),
    )


def _causes(checklist: Checklist, expert: Numbers, counts: Counts) -> dict[tuple[str, str], float]:
    """Shares of each context add up to what they added up to; what is not learnt keeps its share."""
    found: dict[tuple[str, str], float] = {}
    for context in checklist.contexts:
        keys = [key for key in expert.causes if key[0] == context]
        if not keys:
            continue
        total = sum(expert.causes[key] for key in keys)
        seen = sum(counts.causes.get(key, 0.0) for key in keys)
        raw = [
            total
            * (CASES_BEHIND_SHARES * expert.causes[key] / total + counts.causes.get(key, 0.0))
            / (CASES_BEHIND_SHARES + seen)
            for key in keys
        ]
        within = held(raw, [expert.causes[key] for key in keys], total)
        found.update(zip(keys, within, strict=True))
    return found


def _row(key: tuple[str, str], expert: tuple[float, ...], seen: Sequence[float] | None) -> tuple[float, ...]:
    behind = CASES_BEHIND_DEFAULT_ROW if key[1] == DEFAULT else CASES_BEHIND_ROW
    seen = seen or [0.0] * len(expert)
    raw = [max(LEAST_LIKELIHOOD, behind * chance + number) for chance, number in zip(expert, seen, strict=True)]
    return tuple(held(raw, expert, 1.0))


def held(raw: Sequence[float], expert: Sequence[float], total: float) -> list[float]:
    """The numbers scaled to a total, none of them out of the range around the expert's."""
    bounds = [(max(LEAST * one, min(one, LEAST_LIKELIHOOD)), MOST * one) for one in expert]

    def scaled(factor: float) -> list[float]:
        return [min(high, max(low, factor * one)) for one, (low, high) in zip(raw, bounds, strict=True)]

    low, high = 0.0, 1.0
    while sum(scaled(high)) < total and high < 1e12:
        high *= 2
    for _halving in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(scaled(middle)) < total else (low, middle)
    return scaled(high)


_Cells = Mapping[tuple[str, str], Sequence[float]]


def _cures(expert: Mapping[tuple[str, str], float], seen: _Cells) -> dict[tuple[str, str], float]:
    """People as a whole may be more or less able, then each action easier or harder, then each cause."""
    everybody = _shift([(share, seen.get(key, (0.0, 0.0))) for key, share in expert.items()], CASES_BEHIND_ALL_CURES)
    found = {}
    for action in dict.fromkeys(action for action, _cause in expert):
        keys = [key for key in expert if key[0] == action]
        moved = {key: _moved(expert[key], everybody) for key in keys}
        own = _shift([(moved[key], seen.get(key, (0.0, 0.0))) for key in keys], CASES_BEHIND_ACTION)
        for key in keys:
            solved, tried = seen.get(key, (0.0, 0.0))
            share = (CASES_BEHIND_CURE * _moved(moved[key], own) + solved) / (CASES_BEHIND_CURE + tried)
            found[key] = min(
                MOST * expert[key], _MOST_CURE, max(LEAST * expert[key], min(_LEAST_CURE, expert[key]), share)
            )
    return found


def _shift(cells: Sequence[tuple[float, Sequence[float]]], behind: float) -> float:
    """How far the log odds of all cells lie from the expert's, held to 0 by so many tries at even odds."""
    shift = 0.0
    for _step in range(25):
        even = _moved(0.5, shift)
        slope, curve = behind * (0.5 - even), behind * 0.25
        for share, (solved, tried) in cells:
            chance = _moved(share, shift)
            slope += solved - tried * chance
            curve += tried * chance * (1 - chance)
        move = max(-1.0, min(1.0, slope / curve))
        shift += move
        if abs(move) < 1e-4:
            break
    return shift


def _moved(share: float, shift: float) -> float:
    share = min(_MOST_CURE, max(_LEAST_CURE, share))
    return 1 / (1 + exp(-(log(share / (1 - share)) + shift)))


def _seconds(expert: Mapping[str, float], seen: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The pace of all people first, then each step's own seconds."""
    known = {step: seen[step] for step in expert if step in seen}
    taken = sum(seconds / expert[step] for step, (seconds, _number) in known.items())
    number = sum(number for _seconds, number in known.values())
    pace = (STEPS_BEHIND_PACE + taken) / (STEPS_BEHIND_PACE + number)
    found = {}
    for step, cost_s in expert.items():
        seconds, times = known.get(step, (0.0, 0.0))
        learnt = (CASES_BEHIND_SECONDS * pace * cost_s + seconds) / (CASES_BEHIND_SECONDS + times)
        found[step] = min(MOST * cost_s, max(LEAST * cost_s, learnt))
    return found
