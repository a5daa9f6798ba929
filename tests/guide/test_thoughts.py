"""Thoughts that are kept: never too many, never another position's, never another decision."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.lookahead import Outlook
from secinfo_desktop.guide.planner import better_step, decide, other_steps
from secinfo_desktop.guide.thoughts import MOST, Thought, Thoughts
from tests.guide.cases import EVERYTHING, answered, begin, contexts, own_case, possible, record, skipped

NOBODY = Thought(Outlook(HANDOFF, {}, 0), HANDOFF, 0, 0.0, {})


def test_the_thoughts_that_were_used_last_are_kept() -> None:
    thoughts = Thoughts(most=2)
    for position in ("one", "two", "one", "three"):
        thoughts.of(position, lambda: NOBODY)
    assert len(thoughts) == 2
    assert thoughts.of("one", lambda: pytest.fail("it was used last")) is NOBODY
    with pytest.raises(LookupError):
        thoughts.of("two", lambda: (_ for _ in ()).throw(LookupError()))


def test_a_long_case_keeps_no_more_thoughts_than_others(checklist: Checklist) -> None:
    thoughts = Thoughts()
    for seconds in range(1, 120):
        decide(checklist, record(own_case(), answered("can_open_contact", "yes", float(seconds))), EVERYTHING, thoughts)
        decide(checklist, record(own_case(), skipped("can_open_contact")), frozenset(str(seconds)), thoughts)
    assert 1 < len(thoughts) <= MOST


@settings(max_examples=25)
@given(data=st.data(), context=contexts())
def test_what_was_thought_changes_no_decision(checklist: Checklist, data: st.DataObject, context: str) -> None:
    """The same store for the whole case, and for logs beside it that differ in an answer or its time."""
    thoughts, case = Thoughts(), begin(context)
    while (step := decide(checklist, case, EVERYTHING, thoughts).step) != HANDOFF:
        assert decide(checklist, case, EVERYTHING, thoughts) == decide(checklist, case, EVERYTHING)
        assert other_steps(checklist, case, EVERYTHING, thoughts) == other_steps(checklist, case, EVERYTHING)
        assert better_step(checklist, case, EVERYTHING, thoughts) == better_step(checklist, case, EVERYTHING)
        for outcome in possible(checklist, step):
            seconds = data.draw(st.sampled_from([None, 2.0, 20.0, 60.0, 200.0]))
            beside = case.record(answered(step, outcome, seconds))
            assert decide(checklist, beside, EVERYTHING, thoughts) == decide(checklist, beside, EVERYTHING)
        case = beside
