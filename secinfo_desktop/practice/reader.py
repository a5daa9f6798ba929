"""Reads typed values out of a TOML document and gathers every problem, so that an author sees all of them at once."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

_Choice = TypeVar("_Choice", bound=StrEnum)


class Reader:
    """One table of a document. Every method takes a key; what does not fit becomes a problem and a harmless value."""

    def __init__(self, table: Mapping[str, Any], path: str = "", problems: list[str] | None = None) -> None:
        self._table = table
        self._path = path
        self._problems: list[str] = [] if problems is None else problems
        self._read: set[str] = set()
        self._inner: list[Reader] = []

    def problems(self) -> tuple[str, ...]:
        """Everything that was found, with the keys that nobody asked for."""
        unknown = [f"{self._path}{key}: is not a key here" for key in self._table if key not in self._read]
        inner = [problem for reader in self._inner for problem in reader.problems()]
        return (*self._problems, *unknown, *inner)

    @property
    def is_there(self) -> bool:
        """True if the table has anything in it."""
        return bool(self._table)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._take(key)
        return value if isinstance(value, str) and value.strip() else self._wrong(key, "a text", "")

    def flag(self, key: str) -> bool:
        """True or false; false if it is not there."""
        value = self._take(key, default=False)
        return value if isinstance(value, bool) else self._wrong(key, "true or false", default=False)

    def count(self, key: str) -> int:
        """A whole number from 0; 0 if it is not there."""
        value = self._take(key, default=0)
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return int(value if fits else self._wrong(key, "a whole number from 0", 0))

    def counts(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers from 1; empty if it is not there."""
        value = self._take(key, default=[])
        fits = isinstance(value, list) and all(type(item) is int and item > 0 for item in value)
        return tuple(value) if fits else self._wrong(key, "a list of whole numbers from 1", ())

    def text_or_none(self, key: str) -> str | None:
        """A text that is not empty, or nothing."""
        return self.text(key) if key in self._table else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if it is not there."""
        value = self._take(key, default=[])
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if fits else self._wrong(key, "a list of texts", ())

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """One of a kind's values."""
        return self._chosen(key, self._take(key), kind)

    def choices(self, key: str, kind: type[_Choice]) -> tuple[_Choice, ...]:
        """Several of a kind's values, one at least."""
        return tuple(self._chosen(key, item, kind) for item in self.texts(key)) or self._wrong(key, "one or more", ())

    def all_texts(self) -> dict[str, str]:
        """The whole table, of which every value is a text."""
        return {key: self.text(key) for key in self._table}

    def table(self, key: str, *, required: bool = True) -> "Reader":
        """A table inside this one."""
        value = self._take(key, default=None if required else {})
        found: Mapping[str, Any] = value if isinstance(value, dict) else self._wrong(key, "a table", {})
        return self._enter(found, f"{self._path}{key}.")

    def tables(self, key: str, *, least: int = 0) -> tuple["Reader", ...]:
        """A list of tables inside this one."""
        value = self._take(key, default=[])
        fits = isinstance(value, list) and len(value) >= least and all(isinstance(item, dict) for item in value)
        found: list[Mapping[str, Any]] = value if fits else self._wrong(key, "a list of tables", [])
        return tuple(self._enter(item, f"{self._path}{key}[{place}].") for place, item in enumerate(found))

    def _enter(self, table: Mapping[str, Any], path: str) -> "Reader":
        self._inner.append(reader := Reader(table, path))
        return reader

    def _take(self, key: str, default: Any = None) -> Any:
        self._read.add(key)
        return self._table.get(key, default)

    def _chosen(self, key: str, value: Any, kind: type[_Choice]) -> _Choice:
        if value in tuple(kind):
            return kind(value)
        self._wrong(key, f"one of {', '.join(kind)}", None)
        return next(iter(kind))

    def _wrong(self, key: str, wanted: str, default: Any) -> Any:
        self._problems.append(f"{self._path}{key}: {'must be' if key in self._table else 'is missing:'} {wanted}")
        return default
