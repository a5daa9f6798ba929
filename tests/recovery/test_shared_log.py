"""Both sides of a shared log come to the same case, whatever is heard in whichever order, and secrets stay apart."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import (
    Answered,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Opened,
    Retracted,
    Skipped,
    StepShown,
)
from secinfo_desktop.recovery.live_help import Logged, Said
from secinfo_desktop.recovery.shared_log import Line, LogError, SharedLog

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
OPENED = Opened(AT, "case-0001", "code_not_received", "1", "sms", Disclosure.KNOWN_DEVICE)
STEPS = st.sampled_from(("first_step", "second_step"))
EVENTS = st.one_of(
    st.builds(Answered, st.just(AT), STEPS, st.sampled_from(("yes", "no")), st.none()),
    st.builds(Skipped, st.just(AT), STEPS),
    st.builds(Retracted, st.just(AT), STEPS),
    st.builds(StepShown, st.just(AT), STEPS, st.just(Disclosure.PUBLIC)),
)


def ids() -> "count[int]":
    return count(1)


def log(side: Side = Side.CALLER, *events: Event) -> SharedLog:
    numbers = ids()
    return SharedLog(OPENED, side).say(events, lambda: f"{side.value}-{next(numbers):012d}")


def answered(step: str = "first_step") -> Answered:
    return Answered(AT, step, "yes")


def logged(seq: int, said: Said, by: Side = Side.CALLER, who: str = "") -> Logged:
    return Logged(seq, said.id, AT + timedelta(seconds=seq), by, who, said.event)


# --- what leaves this computer ---


@pytest.mark.parametrize(
    "event",
    [
        Observed(AT, "line_type", "voip", Disclosure.KNOWN_DEVICE),
        Observed(AT, "line_type", "voip", Disclosure.HELPDESK),
        Happened(AT, Happening.NOT_DELIVERED, Disclosure.KNOWN_DEVICE, "blocked"),
        StepShown(AT, "first_step", Disclosure.KNOWN_DEVICE),
        Closed(AT, Outcome.GOT_IN),
    ],
)
def test_what_not_everybody_may_know_never_leaves(event: Event) -> None:
    its = log(Side.CALLER, event)
    assert its.pending == ()
    assert its.case.later == ()
    assert its.own_case.later == (event,)


def test_the_agents_step_goes_over_but_what_staff_know_does_not() -> None:
    shown = StepShown(AT, "first_step", Disclosure.HELPDESK)
    its = log(Side.AGENT, shown, Observed(AT, "line_type", "voip", Disclosure.HELPDESK))
    assert [said.event for said in its.pending] == [shown]
    assert len(its.own_case.later) == 2


def test_what_stays_here_is_kept_where_it_came() -> None:
    hidden = Observed(AT, "line_type", "voip", Disclosure.KNOWN_DEVICE)
    its = log(Side.CALLER, hidden, answered(), hidden, Skipped(AT, "second_step"))
    its = its.take(logged(seq, said) for seq, said in enumerate(its.pending, 1))
    assert its.own_case.later == (hidden, answered(), hidden, Skipped(AT, "second_step"))
    assert its.case.later == (answered(), Skipped(AT, "second_step"))


# --- confirmed, or not yet ---


def test_what_was_said_counts_at_once_and_stands_in_the_services_order_in_the_end() -> None:
    mine, theirs = log(Side.CALLER, answered()), log(Side.AGENT, Skipped(AT, "second_step"))
    assert mine.lines == (Line(answered(), Side.CALLER, is_confirmed=False),)
    first, second = logged(1, theirs.pending[0], Side.AGENT, "Rosa"), logged(2, mine.pending[0])
    mine = mine.take([second])
    assert (mine.place, mine.pending) == (0, ())
    mine = mine.take([first])
    assert mine.place == 2
    assert mine.lines == (Line(Skipped(AT, "second_step"), Side.AGENT, "Rosa"), Line(answered(), Side.CALLER))


def test_the_same_again_changes_nothing_and_another_in_its_place_is_refused() -> None:
    its = log(Side.CALLER, answered(), answered("second_step"))
    first, second = its.pending
    taken = its.take([logged(1, first)])
    assert taken.take([logged(1, first)]) == taken
    for lie in (logged(1, second), logged(2, first)):
        with pytest.raises(LogError):
            taken.take([lie])


def test_a_log_that_is_begun_anew_is_sent_again_under_the_same_ids() -> None:
    its = log(Side.CALLER, answered(), answered("second_step"))
    taken = its.take(logged(seq, said) for seq, said in enumerate(its.pending, 1))
    assert taken.pending == ()
    assert taken.anew().pending == its.pending
    assert its.without([its.pending[0].id]).pending == its.pending[1:]


@given(data=st.data(), mine=st.lists(EVENTS, max_size=6), theirs=st.lists(EVENTS, max_size=6))
def test_both_sides_come_to_the_same_case(data: st.DataObject, mine: list[Event], theirs: list[Event]) -> None:
    caller, agent = log(Side.CALLER, *mine), log(Side.AGENT, *theirs)
    order = data.draw(
        st.permutations([(Side.CALLER, its) for its in caller.said] + [(Side.AGENT, its) for its in agent.said])
    )
    whole = [logged(seq, said, by) for seq, (by, said) in enumerate(order, 1)]
    for _ in range(2):
        for its in data.draw(st.permutations(whole)):
            caller = caller.take([its])
        agent = agent.take(data.draw(st.permutations(whole)))
    assert caller.case.later == agent.case.later
    assert caller.known == agent.known == tuple(whole)
    assert (caller.pending, agent.pending, caller.place) == ((), (), len(whole))


def test_what_both_have_taken_back_is_taken_back_once() -> None:
    taken_back = Retracted(AT, "first_step")
    its = log(Side.CALLER, answered(), taken_back)
    other = log(Side.AGENT, taken_back)
    its = its.take([logged(1, its.said[0]), logged(2, its.said[1]), logged(3, other.said[0], Side.AGENT)])
    assert its.case.later == (answered(), taken_back)


# --- for whom it is planned ---


def test_the_shared_case_is_planned_for_the_public_and_ones_own_as_before() -> None:
    its = log(Side.CALLER, ContextChanged(AT, "email"))
    assert (its.case.audience, its.own_case.audience) == (Disclosure.PUBLIC, Disclosure.KNOWN_DEVICE)
    assert its.case.context == "email"
