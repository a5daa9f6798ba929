"""Which steps may be put before the person now: what is left, possible here, and safe (B30)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import Action, Condition, SecurityFirst
from secinfo_desktop.guide.progress import Progress


class Guard(Enum):
    """What is known about who asked for the code."""

    SAFE = auto()
    UNKNOWN = auto()
    STRANGER = auto()


@dataclass(frozen=True)
class Offer:
    """The steps that may be shown, in the order of the file.

    ``closed`` are actions that may follow once a question that is on offer gets the answer that opens them, each with
    that answer.
    """

    questions: tuple[str, ...]
    actions: tuple[str, ...]
    closed: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[str, ...]:
        """Questions, then actions."""
        return self.questions + self.actions


def guard(checklist: Checklist, done: Progress) -> Guard:
    """Whether the person is known to have asked for the code."""
    first = checklist.security
    if first is None:
        return Guard.SAFE
    answer = done.answers.get(first.question)
    if answer is None:
        return Guard.UNKNOWN
    return Guard.SAFE if answer == first.safe_answer else Guard.STRANGER


def offered(
    checklist: Checklist, done: Progress, capabilities: frozenset[str], *, skips: int, state: Guard | None = None
) -> Offer:
    """What may be shown. Steps that were skipped more than ``skips`` times are left out.

    ``state`` looks ahead to another state of the guard than the present one.
    """
    state = guard(checklist, done) if state is None else state
    left = [step for step, times in _left(checklist, done).items() if times <= skips]
    if state is Guard.STRANGER:
        safe = _safe_step(checklist.security)
        return Offer((), tuple(step for step in left if step == safe))
    questions = tuple(step for step in left if step in checklist.questions)
    possible = [
        checklist.actions[step]
        for step in left
        if step in checklist.actions
        and _is_possible(checklist.actions[step], done, capabilities)
        and (state is Guard.SAFE or not checklist.actions[step].uses_code)
    ]
    return Offer(
        questions=questions,
        actions=tuple(action.id for action in possible if _is_open(action, done)),
        closed={action.id: key for action in possible if (key := action.only_if) and key.question in questions},
    )


def _left(checklist: Checklist, done: Progress) -> dict[str, int]:
    """Every step of the context that nothing came of yet, with how often it was skipped.

    What was left out just now counts as skipped once more: nobody is asked at once what they have just left out. Except
    who asked for the code, without which there is no way on.
    """
    again = None if checklist.security and done.just_skipped == checklist.security.question else done.just_skipped
    contexts = {name: question.contexts for name, question in checklist.questions.items()}
    contexts |= {name: action.contexts for name, action in checklist.actions.items()}
    return {
        step: done.skipped.get(step, 0) + (step == again)
        for step, named in contexts.items()
        if done.context in named and step not in done.answers
    }


def _is_possible(action: Action, done: Progress, capabilities: frozenset[str]) -> bool:
    barred = action.cannot is not None and done.answers.get(action.cannot.question) == action.cannot.answer
    return not barred and action.needs <= capabilities


def _is_open(action: Action, done: Progress) -> bool:
    return action.only_if is None or done.answers.get(action.only_if.question) == action.only_if.answer


def _safe_step(first: SecurityFirst | None) -> str | None:
    return first.step if first is not None else None
