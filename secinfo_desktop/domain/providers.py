"""Provider packs: everything about a provider that is a setting and not code, parsed from a file's text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from string import Formatter
from typing import Any

from secinfo_desktop.domain.codes import LONGEST_FLOW
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from secinfo_desktop.domain.pack_keys import HOST, PackKeys, https_host, is_count, is_text
from secinfo_desktop.domain.provider_pages import ByHand, read_by_hand
from secinfo_desktop.domain.regions import REGIONS
from secinfo_desktop.domain.security_policy import SecurityRules, read_security_rules
from secinfo_desktop.domain.toml_lines import KeyLines, syntax_problem

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@" + HOST.pattern)
_TEXT_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,11}|\+?[0-9]{3,15}")
"""What a phone network can show as a sender: 11 letters at most (3GPP TS 23.040, §9.1.2.5), or a number."""
_LIKE_A_CODE = re.compile(r"(?:[0-9][ -]?){4}")
PRACTICE_PACK = "example-organisation"
"""The id of the pack that practice runs with; it is there to be copied."""
LONGEST_CEILING_MINUTES = 7 * 24 * 60
MOST_LINES, LONGEST_LINE = 300, 1_000
LONGEST = 32_000
"""Characters of a pack; like the lines many times what one needs. Else a file could take the reader's whole time."""
_SUBJECT_PLACEHOLDERS = frozenset({"tag", "brand", "name"})


class PackError(ValueError):
    """A pack's file that can't be used; ``problems`` names each key, its line, and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Help:
    """Who helps, and when they are there, in one language."""

    name: str
    hours: str


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
    help_phone: str | None = None
    help_form_url: str | None = None
    """The provider's official form for people whom nothing else has helped."""
    by_hand: ByHand | None = None
    """What a person needs to work on the provider's own pages; None where there is nothing to lead them there."""
    translations: Mapping[str, Help] = field(default_factory=dict)
    """The help in other languages, by their two letters."""
    security_info: SecurityRules = field(default_factory=SecurityRules)
    """What a service of this provider allows signed-in people to change, and when."""

    def help_in(self, language: str) -> Help:
        """The help in a language, or as the pack has it."""
        return self.translations.get(language, Help(self.help_name, self.help_hours))

    def may_open(self, url: str) -> bool:
        """True for an https address on one of the provider's hosts, written without any surprise."""
        return https_host(url) in self.hosts


def parse(text: str) -> ProviderPack:
    """The pack written in a TOML text.

    Raises:
        PackError: a key is missing, unknown or has a value that can't be taken.
    """
    if _is_too_long(text):
        raise PackError(("the file, or a line of it, is longer than a pack may be",))
    try:
        return _read(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError((syntax_problem(text, error),)) from error
    except RecursionError:
        raise PackError(("the file is nested too deeply",)) from None


def _is_too_long(text: str) -> bool:
    """True for a text that is more than a pack may be."""
    lines = text.splitlines()
    return len(text) > LONGEST or len(lines) > MOST_LINES or max(map(len, lines), default=0) > LONGEST_LINE


def _read(text: str) -> ProviderPack:
    reader = _Reader(tomllib.loads(text), text)
    pack = reader.pack()
    if reader.problems:
        raise PackError(tuple(reader.problems))
    return pack


class _Reader:
    """Reads a whole pack."""

    def __init__(self, document: Mapping[str, Any], text: str) -> None:
        self.problems: list[str] = []
        self._keys = PackKeys(document, KeyLines(text), self.problems)

    def pack(self) -> ProviderPack:
        pack = ProviderPack(
            id=self._keys.text("id"),
            name=self._keys.text("name"),
            brand=self._keys.text("brand"),
            region=self._keys.checked("region", lambda value: value in REGIONS, "a country's two letters, as DE"),
            sender_name=self._keys.checked("sender_name", _is_sender_name, "a text without anything like a code in it"),
            sender_address=self._keys.written("sender_address", _MAIL_ADDRESS, "an e-mail address"),
            text_sender=self._keys.written("text_sender", _TEXT_SENDER, "11 letters and digits at most, or a number"),
            same_provider_domains=frozenset(self._keys.hosts("same_provider_domains", [])),
            hosts=(hosts := frozenset(self._keys.hosts("hosts", None))),
            web_origin=self._one_of_hosts("web_origin", hosts),
            code_subject=self._subject("code_subject"),
            notice_subject=self._subject("notice_subject"),
            code_life={
                Channel.SMS: (by_phone := self._minutes("code_life_text_minutes", 10, most=10)),
                Channel.CALL: by_phone,
                Channel.EMAIL: self._minutes("code_life_email_minutes", 30, most=LONGEST_FLOW // timedelta(minutes=1)),
            },
            ceilings=self._ceilings(),
            stop_for=self._minutes("stop_for_minutes", 24 * 60, most=7 * 24 * 60),
            help_name=self._keys.text("help_name"),
            help_hours=self._keys.text("help_hours"),
            help_url=self._keys.link("help_url", hosts),
            help_phone=self._keys.optional("help_phone", _is_phone, "a phone number as +49 30 23125100"),
            help_form_url=self._keys.link("help_form_url", hosts),
            by_hand=read_by_hand(self._keys.table("by_hand"), hosts),
            translations=self._translations(),
            security_info=read_security_rules(self._keys.table("security_info")),
        )
        self._keys.complain_of_unknown()
        return pack

    def _translations(self) -> dict[str, Help]:
        """A table for each language; what is in none of them stays as the pack has it."""
        languages = self._keys.table("translations")
        found = {}
        for language, keys in languages.tables() if languages is not None else ():
            found[language] = Help(keys.text("help_name"), keys.text("help_hours"))
            keys.complain_of_unknown()
        return found

    def _one_of_hosts(self, key: str, hosts: frozenset[str]) -> str | None:
        return self._keys.optional(key, lambda value: value in hosts, "one of the hosts")

    def _subject(self, key: str) -> str | None:
        wanted = "one line without digits; placeholders are {tag}, {brand} and {name}"
        return self._keys.optional(key, _is_subject, wanted)

    def _minutes(self, key: str, default: int, most: int) -> timedelta:
        return timedelta(minutes=self._keys.whole(key, default, most, " of minutes"))

    def _ceilings(self) -> tuple[Ceiling, ...]:
        """The general ceilings and the pack's own, which can only make it stricter."""
        wanted = "{ most, minutes } with whole numbers from 1 (a week at most)"
        rows = self._keys.rows("ceilings", _is_ceiling, wanted, [])
        own = tuple(Ceiling(row["most"], timedelta(minutes=row["minutes"])) for row in rows)
        return tuple(sorted(CEILINGS + own, key=lambda ceiling: ceiling.window))


def _is_ceiling(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and row.keys() == {"most", "minutes"}
        and all(is_count(row[key]) for key in row)
        and row["minutes"] <= LONGEST_CEILING_MINUTES
    )


def _is_sender_name(value: str) -> bool:
    return is_text(value) and _LIKE_A_CODE.search(value) is None


def _is_phone(value: str) -> bool:
    return re.fullmatch(r"\+?[0-9][0-9 ()/-]{2,24}", value) is not None


def _is_subject(value: str) -> bool:
    """No digits, so that no code and nothing like one ever stands in a subject."""
    if not is_text(value):
        return False
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        return False
    plain = all(name is None or (name in _SUBJECT_PLACEHOLDERS and not (form or turn)) for _, name, form, turn in parts)
    return plain and not any(sign.isdigit() for sign in value)
