"""What a typed line means on a screen: an answer, a code, a letter, or something to do in practice. Pure."""

import re
from dataclasses import dataclass, field

from secinfo_desktop.domain import code_text, codes
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.said import Said
from secinfo_desktop.terminal.screens import Field, Key, Leave, SavesText, Screen, Sure, WindowsOrder

_DIGITS = re.compile(r"[\d\s.\-]{2,}")
_SECONDS = re.compile(r"\d{1,6}")


@dataclass(frozen=True)
class ShowWhy:
    """Wants to know why this step."""


@dataclass(frozen=True)
class ShowKnown:
    """Wants to see what is known so far."""


@dataclass(frozen=True)
class ShowPhone:
    """Looks at the practice phone."""


@dataclass(frozen=True)
class ShowMail:
    """Looks into the practice mailboxes."""


@dataclass(frozen=True)
class ShowCard:
    """Wants to see what the made-up person knows."""


@dataclass(frozen=True)
class Do:
    """Does something in the practice world; ``deed`` None is what the page asks for."""

    deed: str | None
    on: bool = True


@dataclass(frozen=True)
class Wait:
    """Lets time pass in the practice world."""

    seconds: int


@dataclass(frozen=True)
class NotUnderstood:
    """None of the answers; ``text_id`` says so. What was typed is not kept."""

    text_id: str = "terminal.not_understood"


@dataclass(frozen=True)
class Nothing:
    """An empty line."""


PracticeOrder = ShowPhone | ShowMail | ShowCard | Do | Wait
Order = ShowWhy | ShowKnown | PracticeOrder | NotUnderstood | Nothing


@dataclass(frozen=True)
class Place:
    """Where a line is typed: on which screen, whether a code is awaited, and whether it is practice or by hand."""

    screen: Screen = field(repr=False)
    takes_code: bool = False
    is_practice: bool = False
    is_by_hand: bool = False


_LETTERS: dict[Key, Said | Order | Leave | Sure] = {
    Key.BACK: said.WentBack(),
    Key.WHY: ShowWhy(),
    Key.SKIP: said.Skipped(),
    Key.OTHER_STEP: said.WantsOtherStep(),
    Key.PERSON: said.WantsPerson(),
    Key.KNOWN: ShowKnown(),
    Key.FORGET: Sure(said.ForgetsIt()),
    Key.WORKED: said.CodeWorked(),
    Key.REFUSED: said.SeesRefusal(),
    Key.IN_ALREADY: said.InAlready(),
    Key.STOP: said.StopsForNow(),
    Key.LEAVE: Leave(),
}


def understand(line: str, place: Place) -> Said | SavesText | Field | Leave | Sure | WindowsOrder | Order:
    """What a line means: first a code, then a letter or a practice word, then a number, then what the page asks for."""
    text = line.strip()
    if not text:
        return Nothing()
    if place.takes_code and code_text.code_in(text) is not None:
        return said.GaveCode(text)
    if text.lower() in place.screen.keys:
        return _LETTERS[Key(text.lower())]
    if place.is_practice and (order := _practice(text)) is not None:
        return order
    return _answer(text, place)


def _answer(text: str, place: Place) -> Said | SavesText | Field | Leave | Sure | WindowsOrder | Order:
    options, typed_line = place.screen.options, place.screen.field
    if text.isdecimal() and len(text) < codes.DIGITS and 1 <= int(text) <= len(options):
        return options[int(text) - 1].leads_to
    if typed_line is not None:
        return typed_line.make(text)
    if not _DIGITS.fullmatch(text):
        return NotUnderstood()
    return said.GaveCode(text) if place.takes_code else _number_too_much(text, place)


def _number_too_much(text: str, place: Place) -> NotUnderstood:
    """A code that has no place here is not looked at twice; by hand it belongs on the provider's page."""
    if code_text.code_in(text) is None:
        return NotUnderstood()
    return NotUnderstood("terminal.code_goes_there" if place.is_by_hand else "terminal.no_code_asked")


def _practice(text: str) -> PracticeOrder | NotUnderstood | None:
    """An order for the practice world; None if the line is none."""
    match text.lower().split():
        case ["phone"]:
            return ShowPhone()
        case ["mail"]:
            return ShowMail()
        case ["card"]:
            return ShowCard()
        case ["do"]:
            return Do(None)
        case ["do", deed]:
            return Do(deed)
        case ["set", switch, "on" | "off" as state]:
            return Do(switch, on=state == "on")
        case ["wait", seconds] if _SECONDS.fullmatch(seconds):
            return Wait(int(seconds))
        case ["do" | "set" | "wait", *_]:
            return NotUnderstood("terminal.practice.orders")
    return None
