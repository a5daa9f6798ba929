"""How likely each cause is, worked out anew from the log each time: what was never said leaves no trace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case, Entry
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import SOLVED
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.tables import ActionTable, Row, Tables, compile_tables


@dataclass(frozen=True, eq=False)
class Belief:
    """The chance of each set of causes of ``tables.sets``; the chances add up to 1."""

    tables: Tables
    chances: Row

    def posterior(self) -> dict[str, float]:
        """The chance that a cause is there, alone or with another one; so they may add up to more than 1."""
        chances: dict[str, float] = {}
        for causes, chance in zip(self.tables.sets, self.chances, strict=True):
            for cause in causes:
                chances[cause] = chances.get(cause, 0.0) + chance
        return chances


def believe(checklist: Checklist, case: Case, audience: Disclosure) -> Belief:
    """What an audience may believe about a case: from the evidence that it may know and from what came of the steps."""
    tables = compile_tables(checklist, case.context)
    chances: Row = tables.prior
    for name, value in visible_evidence(checklist, case, audience).items():
        chances = _times(chances, tables.evidence.get(name, {}).get(value))
    believed = progress(checklist, case).believed
    for entry in believed:
        chances = _after(tables, chances, entry, is_last=entry is believed[-1])
    total = sum(chances)
    return Belief(tables, tuple(chance / total for chance in chances))


def visible_evidence(checklist: Checklist, case: Case, audience: Disclosure) -> dict[str, str]:
    """The evidence of a case that an audience may know, in the order of the checklist.

    Both the checklist and the one who recorded it may hold a piece back (security rule 3).
    """
    known = case.evidence(audience)
    return {
        name: known[name]
        for name, evidence in checklist.evidence.items()
        if name in known and audience.may_see(evidence.disclosure)
    }


def after_failure(chances: Sequence[float], action: ActionTable) -> list[float]:
    """The weights once an action has not solved the trouble: what it would have solved is gone, some sets shrank."""
    weights = list(chances)
    for index, chance in action.solves:
        weights[index] -= chances[index] * chance
    for index, left, chance in action.leaves:
        moved = chances[index] * chance
        weights[index] -= moved
        weights[left] += moved
    return weights


def after_success(chances: Sequence[float], action: ActionTable) -> list[float]:
    """The weights of what an action has just solved."""
    weights = [0.0] * len(chances)
    for index, chance in action.solves:
        weights[index] = chances[index] * chance
    return weights


def _after(tables: Tables, chances: Row, entry: Entry, *, is_last: bool) -> Row:
    """The weights after an entry. An action that seemed to solve, but after which the case went on, has failed."""
    action = tables.actions.get(entry.step)
    if action is None:
        rows: Mapping[str, Row] = tables.answers.get(entry.step, {})
        return _times(chances, rows.get(entry.outcome or ""))
    solved = is_last and entry.outcome == SOLVED and bool(action.solves)
    return tuple(after_success(chances, action) if solved else after_failure(chances, action))


def _times(chances: Row, factors: Iterable[float] | None) -> Row:
    if factors is None:
        return chances
    return tuple(chance * factor for chance, factor in zip(chances, factors, strict=True))
