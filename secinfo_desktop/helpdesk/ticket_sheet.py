"""A ticket in sentences: to be read, copied as text, printed. Plain text only, one line a thing."""

from collections.abc import Iterator
from datetime import UTC, datetime

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_NOTE
from secinfo_desktop.helpdesk.ticket import Ticket, TicketEvent, TicketEventKind
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


def as_sheet(ticket: Ticket, words: StepWords, practice: bool = False) -> Sheet:
    """The ticket on paper; ``words`` are those of ``call_words``, in the language of who reads it."""
    say = words.words
    happened = tuple(_events(ticket, words)) or (Line(say.say("helpdesk_ticket.events.none")),)
    sections = (
        Section(tuple(_facts(ticket, say)), say.say("helpdesk_ticket.facts")),
        Section(happened, say.say("helpdesk_ticket.events")),
        Section(tuple(_causes(ticket, words)), say.say("helpdesk_ticket.causes")),
        Section(tuple(_notes(ticket, say)), say.say("helpdesk_ticket.notes")),
    )
    return Sheet(
        title=say.say("helpdesk_ticket.title", number=ticket.number),
        sections=tuple(section for section in sections if section.lines),
        footer=say.say("next_time.never_ask"),
        practice=practice,
    )


def _facts(ticket: Ticket, words: Words) -> Iterator[Line]:
    outcome = f"helpdesk_ticket.outcome.{ticket.outcome}"
    rows = (
        ("helpdesk_ticket.fact.caller", ticket.caller),
        ("helpdesk_ticket.fact.verified", words.say(f"helpdesk_ticket.verified.{ticket.verified or 'none'}")),
        ("helpdesk_ticket.fact.language", words.say_if_any(f"helpdesk_ticket.language.{ticket.language}")),
        ("helpdesk_ticket.fact.trouble", _trouble(ticket, words)),
        ("helpdesk_ticket.fact.opened", _at(ticket.opened_at, words)),
        ("helpdesk_ticket.fact.owner", ticket.owner),
        ("helpdesk_ticket.fact.outcome", words.say(outcome) if ticket.outcome else None),
        ("helpdesk_ticket.fact.call_back", _day(ticket, words)),
        ("helpdesk_ticket.fact.reference", ticket.reference),
    )
    return (Line(words.say(label), value) for label, value in rows if value)


def _trouble(ticket: Ticket, words: Words) -> str:
    known = words.say_if_any(f"helpdesk_ticket.trouble.{ticket.checklist}.{ticket.context}")
    return known or words.say("helpdesk_ticket.trouble.other")


def _day(ticket: Ticket, words: Words) -> str | None:
    """The day of the call back; noon keeps it the same day in nearly every zone."""
    on = ticket.call_back_on
    return words.day(datetime(on.year, on.month, on.day, 12, tzinfo=UTC)) if on else None


def _at(at: datetime, words: Words) -> str:
    return words.say("helpdesk_ticket.at", day=words.day(at), time=words.time(at))


def _events(ticket: Ticket, words: StepWords) -> Iterator[Line]:
    """When, and what. That a step was shown is told only where nothing else is told of it."""
    come_of = {event.subject for event in ticket.events if event.kind is not TicketEventKind.SHOWN}
    for event in ticket.events:
        is_told = event.kind is not TicketEventKind.SHOWN or event.subject not in come_of
        if is_told and (said := _said(event, words)) is not None:
            by = words.words.say("helpdesk_ticket.event.by", event=said, who=event.who) if event.who else said
            yield Line(_at(event.at, words.words), by)


def _said(event: TicketEvent, words: StepWords) -> str | None:
    say = words.words
    base = f"helpdesk_ticket.event.{event.kind}"
    match event.kind:
        case TicketEventKind.NOTE:
            return None
        case TicketEventKind.ANSWERED:
            answer = words.answer(event.subject, event.value)
            return say.say("helpdesk_ticket.event.answered", step=words.title(event.subject), answer=answer)
        case TicketEventKind.SHOWN | TicketEventKind.SKIPPED | TicketEventKind.TAKEN_BACK:
            return say.say(base, step=words.title(event.subject))
        case TicketEventKind.OBSERVED:
            return say.say_if_any(f"helpdesk_ticket.event.observed.{event.subject}.{event.value}")
    return say.say_if_any(f"{base}.{event.subject}")


def _causes(ticket: Ticket, words: StepWords) -> Iterator[Line]:
    for cause, chance in ticket.causes:
        clause = words.say_if_any(f"checklist.cause.{cause}")
        if clause is not None:
            percent = words.words.say("helpdesk_ticket.chance", percent=round(chance * 100))
            yield Line(words.words.say("helpdesk_ticket.cause", cause=clause), percent)


def _notes(ticket: Ticket, words: Words) -> Iterator[Line]:
    for event in ticket.events:
        if event.kind is TicketEventKind.NOTE:
            who = event.who or words.say("helpdesk_ticket.someone")
            when = words.say("helpdesk_ticket.note.at", time=_at(event.at, words), who=who)
            yield Line(when, plain_text.line(event.text, LONGEST_NOTE))
