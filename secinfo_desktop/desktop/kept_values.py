"""Single values out of the files of kept cases. Reading trusts nothing: what is not one is refused."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from secinfo_desktop.guide.events import CaseError

_Word = TypeVar("_Word", bound=StrEnum)


def fixed_word(raw: object, words: type[_Word], name: str) -> _Word:
    """One of the fixed choices; ``name`` is what the file calls it. Raises ``CaseError``."""
    found = next((word for word in words if word.value == raw), None)
    if found is None:
        raise CaseError(f"{name}: must be one of the fixed choices")
    return found


def time_in_utc(raw: object, name: str) -> datetime:
    """A time. Raises ``CaseError``."""
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        at = None
    if at is None or at.utcoffset() != timedelta():
        raise CaseError(f"{name}: must be a time in UTC")
    return at
