"""How something is done on one phone or in one mail program: which there are, of what date, and from which source.

A file of ``resources/howto`` has one program and a table for each topic. It holds no sentence: the steps stand in the
catalogue ``howto`` under ``howto.<program>.<topic>.step.<number>``. The general way of a topic names no menu, so it
needs no source; it stands where nothing is known of a program.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from secinfo_desktop.domain.toml_lines import KeyLines, syntax_problem

GENERAL: Final = "general"
"""The program whose how-tos are the general way."""


class Topic(StrEnum):
    """What a how-to is about."""

    BLOCKED_SENDERS = "blocked_senders"
    JUNK = "junk"
    RULES = "rules"
    TRUSTED_SENDER = "trusted_sender"
    STORAGE = "storage"
    QUARANTINE = "quarantine"


class System(StrEnum):
    """Where a program runs."""

    IOS = "ios"
    ANDROID = "android"
    WEB = "web"
    COMPUTER = "computer"


_TOPICS: Final = {
    "unblock_senders": Topic.BLOCKED_SENDERS,
    "look_in_junk": Topic.JUNK,
    "search_all_folders": Topic.RULES,
    "trust_sender": Topic.TRUSTED_SENDER,
    "free_mailbox_space": Topic.STORAGE,
    "release_from_gateway": Topic.QUARANTINE,
}


class HowToError(ValueError):
    """A file that can't be used; ``problems`` names each key, its line, and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Source:
    """Where the facts come from; ``copy`` is the month of the copy that was read, as far as it is known."""

    title: str
    address: str
    copy: str = ""


@dataclass(frozen=True)
class HowTo:
    """One way to do one thing: how many steps it has, and when it was compared with its sources (a month).

    The general way belongs to no system.
    """

    program: str
    topic: Topic
    system: System | None
    steps: int
    checked: date
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class HowTos:
    """All that are there."""

    known: tuple[HowTo, ...] = ()

    def of(self, topic: Topic) -> tuple[HowTo, ...]:
        """The how-tos of a topic in the order of their programs' ids, the general way last."""
        found = (one for one in self.known if one.topic is topic)
        return tuple(sorted(found, key=lambda one: (one.program == GENERAL, one.program)))

    def find(self, topic: Topic, program: str) -> HowTo | None:
        """The how-to of a topic for a program."""
        return next((one for one in self.of(topic) if one.program == program), None)

    def topic_of(self, action: str) -> Topic | None:
        """What there is to show for an action of the guide."""
        topic = _TOPICS.get(action)
        return topic if topic is not None and self.of(topic) else None


def parse(text: str) -> tuple[HowTo, ...]:
    """The how-tos of one program, written in a TOML text.

    Raises:
        HowToError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HowToError((syntax_problem(text, error),)) from error
    reader = _Reader(document, KeyLines(text))
    found = tuple(reader.how_tos())
    if reader.problems:
        raise HowToError(tuple(reader.problems))
    return found


class _Reader:
    """Reads keys and gathers problems, so that an author sees all of them at once."""

    def __init__(self, document: Mapping[str, Any], lines: KeyLines) -> None:
        self._document, self._lines = document, lines
        self.problems: list[str] = []

    def how_tos(self) -> Iterator[HowTo]:
        program = self._take(self._document, "id", _is_id, "an id of small letters, digits and underscores", "")
        system = self._system() if program != GENERAL else None
        for key, value in self._document.items():
            if key in {"id", "system"}:
                continue
            if key not in list(Topic) or not isinstance(value, dict):
                self._complain(key, "not a topic, which are " + ", ".join(Topic))
                continue
            yield self._how_to(program, system, Topic(key), value)

    def _system(self) -> System:
        wanted = "one of " + ", ".join(System)
        return System(self._take(self._document, "system", list(System).__contains__, wanted, System.WEB))

    def _how_to(self, program: str, system: System | None, topic: Topic, table: Mapping[str, Any]) -> HowTo:
        for key in table.keys() - {"steps", "checked", "sources"}:
            self._complain(f"{topic}.{key}", "not a key of a how-to")
        return HowTo(
            program,
            topic,
            system,
            steps=self._take(table, "steps", _is_count, "a whole number from 1", 1, topic),
            checked=_month(self._take(table, "checked", _is_month, 'a month as "2026-11"', "2026-11", topic)),
            sources=self._sources(table, topic) if program != GENERAL else (),
        )

    def _sources(self, table: Mapping[str, Any], topic: Topic) -> tuple[Source, ...]:
        wanted = 'a list of { title, address, copy }; "copy" is a month, and only there if it is known'
        return tuple(Source(**row) for row in self._take(table, "sources", _are_sources, wanted, [], topic))

    def _take(
        self,
        table: Mapping[str, Any],
        key: str,
        fits: Callable[[Any], bool],
        wanted: str,
        instead: Any,
        topic: Topic | None = None,
    ) -> Any:
        where = f"{topic}.{key}" if topic else key
        if key not in table:
            self._complain(where, "is missing")
        elif not fits(table[key]):
            self._complain(where, f"must be {wanted}")
        else:
            return table[key]
        return instead

    def _complain(self, where: str, what: str) -> None:
        self.problems.append(f"line {self._lines.line(where)}: {where}: {what}")


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and value.replace("_", "").isalnum() and value.isascii() and value == value.lower()


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_month(value: Any) -> bool:
    try:
        return isinstance(value, str) and f"{_month(value):%Y-%m}" == value
    except ValueError:
        return False


def _month(value: str) -> date:
    return date.fromisoformat(f"{value}-01")


def _are_sources(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_source, value))


def _is_source(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and {"title", "address"} <= row.keys() <= {"title", "address", "copy"}
        and all(isinstance(text, str) and text.strip() for text in row.values())
        and row["address"].startswith(("https://", "http://"))
        and ("copy" not in row or _is_month(row["copy"]))
    )
