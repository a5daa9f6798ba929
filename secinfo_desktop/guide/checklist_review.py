"""What looks odd in a sound checklist: steps that no one would ever take, causes that nothing cures in time."""

from collections.abc import Iterator

from secinfo_desktop.guide.action_order import fastest
from secinfo_desktop.guide.belief import Belief
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import Action, Likelihood, Way
from secinfo_desktop.guide.offers import Offer
from secinfo_desktop.guide.plan import make_plan
from secinfo_desktop.guide.table_reader import Problem
from secinfo_desktop.guide.tables import Tables, compile_tables

LEAST_CHANGE_OF_ODDS = 2.0


def review(checklist: Checklist) -> tuple[Problem, ...]:
    """Everything odd, for the one who wrote the file. None of it makes the checklist unusable."""
    return (*_useless_questions(checklist), *_useless_actions(checklist))


def _useless_questions(checklist: Checklist) -> Iterator[Problem]:
    opening = {action.only_if.question for action in checklist.actions.values() if action.only_if is not None}
    for name, question in checklist.questions.items():
        if name not in opening and _greatest_change(question.likelihood) < LEAST_CHANGE_OF_ODDS:
            yield Problem(f"[questions.{name}]", f"no answer changes any odds by {LEAST_CHANGE_OF_ODDS:g}")


def _greatest_change(likelihood: Likelihood) -> float:
    rows = likelihood.rows().values()
    return max(one[index] / other[index] for index in range(len(likelihood.answers)) for one in rows for other in rows)


def _useless_actions(checklist: Checklist) -> Iterator[Problem]:
    ever_best: set[str] = set()
    for context in checklist.contexts:
        tables = compile_tables(checklist, context)
        for cause in (causes[0] for causes in tables.sets if len(causes) == 1):
            best = [_best_if_certain(tables, cause, steps) for steps in _possible_together(checklist, tables)]
            ever_best.update(step for step in best if step is not None)
            if not any(best) and any(cause in checklist.actions[step].fixes for step in tables.actions):
                yield Problem(f"[causes.{cause}]", f"even if it is certain, handing over is cheaper ({context})")
    for name, action in checklist.actions.items():
        if name not in ever_best and action.way is not Way.BYPASS:
            yield Problem(f"[actions.{name}]", "is never the best step, whichever cause is certain")


def _possible_together(checklist: Checklist, tables: Tables) -> Iterator[tuple[str, ...]]:
    """The actions that can be taken where nothing but one capability or opening answer is there, or none at all.

    Ways round are left aside: they are for when nothing is certain.
    """
    actions = [checklist.actions[step] for step in tables.actions]
    needs = {action.id: _all_needs(action) for action in actions if action.way is not Way.BYPASS}
    for there in {frozenset[object](), *needs.values()}:
        yield tuple(step for step, needed in needs.items() if needed <= there)


def _all_needs(action: Action) -> frozenset[object]:
    return frozenset([*action.needs, *([action.only_if] if action.only_if else [])])


def _best_if_certain(tables: Tables, cause: str, steps: tuple[str, ...]) -> str | None:
    certain = Belief(tables, tuple(float(causes == (cause,)) for causes in tables.sets))
    plan = make_plan(certain, Offer((), steps), 1.0)
    return fastest(plan, plan.weights, tuple(plan.actions), 1 / plan.handoff_s)
