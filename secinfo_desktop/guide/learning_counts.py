"""What closed cases say about the numbers of a checklist: expected counts, given what it believed so far.

For each case the chance of every set of causes is worked out forwards and backwards through its steps, so that what
solved it in the end also tells what the earlier answers were worth (the first half of expectation maximisation).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from secinfo_desktop.guide.belief import after_failure, after_success
from secinfo_desktop.guide.checklist import SOLVED, Checklist
from secinfo_desktop.guide.checklist_parts import Likelihood, Way
from secinfo_desktop.guide.closed_case import ClosedCase
from secinfo_desktop.guide.tables import ActionTable, Row, Tables, compile_tables

NOT_LABELLED = 0.03
"""How far a set counts without the cause that staff wrote down: they see more, but they can be wrong."""
DEFAULT = "default"
_NOTHING = 1e-7


@dataclass
class Counts:
    """Weighed counts: causes by context, answers by row, solved and tried by action and cause, seconds by step."""

    causes: dict[tuple[str, str], float] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    cures: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, row: str, answer: int, answers: int, weight: float) -> None:
        """An answer to a question (or a piece of evidence) where this row holds."""
        self.rows.setdefault((name, row), [0.0] * answers)[answer] += weight

    def tried(self, action: str, cause: str, weight: float, *, cured: bool) -> None:
        """An action met a cause."""
        cell = self.cures.setdefault((action, cause), [0.0, 0.0])
        cell[0] += weight * cured
        cell[1] += weight


def count(checklist: Checklist, cases: Sequence[ClosedCase], weights: Sequence[float]) -> Counts:
    """The expected counts of all cases."""
    counts = Counts()
    for case, weight in zip(cases, weights, strict=True):
        if case.context in checklist.contexts and weight > 0:
            _Counting(checklist, compile_tables(checklist, case.context), case, weight).into(counts)
    return counts


@dataclass(frozen=True)
class _Counting:
    checklist: Checklist
    tables: Tables
    case: ClosedCase
    weight: float

    def into(self, counts: Counts) -> None:
        steps = [one for one in self.case.steps if one.outcome in self.checklist.outcomes(one.step)]
        steps = [one for one in steps if one.step in self.tables.answers or one.step in self.tables.actions]
        before = [list(self._start())]
        for one in steps:
            before.append(self._forward(before[-1], one.step, one.outcome))
        after = self._labelled()
        total = sum(x * y for x, y in zip(before[-1], after, strict=True))
        if total <= 0:
            return
        scale = self.weight / total
        for one, weights in zip(reversed(steps), reversed(before[:-1]), strict=True):
            after = self._back(counts, one.step, one.outcome, weights, after, scale)
        found = [x * y * scale for x, y in zip(before[0], after, strict=True)]
        self._count_causes(counts, found)

    def _start(self) -> Row:
        chances = self.tables.prior
        for name, value in self.case.evidence.items():
            row = self.tables.evidence.get(name, {}).get(value)
            if row is not None:
                chances = tuple(x * y for x, y in zip(chances, row, strict=True))
        return chances

    def _labelled(self) -> list[float]:
        label = self.case.label
        if not any(label in causes for causes in self.tables.sets):
            return [1.0] * len(self.tables.sets)
        return [1.0 if label in causes else NOT_LABELLED for causes in self.tables.sets]

    def _forward(self, weights: list[float], step: str, outcome: str) -> list[float]:
        action = self.tables.actions.get(step)
        if action is None:
            return [x * y for x, y in zip(weights, self.tables.answers[step][outcome], strict=True)]
        return after_success(weights, action) if outcome == SOLVED else after_failure(weights, action)

    def _back(
        self, counts: Counts, step: str, outcome: str, before: list[float], after: list[float], scale: float
    ) -> list[float]:
        action = self.tables.actions.get(step)
        if action is None:
            row = self.tables.answers[step][outcome]
            earlier = [x * y for x, y in zip(row, after, strict=True)]
            found = [x * y * scale for x, y in zip(before, earlier, strict=True)]
            self._count_answer(counts, step, self.checklist.questions[step].likelihood, outcome, found)
            return earlier
        if outcome == SOLVED:
            return self._count_success(counts, step, action, before, after, scale)
        return self._count_failure(counts, step, action, before, after, scale)

    def _count_answer(
        self, counts: Counts, name: str, likelihood: Likelihood, answer: str, found: Sequence[float]
    ) -> None:
        place = likelihood.answers.index(answer)
        for causes, weight in zip(self.tables.sets, found, strict=True):
            if weight > _NOTHING:
                rows = [cause for cause in causes if cause in likelihood.by_cause] or [DEFAULT]
                for row in rows:
                    counts.add(name, row, place, len(likelihood.answers), weight / len(rows))

    def _count_success(
        self, counts: Counts, step: str, action: ActionTable, before: list[float], after: list[float], scale: float
    ) -> list[float]:
        earlier = [0.0] * len(before)
        for index, chance in action.solves:
            earlier[index] = chance * after[index]
            weight = before[index] * earlier[index] * scale
            self._met(counts, step, self.tables.sets[index], weight, cured=True)
        return earlier

    def _count_failure(
        self, counts: Counts, step: str, action: ActionTable, before: list[float], after: list[float], scale: float
    ) -> list[float]:
        stays: dict[int, float] = {}
        earlier = list(after)
        for index, chance in action.solves:
            stays[index] = stays.get(index, 1.0) - chance
            earlier[index] -= chance * after[index]
        for index, left, chance in action.leaves:
            stays[index] = stays.get(index, 1.0) - chance
            earlier[index] += chance * (after[left] - after[index])
            gone = tuple(cause for cause in self.tables.sets[index] if cause not in self.tables.sets[left])
            self._met(counts, step, gone, before[index] * chance * after[left] * scale, cured=True)
        for index, chance in stays.items():
            weight = before[index] * chance * after[index] * scale
            self._met(counts, step, self.tables.sets[index], weight, cured=False)
        return earlier

    def _met(self, counts: Counts, step: str, causes: Sequence[str], weight: float, *, cured: bool) -> None:
        """Shares a try among the causes that it met; a way round is counted as a try of each of them."""
        action = self.checklist.actions[step]
        met = [cause for cause in causes if cause in action.fixes]
        if weight > _NOTHING and met:
            share = weight if action.way is Way.BYPASS and cured else weight / len(met)
            for cause in met:
                counts.tried(step, cause, share, cured=cured)

    def _count_causes(self, counts: Counts, found: Sequence[float]) -> None:
        context = self.case.context
        for causes, weight in zip(self.tables.sets, found, strict=True):
            for cause in causes:
                counts.causes[context, cause] = counts.causes.get((context, cause), 0.0) + weight
        for name, value in self.case.evidence.items():
            if value in self.tables.evidence.get(name, {}):
                self._count_answer(counts, name, self.checklist.evidence[name].likelihood, value, found)
        for one in self.case.steps:
            if one.seconds is not None and one.step in self.tables.cost_s:
                cell = counts.seconds.setdefault(one.step, [0.0, 0.0])
                cell[0] += self.weight * one.seconds
                cell[1] += self.weight
