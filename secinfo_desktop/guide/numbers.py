"""The numbers of a checklist that can be learnt, by name, and a checklist with other numbers in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import Likelihood, Severity

DEFAULT = "default"
LEAST, MOST = 1 / 3, 3.0
"""No learnt number leaves this range times the expert's."""


@dataclass(frozen=True)
class Numbers:
    """Learnt numbers: shares by (context, cause), rows by (name, row), cures by (action, cause), seconds by step."""

    causes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)
    cures: Mapping[tuple[str, str], float] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def numbers_of(checklist: Checklist) -> Numbers:
    """The numbers as they stand, without those that are never learnt.

    What is about strangers is left to the expert: shares, rows and steps of security causes.
    """
    fixed = never_learnt(checklist)
    shown = {name: one.likelihood for name, one in checklist.evidence.items()}
    asked = {name: one.likelihood for name, one in checklist.questions.items() if name not in fixed}
    steps = {name: one.cost_s for name, one in checklist.questions.items()}
    steps |= {name: one.cost_s for name, one in checklist.actions.items()}
    return Numbers(
        causes={
            (context, cause.id): share
            for cause in checklist.causes.values()
            for context, share in cause.prior.items()
            if cause.id not in fixed
        },
        rows={
            (name, row): chances
            for name, likelihood in {**shown, **asked}.items()
            for row, chances in likelihood.rows().items()
            if row not in fixed
        },
        cures={
            (action.id, cause): share
            for action in checklist.actions.values()
            for cause, share in action.fixes.items()
            if action.id not in fixed and cause not in fixed
        },
        seconds={name: cost_s for name, cost_s in steps.items() if name not in fixed},
    )


def never_learnt(checklist: Checklist) -> frozenset[str]:
    """Security causes, the question about who asked, and the step that secures the account."""
    severe = {cause.id for cause in checklist.causes.values() if cause.severity is Severity.SECURITY}
    first = checklist.security
    return frozenset(severe | ({first.question, first.step} if first is not None else set()))


def with_numbers(checklist: Checklist, numbers: Numbers) -> Checklist:
    """The checklist with these numbers instead of its own; what it does not have is left aside."""

    def rows(name: str, likelihood: Likelihood) -> Likelihood:
        new = {row: numbers.rows.get((name, row), chances) for row, chances in likelihood.rows().items()}
        return replace(likelihood, default=new.pop(DEFAULT), by_cause=new)

    return replace(
        checklist,
        causes={
            name: replace(one, prior={c: numbers.causes.get((c, name), share) for c, share in one.prior.items()})
            for name, one in checklist.causes.items()
        },
        evidence={n: replace(one, likelihood=rows(n, one.likelihood)) for n, one in checklist.evidence.items()},
        questions={
            name: replace(one, likelihood=rows(name, one.likelihood), cost_s=numbers.seconds.get(name, one.cost_s))
            for name, one in checklist.questions.items()
        },
        actions={
            name: replace(
                one,
                fixes={cause: numbers.cures.get((name, cause), share) for cause, share in one.fixes.items()},
                cost_s=numbers.seconds.get(name, one.cost_s),
            )
            for name, one in checklist.actions.items()
        },
    )
