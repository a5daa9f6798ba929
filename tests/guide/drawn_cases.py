"""People drawn from the checklist's own tables, and ways to lead them: what a planner is measured against.

All times are made of the assumed numbers of the checklist: they compare ways of leading, they are no forecast.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import FAILED, HANDOFF, SOLVED, Checklist, Likelihood
from secinfo_desktop.guide.outcomes import CauseSet, effect
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.tables import Row, compile_tables
from tests.guide.cases import EVERYTHING, HELPDESK, answered, begin, observed

ARTICLE = {
    "sms": (
        "unblock_senders",
        "mask_matches",
        "use_newest_code",
        "wait_and_look_again",
        "use_other_contact",
        "replace_all_info",
    ),
    "email": (
        "look_in_junk",
        "mask_matches",
        "separate_private_sessions",
        "use_newest_code",
        "wait_and_look_again",
        "use_other_contact",
        "replace_all_info",
    ),
}
Decide = Callable[[Case], str]


@dataclass
class Person:
    """Somebody with hidden causes, who answers and acts as likely as the tables say."""

    checklist: Checklist
    context: str
    chance: random.Random
    causes: CauseSet

    def evidence(self) -> dict[str, str]:
        """What is known without asking."""
        rows = compile_tables(self.checklist, self.context).evidence
        return {name: self._draw(one) for name, one in rows.items()}

    def outcome(self, step: str) -> str:
        """Answers a question, or carries an action out; what it cures is gone."""
        tables = compile_tables(self.checklist, self.context)
        if step in tables.answers:
            return self._draw(tables.answers[step])
        done = effect(self.checklist.actions[step], self.causes)
        left, weights = (
            [*done.leaves, self.causes],
            [*done.leaves.values(), 1 - done.solves - sum(done.leaves.values())],
        )
        if self.chance.random() < done.solves:
            return SOLVED
        self.causes = self.chance.choices(left, weights)[0]
        return FAILED

    def _draw(self, rows: Mapping[str, Row]) -> str:
        place = compile_tables(self.checklist, self.context).sets.index(self.causes)
        return self.chance.choices(list(rows), [row[place] for row in rows.values()])[0]


@dataclass(frozen=True)
class Played:
    """How a case went."""

    seconds: float
    solved: bool
    steps: tuple[str, ...]
    causes: CauseSet


def people(checklist: Checklist, number: int, seed: int) -> list[Person]:
    """People with causes as frequent as in the file; the same seed gives the same people."""
    drawn = []
    for index in range(number):
        chance = random.Random(seed * 1_000_003 + index)
        context = chance.choice(checklist.contexts)
        tables = compile_tables(checklist, context)
        drawn.append(Person(checklist, context, chance, chance.choices(tables.sets, tables.prior)[0]))
    return drawn


def play(person: Person, next_step: Decide, audience: Disclosure = HELPDESK) -> Played:
    """Leads one person until the trouble is solved or handed over."""
    causes, seconds = person.causes, 0.0
    case = begin(person.context, audience)
    for name, value in person.evidence().items():
        case = case.record(observed(name, value, person.checklist.evidence[name].disclosure))
    while (step := next_step(case)) != HANDOFF:
        outcome = person.outcome(step)
        seconds += cost_s(person.checklist, step)
        case = case.record(answered(step, outcome))
        if outcome == SOLVED:
            break
    steps = tuple(entry.step for entry in case.entries())
    return Played(seconds + (step == HANDOFF) * person.checklist.handoff.cost_s, step != HANDOFF, steps, causes)


def cost_s(checklist: Checklist, step: str) -> float:
    """The seconds of a step."""
    return (checklist.questions.get(step) or checklist.actions[step]).cost_s


def planner(checklist: Checklist, capabilities: frozenset[str] = EVERYTHING) -> Decide:
    """The product's planner."""
    return lambda case: decide(checklist, case, capabilities).step


def in_article_order(case: Case) -> str:
    """The fixed order; a contact that is not theirs leads on to another contact."""
    outcomes = {entry.step: entry.outcome for entry in case.entries()}
    order: Sequence[str] = ARTICLE[case.context]
    if outcomes.get("mask_matches") == "no":
        order = order[-2:]
    return next((step for step in order if step not in outcomes), HANDOFF)


def hand_everybody_over(case: Case) -> str:
    """No help at all."""
    assert not case.entries()
    return HANDOFF


def with_shuffled_tables(checklist: Checklist, seed: int) -> Checklist:
    """The same checklist in which rows and cures belong to other causes, and chances to other answers."""
    chance = random.Random(seed)
    other = dict(zip(checklist.causes, chance.sample(list(checklist.causes), len(checklist.causes)), strict=True))

    def shuffled(likelihood: Likelihood) -> Likelihood:
        order = chance.sample(range(len(likelihood.answers)), len(likelihood.answers))
        rows = {cause: tuple(row[place] for place in order) for cause, row in likelihood.rows().items()}
        default = rows.pop("default")
        return replace(likelihood, default=default, by_cause={other[cause]: row for cause, row in rows.items()})

    return replace(
        checklist,
        evidence={k: replace(v, likelihood=shuffled(v.likelihood)) for k, v in checklist.evidence.items()},
        questions={k: replace(v, likelihood=shuffled(v.likelihood)) for k, v in checklist.questions.items()},
        actions={
            k: replace(v, fixes={other[cause]: share for cause, share in v.fixes.items()})
            for k, v in checklist.actions.items()
        },
    )


def mean_s(played: Sequence[Played]) -> float:
    """Mean seconds."""
    return sum(one.seconds for one in played) / len(played)


def share_solved(played: Sequence[Played]) -> float:
    """Share of the cases that needed no person."""
    return sum(one.solved for one in played) / len(played)
