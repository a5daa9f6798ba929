"""Short sentences about a case that several parts of the console say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.plain_text import line as one_line
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import isolated
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.helpdesk.pages import Call
from secinfo_desktop.helpdesk.phrases import Phrase, sentences
from secinfo_desktop.helpdesk.records import CaseLine
from secinfo_desktop.texts.words import Words

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_DAYS_FROM: Final = timedelta(hours=48)


def plain(text: str) -> str:
    """What somebody typed, in one line; it turns nothing that stands around it."""
    return f"\u2066{one_line(text).strip()}\u2069"


def age(since: datetime, words: Words) -> str:
    """How long ago, in one number: it is seen at a glance."""
    passed = max(words.clock() - since, timedelta())
    if passed < _MINUTE:
        return words.say("helpdesk_window.age.now")
    if passed < _HOUR:
        return words.say("helpdesk_window.age.minutes", number=passed // _MINUTE)
    if passed < _DAYS_FROM:
        return words.say("helpdesk_window.age.hours", number=passed // _HOUR)
    return words.say("helpdesk_window.age.days", number=passed // _DAY)


def caller(line: CaseLine, words: Words) -> str:
    """What the caller is called; one without a name by whether they were verified."""
    if line.caller:
        return plain(line.caller)
    return words.say(f"helpdesk_window.unnamed.{'verified' if line.is_verified else 'unverified'}")


def phrase_of(phrase: Phrase, call: Call, words: Words, *, day: str = "") -> str:
    """What is said beside the steps, in the caller's language; "" if something for it is not known."""
    if call.known is None:
        return ""
    phone = isolated(call.known.phone) if call.known.phone else ""
    known = replace(call.known, day=day, phone=phone)
    if not known.can_say(phrase):
        return ""
    return " ".join(sentences(phrase, known, replace(words, language=call.line.language)))


def provider_of(call: Call, providers: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Id and name of the provider that was chosen for a call; the first one is the usual."""
    return next((one for one in providers if one[0] == call.line.provider), providers[0])


def step_title(line: CaseLine, words: Words) -> str:
    """The title of the step that was shown last, or that there was none yet. A list names no contact."""
    for kind in ("question", "action"):
        title_id = f"checklist.{kind}.{line.step}.title"
        if line.step and (title := words.say_if_any(title_id, mask="…", provider="…")):
            return title
    return words.say("helpdesk_window.line.handoff" if line.step else "helpdesk_window.line.new")


def what_about(line: CaseLine, words: Words) -> str:
    """What has to be known of a case before it is opened: a warning, a day, how it ended, or its step."""
    if line.state is CaseState.CLOSED:
        return words.say(f"helpdesk_window.outcome.{line.outcome}" if line.outcome else "helpdesk_window.line.closed")
    if line.same_account:
        return words.say("helpdesk_window.line.same_account", number=line.same_account + 1)
    if line.call_back_on is not None:
        return words.say("helpdesk_window.line.call_back", day=day(line, words))
    return step_title(line, words)


def day(line: CaseLine, words: Words) -> str:
    """The day on which the caller is called back."""
    its = line.call_back_on
    return words.day(datetime(its.year, its.month, its.day, 12).astimezone(words.zone)) if its is not None else ""


def sign(line: CaseLine, *, is_mine: bool) -> tuple[Glyph, Color]:
    """A shape for the state of a case; its words say the same."""
    if line.state is CaseState.CLOSED:
        return Glyph.CHECK, Color.INK2
    if line.same_account:
        return Glyph.WARNING, Color.WARN
    if line.call_back_on is not None:
        return Glyph.HOURGLASS, Color.INK2
    if line.state is CaseState.WAITING:
        return Glyph.CLOCK, Color.INK2
    return (Glyph.HEADSET, Color.ACCENT) if is_mine else (Glyph.USER_CIRCLE, Color.INK2)


def since(line: CaseLine) -> datetime:
    """From when the age of a case counts: since it waits, or since it was opened."""
    return line.waiting_since or line.opened_at
