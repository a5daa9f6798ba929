"""A kept case comes back whole; what is not a case is refused with a reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import (
    Answered,
    CaseError,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Skipped,
    StepShown,
)
from tests.guide.cases import PUBLIC, answered, begin, observed, record, retracted

NAMES = st.from_regex(r"[a-z_]{1,40}", fullmatch=True)
TIMES = st.datetimes(timezones=st.just(begin().opened.at.tzinfo))
LEVELS = st.sampled_from(Disclosure)
SECONDS = st.none() | st.floats(min_value=0, max_value=1e6)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Observed, TIMES, NAMES, NAMES, LEVELS),
    st.builds(Happened, TIMES, st.sampled_from(Happening), LEVELS, st.none() | NAMES),
    st.builds(StepShown, TIMES, NAMES, LEVELS),
    st.builds(Answered, TIMES, NAMES, NAMES, SECONDS),
    st.builds(Skipped, TIMES, NAMES),
    st.builds(ContextChanged, TIMES, NAMES),
)


@given(st.lists(EVENTS, max_size=12), st.booleans())
def test_a_case_comes_back_as_it_was(events: list[Event], closed: bool) -> None:
    case = record(begin(), *events)
    if case.back() is not None:
        case = case.record(retracted(case.back() or ""))
    if closed:
        case = case.record(Closed(case.opened.at, Outcome.HANDED_OVER))
    assert Case.from_json(case.to_json()) == case


def small_case() -> Case:
    return record(begin(), observed("requests", "one"), answered("mask_matches", "yes", 12.5))


def changed(**values: object) -> str:
    document = json.loads(small_case().to_json())
    document["events"][2].update(values)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the case file is not JSON"),
        ("[" * 100_000, "the case file is not JSON"),
        ("[]", "the case file holds no case"),
        ('{"format": 1, "events": {}}', "the case file holds no case"),
        ('{"format": 2, "events": []}', "the case file was written by another version"),
        ('{"format": 1, "events": []}', "the case does not begin with its opening"),
        ('{"format": 1, "events": [7]}', "event 1 is of no known kind"),
        ('{"format": 1, "events": [{"event": "opened"}]}', "event 1 is incomplete"),
        (changed(event="dance"), "event 3 is of no known kind"),
        (changed(event=[]), "event 3 is of no known kind"),
        (changed(code="481906"), "event 3 holds something unknown"),
        (changed(outcome="481906"), "event 3, outcome: a case holds fixed choices only"),
        (changed(outcome=5), "event 3, outcome: must be a text"),
        (changed(at="yesterday"), "event 3, at: must be a time"),
        (changed(at="2026-11-22T14:00:00"), "event 3, at: a time in a case is in UTC"),
        (changed(seconds="long"), "event 3, seconds: must be a number"),
        (changed(seconds=10**400), "event 3, seconds: is too large"),
        (changed(seconds=float("nan")), "event 3, seconds: must be a number of 0 or more"),
        (changed(event="retracted", outcome=None), "event 3 holds something unknown"),
    ],
)
def test_what_is_not_a_case_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(CaseError) as caught:
        Case.from_json(text)
    assert str(caught.value) == reason


def test_an_unknown_choice_is_refused() -> None:
    text = begin().to_json().replace('"public"', '"everybody"')
    with pytest.raises(CaseError, match="audience: must be one of the fixed choices"):
        Case.from_json(text)


def test_a_log_that_could_not_have_been_recorded_is_refused() -> None:
    end = {"event": "closed", "at": "2026-11-22T14:00:00+00:00", "outcome": "got_in"}
    document = json.loads(small_case().to_json())
    document["events"] += [end, end]
    with pytest.raises(CaseError, match="the case is closed"):
        Case.from_json(json.dumps(document))


def test_the_audience_is_kept() -> None:
    assert Case.from_json(begin("email", PUBLIC).to_json()).audience is PUBLIC
