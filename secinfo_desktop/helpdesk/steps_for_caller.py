"""The steps that are sent to a caller: what to do now, what then, what was tried, and how to know the helpdesk.

Whatever an agent knows of the account stays out: the steps are planned anew from what the caller said themselves.
"""

from collections.abc import Iterator
from dataclasses import replace

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import SOLVED, Checklist
from secinfo_desktop.guide.planner import decide, other_steps
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words

MOST_ACTIONS = 3
"""So many a person keeps to; for more there is the next call."""


def actions_for(checklist: Checklist, log: Case, capabilities: frozenset[str]) -> tuple[str, ...]:
    """The best actions that the caller can do alone, as far as everybody may know the case."""
    public = _as_everybody_sees(log)
    first = decide(checklist, public, capabilities).step
    ranked = dict.fromkeys((first, *other_steps(checklist, public, capabilities)))
    return tuple(step for step in ranked if step in checklist.actions)[:MOST_ACTIONS]


def _as_everybody_sees(log: Case) -> Case:
    """The log for the public: what only an agent may know plans nothing."""
    return Case(replace(log.opened, audience=Disclosure.PUBLIC), log.later)


def as_sheet(
    case: HelpCase,
    checklist: Checklist,
    capabilities: frozenset[str],
    pack: ProviderPack | None,
    words: Words,
    practice: bool = False,
) -> Sheet:
    """The steps on paper; ``words`` are in the caller's language."""
    said = call_words(words, pack, case.log.context)
    number = plain_text.line(case.line.number)
    steps = actions_for(checklist, case.log, capabilities)
    parts = (
        *_steps(steps, said, number),
        Section(tuple(_tried(checklist, case.log, said)), words.say("helpdesk_ticket.steps.tried")),
        Section(tuple(_know_us(pack, number, words)), words.say("helpdesk_ticket.steps.us")),
    )
    return Sheet(
        title=words.say("helpdesk_ticket.steps.title", number=number),
        sections=tuple(part for part in parts if part.lines),
        footer=words.say("next_time.never_ask"),
        practice=practice,
    )


def _steps(steps: tuple[str, ...], words: StepWords, number: str) -> Iterator[Section]:
    if not steps:
        call = words.words.say("helpdesk_ticket.steps.person.call", number=number)
        yield Section((Line(words.words.say("helpdesk_ticket.steps.person")), Line(call)))
    for place, step in enumerate(steps):
        title = words.title(step)
        lines = tuple(Line(text, detail) for text, detail in words.numbered(f"checklist.action.{step}"))
        then = words.words.say("helpdesk_ticket.steps.then", title=title)
        yield Section(lines, then if place else title, numbered=True)


def _tried(checklist: Checklist, log: Case, words: StepWords) -> Iterator[Line]:
    """What the caller did and what came of it; of an action, if it did not help."""
    for step, outcome in progress(checklist, log).answers.items():
        if step in checklist.actions and outcome != SOLVED:
            yield Line(words.title(step), words.answer(step, outcome))


def _know_us(pack: ProviderPack | None, number: str, words: Words) -> Iterator[Line]:
    phone = pack.help_phone if pack else None
    yield Line(words.say("helpdesk_ticket.steps.us.code"))
    yield Line(words.say("helpdesk_ticket.steps.us.link"))
    yield Line(words.say("helpdesk_ticket.steps.us.number", number=number))
    if phone:
        yield Line(words.say("helpdesk_ticket.steps.us.dial", phone=phone))
    else:
        yield Line(words.say("helpdesk_ticket.steps.us.dial.find"))
    if pack is not None:
        there = pack.help_in(words.language)
        yield Line(words.say("helpdesk_ticket.steps.us.who", name=there.name, hours=there.hours))
