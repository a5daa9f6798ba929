"""What of a case still counts for the contact in use: which answers, which steps are done, which were skipped."""

from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.guide.case import Case, Entry
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import Scope
from secinfo_desktop.guide.events import Answered, ContextChanged, Retracted, Skipped


@dataclass(frozen=True)
class Progress:
    """Where a case stands.

    ``believed`` are the entries that say something about the causes, in order; ``answers`` the latest outcome of each
    step; ``skipped`` how often a step was skipped that nothing came of; ``just_skipped`` is the one that was
    skipped last, if nothing was said since.
    """

    context: str
    believed: tuple[Entry, ...]
    answers: Mapping[str, str]
    skipped: Mapping[str, int]
    just_skipped: str | None = None


def progress(checklist: Checklist, case: Case) -> Progress:
    """What counts now.

    Of earlier contacts only what is about the account: answers speak for causes, actions are merely done. An outcome
    that the checklist does not know (of another revision) counts as skipped.
    """
    entries = [entry for entry in case.entries() if _counts(checklist, entry, case.contact)]
    known = {entry.step: entry for entry in entries if entry.outcome in checklist.outcomes(entry.step)}
    return Progress(
        context=case.context,
        believed=tuple(
            entry for entry in known.values() if entry.contact == case.contact or entry.step in checklist.questions
        ),
        answers={step: entry.outcome for step, entry in known.items() if entry.outcome is not None},
        skipped={entry.step: max(entry.skips, 1) for entry in entries if entry.step not in known},
        just_skipped=_just_skipped(case),
    )


def _just_skipped(case: Case) -> str | None:
    said = (
        event for event in reversed(case.later) if isinstance(event, Answered | Skipped | Retracted | ContextChanged)
    )
    last = next(said, None)
    return last.step if isinstance(last, Skipped) else None


def _counts(checklist: Checklist, entry: Entry, contact: int) -> bool:
    if entry.contact == contact:
        return True
    step = checklist.questions.get(entry.step) or checklist.actions.get(entry.step)
    return step is not None and step.scope is Scope.ACCOUNT
