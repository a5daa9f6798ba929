"""Tries a checklist out on people drawn from its own tables: what it costs, and what in it is never of use."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.events import Observed
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.table_reader import Problem
from secinfo_desktop.simulation.drawn import Drawn, drawn, remembered
from secinfo_desktop.simulation.figures import mean, quantile
from secinfo_desktop.simulation.play import BEGIN, Played, play
from secinfo_desktop.simulation.policies import EVERYTHING, Decide

LONGEST_PATH = 15
"""Steps; a person who is asked for more would have left long before."""
FEWEST_CASES = 10
"""Of fewer cases with a cause nothing is said."""


@dataclass(frozen=True)
class Trial:
    """What came of a trial. ``chosen`` is the share of cases in which a step was taken, for every step of the file."""

    cases: int
    mean_s: float
    p95_s: float
    steps: float
    longest: int
    solved: float
    chosen: Mapping[str, float]
    oddities: tuple[Problem, ...]


def try_out(checklist: Checklist, cases: int, seed: int) -> Trial:
    """Leads so many people; the same file and seed give the same figures."""
    people = list(drawn(checklist, cases, seed))
    causes = [person.causes for person in people]
    played = _played(checklist, people, _everything(checklist))
    poor = _played(checklist, drawn(checklist, cases, seed), frozenset())
    counts = Counter(step for one in played for step in set(one.steps))
    chosen = {step: counts[step] / cases for step in (*checklist.questions, *checklist.actions, HANDOFF)}
    times = [one.seconds for one in played]
    return Trial(
        cases=cases,
        mean_s=mean(times),
        p95_s=quantile(times, 0.95),
        steps=mean(len(one.steps) for one in played),
        longest=max(len(one.steps) for one in played),
        solved=mean(one.ended_by != HANDOFF for one in played),
        chosen=chosen,
        oddities=(
            *_never_chosen(checklist, {step for one in (*played, *poor) for step in one.steps}, cases),
            *_never_cured(checklist, causes, played),
            *_sticky(causes, played),
            *_leaks(checklist, seed, lambda case: decide(checklist, case, _everything(checklist)).step),
        ),
    )


def _everything(checklist: Checklist) -> frozenset[str]:
    return EVERYTHING | {need for action in checklist.actions.values() for need in action.needs}


def _played(checklist: Checklist, people: Iterable[Drawn], capabilities: frozenset[str]) -> list[Played]:
    lead = remembered(lambda case: decide(checklist, case, capabilities).step)
    return [play(checklist, person, lead, Disclosure.HELPDESK, lambda: 0.0) for person in people]


def _never_chosen(checklist: Checklist, chosen: Container[str], cases: int) -> Iterator[Problem]:
    """Neither where everything that actions need is there, nor where nothing is."""
    for kind, steps in (("questions", checklist.questions), ("actions", checklist.actions)):
        for step in steps:
            if step not in chosen:
                yield Problem(f"[{kind}.{step}]", f"was chosen in none of {cases} cases")


def _never_cured(checklist: Checklist, causes: list[tuple[str, ...]], played: list[Played]) -> Iterator[Problem]:
    curable = {cause for action in checklist.actions.values() for cause in action.fixes}
    had = Counter(one[0] for one in causes if len(one) == 1)
    solved = Counter(
        one[0] for one, ended in zip(causes, played, strict=True) if len(one) == 1 and ended.ended_by != HANDOFF
    )
    for cause, number in had.items():
        if cause in curable and number >= FEWEST_CASES and not solved[cause]:
            yield Problem(f"[causes.{cause}]", f"was cured in none of {number} cases")


def _sticky(causes: list[tuple[str, ...]], played: list[Played]) -> Iterator[Problem]:
    long = [(one, len(two.steps)) for one, two in zip(causes, played, strict=True) if len(two.steps) > LONGEST_PATH]
    worst = max(long, key=lambda pair: pair[1], default=None)
    if worst is not None:
        name = " + ".join(worst[0])
        yield Problem("[causes]", f"{len(long)} cases took more than {LONGEST_PATH} steps, at most {worst[1]} ({name})")


def _leaks(checklist: Checklist, seed: int, lead: Decide) -> Iterator[Problem]:
    """What the public may not know must change no step that the public is shown (security rule 3)."""
    hidden = [one for one in checklist.evidence.values() if one.disclosure is not Disclosure.PUBLIC]
    for person in drawn(checklist, 10, seed + 1):
        shown = play(checklist, person, lead, Disclosure.PUBLIC, lambda: 0.0)
        case = shown.case
        for evidence in hidden:
            if case.context in evidence.contexts:
                value = evidence.likelihood.answers[-1]
                told = case.record(Observed(BEGIN, evidence.id, value, evidence.disclosure))
                if lead(told) != lead(case):
                    yield Problem(f"[evidence.{evidence.id}]", "changes what the public is shown")
