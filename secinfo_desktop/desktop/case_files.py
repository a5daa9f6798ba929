"""A kept case as the text of a file, and back. Reading trusts nothing: what is not exactly a case is refused."""

import json
import re
from collections.abc import Mapping
from typing import Any

from secinfo_desktop.desktop.kept_values import fixed_word, time_in_utc
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import CaseError
from secinfo_desktop.recovery.kept import KeptAlong, KeptCase, KeptPage
from secinfo_desktop.recovery.ports import AccountKind, Purpose
from secinfo_desktop.recovery.said import SeenContact, Start

FORMAT = 1
LONGEST = 2_000_000
"""Characters of a file; a case of a whole year's answers has less."""

_NAME = re.compile(r"[a-z][a-z_-]{0,60}")
_CASE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CHOICE = re.compile(r"[^\x00-\x1f]{1,80}")
_MAY_LACK = frozenset({"shared"})
"""What files have only where it is so: those of earlier versions are read, and can be written for them."""
_ALONG = frozenset(KeptAlong.__dataclass_fields__)
_MOST_PAGES = 500


class NewerFileError(ValueError):
    """A newer version of the app has written this file."""


def dump(kept: KeptCase) -> str:
    """A kept case as text.

    Raises:
        CaseError: something in it is no fixed choice.
    """
    along = kept.along
    text = json.dumps(
        {
            "format": FORMAT,
            "at": kept.at.isoformat(),
            "along": {
                "case_id": along.case_id,
                "page": _plain_page(along.page),
                "start": along.start,
                "purpose": along.purpose,
                "choice": along.choice,
                "kind": along.kind,
                "story": along.story,
                "had_flow": along.had_flow,
                "step": along.step,
                "seen": along.seen,
                "until": along.until.isoformat() if along.until else None,
                "trail": [_plain_page(page) for page in along.trail[-_MOST_PAGES:]],
                **({"shared": True} if along.shared else {}),
            },
            "case": json.loads(kept.case.to_json()) if kept.case is not None else None,
        },
        indent=1,
    )
    load(text)
    return text


def load(text: str) -> KeptCase:
    """The case in a text.

    Raises:
        NewerFileError: a newer version has written it.
        CaseError: it holds no sound case; says why and repeats nothing.
    """
    try:
        document = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise CaseError("the file is no case")
    written_as = document.get("format")
    if isinstance(written_as, int) and written_as > FORMAT:
        raise NewerFileError
    if written_as != FORMAT or not isinstance(document.get("along"), dict):
        raise CaseError("the file is no case")
    case = document.get("case")
    log = Case.from_json(json.dumps(case)) if case is not None else None
    along = _along(document["along"])
    if log is not None and log.opened.case_id != along.case_id:
        raise CaseError("case_id: is not that of the log")
    return KeptCase(along, log, time_in_utc(document.get("at"), "at"))


def _plain_page(page: KeptPage) -> list[object]:
    return [page.kind, page.step, dict(page.chosen)]


def _along(raw: Mapping[str, Any]) -> KeptAlong:
    if not _ALONG - _MAY_LACK <= set(raw) <= _ALONG:
        raise CaseError("the file holds something unknown, or too little")
    if raw.get("shared", True) is not True:
        raise CaseError("shared: stands there only if it is so")
    if not isinstance(raw["had_flow"], bool) or not isinstance(raw["trail"], list) or len(raw["trail"]) > _MOST_PAGES:
        raise CaseError("had_flow, trail: must be of their kind")
    kind, seen = raw["kind"], raw["seen"]
    return KeptAlong(
        case_id=_text(raw["case_id"], _CASE_ID, "case_id"),
        page=_page(raw["page"]),
        start=fixed_word(raw["start"], Start, "start"),
        purpose=fixed_word(raw["purpose"], Purpose, "purpose"),
        choice=_text_if_any(raw["choice"], _CHOICE, "choice"),
        kind=fixed_word(kind, AccountKind, "kind") if kind is not None else None,
        story=_text_if_any(raw["story"], _NAME, "story"),
        had_flow=raw["had_flow"],
        step=_text_if_any(raw["step"], _NAME, "step"),
        seen=fixed_word(seen, SeenContact, "seen") if seen is not None else None,
        until=time_in_utc(raw["until"], "until") if raw["until"] is not None else None,
        trail=tuple(_page(page) for page in raw["trail"]),
        shared="shared" in raw,
    )


def _page(raw: object) -> KeptPage:
    if not isinstance(raw, list) or len(raw) != 3 or not isinstance(raw[2], dict):
        raise CaseError("page: must be a kind, a step and choices")
    chosen = tuple((_text(name, _NAME, "page"), _chosen(value)) for name, value in raw[2].items())
    return KeptPage(_text(raw[0], _NAME, "page"), _text_if_any(raw[1], _NAME, "page"), chosen)


def _chosen(raw: object) -> str | bool:
    return raw if isinstance(raw, bool) else _text(raw, _NAME, "page")


def _text(raw: object, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(raw, str) or not pattern.fullmatch(raw):
        raise CaseError(f"{name}: a case holds fixed choices only")
    return raw


def _text_if_any(raw: object, pattern: re.Pattern[str], name: str) -> str | None:
    return None if raw is None else _text(raw, pattern, name)
