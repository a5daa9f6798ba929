"""Closed cases of made-up people, as an organisation would export them: what ``planner-learnt`` learns from."""

import random
from collections.abc import Sequence
from dataclasses import replace

from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.closed_case import ClosedCase, Source, closed_case, week_of
from secinfo_desktop.simulation.play import BEGIN, Played
from secinfo_desktop.simulation.population import Person, found_cause

LABELLED = 0.7
"""The share of the hand-overs in which staff write the cause down."""
AGENTS = 25
"""Cases are spread over so many agents, all in one week."""


def closed(
    checklist: Checklist, people: Sequence[Person], played: Sequence[Played], seed: int
) -> tuple[ClosedCase, ...]:
    """The cases as they are exported; a population may tell what was left of the trouble by ``label()``."""
    chance = random.Random(seed)  # noqa: S311 - a seeded choice is no secret
    week = week_of(BEGIN.date())
    cases = []
    for index, (person, one) in enumerate(zip(people, played, strict=True)):
        label = found_cause(checklist, person) if one.ended_by == HANDOFF and chance.random() < LABELLED else None
        case = closed_case(checklist, one.case, Source.STAFF, agent=f"a{index % AGENTS}", label=label)
        cases.append(replace(case, week=week))
    return tuple(cases)
