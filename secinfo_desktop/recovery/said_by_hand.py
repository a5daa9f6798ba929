"""What a person who works on the provider's own pages says that they saw and did there."""

from dataclasses import dataclass
from enum import StrEnum

from secinfo_desktop.domain.provider_pages import ProviderPage


class SeenContact(StrEnum):
    """What kind of contact the provider's own page shows: where the code would go."""

    PHONE_TEXT = "phone_text"
    PHONE_CALL = "phone_call"
    OWN_MAIL = "own_mail"
    """An address at the provider itself (B20)."""
    OTHER_MAIL = "other_mail"


class TimesAsked(StrEnum):
    """How often a code was asked for today, before this app was opened."""

    NOT_YET = "not_yet"
    ONE = "one"
    FEW = "few"
    MANY = "many"


class Refusal(StrEnum):
    """What the provider's page said about a code that it did not take."""

    WRONG = "wrong"
    EXPIRED = "expired"
    OLDER = "older"
    TOO_MANY = "too_many"


class SeenError(StrEnum):
    """What the provider's page said instead of sending a code."""

    USAGE_LIMIT = "usage_limit"
    OTHER_WAY = "other_way"
    NOT_WORKING = "not_working"
    UNKNOWN_ACCOUNT = "unknown_account"


@dataclass(frozen=True)
class OpensPage:
    """Wants to see a page of the provider's."""

    page: ProviderPage


@dataclass(frozen=True)
class SawContact:
    """Says what kind of contact the provider's page shows."""

    kind: SeenContact


@dataclass(frozen=True)
class AskedBefore:
    """Says how often a code was asked for today."""

    times: TimesAsked


@dataclass(frozen=True)
class AskedThere:
    """Has asked for a code on the provider's page."""


@dataclass(frozen=True)
class CodeWorked:
    """The provider's page took the code."""


@dataclass(frozen=True)
class SeesRefusal:
    """The provider's page did not take the code."""


@dataclass(frozen=True)
class CodeRefused:
    """Says what the provider's page said about the code."""

    reason: Refusal


@dataclass(frozen=True)
class SeesError:
    """The provider's page shows an error."""


@dataclass(frozen=True)
class SawError:
    """Says what the provider's page shows instead."""

    error: SeenError


@dataclass(frozen=True)
class InAlready:
    """Is in the account already; nothing more is asked."""
