"""Provider packs: everything about a provider that is a setting and not code, parsed from a file's text."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling


class PackError(ValueError):
    """A pack's file that can't be used; ``problems`` names each key and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class ProviderPack:
    """One provider: names, sender (B17), own mail domains (B20), limits and lives (B26)."""

    id: str
    name: str
    brand: str
    region: str
    sender_name: str
    sender_address: str
    text_sender: str
    same_provider_domains: frozenset[str]
    code_life: Mapping[Channel, timedelta]
    ceilings: tuple[Ceiling, ...]
    stop_for: timedelta
    help_name: str
    help_hours: str


def parse(text: str) -> ProviderPack:
    """The pack written in a TOML text.

    Raises:
        PackError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError((f"not a TOML file: {error}",)) from error
    reader = _Reader(document)
    pack = reader.pack()
    if reader.problems:
        raise PackError(tuple(reader.problems))
    return pack


class _Reader:
    """Reads keys and gathers problems, so that an author sees all of them at once."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._read: set[str] = set()
        self.problems: list[str] = []

    def pack(self) -> ProviderPack:
        pack = ProviderPack(
            id=self._text("id"),
            name=self._text("name"),
            brand=self._text("brand"),
            region=self._text("region"),
            sender_name=self._text("sender_name"),
            sender_address=self._text("sender_address"),
            text_sender=self._text("text_sender"),
            same_provider_domains=frozenset(self._texts("same_provider_domains")),
            code_life={
                Channel.SMS: self._minutes("code_life_text_minutes", 10, most=10),
                Channel.EMAIL: self._minutes("code_life_email_minutes", 30, most=24 * 60),
            },
            ceilings=self._ceilings(),
            stop_for=self._minutes("stop_for_minutes", 24 * 60, most=7 * 24 * 60),
            help_name=self._text("help_name"),
            help_hours=self._text("help_hours"),
        )
        self.problems += [f"{key}: not a key of a provider pack" for key in self._document if key not in self._read]
        return pack

    def _take(self, key: str, fits: Callable[[Any], bool], wanted: str, default: Any) -> Any:
        self._read.add(key)
        value = self._document.get(key, default)
        if value is None:
            self.problems.append(f"{key}: is missing")
        elif not fits(value):
            self.problems.append(f"{key}: must be {wanted}")
        else:
            return value
        return default

    def _text(self, key: str) -> str:
        return str(self._take(key, lambda value: isinstance(value, str) and value.strip() != "", "a text", None))

    def _texts(self, key: str) -> tuple[str, ...]:
        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)

        return tuple(self._take(key, fits, "a list of texts", []))

    def _minutes(self, key: str, default: int, most: int) -> timedelta:
        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most

        return timedelta(minutes=self._take(key, fits, f"a whole number of minutes from 1 to {most}", default))

    def _ceilings(self) -> tuple[Ceiling, ...]:
        """The general ceilings and the pack's own, which can only make it stricter."""

        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(
                isinstance(row, dict) and row.keys() == {"most", "minutes"} and all(_is_count(row[key]) for key in row)
                for row in value
            )

        rows = self._take("ceilings", fits, "a list of { most, minutes } with whole numbers from 1", [])
        own = tuple(Ceiling(row["most"], timedelta(minutes=row["minutes"])) for row in rows)
        return tuple(sorted(CEILINGS + own, key=lambda ceiling: ceiling.window))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
