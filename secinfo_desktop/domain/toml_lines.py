"""Where each key of a TOML text is set; the reader of the standard library does not tell.

It is asked all the same, statement by statement: so a key is found in whatever way it is written, and nothing inside a
text of several lines is taken for one.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

_PLACE = re.compile(r"at line (\d+)")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)""")


class KeyLines:
    """The lines of a text's keys; nothing is looked for before somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def line(self, key: str) -> int:
        """The line of a key, or of the table that it is missing in; the first line for one of the text itself."""
        while key and key not in self._found:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self._found.get(key, 1)

    @cached_property
    def _found(self) -> dict[str, int]:
        return lines_of_keys(self._text)


def lines_of_keys(text: str) -> dict[str, int]:
    """The line, from 1, of each key and each table; a key of a table is found as ``table.key``.

    The rows of a list are ``key[1]``, ``key[2]`` and so on. What follows a statement that is no TOML is not found.
    """
    found: dict[str, int] = {}
    table = ""
    for number, lines in _statements(text.splitlines()):
        if lines[0].lstrip().startswith("["):
            *_, (table, _) = _paths(tomllib.loads(lines[0]))
            _keep(found, table, number)
            continue
        for path, value in _paths(tomllib.loads("\n".join(lines)), table):
            _keep(found, path, number)
            for row, line in enumerate(_rows(lines, value), 1):
                found.setdefault(f"{path}[{row}]", number + line)
    return found


def syntax_problem(text: str, error: tomllib.TOMLDecodeError) -> str:
    """What is wrong with a text that is no TOML, with the line and the key of the statement that it is in."""
    lines = text.splitlines()
    place = _PLACE.search(str(error))
    number = min(int(place[1]) if place else len(lines), max(len(lines), 1))
    begun = [its for its, _ in _statements(lines, give_up=True) if its <= number]
    key = _KEY.match(lines[begun[-1] - 1].lstrip(" [")) if begun else None
    return f"line {number}: {key[1] if key else 'text'}: not TOML: {error}"


def _statements(lines: list[str], *, give_up: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Each key with its value, and each table's head, with its first line's number; with the rest, if so wanted."""
    first = 0
    for number, line in enumerate(lines):
        if first == number and _parsed(line) == {}:
            first = number + 1  # nothing, or words beside the matter
        elif _parsed("\n".join(lines[first : number + 1])) is not None:
            yield first + 1, lines[first : number + 1]
            first = number + 1
    if give_up and first < len(lines):
        yield first + 1, lines[first:]


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _paths(table: Mapping[str, Any], inside: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value, whatever it is in: outer ones first."""
    for key, value in table.items():
        path = f"{inside}.{key}" if inside else key
        yield path, value
        if isinstance(value, dict):
            yield from _paths(value, path)


def _rows(lines: list[str], value: Any) -> Iterator[int]:
    """For each row of a list the line in its statement, from 0, on which it ends."""
    if not isinstance(value, list) or len(lines) == 1:
        return
    known = 0
    for number in range(len(lines)):
        begun = _parsed("\n".join([*lines[: number + 1], "]"]))
        rows = len(next(iter(begun.values()))) if begun and len(begun) == 1 else len(value) * (number == len(lines) - 1)
        yield from [number] * (rows - known)
        known = max(known, rows)


def _keep(found: dict[str, int], path: str, line: int) -> None:
    """The first of two counts; a table that is only named on the way to a key is set there, too."""
    parts = path.split(".")
    for place in range(1, len(parts) + 1):
        found.setdefault(".".join(parts[:place]), line)
