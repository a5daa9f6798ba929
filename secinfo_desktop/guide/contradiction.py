"""Answers that do not fit together, and the one to ask again.

An answer is doubtful if hardly anybody would give it who said all the rest. A slip of the finger gives such a log;
asking again about the answer that is hardest to believe costs little and saves a wrong way.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.belief import visible_evidence
from secinfo_desktop.guide.case import Case, Entry
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Answered, ContextChanged, Retracted, Skipped, StepShown
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.tables import Row, compile_tables

UNBELIEVABLE = 0.3
"""An answer is doubtful if, by all the rest, so few would give it."""
AGAINST_ALL = 0.4
"""And if the rest makes it that much rarer than it is anyway: a rare answer alone contradicts nothing."""


@dataclass(frozen=True)
class Contradiction:
    """The answers do not fit. ``ask_again`` is the most doubtful one; ``chance`` how likely it is by all the rest.

    ``against`` is what it fits with least: an answer, or evidence that the audience may know.
    """

    ask_again: str
    chance: float
    against: str


def contradiction(
    checklist: Checklist, case: Case, audience: Disclosure, never: frozenset[str] = frozenset()
) -> Contradiction | None:
    """The question to ask again, if the answers of a case do not fit together by what the audience may know.

    A question whose answer was corrected already is not doubted again: then the person means it. Neither is the other
    one of two that did not fit, once one of them was shown again. Who asked for the code is never doubted: security
    has its own way (B30). ``never`` are other questions that are not to be asked again.
    """
    pairs: set[frozenset[str]] = set()
    for index, step in _shown_again(checklist, case):
        before = _most_doubtful(checklist, Case(case.opened, case.later[:index]), audience, pairs, never)
        if before is not None and before.ask_again == step:
            pairs.add(frozenset({step, before.against}))
    return _most_doubtful(checklist, case, audience, pairs, never)


def _most_doubtful(
    checklist: Checklist, case: Case, audience: Disclosure, pairs: Collection[frozenset[str]], never: frozenset[str]
) -> Contradiction | None:
    rows = _said(checklist, case, audience)
    first = checklist.security.question if checklist.security is not None else None
    asked = [step for step in rows if step in checklist.questions]
    if len(asked) < 2:
        return None
    prior = compile_tables(checklist, case.context).prior
    doubtful: list[Contradiction] = []
    for step in asked:
        alone, by_the_rest = _chance(prior, rows, step, among=()), _chance(prior, rows, step, among=tuple(rows))
        is_doubtful = by_the_rest < UNBELIEVABLE and by_the_rest < AGAINST_ALL * alone
        if is_doubtful and step != first and step not in never and not _was_corrected(case, step):
            doubtful.append(Contradiction(step, by_the_rest, _against(prior, rows, step)))
    new = [one for one in doubtful if frozenset({one.ask_again, one.against}) not in pairs]
    return min(new, key=lambda one: one.chance, default=None)


def _against(prior: Row, rows: Mapping[str, Row], step: str) -> str:
    """What speaks most against an answer: without it the answer would be the most believable."""
    others = [name for name in rows if name != step]
    return max(others, key=lambda name: _chance(prior, rows, step, among=[one for one in others if one != name]))


def _shown_again(checklist: Checklist, case: Case) -> Iterator[tuple[int, str]]:
    """Where in the log a question was shown whose answer stood."""
    standing: set[str] = set()
    for index, event in enumerate(case.later):
        match event:
            case Answered(step=step) if step in checklist.questions:
                standing.add(step)
            case Retracted(step=step) | Skipped(step=step):
                standing.discard(step)
            case ContextChanged():
                standing.clear()
            case StepShown(step=step) if step in standing:
                yield index, step


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


def _chance(prior: Row, rows: Mapping[str, Row], step: str, *, among: Collection[str]) -> float:
    """How likely the answer to a step is, by the shares of the causes and by what else of ``among`` was said."""
    weights = list(prior)
    for name, row in rows.items():
        if name != step and name in among:
            weights = list(map(mul, weights, row))
    said = float(sum(map(mul, weights, rows[step])))
    return said / sum(weights)


def _was_corrected(case: Case, step: str) -> bool:
    return sum(isinstance(event, Answered) and event.step == step for event in case.later) > 1
