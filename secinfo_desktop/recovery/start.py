"""The first page as data, and what is said on it. So little is loaded before the first paint."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secinfo_desktop.recovery.kept_lines import KeptLines


class Start(StrEnum):
    """What brings a person here."""

    NO_CODE = "no_code"
    FORGOT_PASSWORD = "forgot_password"  # noqa: S105 - the name of a trouble, not a password
    LOCKED = "locked"
    NO_CONTACT = "no_contact"
    NUMBER_GONE = "number_gone"
    UNASKED_CODE = "unasked_code"


@dataclass(frozen=True)
class StartPage:
    """What is the trouble?"""

    starts: tuple[Start, ...] = tuple(Start)
    kept: "KeptLines | None" = None
    """What was kept of earlier cases, if anything."""


@dataclass(frozen=True)
class Began:
    """Says what the trouble is."""

    start: Start


@dataclass(frozen=True)
class WantsSecurityInfo:
    """Wants to look after the security info: a face leads there, the flow has nothing to do with it."""

    practice: bool = False
    """That of a made-up person."""


@dataclass(frozen=True)
class WantsPractice:
    """Wants to try it with a made-up person."""
