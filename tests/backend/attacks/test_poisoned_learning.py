"""Invented cases, however many and wherever they are put, steer the guide no further than its bound, if at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.folders import find
from secinfo_desktop.desktop.learnt_tables import LearntTables
from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.case_weights import EXPERT_CASES, MOST_OF_ONE_AGENT_IN_ALL, case_weights
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import ClosedCase, Source, Taken, dump, week_of
from secinfo_desktop.guide.events import Event
from secinfo_desktop.guide.learning import CASES_BEHIND_SHARES, held, learn
from secinfo_desktop.guide.learnt_table import LearntTable, fitted
from secinfo_desktop.guide.learnt_table import dump as written
from secinfo_desktop.guide.numbers import LEAST, MOST, Numbers, numbers_of, with_numbers
from secinfo_desktop.guide.planner import decide
from tests.guide.cases import EVERYTHING, PUBLIC, answered, begin, record
from tests.helpers.live_call import EVENT, LiveCall

NAME: Final = "code_not_received"
EXPERT: Final = shipped(NAME)
PAIRS: Final = 1.1
"""Two causes at once move with both of their shares; they are few."""
BOUND: Final = PAIRS * MOST
MANY: Final = 300
WEEK: Final = week_of(clock.now().date())
STRANGER: Final = answered("asked_for_code", "no")


def chances(checklist: Checklist, *events: Event) -> dict[str, float]:
    """What the guide believes of a mail that has not come."""
    return believe(checklist, record(begin("email"), *events), PUBLIC).posterior()


def farthest(checklist: Checklist) -> float:
    """How far a chance has moved at most, as a factor."""
    mine, experts = chances(checklist), chances(EXPERT)
    return max(max(mine[cause] / chance, chance / mine[cause]) for cause, chance in experts.items())


def invented(cause: str, week: str = WEEK, source: Source = Source.STAFF, agent: str | None = None) -> ClosedCase:
    """Nobody asked a stranger anything, and the step that cures a cause has solved it at once."""
    step = max(EXPERT.actions.values(), key=lambda its: its.fixes.get(cause, 0.0)).id
    steps = (Taken("asked_for_code", "yes", 5), Taken(step, "solved", 5))
    return ClosedCase(NAME, EXPERT.revision, "email", week, source, {}, steps, agent, cause)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of one's own on which the guide has learnt nothing yet."""
    monkeypatch.setenv("SECINFO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    return tmp_path / "home"


def here(home: Path) -> Checklist:
    """By what the next case on this computer is led."""
    return LearntTables(find({"SECINFO_HOME": str(home)}).learnt_tables).checklist(NAME, None)


def put_in_the_file(home: Path, cases: Sequence[ClosedCase]) -> Path:
    """Somebody writes lines into the folder of the cases that are counted on this computer."""
    assert main(["cases", "count", "on"]) == 0
    folder = find({"SECINFO_HOME": str(home)}).closed_cases
    (folder / f"{WEEK}.jsonl").write_text("".join(f"{dump(case)}\n" for case in cases), "utf-8")
    exported = home / "exported.jsonl"
    assert main(["cases", "export", "--output", str(exported)]) == 0
    return exported


def without_bound(cases: Sequence[ClosedCase]) -> Checklist:
    """The control's learner: the same counts, and nothing holds the shares of causes."""
    counts, expert = learn(EXPERT, cases).counts, numbers_of(EXPERT)
    ours = {key: share for key, share in expert.causes.items() if key[0] == "email"}
    total, seen = sum(ours.values()), sum(counts.causes.get(key, 0.0) for key in ours)
    shares = {
        key: total * (CASES_BEHIND_SHARES * share / total + counts.causes.get(key, 0.0)) / (CASES_BEHIND_SHARES + seen)
        for key, share in ours.items()
    }
    return with_numbers(EXPERT, Numbers(causes=shares))


@pytest.mark.parametrize("cause", ["mailbox_full", "outage", "unsolicited"])
def test_invented_lines_in_the_computers_own_file_stay_within_the_bound(home: Path, cause: str) -> None:
    exported = put_in_the_file(home, [invented(cause)] * MANY)
    assert main(["guide", "learn", str(exported)]) == 0
    assert farthest(here(home)) <= BOUND
    assert chances(here(home))["unsolicited"] >= 0.99 * chances(EXPERT)["unsolicited"]
    led = decide(here(home), record(begin("email"), STRANGER), EVERYTHING)
    assert led.step == decide(EXPERT, record(begin("email"), STRANGER), EVERYTHING).step


def test_a_learner_without_the_bound_is_found_out() -> None:
    """The control."""
    cases = [invented("mailbox_full")] * MANY
    assert farthest(with_numbers(EXPERT, learn(EXPERT, cases).numbers)) <= BOUND
    assert farthest(without_bound(cases)) > 2 * BOUND


def test_honest_cases_of_an_allowed_source_do_move_it(home: Path) -> None:
    """The control: a source that is not the one that was asked for moves nothing."""
    file = home / "cases.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{dump(invented('junk', source=Source.SELF))}\n" for _ in range(MANY)), "utf-8")
    assert main(["guide", "learn", str(file)]) == 1
    assert here(home) is EXPERT
    file.write_text("".join(f"{dump(invented('junk'))}\n" for _ in range(60)), "utf-8")
    assert main(["guide", "learn", str(file)]) == 0
    assert chances(here(home))["junk"] > 1.5 * chances(EXPERT)["junk"]


def weeks(number: int) -> Iterator[str]:
    """So many weeks of two years."""
    return (f"{2025 + place // 50}-W{place % 50 + 1:02}" for place in range(number))


def test_one_agent_gains_nothing_by_writing_cases_into_many_weeks() -> None:
    honest = [invented("delay", agent=f"b{place % 40}") for place in range(200)]
    forged = [invented("mailbox_full", week, agent="a1") for week in weeks(90) for _ in range(20)]
    weights = case_weights([*forged, *honest])
    mine, whole = sum(weights[: len(forged)]), sum(weights)
    assert mine <= MOST_OF_ONE_AGENT_IN_ALL * (EXPERT_CASES + whole) + 1e-6
    assert sum(weights[len(forged) :]) > mine
    without_sign = case_weights([*(replace(case, agent=None) for case in forged), *honest])
    assert sum(without_sign[: len(forged)]) > 5 * mine  # the control: nobody holds those who can't be told apart


def edge_table(random: Random) -> LearntTable:
    """A table of a service that was taken over: each number as far from the expert's as a table may be."""

    def pushed(numbers: Sequence[float], total: float) -> list[float]:
        return held([one * random.choice((LEAST, MOST)) for one in numbers], numbers, total)

    expert = numbers_of(EXPERT)
    causes: dict[tuple[str, str], float] = {}
    for context in EXPERT.contexts:
        keys = [key for key in expert.causes if key[0] == context]
        shares = [expert.causes[key] for key in keys]
        causes.update(zip(keys, pushed(shares, sum(shares)), strict=True))
    numbers = Numbers(
        causes=causes,
        rows={key: tuple(pushed(row, 1.0)) for key, row in expert.rows.items()},
        cures={key: min(0.99, share * random.choice((LEAST, MOST))) for key, share in expert.cures.items()},
        seconds={step: seconds * random.choice((LEAST, MOST)) for step, seconds in expert.seconds.items()},
    )
    empty: dict[str, dict[str, int]] = {"causes": {}, "rows": {}, "cures": {}, "seconds": {}}
    return LearntTable(NAME, EXPERT.revision, WEEK, Source.STAFF, None, numbers, empty)


@pytest.mark.parametrize("seed", range(5))
def test_the_worst_table_that_may_be_used_leads_nobody_past_a_stranger(seed: int) -> None:
    worst = fitted(EXPERT, edge_table(Random(seed)))
    assert farthest(worst) <= BOUND
    asked = decide(worst, begin("email"), EVERYTHING).step
    assert asked == decide(EXPERT, begin("email"), EVERYTHING).step
    case = record(begin("email"), STRANGER)
    assert decide(worst, case, EVERYTHING).step == decide(EXPERT, case, EVERYTHING).step


def test_what_callers_and_gateways_tell_the_service_is_never_learnt_from(call: LiveCall) -> None:
    """Cases and reports end in the log of their case and in the state of their message; tables come from elsewhere."""
    store, now = call.bench.store, call.bench.clock()
    call.bench.ask(call.flow)
    call.shared()
    call.calls.add(call.handle, [LoggedEvent(f"{place:016d}", EVENT) for place in range(40)])
    call.calls.end(call.handle)
    assert store.guide_tables.current() == (0, ())
    table = GuideTable(NAME, written(edge_table(Random(1))))
    store.guide_tables.put(table, now, AuditEvent(AuditKind.TABLE_PUT, now, detail=NAME))
    assert store.guide_tables.current()[0] == 1  # the control
