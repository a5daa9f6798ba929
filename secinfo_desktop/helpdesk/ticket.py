"""The ticket of a case for who goes on with it: what was asked, said and tried, and nothing secret.

No code, no password, no contact, no account name. What people wrote themselves (notes, names) went through
``plain_notes`` on its way in here. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_TICKET, CaseState, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import (
    Answered,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Retracted,
    Skipped,
    StepShown,
)
from secinfo_desktop.guide.explanation import likely_causes
from secinfo_desktop.helpdesk.plain_notes import called, referred, told
from secinfo_desktop.helpdesk.records import HelpCase


class TicketEventKind(StrEnum):
    """What a line of a ticket is about."""

    SHOWN = "shown"
    """A step was put before the caller."""
    ANSWERED = "answered"
    SKIPPED = "skipped"
    TAKEN_BACK = "taken_back"
    HAPPENED = "happened"
    OBSERVED = "observed"
    """The service knew something; only as far as the caller was verified."""
    OTHER_CONTACT = "other_contact"
    ENDED = "ended"
    NOTE = "note"


@dataclass(frozen=True)
class TicketEvent:
    """One thing in its time. ``subject`` is a step, a happening or a piece of evidence, ``value`` what came of it."""

    at: datetime
    kind: TicketEventKind
    subject: str = ""
    value: str = ""
    who: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class Ticket:
    """All that goes along. ``causes`` are likely ones with their chances, likeliest first."""

    number: str
    checklist: str
    revision: str
    context: str
    language: str
    state: CaseState
    opened_at: datetime
    changed_at: datetime
    caller: str = ""
    owner: str = ""
    verified: CallerProof | None = None
    """How the caller has shown who they are; None: they have not."""
    outcome: OutcomeCode | None = None
    call_back_on: date | None = None
    reference: str = ""
    """The number of a ticket in another system."""
    causes: tuple[tuple[str, float], ...] = ()
    events: tuple[TicketEvent, ...] = ()


def ticket_of(case: HelpCase, checklist: Checklist) -> Ticket:
    """The ticket of a case as it stands now."""
    line, log = case.line, case.log
    return Ticket(
        number=plain_text.line(line.number, LONGEST_TICKET),
        checklist=log.opened.checklist,
        revision=log.opened.revision,
        context=log.context,
        language=line.language,
        state=line.state,
        opened_at=line.opened_at,
        changed_at=line.changed_at,
        caller=called(line.caller),
        owner=called(line.owner.name) if line.owner else "",
        verified=case.verified.how if case.verified else None,
        outcome=line.outcome,
        call_back_on=line.call_back_on,
        reference=referred(line.ticket or ""),
        causes=likely_causes(checklist, log, log.audience),
        events=tuple(sorted(_events(case), key=lambda event: event.at)),
    )


def _events(case: HelpCase) -> Iterator[TicketEvent]:
    """The log and the notes. Of two things at one time the log's comes first, as it stands there."""
    for place, event in enumerate(case.log.later):
        who = called(case.who[place]) if place < len(case.who) else ""
        if (line := _line(event, who, case.log.audience)) is not None:
            yield line
    for note in case.notes:
        yield TicketEvent(note.at, TicketEventKind.NOTE, who=called(note.who), text=told(note.text))


def _line(event: Event, who: str, audience: Disclosure) -> TicketEvent | None:
    """An event as a line; None for what the audience of the case may not see."""
    kind = TicketEventKind
    match event:
        case StepShown(at, step, level) if audience.may_see(level):
            return TicketEvent(at, kind.SHOWN, step, who=who)
        case Answered(at, step, outcome):
            return TicketEvent(at, kind.ANSWERED, step, outcome, who)
        case Skipped(at, step):
            return TicketEvent(at, kind.SKIPPED, step, who=who)
        case Retracted(at, step):
            return TicketEvent(at, kind.TAKEN_BACK, step, who=who)
        case Happened(at, Happening.CASE_ENDED, _, detail) if detail in set(Outcome):
            return TicketEvent(at, kind.ENDED, detail or "", who=who)
        case Happened(at, what, level, detail) if audience.may_see(level):
            return TicketEvent(at, kind.HAPPENED, what.value, detail or "", who)
        case Observed(at, evidence, value, level) if audience.may_see(level):
            return TicketEvent(at, kind.OBSERVED, evidence, value, who)
        case ContextChanged(at, context):
            return TicketEvent(at, kind.OTHER_CONTACT, context, who=who)
        case Closed(at, outcome):
            return TicketEvent(at, kind.ENDED, outcome.value, who=who)
    return None
