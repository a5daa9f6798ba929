"""The log of a shared case: from what travels to the guide's own events, and back."""

from datetime import datetime

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.reading import known, moment
from secinfo_desktop.contract import case_events as wire
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.live_rules import LiveWord, Side
from secinfo_desktop.domain.plain_text import line
from secinfo_desktop.guide import events
from secinfo_desktop.recovery.live_help import Logged, Said


def logged(its: wire.CaseEvent) -> Logged:
    """An event of the log. What a newer service calls by another word keeps its place, and says nothing here.

    Raises:
        NotUnderstoodError: it has no place, no side or no time.
    """
    side = known(its.by, Side)
    if side is None or its.seq < 1:
        raise NotUnderstoodError
    said = None if its.event is None else event(its.event)
    live = None if its.live is None else known(its.live, LiveWord)
    return Logged(its.seq, its.id, moment(its.at), side, line(its.who), said, live)


def event(its: wire.LogEvent) -> events.Event | None:
    """An event as the guide knows it; None for a word that this version does not know."""
    at = moment(its.at)
    try:
        return _event(its, at)
    except events.CaseError:
        return None


def _event(its: wire.LogEvent, at: datetime) -> events.Event | None:
    match its:
        case wire.Answered(step=step, outcome=outcome, seconds=seconds):
            return events.Answered(at, step, outcome, seconds)
        case wire.Skipped(step=step):
            return events.Skipped(at, step)
        case wire.Retracted(step=step):
            return events.Retracted(at, step)
        case wire.ContextChanged(context=context):
            return events.ContextChanged(at, context)
        case wire.StepShown(step=step, audience=audience):
            level = known(audience, Disclosure)
            return None if level is None else events.StepShown(at, step, level)
        case wire.Happened(what=what, disclosure=disclosure, detail=detail):
            level, happening = known(disclosure, Disclosure), known(what, events.Happening)
            return None if level is None or happening is None else events.Happened(at, happening, level, detail)
        case wire.Observed(evidence=evidence, value=value, disclosure=disclosure):
            level = known(disclosure, Disclosure)
            return None if level is None else events.Observed(at, evidence, value, level)


def new_event(said: Said) -> wire.NewEvent:
    """An event as it travels.

    Raises:
        TypeError: a log that is shared never holds it.
    """
    return wire.NewEvent(id=said.id, event=_told(said.event))


def _told(its: events.Event) -> wire.LogEvent:
    match its:
        case events.Answered(at, step, outcome, seconds):
            return wire.Answered(at=at, step=step, outcome=outcome, seconds=seconds)
        case events.Skipped(at, step):
            return wire.Skipped(at=at, step=step)
        case events.Retracted(at, step):
            return wire.Retracted(at=at, step=step)
        case events.ContextChanged(at, context):
            return wire.ContextChanged(at=at, context=context)
        case events.StepShown(at, step, audience):
            return wire.StepShown(at=at, step=step, audience=audience.value)
        case events.Happened(at, what, level, detail):
            return wire.Happened(at=at, what=what.value, disclosure=level.value, detail=detail)
        case events.Observed(at, evidence, value, level):
            return wire.Observed(at=at, evidence=evidence, value=value, disclosure=level.value)
    raise TypeError(type(its).__name__)
