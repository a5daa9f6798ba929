"""What the first page does not need and the next ones need at once: read while nobody waits for it."""

from typing import Final

from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.texts import catalogues

_SAMPLES: Final = ((ContactKind.PHONE, "+49 30 23125100"), (ContactKind.EMAIL, "somebody@example.org"))


def read_ahead(language: str) -> None:
    """Sentences in a language, and the rules of numbers and addresses. Takes some 50 ms; for a thread of its own."""
    catalogues.read_all(language)
    for kind, sample in _SAMPLES:
        contacts.normalise(kind, sample, "DE")
