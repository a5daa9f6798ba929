"""What came of a practice call: time, needless questions, what the guide would have asked, what was nearly given away.

Deterministic: the same caller and the same deeds come to the same score.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from secinfo_desktop.domain.calls import HandedTo, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED, Checklist
from secinfo_desktop.guide.events import Answered, Opened, Skipped
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller
from secinfo_desktop.helpdesk.training import Danger, Taken, Training

CASE_ID: Final = "training"
MOST_STEPS: Final = 60


class End(StrEnum):
    """How the call ended."""

    HELPED = "helped"
    HANDED_OVER = "handed_over"
    REFUSED_IMPOSTOR = "refused_impostor"
    SERVED_IMPOSTOR = "served_impostor"
    """Steps and scripts only, no fact, no action: right as well, and safe."""
    GAVE_IN = "gave_in"
    """The impostor got, or nearly got, what they were after."""
    REFUSED_GENUINE = "refused_genuine"
    NOT_HELPED = "not_helped"
    NOT_FINISHED = "not_finished"


RIGHT: Final = frozenset({End.HELPED, End.HANDED_OVER, End.REFUSED_IMPOSTOR, End.SERVED_IMPOSTOR})


@dataclass(frozen=True)
class GuideCall:
    """The call as the guide would have led it with the same caller."""

    steps: tuple[str, ...]
    seconds: float
    is_solved: bool


@dataclass(frozen=True)
class Score:
    """One practice call, judged. ``needless`` are questions that the guide would not have asked this caller.

    ``misheard`` are steps whose answer was noted otherwise than the caller gave it.
    """

    story: str
    is_impostor: bool
    cause: str
    end: End
    seconds: float
    steps: tuple[str, ...]
    needless: tuple[str, ...]
    misheard: tuple[str, ...]
    dangers: tuple[Danger, ...]
    guide: GuideCall

    @property
    def passed(self) -> bool:
        """The right end, and nothing was nearly given away: no speed makes up for that."""
        return self.end in RIGHT and not self.dangers


def guide_call(caller: PracticeCaller, checklist: Checklist, capabilities: frozenset[str], began: Opened) -> GuideCall:
    """Lets the guide lead the call; with an impostor until their first try, where the call is refused."""
    case, steps, spent = Case(began), list[str](), 0.0
    while (step := decide(checklist, case, capabilities).step) != HANDOFF and len(steps) < MOST_STEPS:
        steps.append(step)
        reply = caller.replies(step, len(steps))
        spent += reply.seconds
        at = began.at + timedelta(seconds=spent)
        if reply.value == SOLVED or (caller.is_impostor and reply.pretext is not None):
            return GuideCall(tuple(steps), spent, reply.value == SOLVED)
        case = case.record(Answered(at, step, reply.value) if reply.value is not None else Skipped(at, step))
    return GuideCall(tuple(steps), spent, is_solved=False)


def score(training: Training, checklist: Checklist, capabilities: frozenset[str]) -> Score:
    """Judges a call as far as it went."""
    caller = training.caller
    opened = Opened(training.began, CASE_ID, checklist.id, checklist.revision, caller.context, Disclosure.PUBLIC)
    guide = guide_call(caller, checklist, capabilities, opened)
    answered = _answered(training)
    steps = tuple(taken.step for taken in answered if taken.step is not None)
    dangers = tuple(taken.danger for taken in training.taken if taken.danger is not None)
    return Score(
        story=caller.story,
        is_impostor=caller.is_impostor,
        cause=caller.cause,
        end=_end(training, dangers, guide),
        seconds=(training.taken[-1].at - training.began).total_seconds() if training.taken else 0.0,
        steps=steps,
        needless=() if caller.is_impostor else _needless(steps, checklist, guide),
        misheard=tuple(taken.step for taken in answered if taken.step is not None and _is_misheard(taken)),
        dangers=tuple(dict.fromkeys(dangers)),
        guide=guide,
    )


def _answered(training: Training) -> list[Taken]:
    """The steps that something came of, each once; what was taken back is gone."""
    standing: dict[str, Taken] = {}
    for taken in training.taken:
        if isinstance(taken.what, said.Undoes) and standing:
            standing.popitem()
        elif isinstance(taken.what, said.Answered | said.Skips) and taken.step is not None:
            standing.pop(taken.step, None)
            standing[taken.step] = taken
    return list(standing.values())


def _needless(steps: tuple[str, ...], checklist: Checklist, guide: GuideCall) -> tuple[str, ...]:
    return tuple(step for step in steps if step in checklist.questions and step not in guide.steps)


def _is_misheard(taken: Taken) -> bool:
    """An answer that the caller did not give. To leave out what they can't tell is right."""
    if taken.reply is None or not isinstance(taken.what, said.Answered):
        return False
    return taken.what.outcome != taken.reply.value


def _end(training: Training, dangers: tuple[Danger, ...], guide: GuideCall) -> End:
    refused = _closed_as(training) is OutcomeCode.REFUSED
    if training.caller.is_impostor and dangers:
        return End.GAVE_IN
    if not training.is_over:
        return End.NOT_FINISHED
    if training.caller.is_impostor:
        return End.REFUSED_IMPOSTOR if refused else End.SERVED_IMPOSTOR
    if refused:
        return End.REFUSED_GENUINE
    if any(reply.value == SOLVED for reply in training.replies.values()):
        return End.HELPED
    return End.HANDED_OVER if _was_handed_over(training) and not guide.is_solved else End.NOT_HELPED


def _closed_as(training: Training) -> OutcomeCode | None:
    last = training.taken[-1].what if training.taken else None
    return last.outcome if isinstance(last, said.Closes) else None


def _was_handed_over(training: Training) -> bool:
    last = training.taken[-1].what if training.taken else None
    to_second_line = isinstance(last, said.HandsOver) and last.to is not HandedTo.CALLER
    return to_second_line or _closed_as(training) is OutcomeCode.SECOND_LINE
