"""What the faces of a signed-in person need from outside: an account that they are signed in to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.security_info import (
    Activity,
    ContactUse,
    DeviceSession,
    KnownComputer,
    Replacement,
    SecurityContact,
    SecurityInfo,
    SessionPurpose,
    SessionStage,
    VerificationNotice,
)
from secinfo_desktop.recovery.ports import CodeSent


@dataclass(frozen=True)
class SessionStanding:
    """What stands between a session and the account; ``contacts`` are those to which a code of its stage can go."""

    stage: SessionStage
    contacts: tuple[MaskedContact, ...]
    ends_at: datetime
    fresh_until: datetime | None = None
    notice: VerificationNotice | None = None
    old_contact_until: datetime | None = None
    """Until when a code that was given back at an old contact counts: a new password after a takeover needs one."""


@dataclass(frozen=True)
class TypedContact:
    """A contact typed in full: handed on, never kept."""

    kind: ContactKind
    value: str = field(repr=False)


class SignedInAccount(Protocol):
    """One account behind a service, for one person. Every call but ``now`` may take a while and raise ``RefusedError``.

    The session, a claim and a computer's key are secrets: whoever stands behind this port keeps them, no face does.
    """

    def now(self) -> datetime:
        """The service's time, UTC, as far as it is known here; no call to the service."""

    @property
    def is_signed_in(self) -> bool:
        """True while there is a session as far as it is known here."""

    def sign_in(self, account_name: str, password: str) -> SessionStanding:
        """Begins a session: with the right password, and then as its stage says."""

    def standing(self) -> SessionStanding:
        """Where the session stands."""

    def sign_out(self) -> None:
        """Ends the session; here it is forgotten even if the service does not answer."""

    # codes of a signed-in person

    def send_code(self, purpose: SessionPurpose, contact_id: str, channel: Channel | None = None) -> CodeSent:
        """Sends a code to a contact, or the same one again, in a flow of its own for each purpose and contact."""

    def give_code(self, code: str) -> SessionStanding:
        """Gives back the code that was asked for last; what it is for happens."""

    def prove_by_password(self, password: str) -> SessionStanding:
        """Fresh proof for the next changes."""

    def skip_notice(self) -> SessionStanding:
        """Puts the notice "can you still receive a code?" off for a day."""

    # what there is

    def info(self) -> SecurityInfo:
        """Everything about the security info now."""

    def sessions(self) -> tuple[DeviceSession, ...]:
        """Where the account is signed in, this one first."""

    def computers(self) -> tuple[KnownComputer, ...]:
        """The known computers."""

    def activity(self) -> tuple[Activity, ...]:
        """What happened of late, newest first."""

    # changes

    def add_contact(self, typed: TypedContact, replaces: str | None = None) -> SecurityContact:
        """Adds a contact; it counts once a code sent to it was given back."""

    def remove_contact(self, contact_id: str) -> None:
        """Removes a contact."""

    def use_contact(self, contact_id: str, uses: frozenset[ContactUse]) -> None:
        """Chooses what a contact is used for."""

    def switch_option(self, option_id: str, *, on: bool) -> None:
        """Turns signing in with a name on or off."""

    def choose_second_step(self, *, on: bool) -> None:
        """Asks for a code after the password at every sign-in, or no longer."""

    def change_password(self, password: str) -> int:
        """Sets a new password; returns how many other sessions ended."""

    def end_session(self, session_id: str | None) -> int:
        """Ends one session, or with None all others; returns how many."""

    def make_recovery_code(self) -> str:
        """A new recovery code: shown once; an older one is worth nothing from now on."""

    def start_replacement(self, typed: Sequence[TypedContact]) -> Replacement:
        """Starts the waiting period; with nothing typed the new info is entered at its end, on this computer."""

    def finish_replacement(self, typed: Sequence[TypedContact]) -> None:
        """Enters the new info after the waiting period; nothing if it was typed at the start."""

    def cancel_replacement(self, account_name: str, cancel_code: str) -> None:
        """Cancels with the code of a notice; needs no session."""

    # this computer

    @property
    def can_enrol(self) -> bool:
        """True if this computer has a keyring that keeps a key: without one it can't be known."""

    @property
    def is_enrolled(self) -> bool:
        """True if a key of this account is kept here."""

    def enrol(self) -> None:
        """Makes this computer known (opt-in)."""

    def forget_computer(self, computer_id: str) -> None:
        """Trusts a computer no longer; a key that is kept here for it goes as well."""


class SignedInAccounts(Protocol):
    """The accounts that somebody can sign in to here."""

    def signed_in(self, choice: str) -> SignedInAccount:
        """The way to the chosen account (``recovery.ports.AccountChoice``); may start what stands behind it.

        There is none to an account by hand: it is refused.
        """
