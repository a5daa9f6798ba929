"""Finds, loads and reads the catalogues."""

import gettext
import io
from functools import cache

from secinfo_desktop import resources

SOURCE = "en"
LANGUAGES = ("en", "de")


class UnknownTextError(LookupError):
    """A text id that stands in no catalogue: a mistake in the code, found by the tests."""


def say(text_id: str, language: str = SOURCE, *, n: int | None = None, **values: object) -> str:
    """The sentence behind an id with its ``{placeholders}`` filled; ``n`` picks the plural form and fills ``{n}``.

    Raises:
        UnknownTextError: no catalogue has the id.
    """
    sentence = _find(text_id, language, n) or _find(text_id, SOURCE, n)
    if sentence is None:
        raise UnknownTextError(text_id)
    return sentence.format(n=n, **values)


def has(text_id: str, language: str = SOURCE, *, alone: bool = False) -> bool:
    """True if the id has a sentence in that language or in English; ``alone``: in that language itself."""
    is_there = _find(text_id, language, None) is not None
    return is_there or (not alone and _find(text_id, SOURCE, None) is not None)


def read_all(language: str) -> None:
    """Reads every catalogue of a language and of English, so that no sentence has to wait for its file."""
    for spoken in {language, SOURCE}:
        for name in resources.names(f"i18n/{spoken}", ".mo"):
            _catalogue(spoken, name.removesuffix(".mo"))


def _find(text_id: str, language: str, n: int | None) -> str | None:
    catalogue = _catalogue(language, text_id.partition(".")[0])
    found = catalogue.gettext(text_id) if n is None else catalogue.ngettext(text_id, text_id, n)
    return None if found == text_id else found


@cache
def _catalogue(language: str, domain: str) -> gettext.NullTranslations:
    try:
        return gettext.GNUTranslations(io.BytesIO(resources.data(f"i18n/{language}/{domain}.mo")))
    except resources.ResourceMissing:
        return gettext.NullTranslations()
