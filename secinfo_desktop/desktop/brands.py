"""A brand that comes with the app is shown with its own hosts only, whatever an administrator's file says."""

from collections.abc import Iterable, Iterator

from secinfo_desktop import resources
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.providers import ProviderPack

NAMES = ("name", "brand", "sender_name", "text_sender")
"""The keys of a pack that name somebody."""
FREE = frozenset({providers.PRACTICE_PACK})
"""Packs that are there to be copied."""


def shipped() -> Iterator[ProviderPack]:
    """The packs of real brands that come with the app."""
    names = (name.removesuffix(".toml") for name in resources.names("providers", ".toml"))
    return (providers.parse(resources.text(f"providers/{name}.toml")) for name in names if name not in FREE)


def borrowed(words: Iterable[str], hosts: Iterable[str]) -> str | None:
    """The brand that some words name although it belongs to other hosts; None if there is none."""
    named, theirs = " ".join(words).casefold(), frozenset(hosts)
    return next((its.brand for its in shipped() if its.brand.casefold() in named and not theirs <= its.hosts), None)
