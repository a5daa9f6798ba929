"""Reads tables of a checklist file key by key, and writes down what is wrong instead of stopping at the first fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard, TypeVar

NAME = re.compile(r"[a-z_]{1,60}")
VALUE = re.compile(r"[a-z_]{1,40}[0-9]?[a-z_]{0,20}")
REVISION = re.compile(r"[0-9a-z.-]{1,32}")
"""What the events of a case may hold (``guide.events``): a longer id could be read, but no case could tell of it."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_Instead = TypeVar("_Instead")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a checklist file: where (table and key) and what, for the one who wrote the file."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class TableReader:
    """One table. Each method reads one key; where it can't, it notes a problem and gives something harmless back."""

    def __init__(self, where: str, raw: Mapping[str, object], problems: list[Problem]) -> None:
        self._where = where
        self._raw = raw
        self._problems = problems
        self._read: set[str] = set()

    def has(self, key: str) -> bool:
        """True if the key is there."""
        return key in self._raw

    def members(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._raw)

    def note(self, key: str, what: str) -> None:
        """Notes that something is wrong with a key."""
        where = f"[{self._where}] {key}" if self._where else key
        self._problems.append(Problem(where, what if key in self._raw else f"is missing; it {what}"))

    def exactly(self, key: str, value: object) -> None:
        """The key has this very value."""
        if self._take(key) != value:
            self.note(key, f"must be {value}")

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value
        return self._wrong(key, "must be a text", "")

    def name(self, key: str) -> str:
        """An id: at most 60 small letters and underscores."""
        value = self.text(key)
        if value and not NAME.fullmatch(value):
            self.note(key, "must be an id of at most 60 small letters and underscores")
        return value

    def revision(self, key: str) -> str:
        """A revision, as cases and learnt tables write it down."""
        value = self.text(key)
        if value and not REVISION.fullmatch(value):
            self.note(key, "must be 1 to 32 digits, small letters, dots and hyphens")
        return value

    def names(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of different ids; ``default`` where the key may be missing."""
        return self._ids(key, NAME, default)

    def values(self, key: str) -> tuple[str, ...]:
        """A list of answers: ids in which one digit may stand."""
        return self._ids(key, VALUE, None)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of ids; may be missing."""
        raw = self._take(key, [])
        if not isinstance(raw, list):
            return self._wrong(key, "must be a list of lists", ())
        lists = TableReader(self._at(key), {f"list {n}": group for n, group in enumerate(raw, 1)}, self._problems)
        return tuple(lists.names(f"list {n}") for n in range(1, len(raw) + 1))

    def number(self, key: str, low: float, high: float) -> float:
        """A number from ``low`` to ``high``, both included."""
        value = self._take(key)
        if _is_number(value) and low <= float(value) <= high:
            return float(value)
        return self._wrong(key, f"must be a number from {low:g} to {high:g}", low)

    def seconds(self, key: str) -> float:
        """Seconds, more than 0: every step must cost something, so that every path ends."""
        value = self._take(key)
        if _is_number(value) and 0 < float(value) < float("inf"):
            return float(value)
        return self._wrong(key, "must be a number of seconds above 0", 1.0)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false; ``default`` where it is missing."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "must be true or false", default)

    def choice(self, key: str, choices: type[_Choice], default: _Choice | None = None) -> _Choice:
        """One of fixed words; ``default`` where it may be missing."""
        value = self._take(key, default)
        for choice in choices:
            if choice == value:
                return choice
        return self._wrong(key, "must be one of " + ", ".join(choices), next(iter(choices)))

    def shares(self, key: str) -> dict[str, float]:
        """A table from ids to shares above 0 and below 1."""
        table = self.table(key)
        found = {name: table.number(name, 0.0, 1.0) for name in table.members()}
        for name, share in found.items():
            if share in (0.0, 1.0):
                table.note(name, "must be above 0 and below 1: nothing is impossible and nothing is sure")
        return found

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers."""
        raw = self._take(key)
        if isinstance(raw, list) and raw and all(_is_number(item) for item in raw):
            return tuple(float(item) for item in raw)
        return self._wrong(key, "must be a list of numbers", ())

    def rows(self, key: str) -> dict[str, tuple[float, ...]]:
        """A table from ids to lists of numbers."""
        table = self.table(key)
        return {name: table.numbers(name) for name in table.members()}

    def table(self, key: str) -> "TableReader":
        """The table under a key."""
        value = self._take(key, None)
        if not isinstance(value, dict):
            value = self._wrong(key, "must be a table", {})
        return TableReader(self._at(key), value, self._problems)

    def tables(self, key: str, *, optional: bool = False) -> Iterator[tuple[str, "TableReader"]]:
        """Every table under a key, with its id, in the order of the file; ``optional``: there may be none."""
        if optional and not self.has(key):
            return
        outer = self.table(key)
        for name in outer.members():
            if not NAME.fullmatch(name):
                outer.note(name, "must be an id of at most 60 small letters and underscores")
            yield name, outer.table(name)

    def finish(self) -> None:
        """Notes every key that nobody has read: a misspelt key would otherwise be lost without a word."""
        for key in self._raw:
            if key not in self._read:
                self.note(key, "is not known here")

    def _ids(self, key: str, pattern: re.Pattern[str], default: tuple[str, ...] | None) -> tuple[str, ...]:
        if default is not None and not self.has(key):
            return default
        raw = self._take(key)
        if not isinstance(raw, list) or not (raw or default == ()):
            return self._wrong(key, "must be a list of ids", default or ())
        ids = tuple(item for item in raw if isinstance(item, str) and pattern.fullmatch(item))
        if len(ids) < len(raw):
            self.note(key, "must hold nothing but ids of at most 60 small letters and underscores")
        if len(set(ids)) < len(ids):
            self.note(key, "names the same id twice")
        return ids

    def _take(self, key: str, default: object = None) -> object:
        self._read.add(key)
        return self._raw.get(key, default)

    def _at(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def _wrong(self, key: str, what: str, instead: _Instead) -> _Instead:
        self.note(key, what)
        return instead


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
