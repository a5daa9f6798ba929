"""What the service knows of a verified caller's account, as labels and values. Contacts are masked (B6)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import TOP, Item, Text, holder, isolated, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.helpdesk.ports import AccountFacts, ContactFact, MessageFact
from secinfo_desktop.texts.words import Words

_LABEL: Final = 118
"""px at 100 %."""
_YEAR: Final = timedelta(days=365)
_MONTH: Final = timedelta(days=30)
Pair = tuple[str, str]


def facts_grid(pairs: Iterable[Pair]) -> list[Item]:
    """Facts below each other."""
    items: list[Item] = []
    for label, value in pairs:
        items += [_fact(label, value), 5]
    return items[:-1]


def _fact(label: str, value: str) -> QWidget:
    name = Text(label, Type.CAPTION, Color.INK2, max_chars=30)
    name.setFixedWidth(current().px(_LABEL))
    line = row((name, TOP), Text(value, Type.SMALL, max_chars=60), gap=8)
    line.setStretch(1, 1)
    return holder(line)


def facts_of(facts: AccountFacts, words: Words) -> Iterator[Pair]:
    """Label and value, in the order in which they are asked for in a call."""
    for contact in facts.contacts:
        yield from _contact(contact, words)
    if facts.messages:
        yield _label("message", words), _message(facts.messages[-1], words)
    say = words.say
    hour = {"asked": facts.asked_this_hour, "most": facts.most_an_hour}
    day = {"today": facts.asked_today, "most_today": facts.most_a_day}
    yield _label("requests", words), say("helpdesk_window.fact.requests.value", **hour, **day)
    guesses = {"number": facts.wrong_guesses, "most": facts.most_guesses}
    yield _label("guesses", words), say("helpdesk_window.fact.guesses.value", **guesses)
    waits = facts.replacement_until
    none = say("helpdesk_window.fact.none")
    yield _label("waiting", words), say("helpdesk_window.fact.until", day=words.day(waits)) if waits else none
    if facts.notice_since is not None:
        yield _label("notice", words), say("helpdesk_window.fact.since_day", day=words.day(facts.notice_since))


def _label(name: str, words: Words) -> str:
    return words.say(f"helpdesk_window.fact.{name}")


def _contact(contact: ContactFact, words: Words) -> Iterator[Pair]:
    kind = words.say_if_any(f"helpdesk_window.contact.{contact.kind}") or words.say("helpdesk_window.contact.other")
    yield kind, isolated(contact.mask)
    if contact.line_type:
        kind_of_line = words.say_if_any(f"helpdesk_window.line_type.{contact.line_type}")
        yield _label("line_type", words), kind_of_line or words.say("helpdesk_window.line_type.other")
    yield _label("since", words), _on_record(contact.since, words)
    if not contact.proves:
        yield _label("proof", words), words.say("helpdesk_window.fact.too_young")
    if contact.same_provider is not None:
        value = words.say("helpdesk_window.fact.yes" if contact.same_provider else "helpdesk_window.fact.no")
        yield _label("same_provider", words), value


def _on_record(since: datetime, words: Words) -> str:
    long = words.clock() - since
    if long >= _YEAR:
        return words.say("helpdesk_window.fact.years", n=long // _YEAR)
    if long >= 2 * _MONTH:
        return words.say("helpdesk_window.fact.months", n=long // _MONTH)
    return words.say("helpdesk_window.fact.days", n=max(long // timedelta(days=1), 0))


def _message(message: MessageFact, words: Words) -> str:
    at, state = message.states[-1] if message.states else (None, "queued")
    stands = words.say_if_any(f"helpdesk_window.message.{state}") or words.say("helpdesk_window.message.other")
    if at is None:
        return stands
    return words.say("helpdesk_window.message.at", state=stands, time=words.time(at), mask=isolated(message.mask))
