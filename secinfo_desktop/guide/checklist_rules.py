"""What the tables of a checklist must say of each other, once each of them has the right shape."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from secinfo_desktop.guide.checklist_parts import HANDOFF, Action, Cause, Condition, Likelihood, Severity
from secinfo_desktop.guide.table_reader import Problem

if TYPE_CHECKING:
    from secinfo_desktop.guide.checklist import Checklist

LEAST_LIKELIHOOD = 0.002
"""No answer is impossible: one slip of the finger must not rule a cause out for good."""
PRIORS_ADD_UP_TO = (0.95, 1.05)


def broken_rules(checklist: "Checklist") -> Iterator[Problem]:
    """Every rule that is broken, in the order of the file."""
    yield from _contexts(checklist)
    yield from _causes(checklist)
    yield from _likelihoods(checklist)
    yield from _actions(checklist)
    yield from _step_ids(checklist)
    yield from _belief(checklist)
    yield from _security(checklist)


def _contexts(checklist: "Checklist") -> Iterator[Problem]:
    contexts = {f"evidence.{name}": evidence.contexts for name, evidence in checklist.evidence.items()}
    contexts |= {f"questions.{name}": question.contexts for name, question in checklist.questions.items()}
    contexts |= {f"actions.{name}": action.contexts for name, action in checklist.actions.items()}
    for name, named in contexts.items():
        yield from _unknown(f"[{name}] contexts", named, checklist.contexts, "context")


def _causes(checklist: "Checklist") -> Iterator[Problem]:
    low, high = PRIORS_ADD_UP_TO
    for name, cause in checklist.causes.items():
        yield from _unknown(f"[causes.{name}] prior", cause.prior, checklist.contexts, "context")
        if not cause.prior:
            yield Problem(f"[causes.{name}] prior", "names no context")
    for context in checklist.contexts:
        here = [cause for cause in checklist.causes.values() if context in cause.prior]
        total = sum(cause.prior[context] for cause in here)
        if not low <= total <= high:
            yield Problem(f"[causes] prior.{context}", f"the shares add up to {total:.3f}, not to about 1")
        if here and all(_is_cured(cause, context, checklist.actions) for cause in here):
            yield Problem(f"[causes] prior.{context}", "there must be a cause that only a person can solve")


def _is_cured(cause: Cause, context: str, actions: Mapping[str, Action]) -> bool:
    return any(context in action.contexts and cause.id in action.fixes for action in actions.values())


def _likelihoods(checklist: "Checklist") -> Iterator[Problem]:
    tables: dict[str, Likelihood] = {f"evidence.{name}": one.likelihood for name, one in checklist.evidence.items()}
    tables |= {f"questions.{name}": one.likelihood for name, one in checklist.questions.items()}
    for name, likelihood in tables.items():
        yield from _unknown(f"[{name}.p]", likelihood.by_cause, checklist.causes, "cause")
        if not likelihood.default:
            yield Problem(f"[{name}.p] default", "is missing; it must be a list of numbers")
            continue
        for row, numbers in likelihood.rows().items():
            yield from _row(f"[{name}.p] {row}", numbers, len(likelihood.answers))


def _row(where: str, numbers: tuple[float, ...], answers: int) -> Iterator[Problem]:
    if len(numbers) != answers:
        yield Problem(where, f"has {len(numbers)} numbers for {answers} answers")
    if abs(sum(numbers) - 1) > 1e-6:
        yield Problem(where, f"the numbers add up to {sum(numbers):.4f}, not to 1")
    if min(numbers) < LEAST_LIKELIHOOD:
        yield Problem(where, f"every number must be {LEAST_LIKELIHOOD} at least: no answer is impossible")


def _actions(checklist: "Checklist") -> Iterator[Problem]:
    for context in checklist.contexts:
        if not any(context in action.contexts for action in checklist.actions.values()):
            yield Problem("[actions]", f"there is no action for {context}")
    for name, action in checklist.actions.items():
        yield from _unknown(f"[actions.{name}] fixes", action.fixes, checklist.causes, "cause")
        yield from _unknown(f"[actions.{name}] spoiled_by", sorted(action.spoiled_by), checklist.causes, "cause")
        yield from _condition(checklist, action, "cannot", action.cannot)
        yield from _condition(checklist, action, "only_if", action.only_if)
        if not action.fixes:
            yield Problem(f"[actions.{name}] fixes", "names no cause")


def _condition(checklist: "Checklist", action: Action, key: str, needed: Condition | None) -> Iterator[Problem]:
    if needed is None:
        return
    where = f"[actions.{action.id}] {key}"
    question = checklist.questions.get(needed.question)
    if question is None:
        yield Problem(where, f"{needed.question} is no question")
        return
    yield from _unknown(where, [needed.answer], question.answers, "answer")
    if not set(action.contexts) <= set(question.contexts):
        yield Problem(where, f"{question.id} is not asked in every context of the action")


def _step_ids(checklist: "Checklist") -> Iterator[Problem]:
    seen = {HANDOFF}
    for table, names in (
        ("questions", checklist.questions),
        ("actions", checklist.actions),
        ("evidence", checklist.evidence),
    ):
        for name in names:
            if name in seen:
                yield Problem(f"[{table}.{name}]", "this id is taken already")
            seen.add(name)


def _belief(checklist: "Checklist") -> Iterator[Problem]:
    yield from _unknown("[belief] alone", sorted(checklist.belief.alone), checklist.causes, "cause")
    for group in checklist.belief.exclusive:
        yield from _unknown("[belief] exclusive", sorted(group), checklist.causes, "cause")


def _security(checklist: "Checklist") -> Iterator[Problem]:
    first = checklist.security
    severe = [cause.id for cause in checklist.causes.values() if cause.severity is Severity.SECURITY]
    if first is None:
        if severe or any(action.uses_code for action in checklist.actions.values()):
            yield Problem("[security]", "is missing, but steps use a code or a cause is about security")
        return
    question, action = checklist.questions.get(first.question), checklist.actions.get(first.step)
    if question is None or set(question.contexts) != set(checklist.contexts):
        yield Problem("[security] question", "must be a question that is asked in every context")
    elif first.safe_answer not in question.answers:
        yield Problem("[security] safe_answer", f"is no answer of {first.question}")
    if action is None or not _is_always_safe(action, checklist.contexts):
        yield Problem("[security] step", "must be an action for every context that needs nothing and uses no code")
        return
    yield from _unknown("[security] step", severe, action.fixes, "cause cured by this step")


def _is_always_safe(action: Action, contexts: tuple[str, ...]) -> bool:
    needs_nothing = not action.needs and action.only_if is None and action.cannot is None
    return needs_nothing and not action.uses_code and set(action.contexts) == set(contexts)


def _unknown(where: str, names: Iterable[str], known: Container[str], what: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(where, f"{name} is no {what}")
