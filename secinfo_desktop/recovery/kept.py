"""What is kept of a case so that its person can come back to the same page: its log, and a few fixed choices beside it.

Nothing that a person typed is here, no name of an account, no contact, no code and no handle.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, cast, get_type_hints

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.kept_lines import KeptLine, KeptLines
from secinfo_desktop.recovery.kept_lines import PutAside as PutAside
from secinfo_desktop.recovery.pages import Page
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Purpose
from secinfo_desktop.recovery.said import SeenContact, Start

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_BACK_IN = frozenset({Outcome.GOT_IN, Outcome.SECURED})


@dataclass(frozen=True)
class KeptPage:
    """Which kind of page, which step it is about, and what else of it is a fixed choice, by the names of its fields."""

    kind: str
    step: str | None = None
    chosen: tuple[tuple[str, str | bool], ...] = ()


@dataclass(frozen=True)
class KeptAlong:
    """The fixed choices beside the log. ``trail`` is where Back leads to, the nearest page last.

    ``had_flow`` says that a flow was open at the service; its handle lies elsewhere, or nowhere any more.
    """

    case_id: str
    page: KeptPage
    start: Start = Start.NO_CODE
    purpose: Purpose = Purpose.RECOVER
    choice: str | None = None
    kind: AccountKind | None = None
    story: str | None = None
    had_flow: bool = False
    step: str | None = None
    seen: SeenContact | None = None
    until: datetime | None = None
    trail: tuple[KeptPage, ...] = ()
    shared: bool = False
    """The helpdesk could look on."""


@dataclass(frozen=True)
class KeptCase:
    """A case as it was kept last; ``case`` None means that there is no log yet."""

    along: KeptAlong
    case: Case | None
    at: datetime

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it is open."""
        return self.case.outcome if self.case is not None else None

    def can_go_on(self, now: datetime) -> bool:
        """True once the time is over for which the person had to stop."""
        until = self.along.until
        return self.outcome is Outcome.STOPPED_UNTIL and until is not None and now >= until


@dataclass(frozen=True)
class Kept:
    """All that is kept, the newest first; where it lies; and what could not be read."""

    cases: tuple[KeptCase, ...] = ()
    place: str = ""
    put_aside: tuple[PutAside, ...] = ()

    def find(self, case_id: str) -> KeptCase | None:
        """The kept case of that id."""
        return next((kept for kept in self.cases if kept.along.case_id == case_id), None)

    def lines(self, accounts: tuple[AccountChoice, ...]) -> KeptLines:
        """What the first page says of it; ``accounts`` are those that can be chosen, and have their names."""
        return KeptLines(tuple(_line(kept, accounts) for kept in self.cases), self.place, self.put_aside)


def _line(kept: KeptCase, accounts: tuple[AccountChoice, ...]) -> KeptLine:
    along = kept.along
    name = next((choice.name for choice in accounts if choice.id == along.choice), "")
    has_account, is_practice = along.choice is not None, along.kind is AccountKind.PRACTICE
    told = KeptLine(along.case_id, along.start, kept.at, along.story, has_account, name, is_practice)
    return told._replace(outcome=kept.outcome, until=along.until)


def page_kind(page: type[Page]) -> str:
    """The name of a kind of page: "whose_account" for ``WhoseAccountPage``."""
    return _CAPITAL.sub("_", page.__name__.removesuffix("Page")).lower()


def kept_page(page: Page) -> KeptPage:
    """What is kept of a page."""
    values = [(field.name, getattr(page, field.name)) for field in fields(page)]
    chosen = tuple((name, value) for name, value in values if isinstance(value, StrEnum | bool))
    return KeptPage(page_kind(type(page)), getattr(page, "step", None), chosen)


def made_again(kept: KeptPage, given: Mapping[str, object]) -> Page | None:
    """The page with its fixed choices and what is ``given`` for its other fields; None if something is missing."""
    page = _PAGES.get(kept.kind)
    if page is None:
        return None
    types, values = get_type_hints(page, {"KeptLines": KeptLines}), {**given, "step": kept.step}
    try:
        values |= {name: types[name](value) for name, value in kept.chosen}
        return cast("Page", page(**{each.name: values[each.name] for each in fields(page) if each.name in values}))
    except (KeyError, TypeError, ValueError):  # a page of another version
        return None


_PAGES: dict[str, type[Any]] = {page_kind(page): page for page in pages.EVERY_PAGE}


def is_back_in(outcome: Outcome | None) -> bool:
    """True if nothing of the case is needed any more."""
    return outcome in _BACK_IN
