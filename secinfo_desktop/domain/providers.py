"""Provider packs: everything about a provider that is a setting and not code, parsed from a file's text."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling

_HOST = re.compile(r"(?=.{1,253}\Z)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)")
"""A host's name in ASCII and small letters, as it stands in an https address; no address of numbers alone."""
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@" + _HOST.pattern)
LONGEST_CEILING_MINUTES = 7 * 24 * 60
_SUBJECT_PLACEHOLDERS = frozenset({"tag", "brand", "name"})


class PackError(ValueError):
    """A pack's file that can't be used; ``problems`` names each key, its line, and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class ProviderPack:
    """One provider: names, sender (B17), own mail domains (B20), limits and lives (B26), hosts (security rule 2).

    ``hosts`` are all that the brand may be shown with and that may be opened in a browser. ``web_origin`` is the host
    of the page on which a code is typed; only then texts end in a line that binds their code to it. The subjects are
    for mails; None takes the general ones.
    """

    id: str
    name: str
    brand: str
    region: str
    sender_name: str
    sender_address: str
    text_sender: str
    same_provider_domains: frozenset[str]
    hosts: frozenset[str]
    web_origin: str | None
    code_subject: str | None
    notice_subject: str | None
    code_life: Mapping[Channel, timedelta]
    ceilings: tuple[Ceiling, ...]
    stop_for: timedelta
    help_name: str
    help_hours: str
    help_url: str | None

    def may_open(self, url: str) -> bool:
        """True for an https address on one of the provider's hosts, written without any surprise."""
        return _https_host(url) in self.hosts


def parse(text: str) -> ProviderPack:
    """The pack written in a TOML text.

    Raises:
        PackError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError((f"not a TOML file: {error}",)) from error
    reader = _Reader(document, text)
    pack = reader.pack()
    if reader.problems:
        raise PackError(tuple(reader.problems))
    return pack


class _Reader:
    """Reads keys and gathers problems, so that an author sees all of them at once."""

    def __init__(self, document: Mapping[str, Any], text: str) -> None:
        self._document = document
        self._lines = _lines_of_keys(text)
        self._read: set[str] = set()
        self.problems: list[str] = []

    def pack(self) -> ProviderPack:
        pack = ProviderPack(
            id=self._text("id"),
            name=self._text("name"),
            brand=self._text("brand"),
            region=self._written("region", re.compile("[A-Z]{2}"), "a country's two letters, as DE"),
            sender_name=self._text("sender_name"),
            sender_address=self._written("sender_address", _MAIL_ADDRESS, "an e-mail address"),
            text_sender=self._text("text_sender"),
            same_provider_domains=frozenset(self._hosts("same_provider_domains", [])),
            hosts=(hosts := frozenset(self._hosts("hosts", None))),
            web_origin=self._one_of_hosts("web_origin", hosts),
            code_subject=self._subject("code_subject"),
            notice_subject=self._subject("notice_subject"),
            code_life={
                Channel.SMS: (by_phone := self._minutes("code_life_text_minutes", 10, most=10)),
                Channel.CALL: by_phone,
                Channel.EMAIL: self._minutes("code_life_email_minutes", 30, most=24 * 60),
            },
            ceilings=self._ceilings(),
            stop_for=self._minutes("stop_for_minutes", 24 * 60, most=7 * 24 * 60),
            help_name=self._text("help_name"),
            help_hours=self._text("help_hours"),
            help_url=self._link("help_url", hosts),
        )
        for key in self._document:
            if key not in self._read:
                self._complain(key, "not a key of a provider pack")
        return pack

    def _complain(self, key: str, what: str) -> None:
        line = self._lines.get(key)
        self.problems.append(f"line {line}: {key}: {what}" if line else f"{key}: {what}")

    def _take(self, key: str, fits: Callable[[Any], bool], wanted: str, default: Any) -> Any:
        self._read.add(key)
        value = self._document.get(key, default)
        if value is None:
            self._complain(key, "is missing")
        elif not fits(value):
            self._complain(key, f"must be {wanted}")
        else:
            return value
        return default

    def _text(self, key: str) -> str:
        return str(self._take(key, _is_text, "a text", None))

    def _written(self, key: str, form: re.Pattern[str], wanted: str) -> str:
        def fits(value: Any) -> bool:
            return isinstance(value, str) and form.fullmatch(value) is not None

        return str(self._take(key, fits, wanted, None))

    def _hosts(self, key: str, default: list[str] | None) -> list[str]:
        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(isinstance(item, str) and _HOST.fullmatch(item) for item in value)

        return list(self._take(key, fits, 'a list of names as "accounts.example.org"', default) or [])

    def _one_of_hosts(self, key: str, hosts: frozenset[str]) -> str | None:
        return self._optional(key, lambda value: value in hosts, "one of the hosts")

    def _link(self, key: str, hosts: frozenset[str]) -> str | None:
        return self._optional(key, lambda value: _https_host(value) in hosts, "an https address on one of the hosts")

    def _subject(self, key: str) -> str | None:
        return self._optional(key, _is_subject, "one line without digits; placeholders are {tag}, {brand} and {name}")

    def _optional(self, key: str, fits: Callable[[str], bool], wanted: str) -> str | None:
        self._read.add(key)
        if key not in self._document:
            return None
        return str(self._take(key, lambda value: _is_text(value) and fits(value), wanted, None))

    def _minutes(self, key: str, default: int, most: int) -> timedelta:
        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most

        return timedelta(minutes=self._take(key, fits, f"a whole number of minutes from 1 to {most}", default))

    def _ceilings(self) -> tuple[Ceiling, ...]:
        """The general ceilings and the pack's own, which can only make it stricter."""

        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(
                isinstance(row, dict)
                and row.keys() == {"most", "minutes"}
                and all(_is_count(row[key]) for key in row)
                and row["minutes"] <= LONGEST_CEILING_MINUTES
                for row in value
            )

        rows = self._take(
            "ceilings", fits, "a list of { most, minutes } with whole numbers from 1 (a week at most)", []
        )
        own = tuple(Ceiling(row["most"], timedelta(minutes=row["minutes"])) for row in rows)
        return tuple(sorted(CEILINGS + own, key=lambda ceiling: ceiling.window))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != "" and value.isprintable()


def _is_subject(value: str) -> bool:
    """No digits, so that no code and nothing like one ever stands in a subject."""
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        return False
    plain = all(name is None or (name in _SUBJECT_PLACEHOLDERS and not (form or turn)) for _, name, form, turn in parts)
    return plain and not any(sign.isdigit() for sign in value)


def _https_host(url: str) -> str | None:
    """The host of an https address that says nothing but host, path and query; None for every other text."""
    try:
        parts = urlsplit(url) if url.isascii() and url.isprintable() and not set(url) & set(" \\@") else None
        plain = parts is not None and parts.scheme == "https" and parts.port is None and parts.netloc == parts.hostname
    except ValueError:
        return None
    return parts.hostname if parts is not None and plain else None


def _lines_of_keys(text: str) -> dict[str, int]:
    """Where each key of a TOML text is set, by its line from 1; the reader of the standard library does not tell."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if key := re.match(r"""\s*\[*\s*["']?([A-Za-z0-9_-]+)["']?\s*[=.\]]""", line):
            found.setdefault(key[1], number)
    return found
