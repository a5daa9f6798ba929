"""Closed cases move the expert's numbers: towards what is seen, never far, and never those about strangers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.case_weights import EXPERT_CASES, MOST_OF_ONE_AGENT, case_weights
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import ClosedCase, ClosedCaseError, Source, Taken, closed_case, dump, read
from secinfo_desktop.guide.learning import held, learn
from secinfo_desktop.guide.numbers import LEAST, MOST, Numbers, numbers_of, with_numbers
from tests.guide.cases import HELPDESK, answered, begin, observed, record


def junk(checklist: Checklist, agent: str | None = None, week: str = "2026-W48") -> ClosedCase:
    """A mail that lay in the junk folder; looking there took two minutes."""
    steps = (Taken("asked_for_code", "yes", 10), Taken("look_in_junk", "solved", 120))
    return ClosedCase(checklist.id, checklist.revision, "email", week, Source.STAFF, {}, steps, agent)


def poison(checklist: Checklist) -> list[ClosedCase]:
    """Cases in which strangers are everywhere and securing the account never helps."""
    steps = (Taken("asked_for_code", "no", 5), Taken("secure_account", "failed", 5), Taken("use_newest_code", "solved"))
    one = replace(junk(checklist), steps=steps, label="unsolicited")
    return [one] * 300


def test_what_is_seen_often_becomes_likelier(checklist: Checklist) -> None:
    expert, learnt = numbers_of(checklist), learn(checklist, [junk(checklist)] * 200).numbers
    assert learnt.causes["email", "junk"] > 1.5 * expert.causes["email", "junk"]
    assert learnt.causes["email", "mailbox_full"] < expert.causes["email", "mailbox_full"]
    assert learnt.seconds["look_in_junk"] > 1.5 * expert.seconds["look_in_junk"]
    assert learnt.causes["sms", "delay"] == pytest.approx(expert.causes["sms", "delay"])


def test_nothing_leaves_its_range(checklist: Checklist) -> None:
    expert = numbers_of(checklist)
    for cases in ([junk(checklist)] * 500, poison(checklist)):
        learnt = learn(checklist, cases).numbers
        for mine, theirs in pairs(learnt, expert):
            assert LEAST * theirs - 1e-9 <= mine <= MOST * theirs + 1e-9


def pairs(learnt: Numbers, expert: Numbers) -> list[tuple[float, float]]:
    """Every learnt number beside the expert's."""
    rows = [(x, y) for key, row in expert.rows.items() for x, y in zip(learnt.rows[key], row, strict=True)]
    return [
        *rows,
        *((learnt.causes[key], share) for key, share in expert.causes.items()),
        *((learnt.cures[key], share) for key, share in expert.cures.items()),
        *((learnt.seconds[key], cost_s) for key, cost_s in expert.seconds.items()),
    ]


def test_nothing_about_strangers_is_learnt(checklist: Checklist) -> None:
    changed = with_numbers(checklist, learn(checklist, poison(checklist)).numbers)
    assert changed.causes["unsolicited"] == checklist.causes["unsolicited"]
    assert changed.questions["asked_for_code"] == checklist.questions["asked_for_code"]
    assert changed.actions["secure_account"] == checklist.actions["secure_account"]
    rows = changed.evidence["requests"].likelihood.by_cause
    assert rows["unsolicited"] == checklist.evidence["requests"].likelihood.by_cause["unsolicited"]


def test_rows_still_add_up_and_no_answer_becomes_impossible(checklist: Checklist) -> None:
    for row in learn(checklist, [junk(checklist)] * 300).numbers.rows.values():
        assert sum(row) == pytest.approx(1)
        assert min(row) > 0.0009


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0.001, 100), st.floats(0.01, 1)), min_size=2, max_size=6))
def test_held_numbers_add_up_within_their_ranges(numbers: list[tuple[float, float]]) -> None:
    raw, expert = [one for one, _ in numbers], [two for _, two in numbers]
    within = held(raw, expert, sum(expert))
    assert sum(within) == pytest.approx(sum(expert))
    assert all(LEAST * two - 1e-9 <= one <= MOST * two + 1e-9 for one, two in zip(within, expert, strict=True))


def test_an_old_case_counts_half_after_half_a_year(checklist: Checklist) -> None:
    assert case_weights([junk(checklist), junk(checklist, week="2026-W22")]) == pytest.approx([1, 0.5])


def test_one_agent_brings_a_twentieth_of_the_weight_of_a_week_at_most(checklist: Checklist) -> None:
    cases = [junk(checklist, "a1")] * 1000 + [junk(checklist)] * 200
    weights = case_weights(cases)
    theirs = sum(weights[:1000])
    assert theirs <= MOST_OF_ONE_AGENT * (sum(weights) + EXPERT_CASES) + 1e-6
    assert weights[-1] == 1


def test_a_closed_case_survives_being_written(checklist: Checklist) -> None:
    case = record(begin("email", HELPDESK), observed("requests", "one"), answered("look_in_junk", "solved", 63.2))
    closed = closed_case(checklist, case, Source.STAFF, agent="k3", label="junk")
    assert closed.steps == (Taken("look_in_junk", "solved", 65),)
    assert list(read(dump(closed) + "\n\n" + dump(closed))) == [closed, closed]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"agent": "k3"', '"agent": "anna.meier"'),
        ('"week": "2026-W', '"week": "2026-01-'),
        ("65]", "63]"),
        ('"label": "junk"', '"label": "junk", "account": "x"'),
        ('"look_in_junk"', '"+49 170 1234567"'),
        ('"label": "junk"', '"label": "he said 123456"'),
    ],
)
def test_nothing_personal_gets_in(checklist: Checklist, old: str, new: str) -> None:
    case = record(begin("email", HELPDESK), answered("look_in_junk", "solved", 63.2))
    line = dump(closed_case(checklist, case, Source.STAFF, agent="k3", label="junk"))
    assert old in line
    with pytest.raises(ClosedCaseError) as refused:
        list(read(line.replace(old, new)))
    assert new.split(":")[-1].strip(' "') not in str(refused.value)


def test_without_cases_the_experts_numbers_stand(checklist: Checklist) -> None:
    for mine, theirs in pairs(learn(checklist, []).numbers, numbers_of(checklist)):
        assert mine == pytest.approx(theirs)


def test_the_experts_numbers_are_pseudo_counts_that_one_case_hardly_moves(checklist: Checklist) -> None:
    steps = (Taken("asked_for_code", "yes"), Taken("mask_matches", "unsure"), Taken("look_in_junk", "solved"))
    learnt, expert = learn(checklist, [replace(junk(checklist), steps=steps)]).numbers, numbers_of(checklist)
    key = ("mask_matches", "default")
    moved = [abs(mine - theirs) for mine, theirs in zip(learnt.rows[key], expert.rows[key], strict=True)]
    assert 0 < max(moved) < 1 / 30  # so many cases stand behind the row that holds for most causes
    rows = [abs(x - y) for name, row in expert.rows.items() for x, y in zip(learnt.rows[name], row, strict=True)]
    assert max(rows) <= 1 / 10
    assert abs(learnt.causes["email", "junk"] - expert.causes["email", "junk"]) <= 1 / 20
