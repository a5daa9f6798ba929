"""The pages of My security info as data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SecurityContact, SessionPurpose
from secinfo_desktop.recovery.ports import CodeSent
from secinfo_desktop.security_info.acts import Act, Seen, Typed
from secinfo_desktop.security_info.ports import SessionStanding


class Section(StrEnum):
    """The places of the navigation."""

    OVERVIEW = "overview"
    CONTACTS = "contacts"
    OPTIONS = "options"
    DEVICES = "devices"
    ACTIVITY = "activity"
    PASSWORD = "password"  # noqa: S105 - the name of a place, not a password
    RECOVERY_CODE = "recovery_code"


@dataclass(frozen=True)
class SignInPage:
    """Name and password (B5)."""


@dataclass(frozen=True)
class StagePage:
    """What stands between the right password and the account: a code, or one contact to be verified (B23).

    After a takeover it is a code to an old contact, before the new password.
    """

    standing: SessionStanding


@dataclass(frozen=True)
class NewPasswordFirstPage:
    """After a takeover, and a code to an old contact: a new password comes first."""


@dataclass(frozen=True)
class SectionPage:
    """One place of the navigation."""

    section: Section = Section.OVERVIEW


@dataclass(frozen=True)
class AddPage:
    """Type a new e-mail or phone; ``replaces`` goes as soon as the new one is proven."""

    replaces: SecurityContact | None = None


@dataclass(frozen=True)
class CodePage:
    """Type the code that was sent."""

    purpose: SessionPurpose
    contact: MaskedContact
    sent: CodeSent


@dataclass(frozen=True)
class ProvePage:
    """Fresh proof before a change: the password, or a code; for replacing everything only the password."""

    only_password: bool = False


@dataclass(frozen=True)
class OldContactPage:
    """Fresh proof before a contact goes: a code to one that is old (B9), or the way for who has none of them left."""


@dataclass(frozen=True)
class ReplacePage:
    """What replacing everything means, before it is begun."""


@dataclass(frozen=True)
class NewInfoPage:
    """Type the new e-mails and phones: at the start of the waiting period or at its end."""

    at_the_end: bool


@dataclass(frozen=True)
class ConfirmReplacePage:
    """The last word before the waiting period begins."""

    typed: tuple[str, ...] = field(repr=False)
    """What was typed, to be compared once more."""


@dataclass(frozen=True)
class CancelPage:
    """End the waiting period: with an e-mail or phone of before, or with the code of a notice (B13)."""

    signed_in: bool


@dataclass(frozen=True)
class CancelledPage:
    """The waiting period is over; who was not signed in should sign in now."""


@dataclass(frozen=True)
class NewCodePage:
    """The recovery code, shown once."""

    code: str = field(repr=False)


class SecureStep(StrEnum):
    """The guided way after "this was not me", in its order (B4)."""

    PASSWORD = "password"  # noqa: S105 - the name of a step, not a password
    SESSIONS = "sessions"
    CONTACTS = "contacts"


@dataclass(frozen=True)
class SecurePage:
    """One step of it."""

    step: SecureStep


Page = (
    SignInPage
    | StagePage
    | NewPasswordFirstPage
    | SectionPage
    | AddPage
    | CodePage
    | ProvePage
    | OldContactPage
    | ReplacePage
    | NewInfoPage
    | ConfirmReplacePage
    | CancelPage
    | CancelledPage
    | NewCodePage
    | SecurePage
)


@dataclass(frozen=True)
class Problem:
    """What was refused, and when trying again makes sense."""

    failure: Failure
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """What has been done, as a text id with its values; ``undo`` takes it back."""

    text_id: str
    values: tuple[tuple[str, object], ...] = ()
    n: int | None = None
    undo: Act | None = None


@dataclass(frozen=True)
class Frame:
    """A page with all that it shows."""

    page: Page
    seen: Seen | None = None
    problem: Problem | None = None
    told: Told | None = None
    can_go_back: bool = False
    account_name: str = ""
    is_signed_in: bool = False
    typed: Typed = field(default=(), repr=False)
    """The new info that was typed and has not begun to wait yet: it stands there when one comes back to it."""
