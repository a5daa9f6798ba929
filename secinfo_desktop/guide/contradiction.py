"""Answers that do not fit together, and the one to ask again.

An answer is doubtful if hardly anybody would give it who said all the rest. A slip of the finger gives such a log;
asking again about the answer that is hardest to believe costs little and saves a wrong way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.belief import visible_evidence
from secinfo_desktop.guide.case import Case, Entry
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Answered
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.tables import Row, compile_tables

UNBELIEVABLE = 0.3
"""An answer is doubtful if, by all the rest, so few would give it."""
AGAINST_ALL = 0.4
"""And if the rest makes it that much rarer than it is anyway: a rare answer alone contradicts nothing."""


@dataclass(frozen=True)
class Contradiction:
    """The answers do not fit. ``ask_again`` is the most doubtful one; ``chance`` how likely it is by all the rest."""

    ask_again: str
    chance: float


def contradiction(checklist: Checklist, case: Case, audience: Disclosure) -> Contradiction | None:
    """The question to ask again, if the answers of a case do not fit together by what the audience may know.

    A question whose answer was corrected already is not doubted again: then the person means it. Who asked for the
    code is not doubted either: security has its own way (B30).
    """
    rows = _said(checklist, case, audience)
    first = checklist.security.question if checklist.security is not None else None
    asked = [step for step in rows if step in checklist.questions]
    if len(asked) < 2:
        return None
    prior = compile_tables(checklist, case.context).prior
    doubtful: dict[str, float] = {}
    for step in asked:
        alone, by_the_rest = _chance(prior, rows, step, alone=True), _chance(prior, rows, step, alone=False)
        is_doubtful = by_the_rest < UNBELIEVABLE and by_the_rest < AGAINST_ALL * alone
        if is_doubtful and step != first and not _was_corrected(case, step):
            doubtful[step] = by_the_rest
    if not doubtful:
        return None
    ask_again = min(doubtful, key=doubtful.__getitem__)
    return Contradiction(ask_again, doubtful[ask_again])


def _said(checklist: Checklist, case: Case, audience: Disclosure) -> dict[str, Row]:
    """The chance of everything that was said, one row for each question and piece of evidence."""
    tables = compile_tables(checklist, case.context)
    seen = visible_evidence(checklist, case, audience)
    rows = {
        name: tables.evidence[name][value] for name, value in seen.items() if value in tables.evidence.get(name, {})
    }
    entries: Sequence[Entry] = progress(checklist, case).believed
    answers = {entry.step: entry.outcome for entry in entries if entry.outcome is not None}
    return rows | {step: tables.answers[step][said] for step, said in answers.items() if step in tables.answers}


def _chance(prior: Row, rows: Mapping[str, Row], step: str, *, alone: bool) -> float:
    """How likely the answer to a step is: by the shares of the causes alone, or by everything else that was said."""
    weights = list(prior)
    for name, row in rows.items():
        if name != step and not alone:
            weights = list(map(mul, weights, row))
    said = float(sum(map(mul, weights, rows[step])))
    return said / sum(weights)


def _was_corrected(case: Case, step: str) -> bool:
    return sum(isinstance(event, Answered) and event.step == step for event in case.later) > 1
