"""Finds browsers on Windows: registered ones, App Paths, and where installations for one person lie. Not run here."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import Protocol

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import FACTS, Family, System

USER, MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
_MENU = (r"SOFTWARE\Clients\StartMenuInternet", r"SOFTWARE\WOW6432Node\Clients\StartMenuInternet")
_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_HTTPS = r"SOFTWARE\Microsoft\Windows\Shell\Associations\UrlAssociations\https"
_CHOICES = (rf"{_HTTPS}\UserChoiceLatest\ProgId", rf"{_HTTPS}\UserChoice")
"""Windows 11 24H2 writes the first; the second is older and may be stale."""


class Registry(Protocol):
    """What is read of the registry."""

    def value(self, root: str, key: str, name: str) -> str | int | None:
        """A value ("" is the key's own); None if there is none."""

    def subkeys(self, root: str, key: str) -> tuple[str, ...]:
        """The names of the keys below a key; none if there is no such key."""


class Files(Protocol):
    """What is asked about files."""

    def is_file(self, path: str) -> bool:
        """True if the file is there."""


def find(registry: Registry, files: Files, environment: Mapping[str, str]) -> tuple[Browser, ...]:
    """The browsers of this person, the default one first; one of each family."""
    found: dict[Family, Browser] = {}
    for program in (*_registered(registry), *_app_paths(registry), *_usual_places(environment)):
        family = family_of(program)
        if family is not None and family not in found and files.is_file(program):
            found[family] = Browser(family, System.WINDOWS, (program,))
    default = default_family(registry)
    browsers = [replace(browser, is_default=browser.family is default) for browser in found.values()]
    order = list(Family)
    return tuple(sorted(browsers, key=lambda one: (not one.is_default, order.index(one.family))))


def family_of(program: str) -> Family | None:
    """The family of a program by the end of its path, which its installer decides."""
    path = program.lower()
    for family, facts in FACTS.items():
        if any(path.endswith(_end_of(place)) for place in facts.windows_programs):
            return family
    return None


def _end_of(place: str) -> str:
    """A place without its first part: folder of the maker and program, which stay the same on every drive."""
    return place.partition("\\")[2].lower().removeprefix("programs\\")


def default_family(registry: Registry) -> Family | None:
    """The family that opens https."""
    for key in _CHOICES:
        chosen = registry.value(USER, key, "ProgId")
        if isinstance(chosen, str) and chosen:
            return _family_by_id(chosen)
    return None


def _family_by_id(program_id: str) -> Family | None:
    return next(
        (family for family, facts in FACTS.items() if program_id.startswith(facts.windows_ids or ("\0",))), None
    )


def _registered(registry: Registry) -> Iterator[str]:
    for root in (USER, MACHINE):
        for menu in _MENU:
            for name in registry.subkeys(root, menu):
                command = registry.value(root, rf"{menu}\{name}\shell\open\command", "")
                if isinstance(command, str) and command:
                    yield program_in(command)


def program_in(command: str) -> str:
    """The program of a command line, quoted or not."""
    try:
        first = shlex.split(command, posix=False)[0]
    except (ValueError, IndexError):
        return ""
    if first.startswith('"'):
        return first.strip('"')
    ended = re.match(r"(.+?\.exe)\b", command, re.IGNORECASE)
    return ended[1] if ended else first


def _app_paths(registry: Registry) -> Iterator[str]:
    names = {PureWindowsPath(place).name for facts in FACTS.values() for place in facts.windows_programs}
    for root in (USER, MACHINE):
        for name in sorted(names):
            value = registry.value(root, rf"{_APP_PATHS}\{name}", "")
            if isinstance(value, str) and value:
                yield value.strip('"')


def _usual_places(environment: Mapping[str, str]) -> Iterator[str]:
    variables = {name.lower(): value for name, value in environment.items()}
    for facts in FACTS.values():
        for place in facts.windows_programs:
            variable, _, rest = place.removeprefix("%").partition("%")
            if folder := variables.get(variable.lower()):
                yield folder + rest
