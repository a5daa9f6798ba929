"""A closed case as an organisation may count it: step ids, answers, rounded seconds, and the week. Nothing else.

No person, account, contact or free text, and no date finer than a week. Reading refuses whatever is not exactly that.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.belief import visible_evidence
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.progress import progress

FORMAT = 1
SECONDS_STEP = 5
"""Seconds are rounded to this."""
MOST_STEPS = 200
KEPT_FOR_WEEKS = 104
"""A closed case is kept and learnt from for two years at most; it counts little by then."""
_ID = re.compile(r"[a-z_]{1,60}[0-9]?[a-z_]{0,20}")
_CHECKLIST = re.compile(r"[a-z_]{1,60}")
_REVISION = re.compile(r"[0-9a-z.-]{1,32}")
_WEEK = re.compile(r"20[0-9]{2}-W[0-5][0-9]")
_AGENT = re.compile(r"[a-z]{1,2}[0-9]{0,2}")


class ClosedCaseError(ValueError):
    """A line that holds no closed case; the reason never repeats what was refused."""


class Source(StrEnum):
    """Who says how the case went."""

    STAFF = "staff"
    """A service or an agent closed it."""
    SELF = "self"
    """Somebody on their own told it; such cases are never mixed with the others."""


@dataclass(frozen=True)
class Taken:
    """One step, what came of it, and the rounded seconds where they are known."""

    step: str
    outcome: str
    seconds: int | None = None


@dataclass(frozen=True)
class ClosedCase:
    """One case. ``agent`` is a short sign that only tells agents of one week apart; ``label`` the cause staff found."""

    checklist: str
    revision: str
    context: str
    week: str
    source: Source
    evidence: Mapping[str, str]
    steps: tuple[Taken, ...]
    agent: str | None = None
    label: str | None = None


def week_of(day: date) -> str:
    """The week of a day: ``2026-W48``."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_between(earlier: str, later: str) -> int:
    """How many weeks lie between two weeks; negative if the first one is the later."""
    return (_monday(later) - _monday(earlier)).days // 7


def _monday(week: str) -> date:
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise ClosedCaseError("week: there is no such week") from None


def closed_case(
    checklist: Checklist, case: Case, source: Source, *, agent: str | None = None, label: str | None = None
) -> ClosedCase:
    """What of a case may be counted: what was said about the last contact and the account, from all its evidence."""
    return ClosedCase(
        checklist=checklist.id,
        revision=checklist.revision,
        context=case.context,
        week=week_of(case.opened.at.date()),
        source=source,
        evidence=visible_evidence(checklist, case, Disclosure.HELPDESK),
        steps=tuple(
            Taken(entry.step, entry.outcome, None if entry.seconds is None else _rounded(entry.seconds))
            for entry in progress(checklist, case).believed
            if entry.outcome is not None
        ),
        agent=agent,
        label=label,
    )


def _rounded(seconds: float) -> int:
    return SECONDS_STEP * max(1, round(seconds / SECONDS_STEP))


def dump(case: ClosedCase) -> str:
    """One line of JSON."""
    return json.dumps(
        {
            "format": FORMAT,
            "checklist": case.checklist,
            "revision": case.revision,
            "context": case.context,
            "week": case.week,
            "source": case.source.value,
            "agent": case.agent,
            "label": case.label,
            "evidence": dict(case.evidence),
            "steps": [[one.step, one.outcome, one.seconds] for one in case.steps],
        }
    )


def read(text: str) -> Iterator[ClosedCase]:
    """Every closed case of a text, one in each line. Raises ClosedCaseError with the number of the line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield _case(json.loads(line))
            except (ValueError, RecursionError) as error:
                reason = error if isinstance(error, ClosedCaseError) else "is not JSON"
                raise ClosedCaseError(f"line {number}: {reason}") from None


_KEYS = {"format", "checklist", "revision", "context", "week", "source", "agent", "label", "evidence", "steps"}


def _case(raw: object) -> ClosedCase:
    if not isinstance(raw, dict) or set(raw) != _KEYS or raw["format"] != FORMAT:
        raise ClosedCaseError("is no closed case of this format")
    evidence, steps, source = raw["evidence"], raw["steps"], raw["source"]
    if not isinstance(evidence, dict) or not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise ClosedCaseError("evidence must be a table, steps a list")
    if source not in tuple(Source):
        raise ClosedCaseError("source: must be one of the fixed words")
    week = _text(raw["week"], _WEEK, "week")
    _monday(week)
    return ClosedCase(
        checklist=_text(raw["checklist"], _CHECKLIST, "checklist"),
        revision=_text(raw["revision"], _REVISION, "revision"),
        context=_text(raw["context"], _CHECKLIST, "context"),
        week=week,
        source=Source(source),
        evidence={_text(name, _ID, "evidence"): _text(value, _ID, "evidence") for name, value in evidence.items()},
        steps=tuple(map(_taken, steps)),
        agent=None if raw["agent"] is None else _text(raw["agent"], _AGENT, "agent"),
        label=None if raw["label"] is None else _text(raw["label"], _CHECKLIST, "label"),
    )


def _taken(raw: object) -> Taken:
    if not isinstance(raw, list) or len(raw) != 3:
        raise ClosedCaseError("steps: each has an id, an outcome and seconds")
    step, outcome, seconds = raw
    if seconds is not None and (type(seconds) is not int or not 0 < seconds <= 86_400 or seconds % SECONDS_STEP):
        raise ClosedCaseError(f"seconds: must be rounded to {SECONDS_STEP}")
    return Taken(_text(step, _ID, "steps"), _text(outcome, _ID, "steps"), seconds)


def _text(value: object, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ClosedCaseError(f"{name}: holds fixed choices only")
    return value
