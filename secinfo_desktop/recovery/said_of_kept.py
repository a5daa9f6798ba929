"""What a person says of cases that are kept. Small, for the first page can need it before the rest is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GoesOn:
    """Goes on with a case that was kept."""

    case_id: str


@dataclass(frozen=True)
class ForgetsIt:
    """Wants nothing of this case to be kept any longer."""


@dataclass(frozen=True)
class ForgetsCase:
    """Wants nothing of a kept case to be kept any longer."""

    case_id: str


@dataclass(frozen=True)
class ForgetsAll:
    """Wants no case to be kept any longer."""
