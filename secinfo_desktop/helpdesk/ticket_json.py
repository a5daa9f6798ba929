"""A ticket as JSON of format 1 and back (docs/helpdesk-ticket.md). Reading trusts nothing and repeats nothing."""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_TICKET, CaseState, OutcomeCode
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.helpdesk.plain_notes import called, referred, told
from secinfo_desktop.helpdesk.ticket import Ticket, TicketEvent, TicketEventKind

FORMAT: Final = 1
MOST_EVENTS: Final = 10_000
_WORD: Final = re.compile(r"[a-z_]{1,60}[0-9]?[a-z_]{0,20}|")
_REVISION: Final = re.compile(r"[0-9a-z.-]{1,32}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_Choice = TypeVar("_Choice", bound=StrEnum)
_Made = TypeVar("_Made", date, datetime)


class TicketError(ValueError):
    """A text that is no ticket. The reason names the key and never repeats what stood there."""


def to_json(ticket: Ticket) -> str:
    """The whole ticket; times in UTC."""
    document = {
        "format": FORMAT,
        "number": ticket.number,
        "checklist": ticket.checklist,
        "revision": ticket.revision,
        "context": ticket.context,
        "language": ticket.language,
        "state": ticket.state,
        "opened_at": ticket.opened_at.isoformat(),
        "changed_at": ticket.changed_at.isoformat(),
        "caller": ticket.caller,
        "owner": ticket.owner,
        "verified": ticket.verified,
        "outcome": ticket.outcome,
        "call_back_on": ticket.call_back_on.isoformat() if ticket.call_back_on else None,
        "reference": ticket.reference,
        "causes": [{"cause": cause, "chance": chance} for cause, chance in ticket.causes],
        "events": [_plain(event) for event in ticket.events],
    }
    return json.dumps(document, indent=1)


def _plain(event: TicketEvent) -> dict[str, str]:
    plain = {"at": event.at.isoformat(), "kind": event.kind.value}
    said = {"subject": event.subject, "value": event.value, "who": event.who, "text": event.text}
    return plain | {key: value for key, value in said.items() if value}


def from_json(text: str) -> Ticket:
    """The ticket that ``to_json`` wrote. Raises TicketError for anything else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise TicketError("this is not JSON") from None
    top = _Table(document, "the ticket")
    if top.take("format") != FORMAT:
        raise TicketError("format: another version wrote this")
    ticket = _ticket(top)
    top.finish()
    return ticket


def _ticket(top: "_Table") -> Ticket:
    return Ticket(
        number=plain_text.line(top.text("number"), LONGEST_TICKET),
        checklist=top.word("checklist"),
        revision=top.word("revision", _REVISION),
        context=top.word("context"),
        language=top.word("language", _LANGUAGE),
        state=top.choice("state", CaseState),
        opened_at=top.time("opened_at"),
        changed_at=top.time("changed_at"),
        caller=called(top.text("caller")),
        owner=called(top.text("owner")),
        verified=top.choice_or_none("verified", CallerProof),
        outcome=top.choice_or_none("outcome", OutcomeCode),
        call_back_on=top.day_or_none("call_back_on"),
        reference=referred(top.text("reference")),
        causes=top.tables("causes", lambda table: (table.word("cause"), table.chance("chance"))),
        events=top.tables("events", _event),
    )


def _event(table: "_Table") -> TicketEvent:
    return TicketEvent(
        at=table.time("at"),
        kind=table.choice("kind", TicketEventKind),
        subject=table.word("subject", default=""),
        value=table.word("value", default=""),
        who=called(table.text("who", default="")),
        text=told(table.text("text", default="")),
    )


_Row = TypeVar("_Row")


class _Table:
    """One object of the document; every key is taken once, and what nobody took is refused."""

    def __init__(self, document: object, name: str) -> None:
        if not isinstance(document, dict):
            raise TicketError(f"{name}: must be an object")
        self._left: dict[str, Any] = dict(document)
        self._name = name

    def take(self, key: str, default: object = None) -> Any:
        return self._left.pop(key, default)

    def finish(self) -> None:
        if self._left:
            raise TicketError(f"{self._name}: holds something unknown")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, default)
        if not isinstance(value, str):
            raise TicketError(f"{key}: must be a text")
        return value

    def word(self, key: str, pattern: re.Pattern[str] = _WORD, default: str | None = None) -> str:
        value = self.text(key, default)
        if not pattern.fullmatch(value):
            raise TicketError(f"{key}: must be one of the fixed words")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        try:
            return kind(self.text(key))
        except ValueError:
            raise TicketError(f"{key}: must be one of the fixed words") from None

    def choice_or_none(self, key: str, kind: type[_Choice]) -> _Choice | None:
        return self._or_none(key, lambda: self.choice(key, kind))

    def day_or_none(self, key: str) -> date | None:
        return self._or_none(key, lambda: self._made(key, date.fromisoformat))

    def _or_none(self, key: str, read: Callable[[], _Row]) -> _Row | None:
        if self._left.get(key) is None:
            self.take(key)
            return None
        return read()

    def time(self, key: str) -> datetime:
        at = self._made(key, datetime.fromisoformat)
        if at.utcoffset() != timedelta(0):
            raise TicketError(f"{key}: must be a time in UTC")
        return at

    def _made(self, key: str, make: Callable[[str], _Made]) -> _Made:
        try:
            return make(self.text(key))
        except ValueError:
            raise TicketError(f"{key}: must be a day or a time") from None

    def chance(self, key: str) -> float:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1 or math.isnan(value):
            raise TicketError(f"{key}: must be a number from 0 to 1")
        return float(value)

    def tables(self, key: str, read: Callable[["_Table"], _Row]) -> tuple[_Row, ...]:
        value = self.take(key)
        if not isinstance(value, list) or len(value) > MOST_EVENTS:
            raise TicketError(f"{key}: must be a list")
        return tuple(self._row(key, row, read) for row in value)

    @staticmethod
    def _row(key: str, row: Mapping[str, object], read: Callable[["_Table"], _Row]) -> _Row:
        table = _Table(row, key)
        made = read(table)
        table.finish()
        return made
