"""A learnt table as the text of a file, and back: the numbers of one revision of a checklist, and from how much.

Reading trusts nothing. A table is used only if it is whole, of this very revision, and no number of it leaves the range
around the expert's; else it is refused as a whole and the expert's numbers stay. What is refused is never repeated.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_rules import LEAST_LIKELIHOOD
from secinfo_desktop.guide.closed_case import Source
from secinfo_desktop.guide.learning import Learnt
from secinfo_desktop.guide.numbers import LEAST, MOST, Numbers, numbers_of, with_numbers

FORMAT = 1
LONGEST = 512_000
"""Characters of a table; one of 80 causes, 60 questions and 80 actions has less."""
FEWEST_SHOWN = 5
"""Smaller counts than this are told as "fewer", so that nobody is found behind a number."""
_ID = re.compile(r"[a-z_]{1,60}")
_REVISION = re.compile(r"[0-9a-z.-]{1,32}")
_WEEK = re.compile(r"20[0-9]{2}-W[0-5][0-9]")
_KEYS = {"format", "checklist", "revision", "week", "source", "cases", "numbers", "seen"}
_PARTS = ("causes", "rows", "cures", "seconds")
_NEARLY = 1e-6
"""How far rounding may take a number out of its range, and a row from 1."""


class TableError(ValueError):
    """A text that holds no table, or a table that must not be used."""


@dataclass(frozen=True)
class LearntTable:
    """Learnt numbers of one revision of a checklist. ``cases`` is None if they were fewer than ``FEWEST_SHOWN``.

    ``seen`` counts the cases behind each cell, by the names of the parts of a file and the two names of the cell
    joined by a dot; cells with fewer than ``FEWEST_SHOWN`` are not in it.
    """

    checklist: str
    revision: str
    week: str
    source: Source
    cases: int | None
    numbers: Numbers
    seen: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def table_of(checklist: Checklist, learnt: Learnt, source: Source, week: str) -> LearntTable:
    """What was learnt, as a table of a week."""
    return LearntTable(
        checklist=checklist.id,
        revision=checklist.revision,
        week=week,
        source=source,
        cases=learnt.cases if learnt.cases >= FEWEST_SHOWN else None,
        numbers=learnt.numbers,
        seen=_seen(learnt),
    )


def _seen(learnt: Learnt) -> dict[str, dict[str, int]]:
    counts, numbers = learnt.counts, learnt.numbers
    found = {
        "causes": {_cell(key): counts.causes.get(key, 0.0) for key in numbers.causes},
        "rows": {_cell(key): sum(counts.rows.get(key, ())) for key in numbers.rows},
        "cures": {_cell(key): counts.cures.get(key, (0.0, 0.0))[1] for key in numbers.cures},
        "seconds": {step: counts.seconds.get(step, (0.0, 0.0))[1] for step in numbers.seconds},
    }
    return {
        part: {cell: round(number) for cell, number in cells.items() if round(number) >= FEWEST_SHOWN}
        for part, cells in found.items()
    }


def _cell(key: tuple[str, str]) -> str:
    return ".".join(key)


def dump(table: LearntTable) -> str:
    """The text of a table."""
    numbers = table.numbers
    plain = {
        "causes": {_cell(key): share for key, share in numbers.causes.items()},
        "rows": {_cell(key): list(row) for key, row in numbers.rows.items()},
        "cures": {_cell(key): share for key, share in numbers.cures.items()},
        "seconds": dict(numbers.seconds),
    }
    return json.dumps(
        {
            "format": FORMAT,
            "checklist": table.checklist,
            "revision": table.revision,
            "week": table.week,
            "source": table.source.value,
            "cases": table.cases,
            "numbers": plain,
            "seen": {part: dict(cells) for part, cells in table.seen.items()},
        },
        indent=1,
    )


def load(text: str) -> LearntTable:
    """The table in a text. Raises TableError, which never repeats what was refused."""
    try:
        raw = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or set(raw) != _KEYS or raw["format"] != FORMAT:
        raise TableError("it is no table of this format")
    cases = raw["cases"]
    if cases is not None and (type(cases) is not int or cases < FEWEST_SHOWN):
        raise TableError("cases: must be a count")
    if raw["source"] not in tuple(Source):
        raise TableError("source: must be one of the fixed words")
    return LearntTable(
        checklist=_text(raw["checklist"], _ID, "checklist"),
        revision=_text(raw["revision"], _REVISION, "revision"),
        week=_text(raw["week"], _WEEK, "week"),
        source=Source(raw["source"]),
        cases=cases,
        numbers=_numbers(_parts(raw["numbers"], "numbers")),
        seen={part: _counts(cells) for part, cells in _parts(raw["seen"], "seen").items()},
    )


def fitted(checklist: Checklist, table: LearntTable) -> Checklist:
    """The checklist with the numbers of a table; its revision then says that they are learnt, and when.

    Raises:
        TableError: the table is of another checklist or revision, or a number must not be used.
    """
    if table.checklist != checklist.id or table.revision != checklist.revision:
        raise TableError("it was made for another checklist, or for another revision of this one")
    expert = numbers_of(checklist)
    for problem in _problems(checklist, expert, table.numbers):
        raise TableError(problem)
    revision = f"{checklist.revision}.learnt.{table.week.lower()}"
    return replace(with_numbers(checklist, table.numbers), revision=revision[-32:])


def _problems(checklist: Checklist, expert: Numbers, learnt: Numbers) -> Iterator[str]:
    """What is wrong with learnt numbers: the rules of learning, checked anew wherever a table comes from."""
    for part in _PARTS:
        if set(getattr(learnt, part)) != set(getattr(expert, part)):
            yield f"{part}: holds other cells than those that are learnt"
            return
    singles = {
        **{f"causes {_cell(key)}": (learnt.causes[key], share) for key, share in expert.causes.items()},
        **{f"cures {_cell(key)}": (learnt.cures[key], share) for key, share in expert.cures.items()},
        **{f"seconds {step}": (learnt.seconds[step], cost_s) for step, cost_s in expert.seconds.items()},
    }
    for key, row in expert.rows.items():
        mine = learnt.rows[key]
        if len(mine) != len(row) or abs(sum(mine) - 1) > _NEARLY:
            yield f"rows {_cell(key)}: must be one chance for each answer, adding up to 1"
            return
        if any(one < min(LEAST_LIKELIHOOD, two) - _NEARLY for one, two in zip(mine, row, strict=True)):
            yield f"rows {_cell(key)}: no answer is impossible"
        singles |= {f"rows {_cell(key)}": pair for pair in zip(mine, row, strict=True) if not _is_within(*pair)}
    for name, (mine_one, theirs) in singles.items():
        if not _is_within(mine_one, theirs):
            yield f"{name}: leaves the range of a third to three times the expert's number"
    yield from _shares_in_each_context(checklist, expert, learnt)
    if any(not share < 1 for share in learnt.cures.values()):
        yield "cures: no step works for everybody"


def _is_within(mine: float, theirs: float) -> bool:
    return (LEAST - _NEARLY) * theirs <= mine <= (MOST + _NEARLY) * theirs


def _shares_in_each_context(checklist: Checklist, expert: Numbers, learnt: Numbers) -> Iterator[str]:
    for context in checklist.contexts:
        before = sum(share for (where, _), share in expert.causes.items() if where == context)
        after = sum(share for (where, _), share in learnt.causes.items() if where == context)
        if abs(before - after) > 1e-4:
            yield f"causes {context}: the shares add up to another sum than the expert's"


def _parts(raw: object, name: str) -> Mapping[str, Mapping[str, object]]:
    if not isinstance(raw, dict) or set(raw) != set(_PARTS) or not all(isinstance(one, dict) for one in raw.values()):
        raise TableError(f"{name}: must hold {', '.join(_PARTS)}")
    return raw


def _numbers(parts: Mapping[str, Mapping[str, object]]) -> Numbers:
    return Numbers(
        causes={_pair(key): _number(value) for key, value in parts["causes"].items()},
        rows={_pair(key): _row(value) for key, value in parts["rows"].items()},
        cures={_pair(key): _number(value) for key, value in parts["cures"].items()},
        seconds={_text(key, _ID, "seconds"): _number(value) for key, value in parts["seconds"].items()},
    )


def _pair(key: str) -> tuple[str, str]:
    first, _, second = key.partition(".")
    return _text(first, _ID, "numbers"), _text(second, _ID, "numbers")


def _row(raw: object) -> tuple[float, ...]:
    values: Sequence[object] = raw if isinstance(raw, list) else ()
    return tuple(_number(value) for value in values)


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise TableError("numbers: must be numbers")
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if not (math.isfinite(number) and number > 0):
        raise TableError("numbers: must be numbers above 0")
    return number


def _counts(cells: Mapping[str, object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, value in cells.items():
        if type(value) is not int or value < FEWEST_SHOWN:
            raise TableError("seen: must be counts of five or more")
        first, _, second = cell.partition(".")
        found[".".join(_text(name, _ID, "seen") for name in (first, *([second] if second else [])))] = value
    return found


def _text(value: object, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise TableError(f"{name}: holds fixed words only")
    return value
