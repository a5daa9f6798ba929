"""What the services need from outside: stores whose methods are transactions, keys, and who is told of new mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from secinfo_desktop.backend.services.records import (
    Account,
    Contact,
    Credentials,
    Flow,
    Guess,
    GuideTable,
    KeptAnswer,
    NewAccount,
    NewSession,
    QueuedMessage,
    Sending,
    Sends,
    SentCode,
    Standing,
)
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.delivery import Delivery

if TYPE_CHECKING:
    from secinfo_desktop.backend.services.account_state import Admit, Decide, Entered
    from secinfo_desktop.backend.services.audit import AuditEvent  # which needs the keys named here

Plan = Callable[[Standing], Sending]
"""Decides on a request for a code; raises ``Refused`` to leave everything as it was."""
Check = Callable[[Sequence[datetime]], None]
"""Looks at what was counted; raises ``Refused`` to leave everything as it was."""
Notices = Callable[[Account], Sequence[QueuedMessage]]
"""The notices to queue for an account's contacts."""


NeedsTwo = Callable[[bool], bool]
"""Says whether an account needs two proofs by different methods (R13), of one that has chosen a second step, or not."""
TriesCheck = Callable[[Sequence[Sequence[datetime]]], None]
"""Looks at the tries so far under each subject; raises ``Refused`` to leave everything as it was."""
TryCheck = Callable[[Sequence[Sequence[datetime]], bool], None]
"""Looks at the tries to sign in; raises ``Refused`` to leave everything as it was."""


@dataclass(frozen=True)
class CodeOrder:
    """A request for a code, which ``plan`` decides in the transaction that records it; counted under ``others``."""

    flow_id: str
    destination: str
    since: datetime
    plan: Plan
    others: tuple[str, ...] = ()
    event: "AuditEvent | None" = None


class AccountExists(Exception):  # noqa: N818 - named for what is the case
    """An account with that name is there already."""


class StoreBusy(Exception):  # noqa: N818 - named for what is the case
    """Somebody else writes for too long; nothing was changed, and the same can be asked again."""


class StoreFull(StoreBusy):
    """Nothing more can be written: the disk is full, or closed to writing. Nothing was changed; reading goes on."""


class Accounts(Protocol):
    """Accounts and their contacts."""

    def signs_in_as(self, names: Sequence[str], otherwise: str = "") -> Account | None:
        """The account that signs in with one of these names (B8), its own or another one that is on, the first first.

        If there is none, the one with the id ``otherwise``; it is the same work.
        """
        ...

    def add(self, new: NewAccount, event: "AuditEvent | None" = None) -> None:
        """Add an account with its contacts.

        Raises:
            AccountExists: the name is taken, or one of its names to sign in with.
        """
        ...

    def named(self, name: str, otherwise: str = "") -> Account | None:
        """The account with that normalised name; if there is none, the one with the id ``otherwise``."""
        ...

    def credentials(self, names: Sequence[str]) -> Credentials | None:
        """What signing in with one of these names is checked with; None without account or password, or if it is off.

        The first name that is somebody's counts.
        """
        ...

    def contact(self, contact_id: str) -> Contact | None:
        """The contact with that id, whatever it counts for."""
        ...

    def with_id(self, account_id: str) -> Account | None:
        """The account with that id, unless it has been removed."""
        ...


class Flows(Protocol):
    """Flows, their codes and guesses. Each method is one transaction and holds under any number of callers.

    An ``event`` goes into the audit log in the same transaction, if that does what it is for.
    """

    def add(self, flow: Flow, event: "AuditEvent | None" = None) -> None:
        """Keep a new flow."""
        ...

    def with_handle(self, handle_digest: str) -> Flow | None:
        """The flow whose handle has that digest, ended or not."""
        ...

    def count_opening(self, subject: str, since: datetime, now: datetime, check: Check) -> None:
        """Count somebody's looking up of an account, unless ``check`` raises on those after ``since``."""
        ...

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: "AuditEvent | None" = None,
    ) -> Sending:
        """Decide and record a request for a code in one transaction.

        The standing has the sends to ``destination`` and under ``others`` after ``since``. What ``plan`` returns is
        recorded: the code, the send under each subject, the message. What it raises undoes everything.
        """
        ...

    def sends(self, destination: str, since: datetime, others: Sequence[str] = ()) -> Sends:
        """When codes were asked for to a destination, and under other subjects, after ``since``."""
        ...

    def count_guess(self, flow_id: str) -> Guess | None:
        """Count a guess before it is compared; None if the flow is closed or has none left.

        Counts at the flow and at each contact that a code of the flow was really sent to; one at its limit takes
        guesses of known devices alone (security rule 6).
        """
        ...

    def use_code(
        self, code: SentCode, now: datetime, event: "AuditEvent | None" = None, needs_two: NeedsTwo = bool
    ) -> bool:
        """Use a code once: True for exactly one caller. Clears the contact's failed guesses.

        It proves the flow, or is its first proof where its account ``needs_two``.
        """
        ...

    def recover(
        self,
        flow: Flow,
        password_hash: str,
        now: datetime,
        held_until: datetime,
        notices: Notices,
        event: "AuditEvent | None" = None,
    ) -> Consequences | None:
        """Set the password of a proven flow, once, with everything that security rule 7 attaches; None if too late."""
        ...

    def code(self, code_id: str) -> SentCode | None:
        """A code by its id."""
        ...

    def newest_code(self, flow_id: str) -> SentCode | None:
        """The code of a flow that was asked for last."""
        ...


class Outbox(Protocol):
    """Messages that are to be sent, and what became of them."""

    def next_due(self) -> datetime | None:
        """When the next message is due and nobody's; None if nothing waits."""
        ...

    def claim(self, owner: str, now: datetime, until: datetime) -> QueuedMessage | None:
        """Claim a message to send by now, the longest waiting first: until then nobody else gets it.

        Who broke off gets its own once more; what somebody claimed and did not finish in time is anybody's again.
        """
        ...

    def record(self, message_id: str, became: Delivery, due_at: datetime, owner: str) -> None:
        """Record an attempt: what it led to and, if that is not final, when to try again; it is nobody's from then on.

        What is not final counts only while the message is the owner's: somebody else may be at it by now.
        """
        ...

    def report(self, became: Sequence[tuple[str, Delivery]]) -> None:
        """Record what became of messages, by their outbox ids, after they had been handed over."""
        ...

    def reported(self, message_id: str, became: Delivery) -> bool:
        """Take a network's report of one message, in whatever order reports come; True if it told something new."""
        ...

    def set_aside(self) -> tuple[QueuedMessage, ...]:
        """What could not be sent through nobody's contact, oldest first."""
        ...

    def put_back(self, message_id: str, now: datetime) -> bool:
        """Send what was set aside after all; False if it is not set aside, or is worth nothing any more."""
        ...

    def message(self, message_id: str) -> QueuedMessage | None:
        """A message by its outbox id."""
        ...

    def deliveries(self, flow_id: str) -> tuple[Delivery, ...]:
        """What became of the code messages of a flow, oldest first."""
        ...


class Sessions(Protocol):
    """Who is signed in, on which computers, and which of these are known."""

    def count_try(self, subjects: Sequence[str], peer: str, now: datetime, check: TryCheck) -> None:
        """Count a try under each subject before it is looked at, unless ``check`` raises.

        ``check`` gets the tries so far under each subject, and whether somebody has come in with ``peer`` before.
        """
        ...

    def begin(
        self,
        session: NewSession,
        clear: str,
        give_back: Sequence[str],
        event: "AuditEvent | None" = None,
        admit: "Admit | None" = None,
    ) -> None:
        """Keep a session; the tries under ``clear`` are forgotten, and one under each of ``give_back``.

        ``admit`` decides how it begins, and what becomes of the account with it; what it raises undoes everything.
        """
        ...

    def forget_tries(self, clear: str, give_back: Sequence[str], at: datetime) -> None:
        """Forget the tries under ``clear``, and the one of that moment under each of ``give_back``."""
        ...


class SignedIn(Protocol):
    """Accounts of people who are signed in. Each change is one transaction and holds under any number of callers."""

    def enter(self, token_digest: str, since: datetime) -> "Entered | None":
        """The session that began after ``since`` and has not ended, and its account."""
        ...

    def change(
        self, token_digest: str, since: datetime, now: datetime, decide: "Decide", flow_digest: str | None = None
    ) -> "Entered | None":
        """Let a session change its account as ``decide`` says; returns both as they are then; None without a session.

        What ``decide`` raises undoes everything. The flow whose handle has ``flow_digest`` is used up by it.
        """
        ...

    def seen(self, session_id: str, now: datetime) -> None:
        """Keep when a session was last used."""
        ...


class Answers(Protocol):
    """Answers to requests that may come again. A request is reserved before it is worked on, by one caller of all."""

    def reserve(
        self, answer_id: str, body_check: str, now: datetime, until: datetime, since: datetime
    ) -> KeptAnswer | None:
        """None if the request is the caller's to work on, until then; else what is known of it.

        What is from before ``since`` is forgotten, and so is a reservation that is over.
        """
        ...

    def keep(self, answer_id: str, answer: str, until: datetime) -> str:
        """Keep the answer of who reserved until then; returns the one that stands, which the first one has given."""
        ...

    def release(self, answer_id: str, until: datetime) -> None:
        """Give a reservation back: nothing was answered, and the request can come again."""
        ...


class GuideTables(Protocol):
    """The guide's learnt tables; each change has a revision of its own, and it grows."""

    def revision(self) -> int:
        """The revision of the last change; 0 before the first one."""
        ...

    def current(self) -> tuple[int, Sequence[GuideTable]]:
        """The revision of the last change, and the table of each checklist that has one."""
        ...


class Worlds(Protocol):
    """The one practice world of a practice backend, kept as text."""

    def load(self) -> str | None:
        """The world as it was last kept."""
        ...

    def keep(self, world: str) -> None:
        """Keep the world."""
        ...

    def start_afresh(self, accounts: Sequence[NewAccount], world: str) -> None:
        """Forget every account, flow, message, send and case, and begin with these accounts and this world."""
        ...

    def correct_contact(self, wrong: str, right: str) -> None:
        """Put a contact of the made-up people right."""
        ...


class CodeKeys(Protocol):
    """Keys that codes are derived with; they lie outside the database (security rule 5)."""

    def current(self, now: datetime) -> str:
        """The id of the key for new codes."""
        ...

    def mac(self, kid: str, message: bytes) -> bytes | None:
        """HMAC-SHA256 of a message under the key with that id; None if the key is gone."""
        ...

    def digest(self, value: str) -> str:
        """A keyed digest that stands for a contact where only sameness counts; it does not change with time."""
        ...


class PasswordHasher(Protocol):
    """Turns a password into what is stored."""

    def hash(self, password: str) -> str:
        """A salted hash; slow on purpose."""
        ...

    def is_right(self, password: str, hashed: str | None) -> bool:
        """True if the hash is of this password. Without a hash it takes the same time and is never right."""
        ...
