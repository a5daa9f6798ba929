"""A case of the helpdesk as the text of a file, and back. Reading trusts nothing: what is not one is refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from secinfo_desktop.desktop.kept_values import fixed_word, time_in_utc
from secinfo_desktop.domain.calls import (
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_TICKET,
    CaseState,
    OutcomeCode,
    number_of,
)
from secinfo_desktop.domain.staff import Role
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import CaseError, StepShown
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase, Note

FORMAT: Final = 1
LONGEST: Final = 4_000_000
"""Characters of a file; the longest call has less."""
MOST_NOTES: Final = 500
_CASE_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_PROVIDER: Final = re.compile(r"[A-Za-z0-9_-]{0,60}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_LINE: Final = ("id", "place", "caller", "language", "state", "is_mine", "opened_at", "changed_at", "waiting_since")
_END: Final = ("outcome", "call_back_on", "ticket", "provider")
_KEYS: Final = frozenset({"format", *_LINE, *_END, "case", "who", "notes"})

_ANYBODY: Final = Agent("", "", Role.AGENT)


class NewerFileError(ValueError):
    """A newer version of the app has written this file."""


@dataclass(frozen=True)
class KeptCall:
    """A case and its place among all that were ever opened here, from which its number is made."""

    place: int
    case: HelpCase


def dump(kept: KeptCall) -> str:
    """A case as text; it is read back before it is trusted.

    Raises:
        CaseError: something in it can't be kept.
    """
    line = kept.case.line
    text = json.dumps(
        {
            "format": FORMAT,
            "id": line.id,
            "place": kept.place,
            "caller": line.caller,
            "language": line.language,
            "state": line.state,
            "is_mine": line.owner is not None,
            "opened_at": line.opened_at.isoformat(),
            "changed_at": line.changed_at.isoformat(),
            "waiting_since": line.waiting_since.isoformat() if line.waiting_since else None,
            "outcome": line.outcome,
            "call_back_on": line.call_back_on.isoformat() if line.call_back_on else None,
            "ticket": line.ticket,
            "provider": line.provider,
            "case": json.loads(kept.case.log.to_json()),
            "who": list(kept.case.who),
            "notes": [[note.id, note.at.isoformat(), note.who, note.text] for note in kept.case.notes],
        },
        indent=1,
        ensure_ascii=False,
    )
    load(text, _ANYBODY)
    return text


def load(text: str, me: Agent) -> KeptCall:
    """The case in a text; ``me`` leads what is led here.

    Raises:
        NewerFileError: a newer version has written it.
        CaseError: it holds no sound case; says why and repeats nothing.
    """
    document = _document(text)
    log = Case.from_json(json.dumps(document["case"]))
    place, who = document["place"], document["who"]
    if type(place) is not int or place < 0 or not isinstance(document["is_mine"], bool):
        raise CaseError("place, is_mine: must be of their kind")
    if document["id"] != log.opened.case_id:
        raise CaseError("id: is not that of the log")
    if not isinstance(who, list) or len(who) > len(log.later):
        raise CaseError("who: must be names of the events")
    names = tuple(_text(name, LONGEST_LABEL, "who") for name in who)
    return KeptCall(place, HelpCase(_line(document, log, place, me), log, names, _notes(document["notes"])))


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise CaseError("the file is no case")
    written_as = document.get("format")
    if isinstance(written_as, int) and written_as > FORMAT:
        raise NewerFileError
    document.setdefault("provider", "")  # a file from before it could be chosen
    if written_as != FORMAT or set(document) != _KEYS:
        raise CaseError("the file holds something unknown, or too little")
    return document


def _line(raw: Mapping[str, Any], log: Case, place: int, me: Agent) -> CaseLine:
    shown = [event.step for event in log.later if isinstance(event, StepShown)]
    return CaseLine(
        id=_matching(raw["id"], _CASE_ID, "id"),
        number=number_of(place),
        caller=_text(raw["caller"], LONGEST_LABEL, "caller"),
        language=_matching(raw["language"], _LANGUAGE, "language"),
        checklist=log.opened.checklist,
        state=fixed_word(raw["state"], CaseState, "state"),
        owner=me if raw["is_mine"] else None,
        opened_at=time_in_utc(raw["opened_at"], "opened_at"),
        changed_at=time_in_utc(raw["changed_at"], "changed_at"),
        waiting_since=time_in_utc(raw["waiting_since"], "waiting_since") if raw["waiting_since"] is not None else None,
        step=shown[-1] if shown else None,
        outcome=fixed_word(raw["outcome"], OutcomeCode, "outcome") if raw["outcome"] is not None else None,
        call_back_on=_day(raw["call_back_on"]) if raw["call_back_on"] is not None else None,
        ticket=_text(raw["ticket"], LONGEST_TICKET, "ticket") if raw["ticket"] is not None else None,
        provider=_matching(raw["provider"], _PROVIDER, "provider"),
    )


def _notes(raw: object) -> tuple[Note, ...]:
    if not isinstance(raw, list) or len(raw) > MOST_NOTES:
        raise CaseError("notes: must be a list")
    return tuple(_note(one) for one in raw)


def _note(raw: object) -> Note:
    if not isinstance(raw, list) or len(raw) != 4:
        raise CaseError("notes: must be four things each")
    note_id, at, who, text = raw
    name = _text(who, LONGEST_LABEL, "notes")
    return Note(
        _matching(note_id, _CASE_ID, "notes"), time_in_utc(at, "notes"), name, _text(text, LONGEST_NOTE, "notes")
    )


def _text(raw: object, longest: int, name: str) -> str:
    if not isinstance(raw, str) or len(raw) > longest:
        raise CaseError(f"{name}: must be a text that is not too long")
    return raw


def _matching(raw: object, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(raw, str) or not pattern.fullmatch(raw):
        raise CaseError(f"{name}: must have its form")
    return raw


def _day(raw: object) -> date:
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise CaseError("call_back_on: must be a day") from None


def is_case_id(text: str) -> bool:
    """True for what can be the id of a case, and so the name of its file."""
    return _CASE_ID.fullmatch(text) is not None
