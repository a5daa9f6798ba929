"""How long the guide thinks about the next step: of the checklist that is shipped, and of a very large one."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from statistics import quantiles
from typing import Final

from secinfo_desktop import resources
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist, parse
from secinfo_desktop.guide.checklist_parts import HANDOFF
from secinfo_desktop.guide.events import Answered, Opened, StepShown
from secinfo_desktop.guide.planner import decide
from tests.guide.exact.small_models import LARGE, model
from tools.bench.rows import Row

CASES: Final = 60
GOAL_MS: Final = 10.0
LARGE_CASES: Final = 15
LARGE_GOAL_MS: Final = 20.0
_BEGIN: Final = datetime(2026, 11, 1, tzinfo=UTC)


def decisions() -> Iterator[Row]:
    """Answer the guide by chance until it gives up, many times; the figure is the 99th percentile of its CPU time."""
    shipped = parse(resources.text("checklists/code_not_received.toml"))
    yield _row("next step, p99", shipped, CASES, GOAL_MS)
    yield _row("next step of 80/60/80, p99", model(1, LARGE), LARGE_CASES, LARGE_GOAL_MS)


def _row(figure: str, checklist: Checklist, cases: int, goal_ms: float) -> Row:
    seconds = [taken for number in range(cases) for taken in _case(checklist, Random(number))]
    slowest = quantiles(seconds, n=100)[98]
    return Row(figure, slowest * 1000, "ms", goal_ms, f"{len(seconds)} decisions answered by chance")


def _case(checklist: Checklist, chance: Random) -> Iterator[float]:
    context = chance.choice(checklist.contexts)
    case = Case(Opened(_BEGIN, "0" * 32, checklist.id, checklist.revision, context, Disclosure.HELPDESK))
    while True:
        begun = time.process_time()
        step = decide(checklist, case, frozenset()).step
        yield time.process_time() - begun
        if step == HANDOFF:
            return
        outcome = chance.choice([outcome for outcome in checklist.outcomes(step) if outcome != "solved"])
        case = case.record(StepShown(_BEGIN, step, case.audience)).record(Answered(_BEGIN, step, outcome))
