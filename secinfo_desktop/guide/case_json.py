"""A case's events as JSON and back. Reading trusts nothing: what is not exactly an event is refused with a reason."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import (
    Answered,
    CaseError,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Opened,
    Retracted,
    Skipped,
    StepShown,
)

FORMAT = 1

_KINDS: dict[str, type[Event]] = {
    "opened": Opened,
    "observed": Observed,
    "happened": Happened,
    "step_shown": StepShown,
    "answered": Answered,
    "skipped": Skipped,
    "retracted": Retracted,
    "context_changed": ContextChanged,
    "closed": Closed,
}
_KIND_OF = {event_type: kind for kind, event_type in _KINDS.items()}


def dump_events(events: Iterable[Event]) -> str:
    """The events as a JSON document of format 1."""
    return json.dumps({"format": FORMAT, "events": [_plain(event) for event in events]}, indent=1)


def load_events(text: str) -> list[Event]:
    """The events in a JSON document. Raises CaseError, which says what is wrong without repeating it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise CaseError("the case file is not JSON") from None
    if not isinstance(document, dict) or not isinstance(document.get("events"), list):
        raise CaseError("the case file holds no case")
    if document.get("format") != FORMAT:
        raise CaseError("the case file was written by another version")
    return [_event(number, raw) for number, raw in enumerate(document["events"], 1)]


def _plain(event: Event) -> dict[str, object]:
    plain: dict[str, object] = {"event": _KIND_OF[type(event)]}
    for field in fields(event):
        value = getattr(event, field.name)
        if value is not None:
            plain[field.name] = value.isoformat() if isinstance(value, datetime) else value
    return plain


def _event(number: int, raw: object) -> Event:
    kind = raw.get("event") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in _KINDS:
        raise CaseError(f"event {number} is of no known kind")
    event_type = _KINDS[kind]
    build: Callable[..., Event] = event_type
    readers = {field.name: _READERS[field.type] for field in fields(event_type)}
    if not raw.keys() <= {"event", *readers}:
        raise CaseError(f"event {number} holds something unknown")
    try:
        return build(**{name: read(raw, name) for name, read in readers.items() if name in raw})
    except CaseError as error:
        raise CaseError(f"event {number}, {error}") from None
    except TypeError:
        raise CaseError(f"event {number} is incomplete") from None


_Reader = Callable[[Mapping[str, object], str], object]
_Choice = TypeVar("_Choice", bound=StrEnum)


def _text(raw: Mapping[str, object], name: str) -> str:
    value = raw[name]
    if not isinstance(value, str):
        raise CaseError(f"{name}: must be a text")
    return value


def _time(raw: Mapping[str, object], name: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(raw, name))
    except ValueError:
        raise CaseError(f"{name}: must be a time") from None


def _seconds(raw: Mapping[str, object], name: str) -> float:
    value = raw[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CaseError(f"{name}: must be a number")
    try:
        return float(value)
    except OverflowError:
        raise CaseError(f"{name}: is too large") from None


def _choice(choices: type[_Choice]) -> _Reader:
    def read(raw: Mapping[str, object], name: str) -> _Choice:
        try:
            return choices(_text(raw, name))
        except ValueError:
            raise CaseError(f"{name}: must be one of the fixed choices") from None

    return read


_READERS: dict[object, _Reader] = {
    str: _text,
    str | None: _text,
    datetime: _time,
    float | None: _seconds,
    Disclosure: _choice(Disclosure),
    Happening: _choice(Happening),
    Outcome: _choice(Outcome),
}
