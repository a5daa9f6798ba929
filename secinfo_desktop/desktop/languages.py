"""Which language a person is spoken to in: the one that they chose, else that of their system if it is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.catalogues import SOURCE

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name the language of programs; the first that is set counts (POSIX, 8.2)."""
_LIST: Final = "LANGUAGE"
"""GNU's list of languages, the best first; it counts before the others, but not in the plain locale "C"."""
_PLAIN: Final = frozenset({"c", "posix"})


def spoken(chosen: str | None, environment: Mapping[str, str], system: Callable[[], Sequence[str]] = tuple) -> str:
    """The language for a person who chose one, or none; ``system`` is asked where the environment names none."""
    wanted = [chosen] if chosen else []
    return next((known for tag in [*wanted, *_of_system(environment, system)] if (known := _known(tag))), SOURCE)


def _of_system(environment: Mapping[str, str], system: Callable[[], Sequence[str]]) -> Iterator[str]:
    named = next((value for name in _VARIABLES if (value := environment.get(name))), None)
    if named is None:
        yield from system()
    elif _language_of(named) not in _PLAIN:
        yield from environment.get(_LIST, "").split(":")
        yield named


def _known(tag: str) -> str | None:
    language = _language_of(tag)
    return language if language in LANGUAGES else None


def _language_of(tag: str) -> str:
    """The language in "de_AT.UTF-8" or "de-AT"."""
    for mark in "-_.@":
        tag = tag.partition(mark)[0]
    return tag.lower()
