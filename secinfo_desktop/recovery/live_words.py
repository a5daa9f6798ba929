"""What is said about a case that is shared with the helpdesk, in sentences. Names come from a service: plain text.

``quoted`` keeps a name or a number in its order in right-to-left text.
"""

from collections.abc import Callable
from typing import Final

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.recovery.live_pages import AgentAsksPage, Company, HelpNews, JoinNumberPage, ReadNumberPage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words

Quoted = Callable[[str], str]
LONGEST_NAME: Final = 60
_GROUP: Final = 4
_NO_BREAK: Final = "\u00a0"


def name_of(name: str, words: Words) -> str:
    """A name on one line; whoever has none is somebody at the helpdesk."""
    return plain_text.line(name, LONGEST_NAME).strip() or words.say("live_help.somebody")


def grouped(number: str) -> str:
    """A number in groups of four, never broken over two lines."""
    return _NO_BREAK.join(number[start : start + _GROUP] for start in range(0, len(number), _GROUP))


def spelled(number: str, words: Words) -> str:
    """A number as a voice reads it: digit by digit."""
    return words.say("live_help.number.spoken", digits=", ".join(number))


def number_lines(page: JoinNumberPage, words: Words) -> tuple[str, ...]:
    """What becomes of the number, and how long it counts."""
    return (
        words.say("live_help.number.lead"),
        words.say("live_help.number.until", time=words.time(page.until)),
    )


def asks_title(page: AgentAsksPage, words: Words, quoted: Quoted = str) -> str:
    """Who wants to join; and did the person call?"""
    name, organisation = quoted(name_of(page.name, words)), plain_text.line(page.organisation, LONGEST_NAME).strip()
    if not organisation:
        return words.say("live_help.asks.title.alone", name=name)
    return words.say("live_help.asks.title", name=name, organisation=quoted(organisation))


def hang_up(frame: Frame, words: Words, quoted: Quoted = str) -> tuple[str, str]:
    """What the words do not prove, and what to do about it."""
    phone = frame.pack.help_phone if frame.pack is not None else None
    if phone is None:
        return words.say("live_help.asks.no_voice"), words.say("live_help.asks.hang_up.no_phone")
    return words.say("live_help.asks.no_voice"), words.say("live_help.asks.hang_up", phone=quoted(phone))


def action_words(action: StaffAction | None, words: Words) -> str:
    """What the number allows."""
    return words.say(f"live_help.action.{action or 'facts'}")


def give_title(page: ReadNumberPage, words: Words) -> str:
    """What the number allows; and did the person call?"""
    return words.say("live_help.give.title", action=action_words(page.action, words))


def company(its: Company, words: Words, quoted: Quoted = str) -> tuple[str, ...]:
    """Who looks on, and what they may see."""
    told = words.say("live_help.company", name=quoted(name_of(its.name, words)))
    if its.verified_until is None or its.verified_until <= words.clock():
        return (told,)
    return told, words.say("live_help.company.verified", time=words.time(its.verified_until))


def news(what: HelpNews, words: Words) -> Line:
    """What has just become of the sharing."""
    base = f"live_help.news.{what}"
    return Line(words.say(base), words.say_if_any(f"{base}.detail") or "")


def gone_on(frame: Frame, words: Words) -> str:
    """To which step the helpdesk has gone on."""
    step = frame.help.gone_on
    title = step_words(frame, words).title(step) if step is not None else ""
    return words.say("live_help.gone_on", step=title)


def shown_by(frame: Frame, words: Words, quoted: Quoted = str) -> str:
    """Who has put this page before the person."""
    return words.say("live_help.shown_by", name=quoted(name_of(frame.help.shown_by, words)))
