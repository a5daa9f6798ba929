"""What a person can have done to their account, as data: a face performs it on a thread and hands over what came of it.

Secrets in an act are neither shown nor kept: an act lives until it was performed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import (
    Activity,
    ContactUse,
    DeviceSession,
    KnownComputer,
    Replacement,
    SecurityContact,
    SecurityInfo,
    SessionPurpose,
)
from secinfo_desktop.recovery.ports import CodeSent, RefusedError
from secinfo_desktop.security_info.ports import SessionStanding, SignedInAccount, TypedContact

Typed = tuple[TypedContact, ...]


@dataclass(frozen=True)
class Devices:
    """Where the account is open, and which computers are known."""

    sessions: tuple[DeviceSession, ...]
    computers: tuple[KnownComputer, ...]
    can_enrol: bool
    is_enrolled: bool


@dataclass(frozen=True)
class Seen:
    """What was seen last; None is what nobody has looked at so far."""

    info: SecurityInfo
    devices: Devices | None = None
    activity: tuple[Activity, ...] | None = None

    def after(self, before: "Seen | None") -> "Seen":
        """The same with what was seen before of all that was not looked at now."""
        if before is None:
            return self
        return Seen(
            self.info, self.devices or before.devices, before.activity if self.activity is None else self.activity
        )


class Part(Enum):
    """What is looked at beside the security info itself."""

    NOTHING = auto()
    DEVICES = auto()
    ACTIVITY = auto()


@dataclass(frozen=True)
class Refused:
    """It was not done."""

    failure: Failure
    retry_at: datetime | None = None


Outcome = SessionStanding | CodeSent | Seen | SecurityContact | Replacement | int | str | None
"""What an act can bring."""


class Act(Protocol):
    """Something to be done outside."""

    def perform(self, account: SignedInAccount) -> Outcome:
        """Do it; may take a while.

        Raises:
            RefusedError: it was not done.
        """


@dataclass(frozen=True)
class SignIn:
    """Begins a session."""

    account_name: str
    password: str = field(repr=False)

    def perform(self, account: SignedInAccount) -> SessionStanding:
        """Name and password."""
        return account.sign_in(self.account_name, self.password)


@dataclass(frozen=True)
class FindStanding:
    """Asks where the session stands."""

    def perform(self, account: SignedInAccount) -> SessionStanding:
        """No change."""
        return account.standing()


@dataclass(frozen=True)
class SignOut:
    """Ends the session."""

    def perform(self, account: SignedInAccount) -> None:
        """Ends it."""
        account.sign_out()


@dataclass(frozen=True)
class Look:
    """Looks at the security info, and at a part beside it."""

    part: Part = Part.NOTHING

    def perform(self, account: SignedInAccount) -> Seen:
        """No change."""
        match self.part:
            case Part.NOTHING:
                return Seen(account.info())
            case Part.DEVICES:
                sessions, computers = account.sessions(), account.computers()
                return Seen(account.info(), Devices(sessions, computers, account.can_enrol, account.is_enrolled))
            case Part.ACTIVITY:
                return Seen(account.info(), activity=account.activity())


@dataclass(frozen=True)
class SendCode:
    """Sends a code to a contact."""

    purpose: SessionPurpose
    contact: MaskedContact

    def perform(self, account: SignedInAccount) -> CodeSent:
        """Sends it."""
        return account.send_code(self.purpose, self.contact.id)


@dataclass(frozen=True)
class GiveCode:
    """Gives a code back."""

    purpose: SessionPurpose
    code: str = field(repr=False)

    def perform(self, account: SignedInAccount) -> SessionStanding:
        """What it is for happens."""
        return account.give_code(self.code)


@dataclass(frozen=True)
class Prove:
    """Fresh proof by the password."""

    password: str = field(repr=False)

    def perform(self, account: SignedInAccount) -> SessionStanding:
        """Proves."""
        return account.prove_by_password(self.password)


@dataclass(frozen=True)
class SkipNotice:
    """Puts the notice off for a day (B23)."""

    def perform(self, account: SignedInAccount) -> SessionStanding:
        """Puts it off."""
        return account.skip_notice()


@dataclass(frozen=True)
class AddContact:
    """Adds a contact, perhaps in place of another."""

    typed: TypedContact
    replaces: str | None = None

    def perform(self, account: SignedInAccount) -> SecurityContact:
        """Adds it; it counts for nothing yet (B7)."""
        return account.add_contact(self.typed, self.replaces)


@dataclass(frozen=True)
class RemoveContact:
    """Removes a contact."""

    contact: MaskedContact

    def perform(self, account: SignedInAccount) -> None:
        """Removes it."""
        account.remove_contact(self.contact.id)


@dataclass(frozen=True)
class UseContact:
    """Chooses what a contact is used for; ``before`` is what it was used for until then."""

    contact: MaskedContact
    uses: frozenset[ContactUse]
    before: frozenset[ContactUse]

    def perform(self, account: SignedInAccount) -> None:
        """Chooses."""
        account.use_contact(self.contact.id, self.uses)

    def undone(self) -> "UseContact":
        """What takes it back."""
        return UseContact(self.contact, self.before, self.uses)


@dataclass(frozen=True)
class SwitchOption:
    """Turns signing in with a name on or off (B8)."""

    option: str
    name: str
    on: bool

    def perform(self, account: SignedInAccount) -> None:
        """Turns."""
        account.switch_option(self.option, on=self.on)

    def undone(self) -> "SwitchOption":
        """What takes it back."""
        return SwitchOption(self.option, self.name, not self.on)


@dataclass(frozen=True)
class ChooseSecondStep:
    """Asks for a code after the password, or no longer."""

    on: bool

    def perform(self, account: SignedInAccount) -> None:
        """Chooses."""
        account.choose_second_step(on=self.on)

    def undone(self) -> "ChooseSecondStep":
        """What takes it back."""
        return ChooseSecondStep(not self.on)


@dataclass(frozen=True)
class ChangePassword:
    """Sets a new password."""

    password: str = field(repr=False)

    def perform(self, account: SignedInAccount) -> int:
        """Sets it; returns how many other sessions ended."""
        return account.change_password(self.password)


@dataclass(frozen=True)
class EndSession:
    """Ends one session, or all others (None)."""

    session: str | None
    device: str = ""

    def perform(self, account: SignedInAccount) -> int:
        """Ends it; returns how many."""
        return account.end_session(self.session)


@dataclass(frozen=True)
class MakeRecoveryCode:
    """Makes a recovery code (B29)."""

    replaces_one: bool

    def perform(self, account: SignedInAccount) -> str:
        """The code, shown once."""
        return account.make_recovery_code()


@dataclass(frozen=True)
class StartReplacement:
    """Starts the waiting period (B11)."""

    typed: Typed

    def perform(self, account: SignedInAccount) -> Replacement:
        """Starts it."""
        return account.start_replacement(self.typed)


@dataclass(frozen=True)
class FinishReplacement:
    """Enters the new info after the waiting period."""

    typed: Typed

    def perform(self, account: SignedInAccount) -> None:
        """Enters it."""
        account.finish_replacement(self.typed)


@dataclass(frozen=True)
class CancelReplacement:
    """Cancels with the code of a notice (B13)."""

    account_name: str
    code: str = field(repr=False)

    def perform(self, account: SignedInAccount) -> None:
        """Cancels; needs no session."""
        account.cancel_replacement(self.account_name, self.code)


@dataclass(frozen=True)
class Enrol:
    """Makes this computer known."""

    def perform(self, account: SignedInAccount) -> None:
        """Keeps a key here."""
        account.enrol()


@dataclass(frozen=True)
class ForgetComputer:
    """Trusts a computer no longer."""

    computer: str
    device: str

    def perform(self, account: SignedInAccount) -> None:
        """Forgets it."""
        account.forget_computer(self.computer)


def attempt(act: Act, account: SignedInAccount) -> Outcome | Refused:
    """Performs an act; a refusal is a value, too."""
    try:
        return act.perform(account)
    except RefusedError as error:
        return Refused(error.failure, error.retry_at)
