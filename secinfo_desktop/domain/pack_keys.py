"""Reads the keys of a provider pack's file and gathers what is wrong, so that an author sees all of it at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from secinfo_desktop.domain.plain_text import LONGEST_LINE
from secinfo_desktop.domain.toml_lines import KeyLines

HOST = re.compile(r"(?=.{1,253}\Z)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)")
"""A host's name in ASCII and small letters, as it stands in an https address; no address of numbers alone."""

LANGUAGE = re.compile(r"[a-z]{2}")
MOST_ROWS = 100
"""Of a list: a service goes through them with every code that is asked for."""


class PackKeys:
    """One table of a pack. ``inside`` is the table's own name in the file, "" for the file itself."""

    def __init__(self, table: Mapping[str, Any], lines: KeyLines, problems: list[str], inside: str = "") -> None:
        self._table, self._lines, self._inside = table, lines, inside
        self._read: set[str] = set()
        self.problems = problems

    def complain(self, key: str, what: str) -> None:
        """Writes down what is wrong with a key, with its line, or that of the table in which it is missing."""
        named = f"{self._inside}.{key}" if self._inside else key
        self.problems.append(f"line {self._lines.line(named)}: {named}: {what}")

    def complain_of_unknown(self, what: str = "not a key of a provider pack") -> None:
        """Writes down every key that nobody has asked for."""
        for key in self._table:
            if key not in self._read:
                self.complain(key, what)

    def take(self, key: str, fits: Callable[[Any], bool], wanted: str, default: Any) -> Any:
        """A value that fits, or ``default``; None as default means that the key must be there."""
        self._read.add(key)
        value = self._table.get(key, default)
        if value is None:
            self.complain(key, "is missing")
        elif not fits(value):
            self.complain(key, f"must be {wanted}")
        else:
            return value
        return default

    def text(self, key: str) -> str:
        """One line of text."""
        return str(self.take(key, is_text, "a text", None))

    def written(self, key: str, form: re.Pattern[str], wanted: str) -> str:
        """A text of a certain form."""
        return self.checked(key, lambda value: form.fullmatch(value) is not None, wanted)

    def checked(self, key: str, fits: Callable[[str], bool], wanted: str) -> str:
        """A text that fits."""
        return str(self.take(key, lambda value: isinstance(value, str) and fits(value), wanted, None))

    def hosts(self, key: str, default: list[str] | None) -> list[str]:
        """A list of host names; one that must be there names one at least."""
        if self._table.get(key) == [] and default is None:
            self._read.add(key)
            self.complain(key, "must name one host at least")
            return []
        return self.rows(key, _is_host, 'a name as "accounts.example.org"', default)

    def rows(self, key: str, fits: Callable[[Any], bool], wanted: str, default: list[Any] | None) -> list[Any]:
        """The rows of a list that fit; each of the others is named with its own line."""
        found = self.take(key, _is_list, f"a list of {MOST_ROWS} rows at most, each {wanted}", default) or []
        for number, row in enumerate(found, 1):
            if not fits(row):
                self.complain(f"{key}[{number}]", f"must be {wanted}")
        return [row for row in found if fits(row)]

    def optional(self, key: str, fits: Callable[[str], bool], wanted: str) -> str | None:
        """A text that fits; None where the key is left out."""
        self._read.add(key)
        if key not in self._table:
            return None
        return str(self.take(key, lambda value: is_text(value) and fits(value), wanted, None))

    def link(self, key: str, hosts: frozenset[str]) -> str | None:
        """An address that may be opened; None where the key is left out."""
        return self.optional(key, lambda value: https_host(value) in hosts, "an https address on one of the hosts")

    def whole(self, key: str, default: int, most: int, unit: str = "") -> int:
        """A whole number from 1."""

        def fits(value: Any) -> bool:
            return is_count(value) and value <= most

        return int(self.take(key, fits, f"a whole number{unit} from 1 to {most}", default))

    def table(self, key: str) -> "PackKeys | None":
        """A table inside this one; None where there is none."""
        self._read.add(key)
        found = self._table.get(key)
        if found is None:
            return None
        if not isinstance(found, dict):
            self.complain(key, "must be a table")
            return None
        inside = f"{self._inside}.{key}" if self._inside else key
        return PackKeys(found, self._lines, self.problems, inside)

    def tables(self) -> list[tuple[str, "PackKeys"]]:
        """The tables inside this one, by a language's two letters; whatever else it holds is complained of."""
        for key in self._table:
            if LANGUAGE.fullmatch(key) is None:
                self._read.add(key)
                self.complain(key, "must be a language, as de")
        found = [(key, self.table(key)) for key in self._table if LANGUAGE.fullmatch(key)]
        return [(key, table) for key, table in found if table is not None]


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_ROWS


def _is_host(value: Any) -> bool:
    return isinstance(value, str) and HOST.fullmatch(value) is not None


def is_count(value: Any) -> bool:
    """True for a whole number from 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def is_text(value: Any) -> bool:
    """True for one line that says something, and is no longer than a line may be."""
    return isinstance(value, str) and value.strip() != "" and value.isprintable() and len(value) <= LONGEST_LINE


def https_host(url: str) -> str | None:
    """The host of an https address that says nothing but host, path and query; None for every other text."""
    try:
        parts = urlsplit(url) if url.isascii() and url.isprintable() and not set(url) & set(" \\@") else None
        plain = parts is not None and parts.scheme == "https" and parts.port is None and parts.netloc == parts.hostname
    except ValueError:
        return None
    return parts.hostname if parts is not None and plain else None
