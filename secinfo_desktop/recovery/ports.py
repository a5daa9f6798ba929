"""What the flow needs from outside: an account to get back into, and, in practice, a world to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import Scope
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.domain.providers import ProviderPack

if TYPE_CHECKING:
    from secinfo_desktop.guide.case import Case
    from secinfo_desktop.recovery.kept import Kept, KeptAlong  # which needs what is named here
    from secinfo_desktop.recovery.live_help import LiveHelp


class RefusedError(Exception):
    """A port could not do what it was asked. Holds no secret: the failure, and when trying again makes sense."""

    def __init__(self, failure: Failure, retry_at: datetime | None = None) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.retry_at = retry_at


class Purpose(StrEnum):
    """What a recovery flow is for."""

    RECOVER = "recover"
    SECURE = "secure"


class AccountKind(StrEnum):
    """What stands behind an account."""

    BY_HAND = "by_hand"
    """Nothing: the person works on the provider's own pages, and no code or password ever enters the app."""
    ORGANISATION = "organisation"
    PRACTICE = "practice"


@dataclass(frozen=True)
class AccountChoice:
    """One answer to "Whose account is it?"; ``host`` is where its service answers ("" on this computer)."""

    id: str
    kind: AccountKind
    name: str
    host: str = ""


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way if the contact is right; nobody is told more (security rule 4)."""

    number: int
    tag: str
    channel: Channel
    asked_at: datetime
    ends_at: datetime
    next_at: datetime
    left: int
    most: int
    limit: Scope = Scope.DESTINATION
    """Whose limit decides ``next_at``."""


@dataclass(frozen=True)
class Fact:
    """One piece of evidence for the guide, with who may know it; ``reason``: why a message did not arrive."""

    evidence: str
    value: str
    disclosure: Disclosure = Disclosure.PUBLIC
    reason: Reason | None = None


@dataclass(frozen=True)
class Standing:
    """Where a flow stands at the service."""

    next_at: datetime
    left: int
    most: int
    proven: bool
    facts: tuple[Fact, ...]
    limit: Scope = Scope.DESTINATION


@dataclass(frozen=True)
class FlowAtService:
    """A flow that was begun before the app was closed: what it was told, and the contact of its newest code."""

    contacts: tuple[MaskedContact, ...]
    contact: str | None
    sent: CodeSent | None
    proven: bool
    audience: Disclosure = Disclosure.PUBLIC
    """Who may know its evidence (security rule 3)."""
    first_proof: Method | None = None
    """How a first of two proofs was given, while another one has to follow."""


class Account(Protocol):
    """An account behind a backend. Every call but ``now`` may take a while and may raise ``RefusedError``."""

    @property
    def pack(self) -> ProviderPack:
        """The provider's names, sender and limits."""

    @property
    def capabilities(self) -> frozenset[str]:
        """What the service can do beyond codes, in the guide's words ("replace_info")."""

    @property
    def audience(self) -> Disclosure:
        """Who may know the evidence of the flow that was opened last (security rule 3); the public before that."""

    def now(self) -> datetime:
        """The service's time, UTC, as far as it is known here; no call to the service."""

    def open(self, account_name: str, purpose: Purpose, case_id: str = "") -> tuple[MaskedContact, ...]:
        """Starts a flow of its own and names the contacts that a code can go to; forgets an earlier flow.

        Under ``case_id`` the flow can be gone on with after the app was closed.
        """

    def resume(self, case_id: str) -> FlowAtService:
        """Goes on with the flow that was opened for a case; refused with FLOW_ENDED if there is none any more."""

    def send_code(self, contact_id: str, typed: str | None, channel: Channel | None = None) -> CodeSent:
        """Asks for a code; ``typed`` is the contact in full, None repeats to the same one.

        ``channel`` is the way, None the contact's own; a call needs the capability ``voice_call``.
        """

    def standing(self) -> Standing:
        """Limits and evidence as they are now."""

    def give_code(self, code: str) -> bool:
        """Gives a code back; returns if it was right: True if the account needs another proof first (R13)."""

    def give_recovery_code(self, code: str) -> bool:
        """Gives the recovery code that was kept; returns as ``give_code``."""

    def set_password(self, password: str) -> Consequences:
        """Sets the new password of the proven flow."""

    def live_help(self) -> "LiveHelp | None":
        """Sharing the case of the open flow with the helpdesk; None where there is none, or no flow. No call to it."""


@dataclass(frozen=True)
class Story:
    """A scenario to practise with; what is behind it stays hidden."""

    id: str
    channel: Channel
    audience: Disclosure


@dataclass(frozen=True)
class OwnContact:
    """A contact as the made-up person knows it."""

    kind: str
    value: str


@dataclass(frozen=True)
class Persona:
    """The made-up person of a story."""

    story: str
    name: str
    account_name: str
    contacts: tuple[OwnContact, ...]
    other_account: str | None = None
    """The name of another account of theirs."""
    password: str | None = None
    """In the story of a good day. No secret: there is nobody behind it."""


@dataclass(frozen=True)
class Text:
    """A message on the practice phone."""

    id: str
    at: datetime
    sender: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class VoiceCall:
    """A call on the practice phone, and what the voice says."""

    id: str
    at: datetime
    caller: str
    is_ringing: bool
    text: str = field(repr=False)


@dataclass(frozen=True)
class Switch:
    """Something that can be set on the practice phone or mailbox."""

    id: str
    on: bool


@dataclass(frozen=True)
class Phone:
    """The practice phone."""

    number: str
    messages: tuple[Text, ...]
    switches: tuple[Switch, ...]
    calls: tuple[VoiceCall, ...] = ()


@dataclass(frozen=True)
class Mail:
    """A message in a practice mailbox."""

    id: str
    at: datetime
    sender_name: str
    sender: str
    subject: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Folder:
    """A folder of a practice mailbox."""

    id: str
    mails: tuple[Mail, ...]


@dataclass(frozen=True)
class Mailbox:
    """A practice mailbox; closed until somebody signs in to it."""

    id: str
    address: str
    is_open: bool
    folders: tuple[Folder, ...]
    switches: tuple[Switch, ...]


@dataclass(frozen=True)
class World:
    """All that the made-up person can see now."""

    now: datetime
    phones: tuple[Phone, ...]
    mailboxes: tuple[Mailbox, ...]


SIGN_IN_APART = "separate_private_sessions"
"""The deed that opens a closed mailbox: signing in to it beside the first account (B22)."""


class Practice(Protocol):
    """The practice world. Every call may take a while and may raise ``RefusedError``."""

    def stories(self) -> Sequence[Story]:
        """The scenarios that can be played."""

    def good_days(self) -> Sequence[Story]:
        """The stories about security info, of people who know their password."""

    def start(self, story: str, seed: int = 0) -> Persona:
        """Puts the story's person into a fresh world."""

    def persona(self) -> Persona:
        """The person whose world it is now; refused with UNKNOWN_SCENARIO if there is none yet."""

    def look(self) -> World:
        """What the person can see now."""

    def do(self, deed: str, on: bool = True) -> World:
        """Does something in the world: a switch, or an action of the guide."""

    def move_clock(self, seconds: float) -> World:
        """Lets time pass in the world only."""


class Cases(Protocol):
    """The cases that are kept on this computer for up to 30 days. Safe to use from several threads."""

    def keep(self, case: "Case | None", along: "KeptAlong") -> None:
        """Keeps a case in place of what was kept of it before; one that was forgotten is not kept again.

        Raises:
            RefusedError: with NOT_KEPT if it can't be written; what was kept before still is.
        """

    def all(self) -> "Kept":
        """What is kept, from memory once it was read; the newest first."""

    def forget(self, case_id: str) -> None:
        """Keeps nothing of a case any longer.

        Raises:
            RefusedError: with NOT_FORGOTTEN if it can't be deleted.
        """

    def forget_all(self) -> None:
        """Keeps nothing of any case any longer.

        Raises:
            RefusedError: with NOT_FORGOTTEN if something can't be deleted.
        """


class Browser(Protocol):
    """The person's own browser."""

    def show(self, url: str) -> bool:
        """Shows a page that may be shown; False if no browser could be found. Never waits for the page."""


class Accounts(Protocol):
    """The accounts that this app knows a way to."""

    def choices(self) -> tuple[AccountChoice, ...]:
        """What "Whose account is it?" offers; no call to a service."""

    def account(self, choice: str) -> Account:
        """The way to the chosen account; may start what stands behind it, so it may take a while.

        There is none to an account by hand: it is refused.
        """

    def pack(self, choice: str) -> ProviderPack:
        """The provider's pack of any choice; no call to a service."""

    def browser(self) -> Browser:
        """The person's own browser."""

    def practice(self) -> Practice:
        """The way to the practice world; may start it."""
