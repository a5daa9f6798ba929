"""The log of a shared case survives the wire; what a newer service calls otherwise keeps its place and says nothing."""

from datetime import UTC, datetime

import msgspec
import pytest

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.reading_case import event, logged, new_event
from secinfo_desktop.contract import case_events as wire
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.live_rules import LiveWord, Side
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide import events
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery.live_help import Said

AT = datetime(2026, 11, 27, 9, 30, 1, 250_000, tzinfo=UTC)
ID = "0123456789abcdef"
ALL = [
    events.Answered(AT, "a_question", "yes", 12.0),
    events.Answered(AT, "a_question", "three_3", None),
    events.Skipped(AT, "a_step"),
    events.Retracted(AT, "a_step"),
    events.ContextChanged(AT, "email"),
    events.StepShown(AT, "a_step", Disclosure.HELPDESK),
    events.Happened(AT, Happening.NOT_DELIVERED, Disclosure.PUBLIC, "blocked"),
    events.Observed(AT, "line_type", "voip", Disclosure.KNOWN_DEVICE),
]


@pytest.mark.parametrize("its", ALL)
def test_every_event_survives_the_wire(its: events.Event) -> None:
    sent = msgspec.json.encode(new_event(Said(ID, its)))
    assert event(msgspec.json.decode(sent, type=wire.NewEvent).event) == its


def test_how_a_case_began_and_ended_never_travels() -> None:
    opened = events.Opened(AT, "case-0001", "checklist", "1", "sms", Disclosure.PUBLIC)
    for its in (opened, events.Closed(AT, Outcome.GOT_IN)):
        with pytest.raises(TypeError):
            new_event(Said(ID, its))


@pytest.mark.parametrize(
    "told",
    [
        wire.StepShown(at=AT, step="a_step", audience="robots"),
        wire.Happened(at=AT, what="something_new", disclosure="public"),
        wire.Observed(at=AT, evidence="line_type", value="voip", disclosure="robots"),
    ],
)
def test_an_unknown_word_keeps_its_place_and_says_nothing(told: wire.LogEvent) -> None:
    its = logged(wire.CaseEvent(seq=4, id=ID, at=AT, by="agent", who="Rosa\u202e", event=told))
    assert (its.seq, its.by, its.who, its.event, its.live) == (4, Side.AGENT, "Rosa", None, None)


def test_what_becomes_of_the_call_is_read() -> None:
    assert logged(wire.CaseEvent(seq=1, id=ID, at=AT, by="service", live="joined")).live is LiveWord.JOINED
    assert logged(wire.CaseEvent(seq=1, id=ID, at=AT, by="service", live="danced")).live is None


@pytest.mark.parametrize(
    "its",
    [
        wire.CaseEvent(seq=0, id=ID, at=AT, by="caller"),
        wire.CaseEvent(seq=1, id=ID, at=AT, by="robot"),
        wire.CaseEvent(seq=1, id=ID, at=AT.replace(tzinfo=None), by="caller"),
        wire.CaseEvent(seq=1, id=ID, at=AT.replace(year=1), by="caller"),
    ],
)
def test_an_event_of_nobody_or_no_time_is_not_understood(its: wire.CaseEvent) -> None:
    with pytest.raises(NotUnderstoodError):
        logged(its)
