"""What a page says in a terminal: sentences, numbered answers, a line to type. Pure; one page in, one screen out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from secinfo_desktop.recovery.said import Said
from secinfo_desktop.recovery.sentences import Line


class Key(StrEnum):
    """What a single letter does, on the pages that offer it."""

    BACK = "b"
    WHY = "?"
    SKIP = "s"
    OTHER_STEP = "o"
    PERSON = "h"
    KNOWN = "k"
    FORGET = "f"
    WORKED = "w"
    REFUSED = "r"
    IN_ALREADY = "i"
    STOP = "t"
    LEAVE = "q"


@dataclass(frozen=True)
class Leave:
    """The answer that ends the program."""


@dataclass(frozen=True)
class Sure:
    """The answer that deletes something: it is asked once more. ``base`` names the question's texts."""

    what: Said
    base: str = "page.forget"


class WindowsOrder(StrEnum):
    """What is done with separate browser windows; the page stays."""

    OPEN = "open"
    OTHER_BROWSER = "other_browser"
    CLOSE = "close"


@dataclass(frozen=True)
class SavesText:
    """Wants a text in a file of their own choice."""

    path: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True)
class Field:
    """A line to type; ``make`` is given the line and says what the person said by it."""

    label: str
    make: Callable[[str], Said | SavesText]
    hint: str | None = None
    is_secret: bool = False


@dataclass(frozen=True)
class Option:
    """A numbered answer: what it says, and what choosing it leads to."""

    text: str
    leads_to: Said | Field | Leave | Sure | WindowsOrder
    detail: str | None = None


@dataclass(frozen=True)
class Screen:
    """A page as sentences. ``items`` stand between the paragraphs and the answers; ``why`` is shown when asked for."""

    title: str
    account: str | None = None
    """Whose account it is and, for an organisation's, where its service answers; it stands above the title."""
    overline: str | None = None
    problem: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    items: tuple[Line, ...] = ()
    notices: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    field: Field | None = None
    why: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
