"""People drawn from a checklist's own tables: what would happen if its numbers were the truth."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED, Checklist
from secinfo_desktop.guide.outcomes import CauseSet, effect
from secinfo_desktop.guide.tables import Row, compile_tables

_SEEDS = 1_000_003


@dataclass
class Drawn:
    """Somebody with hidden causes, who answers and acts as likely as the tables say, at the ordinary pace."""

    checklist: Checklist
    context: str
    chance: random.Random
    causes: CauseSet
    evidence: Mapping[str, str] = field(default_factory=dict)

    def answer(self, question: str, /) -> str:
        """The id of the answer to a question."""
        return self._draw(compile_tables(self.checklist, self.context).answers[question])

    def act(self, action: str, /) -> bool:
        """Carries an action out; what it cures is gone."""
        done = effect(self.checklist.actions[action], self.causes)
        if self.chance.random() < done.solves:
            return True
        stays = 1 - done.solves - sum(done.leaves.values())
        left = [*done.leaves, self.causes]
        self.causes = self.chance.choices(left, [*done.leaves.values(), max(stays, 1e-12)])[0]
        return False

    def seconds(self, step: str, /) -> float:
        """The seconds that the checklist says."""
        tables = compile_tables(self.checklist, self.context)
        return tables.handoff_s if step == HANDOFF else tables.cost_s[step]

    def look(self) -> None:
        """Draws what is known without asking."""
        rows = compile_tables(self.checklist, self.context).evidence
        self.evidence = {name: self._draw(one) for name, one in rows.items()}

    def _draw(self, rows: Mapping[str, Row]) -> str:
        place = compile_tables(self.checklist, self.context).sets.index(self.causes)
        return self.chance.choices(list(rows), [row[place] for row in rows.values()])[0]


def drawn(checklist: Checklist, number: int, seed: int) -> Iterator[Drawn]:
    """So many people with causes as frequent as in the file; the same seed gives the same people."""
    for index in range(number):
        chance = random.Random(seed * _SEEDS + index)  # noqa: S311 - a seeded world is no secret
        context = chance.choice(checklist.contexts)
        tables = compile_tables(checklist, context)
        person = Drawn(checklist, context, chance, chance.choices(tables.sets, tables.prior)[0])
        person.look()
        yield person


def remembered(next_step: Callable[[Case], str]) -> Callable[[Case], str]:
    """The same decisions, each made once: in a simulation many people say the same at the same place."""
    known: dict[object, str] = {}

    def decide(case: Case) -> str:
        said = tuple((entry.step, entry.outcome) for entry in case.entries() if entry.outcome != SOLVED)
        key = case.context, case.audience, frozenset(case.evidence(case.audience).items()), said
        if key not in known:
            known[key] = next_step(case)
        return known[key]

    return decide
