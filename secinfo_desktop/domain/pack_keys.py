"""Reads the keys of a provider pack's file and gathers what is wrong, so that an author sees all of it at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

HOST = re.compile(r"(?=.{1,253}\Z)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)")
"""A host's name in ASCII and small letters, as it stands in an https address; no address of numbers alone."""


class PackKeys:
    """One table of a pack. ``inside`` is the table's own name in the file, "" for the file itself."""

    def __init__(
        self, table: Mapping[str, Any], lines: Mapping[str, int], problems: list[str], inside: str = ""
    ) -> None:
        self._table, self._lines, self._inside = table, lines, inside
        self._read: set[str] = set()
        self.problems = problems

    def complain(self, key: str, what: str) -> None:
        """Writes down what is wrong with a key, with its line where that is known."""
        named = f"{self._inside}.{key}" if self._inside else key
        line = self._lines.get(named)
        self.problems.append(f"line {line}: {named}: {what}" if line else f"{named}: {what}")

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

        def fits(value: Any) -> bool:
            return isinstance(value, str) and form.fullmatch(value) is not None

        return str(self.take(key, fits, wanted, None))

    def hosts(self, key: str, default: list[str] | None) -> list[str]:
        """A list of host names."""

        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(isinstance(item, str) and HOST.fullmatch(item) for item in value)

        return list(self.take(key, fits, 'a list of names as "accounts.example.org"', default) or [])

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


def is_count(value: Any) -> bool:
    """True for a whole number from 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def is_text(value: Any) -> bool:
    """True for one line that says something."""
    return isinstance(value, str) and value.strip() != "" and value.isprintable()


def https_host(url: str) -> str | None:
    """The host of an https address that says nothing but host, path and query; None for every other text."""
    try:
        parts = urlsplit(url) if url.isascii() and url.isprintable() and not set(url) & set(" \\@") else None
        plain = parts is not None and parts.scheme == "https" and parts.port is None and parts.netloc == parts.hostname
    except ValueError:
        return None
    return parts.hostname if parts is not None and plain else None
