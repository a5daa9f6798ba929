"""Ways to lead a person: the guide, and simpler ways that it must beat."""

import random
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from secinfo_desktop.guide.action_order import in_order
from secinfo_desktop.guide.belief import Belief
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.offers import Offer
from secinfo_desktop.guide.plan import make_plan
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.tables import compile_tables

EVERYTHING = frozenset({"change_info", "replace_info", "voice_call", "other_contact", "typed_contact", "recovery_code"})
"""The capabilities of a service that can do everything."""
MOST_STEPS = 80

Decide = Callable[[Case], str]
"""The next step for a case. It is called once per step, in order."""

_ARTICLE: Mapping[str, tuple[str, ...]] = {
    "sms": ("unblock_senders", "mask_matches", "use_newest_code", "wait_and_look_again"),
    "email": (
        "look_in_junk",
        "mask_matches",
        "separate_private_sessions",
        "use_newest_code",
        "wait_and_look_again",
    ),
}
_ARTICLE_ENDS = ("use_other_contact", "replace_all_info")


class Policy(StrEnum):
    """The ways of leading, as the command names them."""

    PLANNER = "planner"
    PLANNER_LEARNT = "planner-learnt"
    ARTICLE = "article"
    STATIC = "static"
    RANDOM = "random"
    HANDOFF = "handoff"
    CLAIRVOYANT = "clairvoyant"
    """A bound and no way of leading: it knows what will come of each step."""


def planner(checklist: Checklist) -> Decide:
    """The product's guide."""
    return lambda case: decide(checklist, case, EVERYTHING).step


def in_article_order(case: Case) -> str:
    """The fixed order of the article; a contact that is not theirs leads straight to another one."""
    outcomes = {entry.step: entry.outcome for entry in case.entries()}
    order = _ARTICLE.get(case.context, _ARTICLE["sms"]) + _ARTICLE_ENDS
    if outcomes.get("mask_matches") == "no":
        order = _ARTICLE_ENDS
    return next((step for step in order if step not in outcomes), HANDOFF)


def static_order(checklist: Checklist, context: str) -> tuple[str, ...]:
    """The best fixed order: most solved cases per second by the shares of the file, no question, no evidence.

    It ends where handing over is cheaper. Ways that only an answer opens are not in it.
    """
    tables = compile_tables(checklist, context)
    actions = tuple(name for name in tables.actions if checklist.actions[name].only_if is None)
    plan = make_plan(Belief(tables, tables.prior), Offer((), actions), 1.0)
    best, spent, order = plan.handoff_s, 0.0, []
    length = 0
    for step, before, after in in_order(plan, plan.weights, tuple(plan.actions)):
        order.append(step)
        spent += plan.cost_s[step] * before
        if spent + plan.handoff_s * after < best:
            best, length = spent + plan.handoff_s * after, len(order)
    return tuple(order[:length])


def static(checklist: Checklist) -> Decide:
    """Leads everybody in the best fixed order."""
    orders = {context: static_order(checklist, context) for context in checklist.contexts}
    return lambda case: next((step for step in orders[case.context] if not _taken(case, step)), HANDOFF)


def at_random(checklist: Checklist, seed: int) -> Decide:
    """Any order, until something helps."""
    chance = random.Random(seed)  # noqa: S311 - a seeded order is no secret
    orders: dict[str, list[str]] = {}

    def next_step(case: Case) -> str:
        if not case.entries():
            tables = compile_tables(checklist, case.context)
            steps = [*tables.answers, *tables.actions]
            orders[case.context] = chance.sample(steps, len(steps))
        return next((step for step in orders[case.context] if not _taken(case, step)), HANDOFF)

    return next_step


def hand_over(_case: Case) -> str:
    """No help at all."""
    return HANDOFF


def maker(policy: Policy, checklist: Checklist, learnt: Callable[[], Checklist], seed: int) -> Decide:
    """The way of leading of a name; ``learnt`` gives the checklist with learnt numbers and is called only for that."""
    makers: Mapping[Policy, Callable[[], Decide]] = {
        Policy.PLANNER: partial(planner, checklist),
        Policy.PLANNER_LEARNT: lambda: planner(learnt()),
        Policy.ARTICLE: lambda: in_article_order,
        Policy.STATIC: partial(static, checklist),
        Policy.RANDOM: partial(at_random, checklist, seed),
        Policy.HANDOFF: lambda: hand_over,
    }
    return makers[policy]()


def _taken(case: Case, step: str) -> bool:
    return any(entry.step == step for entry in case.entries())
