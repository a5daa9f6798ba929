"""A table is used whole, for its own revision, within its range; or not at all, and nothing of it is repeated."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import KEPT_FOR_WEEKS, ClosedCase, Source, Taken
from secinfo_desktop.guide.learning import countable, learn
from secinfo_desktop.guide.learnt_table import FEWEST_SHOWN, LearntTable, TableError, dump, fitted, load, table_of
from secinfo_desktop.guide.numbers import LEAST, MOST, numbers_of
from tests.guide.test_learning import junk, pairs, poison

WEEK = "2026-W48"


def table(checklist: Checklist, cases: list[ClosedCase]) -> LearntTable:
    return table_of(checklist, learn(checklist, cases), Source.STAFF, WEEK)


def test_a_table_survives_being_written_and_is_used(checklist: Checklist) -> None:
    made = table(checklist, [junk(checklist)] * 40)
    read = load(dump(made))
    assert read == made
    used = fitted(checklist, read)
    assert used.causes["junk"].prior["email"] == made.numbers.causes["email", "junk"]
    assert used.revision != checklist.revision
    assert used.id == checklist.id


def test_no_cell_with_fewer_than_five_cases_is_told(checklist: Checklist) -> None:
    made = table(checklist, [junk(checklist)] * (FEWEST_SHOWN - 1))
    assert made.cases is None
    assert {part: dict(cells) for part, cells in made.seen.items()} == {
        "causes": {}, "rows": {}, "cures": {}, "seconds": {}
    }  # fmt: skip
    many = table(checklist, [junk(checklist)] * 30)
    assert many.cases == 30
    assert many.seen["seconds"]["look_in_junk"] == 30
    assert all(number >= FEWEST_SHOWN for cells in many.seen.values() for number in cells.values())


steps = st.lists(
    st.tuples(
        st.sampled_from(["look_in_junk", "wait_and_look_again", "use_newest_code", "secure_account", "ask_carrier"]),
        st.sampled_from(["solved", "failed"]),
        st.integers(1, 2000),
    ),
    max_size=4,
    unique_by=lambda step: step[0],
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["sms", "email"]), steps, st.integers(1, 60)), max_size=8))
def test_whatever_is_learnt_may_be_used(checklist: Checklist, drawn: list[tuple[str, Any, int]]) -> None:
    cases = [
        replace(junk(checklist), context=context, steps=tuple(Taken(step, came, 5 * s) for step, came, s in taken))
        for context, taken, times in drawn
        for _ in range(times)
    ]
    made = table(checklist, cases)
    fitted(checklist, load(dump(made)))
    for mine, theirs in pairs(made.numbers, numbers_of(checklist)):
        assert LEAST * theirs - 1e-9 <= mine <= MOST * theirs + 1e-9


def a_cause(raw: dict[str, Any]) -> None:
    raw["numbers"]["causes"]["email.junk"] *= 4


def a_cure(raw: dict[str, Any]) -> None:
    raw["numbers"]["cures"]["look_in_junk.junk"] /= 4


def too_sure(raw: dict[str, Any]) -> None:
    raw["numbers"]["cures"]["look_in_junk.junk"] = 1.0


def seconds(raw: dict[str, Any]) -> None:
    raw["numbers"]["seconds"]["look_in_junk"] = 1e9


def a_row_that_rules_out(raw: dict[str, Any]) -> None:
    raw["numbers"]["rows"]["mask_matches.default"] = [1.0, 1e-9, 1e-9]


def a_row_of_another_length(raw: dict[str, Any]) -> None:
    raw["numbers"]["rows"]["mask_matches.default"] = [0.5, 0.5]


def a_row_that_does_not_add_up(raw: dict[str, Any]) -> None:
    raw["numbers"]["rows"]["mask_matches.default"][0] *= 1.1


def shares_that_add_up_to_more(raw: dict[str, Any]) -> None:
    causes = raw["numbers"]["causes"]
    raw["numbers"]["causes"] = {cell: share * 1.5 for cell, share in causes.items()}


def about_strangers(raw: dict[str, Any]) -> None:
    raw["numbers"]["causes"]["sms.unsolicited"] = 0.01


def a_missing_cell(raw: dict[str, Any]) -> None:
    del raw["numbers"]["seconds"]["look_in_junk"]


def not_a_number(raw: dict[str, Any]) -> None:
    raw["numbers"]["seconds"]["look_in_junk"] = float("nan")


def another_revision(raw: dict[str, Any]) -> None:
    raw["revision"] = "2020-01-01.1"


def another_checklist(raw: dict[str, Any]) -> None:
    raw["checklist"] = "phone_number_gone"


def a_person(raw: dict[str, Any]) -> None:
    raw["numbers"]["seconds"]["mara@example.org"] = 5


def small_counts(raw: dict[str, Any]) -> None:
    raw["seen"]["seconds"]["look_in_junk"] = FEWEST_SHOWN - 1


POISONS = [
    a_cause, a_cure, too_sure, seconds, a_row_that_rules_out, a_row_of_another_length, a_row_that_does_not_add_up,
    shares_that_add_up_to_more, about_strangers, a_missing_cell, not_a_number, another_revision, another_checklist,
    a_person, small_counts,
]  # fmt: skip


@pytest.mark.parametrize("spoil", POISONS, ids=lambda spoil: spoil.__name__)
def test_a_poisoned_table_is_refused(checklist: Checklist, spoil: Callable[[dict[str, Any]], None]) -> None:
    raw = json.loads(dump(table(checklist, [junk(checklist)] * 30)))
    spoil(raw)
    with pytest.raises(TableError) as refused:
        fitted(checklist, load(json.dumps(raw)))
    assert "mara" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', "x" * 600_000, "[" * 100_000])
def test_a_text_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(TableError):
        load(text)


def test_poisoned_cases_move_no_number_about_strangers_in_a_table(checklist: Checklist) -> None:
    used = fitted(checklist, table(checklist, poison(checklist)))
    assert used.actions["secure_account"] == checklist.actions["secure_account"]
    assert used.causes["unsolicited"] == checklist.causes["unsolicited"]


def test_only_cases_of_this_checklist_source_and_time_count(checklist: Checklist) -> None:
    ours = junk(checklist)
    others = [
        replace(ours, checklist="phone_number_gone"),
        replace(ours, source=Source.SELF),
        replace(ours, week="2024-W10"),
        replace(ours, week="2026-W49"),
    ]
    found = countable(checklist, [ours, *others], Source.STAFF, WEEK)
    assert found.cases == (ours,)
    assert (found.other_checklist, found.other_source, found.too_old, found.from_the_future) == (1, 1, 1, 1)
    assert countable(checklist, others, Source.SELF, WEEK).cases == (others[1],)
    assert KEPT_FOR_WEEKS == 104
