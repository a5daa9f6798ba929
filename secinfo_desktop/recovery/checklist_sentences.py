"""Which sentences a checklist needs, by their ids in the catalogue."""

from collections.abc import Iterator

from secinfo_desktop import texts
from secinfo_desktop.guide.checklist import HANDOFF, Checklist


def sentence_ids(checklist: Checklist) -> Iterator[str]:
    """The ids of all sentences that every checklist has for its steps, answers, buttons and causes."""
    for name, question in checklist.questions.items():
        yield f"checklist.question.{name}.title"
        yield f"checklist.question.{name}.lead"
        for answer in question.answers:
            yield f"checklist.question.{name}.answer.{answer}"
            yield f"checklist.question.{name}.answer.{answer}.detail"
    for name, action in checklist.actions.items():
        parts = ["title", "lead", "step.1", "step.2", "done", "failed", *(["cannot"] if action.cannot else [])]
        yield from (f"checklist.action.{name}.{part}" for part in parts)
    yield from (f"checklist.why.{step}" for step in (*checklist.questions, *checklist.actions, HANDOFF))
    for cause in checklist.causes:
        yield f"checklist.cause.{cause}"
        yield f"checklist.cause.{cause}.next"


def missing(checklist: Checklist, language: str) -> tuple[str, ...]:
    """The ids that have no sentence in a language."""
    return tuple(text_id for text_id in sentence_ids(checklist) if not texts.has(text_id, language, alone=True))
