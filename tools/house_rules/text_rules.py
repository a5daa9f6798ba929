"""Rules about every text file: nothing unfinished, nothing of one computer, no address of real people or services."""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath
from typing import Final

from tools.house_rules.sources import Finding, Source

_UNFINISHED: Final = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
_OWN_COMPUTER: Final = re.compile(r"(?<![\w.}])/(?:work|root|tmp|(?:home|Users)/\w+)\b|\b[A-Z]:\\+Users\\")
_ADDRESS: Final = re.compile(r"(?<![\\\w.+-])[\w.+-]+@((?:[\w-]+\.)+[a-zA-Z]{2,})\b")
_HOST: Final = re.compile(r"\bhttps?://(?:[^/\s\"'`<>@]*@)?([\w.-]+|\[[0-9a-fA-F:]+\])")
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_MADE_FOR_EXAMPLES: Final = ("example.com", "example.net", "example.org", "example", "invalid", "localhost", "test")
_NAMES_NO_PLACE: Final = ("www.w3.org",)
_LOOPBACK: Final = re.compile(r"127\.\d+\.\d+\.\d+|\[::1\]")


def unfinished(source: Source) -> Iterator[Finding]:
    """What is not done stands in the list of issues, not in the text."""
    for number, line in source.lines():
        if _UNFINISHED.search(line):
            yield Finding(source.path, number, "Unfinished work is an issue, not a note in the text.")


def paths_of_one_computer(source: Source) -> Iterator[Finding]:
    """No path of the computer that somebody happened to work on."""
    for number, line in source.lines():
        if _OWN_COMPUTER.search(line):
            yield Finding(source.path, number, "A path of one computer: take the folder as an argument.")


def strange_addresses(known: Collection[str]) -> Callable[[Source], Iterator[Finding]]:
    """The rule that only example domains and the known ones (and what lies below) are named.

    Links of documents, and those to the sources of how-tos, are apart: they are for people who check what is said.
    """

    def rule(source: Source) -> Iterator[Finding]:
        for number, line in source.lines():
            named = set(_ADDRESS.findall(line))
            if source.path.suffix != ".md" and not source.path.match("resources/howto/*.toml"):
                named.update(_HOST.findall(line))
            for host in sorted(named):
                if not _may_be_named(host.lower(), known):
                    yield Finding(source.path, number, f"{host} is nobody's example and in no provider pack.")

    return rule


def _may_be_named(host: str, known: Collection[str]) -> bool:
    allowed = (*_MADE_FOR_EXAMPLES, *_NAMES_NO_PLACE, *known)
    is_here = "." not in host or _LOOPBACK.fullmatch(host) is not None
    return is_here or any(f".{host}".endswith(f".{domain}") for domain in allowed)


def provider_domains(sources: Collection[Source]) -> frozenset[str]:
    """Every domain that a provider pack names."""
    packs = (source for source in sources if source.path.match("resources/providers/*.toml"))
    return frozenset(domain for pack in packs for domain in _DOMAIN.findall(pack.text.lower()))


def folders_of_tests_are_packages(sources: Collection[Source]) -> Iterator[Finding]:
    """Every folder of tests has an `__init__.py`, so that two rooms may have a test file of one name."""
    files = {source.path for source in sources}
    folders = {path.parent for path in files if path.suffix == ".py" and path.parts[0] == "tests"}
    for folder in sorted(folders):
        if folder / "__init__.py" not in files:
            yield Finding(PurePosixPath(folder), 1, "A folder of tests has an (empty) __init__.py.")
