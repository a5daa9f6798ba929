"""What holds for every case that can be drawn: it ends, it is safe, it hides what is hidden, it is the same again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist, parse
from secinfo_desktop.guide.events import ContextChanged, Event, Observed, StepShown
from secinfo_desktop.guide.explanation import likely_causes, why
from secinfo_desktop.guide.planner import better_step, decide, other_steps
from tests.guide.cases import (
    EVERYTHING,
    HELPDESK,
    KNOWN_DEVICE,
    PUBLIC,
    answered,
    begin,
    contexts,
    observed,
    outcomes,
    own_case,
    possible,
    record,
    retracted,
    skipped,
)
from tests.helpers.clock import START

CAPABILITIES = st.sets(st.sampled_from(sorted(EVERYTHING))).map(frozenset)
few = settings(max_examples=25)


def events(checklist: Checklist, level: Disclosure) -> st.SearchStrategy[list[Observed]]:
    """Any evidence with any value, of a level."""
    pairs = [(name, value) for name, one in checklist.evidence.items() for value in one.likelihood.answers]
    return st.lists(st.sampled_from(pairs).map(lambda pair: observed(*pair, level)), max_size=4)


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_every_path_ends_and_offers_no_step_twice(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    case = begin(context)
    seen: list[str] = []
    while (step := decide(checklist, case, capabilities).step) != HANDOFF:
        assert step not in seen
        seen.append(step)
        case = case.record(answered(step, data.draw(st.sampled_from(possible(checklist, step)))))
    assert len(seen) <= len(checklist.questions) + len(checklist.actions)


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_a_path_with_skips_ends_and_offers_no_step_more_than_twice(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    case = begin(context)
    seen: list[str] = []
    while (step := decide(checklist, case, capabilities).step) != HANDOFF:
        seen.append(step)
        assert seen.count(step) <= 2
        if data.draw(st.booleans()):
            case = case.record(skipped(step))
        else:
            case = case.record(answered(step, data.draw(st.sampled_from(possible(checklist, step)))))


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_no_step_uses_a_code_before_it_is_known_who_asked_for_it(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    said = data.draw(outcomes(checklist, context).map(lambda ones: [o for o in ones if o.step != "asked_for_code"]))
    case = record(begin(context), *said, *data.draw(events(checklist, PUBLIC)))
    skips = data.draw(st.integers(0, 2))
    case = record(case, *[skipped("asked_for_code")] * skips)
    offered = {decide(checklist, case, capabilities).step, *other_steps(checklist, case, capabilities)}
    assert [step for step in offered if step in checklist.actions and checklist.actions[step].uses_code] == []


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_a_strangers_code_leads_to_securing_the_account_whatever_else_was_said(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    said = data.draw(outcomes(checklist, context))
    said = [one for one in said if one.step not in ("asked_for_code", "secure_account")]
    place = data.draw(st.integers(0, len(said)))
    case = record(begin(context), *said[:place], answered("asked_for_code", "no"), *said[place:])
    case = record(case, *data.draw(events(checklist, PUBLIC)))
    assert decide(checklist, case, capabilities).step == "secure_account"
    assert other_steps(checklist, case, capabilities) == ("secure_account", HANDOFF)


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_no_log_leads_past_a_strangers_code(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    """Answers, corrections, skips, retractions, contacts and chosen steps in any order; then it was a stranger's."""
    case = begin(context)
    for _ in range(data.draw(st.integers(0, 8))):
        case = case.record(data.draw(anything(checklist, case, capabilities)))
    case = record(case, answered("asked_for_code", "no"))
    allowed = {"secure_account", HANDOFF}
    assert {decide(checklist, case, capabilities).step, *other_steps(checklist, case, capabilities)} <= allowed
    if "secure_account" not in {entry.step for entry in case.entries()}:
        assert decide(checklist, case, capabilities).step == "secure_account"


def anything(checklist: Checklist, case: Case, capabilities: frozenset[str]) -> st.SearchStrategy[Event]:
    """Any event that can follow: about the proposed step, a step of one's own choice, or one that was answered."""
    proposed = (decide(checklist, case, capabilities).step, *other_steps(checklist, case, capabilities))
    known = [entry.step for entry in case.entries()]
    left = [step for step in proposed if step != HANDOFF]
    answers: list[Event] = [
        answered(step, outcome) for step in (*left, *known) for outcome in possible(checklist, step)
    ]
    skips: list[Event] = [skipped(step) for step in left]
    taken_back: list[Event] = [retracted(step) for step in known]
    moves: list[Event] = [ContextChanged(START, context) for context in checklist.contexts]
    return st.sampled_from([group for group in (answers, skips, taken_back, moves) if group]).flatmap(
        lambda group: st.sampled_from(group)
    )


@few
@given(data=st.data(), context=contexts(), capabilities=CAPABILITIES)
def test_skips_and_failures_never_lead_into_a_loop(
    checklist: Checklist, data: st.DataObject, context: str, capabilities: frozenset[str]
) -> None:
    """The proposed step is answered, skipped or given up; whatever is done, the hand-over comes within bounds."""
    case = own_case(context)
    for _ in range(2 * (len(checklist.questions) + len(checklist.actions)) + 1):
        step = decide(checklist, case, capabilities).step
        if step == HANDOFF:
            return
        follows: list[Event] = [skipped(step), *(answered(step, outcome) for outcome in possible(checklist, step))]
        case = case.record(data.draw(st.sampled_from(follows)))
    raise AssertionError("no end")


@few
@given(data=st.data(), context=contexts())
def test_what_is_hidden_changes_nothing_that_the_public_sees(
    checklist: Checklist, data: st.DataObject, context: str
) -> None:
    case = record(own_case(context), *data.draw(outcomes(checklist, context)), *data.draw(events(checklist, PUBLIC)))
    hidden = data.draw(events(checklist, data.draw(st.sampled_from([KNOWN_DEVICE, HELPDESK]))))
    assert seen_by_the_public(checklist, record(case, *hidden)) == seen_by_the_public(checklist, case)


def seen_by_the_public(checklist: Checklist, case: Case) -> object:
    decision = decide(checklist, case, EVERYTHING)
    case = case.record(StepShown(START, decision.step, PUBLIC))
    return (
        decision,
        other_steps(checklist, case, EVERYTHING),
        better_step(checklist, case, EVERYTHING),
        why(checklist, case, decision.step, PUBLIC),
        likely_causes(checklist, case, PUBLIC),
        case.evidence(PUBLIC),
        case.timeline(PUBLIC),
    )


@pytest.mark.parametrize("hidden", [KNOWN_DEVICE, HELPDESK])
def test_the_leak_test_would_see_a_leak(checklist: Checklist, hidden: Disclosure) -> None:
    """A must-fail control: to an audience that may know, the same evidence does make a difference."""
    case = own_case("email", hidden)
    leaked = case.record(observed("delivery_status", "bounced", hidden))
    assert decide(checklist, leaked, EVERYTHING) != decide(checklist, case, EVERYTHING)


@few
@given(data=st.data(), context=contexts())
def test_the_same_log_leads_to_the_same_step(
    checklist: Checklist, checklist_text: str, data: st.DataObject, context: str
) -> None:
    case = record(own_case(context), *data.draw(outcomes(checklist, context)))
    once = decide(checklist, case, EVERYTHING)
    assert decide(parse(checklist_text), Case.from_json(case.to_json()), EVERYTHING) == once
