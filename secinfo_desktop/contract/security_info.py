"""What travels about the security info of a signed-in person (B1-B13, B23). Contacts and sign-in names are masked."""

from secinfo_desktop.contract.structs import Contact, Instant, Message


class SecurityContact(Message, frozen=True, kw_only=True):
    """A contact and what it counts for; ``changes_at``: when a new one counts, or a leaving one goes."""

    contact: Contact
    state: str
    """``proven``, ``unproven``, ``new`` or ``leaving``."""
    uses: tuple[str, ...]
    """``recovery`` and ``sign_in``."""
    added_at: Instant
    proven_at: Instant | None = None
    replaces: str | None = None
    changes_at: Instant | None = None
    is_old: bool = False
    """True if a code given back there decides on contacts that go: it has been there for the waiting period."""


class SignInOption(Message, frozen=True, kw_only=True):
    """A name that one signs in with; ``kind`` is ``email``, ``phone`` or None for a plain name."""

    id: str
    kind: str | None
    mask: str
    is_on: bool


class Replacement(Message, frozen=True, kw_only=True):
    """A waiting period of thirty days (B11); ``state`` is ``waiting`` or ``ready``."""

    requested_at: Instant
    ends_at: Instant
    notices_at: tuple[Instant, ...]
    state: str
    needs_staff: bool = False


class VerificationNotice(Message, frozen=True, kw_only=True):
    """The notice "can you still receive a code?" (B23)."""

    first_at: Instant
    due_at: Instant
    skipped_until: Instant | None = None


class Policy(Message, frozen=True, kw_only=True):
    """What the person needs to know of the provider's rules."""

    least_contacts: int
    most_contacts: int
    waiting_days: int


class FrozenArea(Message, frozen=True, kw_only=True):
    """An area in which nothing can be changed until then (B11)."""

    area: str
    until: Instant


class SecurityInfo(Message, frozen=True, kw_only=True):
    """Everything about an account's security info."""

    contacts: tuple[SecurityContact, ...]
    options: tuple[SignInOption, ...]
    policy: Policy
    frozen: tuple[FrozenArea, ...] = ()
    password_changed_at: Instant | None = None
    second_step: bool = False
    recovery_code_made_at: Instant | None = None
    removal_held_until: Instant | None = None
    fresh_until: Instant | None = None
    replacement: Replacement | None = None
    notice: VerificationNotice | None = None
    now: Instant


class Done(Message, frozen=True, kw_only=True):
    """It was done; what was told before may have changed with it."""

    now: Instant


# --- sessions and proof


class SessionStanding(Message, frozen=True, kw_only=True):
    """What stands between a session and the account: ``stage`` is ``open``, ``code``, ``verify`` or ``password``."""

    stage: str
    contacts: tuple[Contact, ...]
    """To which a code of the stage can go."""
    ends_at: Instant
    fresh_until: Instant | None = None
    old_contact_until: Instant | None = None
    """Until when a code that was given back at an old contact counts: what ``password`` needs as well."""
    notice: VerificationNotice | None = None
    now: Instant


class OpenSessionFlow(Message, frozen=True, kw_only=True):
    """Asks for a code to one contact; ``purpose`` is ``sign_in``, ``prove``, ``verify`` or ``cancel``."""

    purpose: str
    contact: str
    channel: str | None = None


class SessionFlowOpened(Message, frozen=True, kw_only=True):
    """The flow of a code, for the ``Recovery-Flow`` header: sending again, its status and giving it back go there."""

    flow: str
    ends_at: Instant
    now: Instant

    def __repr__(self) -> str:
        """Without the handle."""
        return "SessionFlowOpened()"


class ProvePassword(Message, frozen=True, kw_only=True):
    """Fresh proof by the password (R16)."""

    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return "ProvePassword()"


class ChangePassword(Message, frozen=True, kw_only=True):
    """A new password for a signed-in person."""

    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return "ChangePassword()"


class Session(Message, frozen=True, kw_only=True):
    """Where the account is signed in; ``id`` opens nothing."""

    id: str
    device: str
    began_at: Instant
    seen_at: Instant
    is_this: bool


class Sessions(Message, frozen=True, kw_only=True):
    """All of them."""

    sessions: tuple[Session, ...]
    now: Instant


class EndSession(Message, frozen=True, kw_only=True):
    """Ends one session, or with None all others."""

    session: str | None = None


class SessionsEnded(Message, frozen=True, kw_only=True):
    """How many were ended."""

    ended: int
    now: Instant


# --- contacts


class AddContact(Message, frozen=True, kw_only=True):
    """Adds a contact, typed in full; ``replaces`` is the contact that goes once this one is proven."""

    kind: str
    value: str
    replaces: str | None = None

    def __repr__(self) -> str:
        """Without the value."""
        return f"AddContact(kind={self.kind!r})"


class ContactAdded(Message, frozen=True, kw_only=True):
    """The contact, masked; it counts once a code sent to it was given back (B7)."""

    contact: SecurityContact
    now: Instant


class RemoveContact(Message, frozen=True, kw_only=True):
    """Removes one contact."""

    contact: str


class UseContact(Message, frozen=True, kw_only=True):
    """Chooses what a contact is used for."""

    contact: str
    uses: tuple[str, ...]


class SwitchOption(Message, frozen=True, kw_only=True):
    """Turns signing in with a name on or off (B8)."""

    option: str
    on: bool


class ChooseSecondStep(Message, frozen=True, kw_only=True):
    """Asks for a code after the password at every sign-in, or no longer."""

    on: bool


# --- replacement


class NewContact(Message, frozen=True, kw_only=True):
    """A contact that shall take the place of all others, typed in full."""

    kind: str
    value: str

    def __repr__(self) -> str:
        """Without the value."""
        return f"NewContact(kind={self.kind!r})"


class StartReplacement(Message, frozen=True, kw_only=True):
    """Starts the waiting period. Without ``contacts`` the new info is entered at its end, with the claim (B11).

    ``claim`` is a secret of the caller's making, 256 bits, which stays on that computer: it lets new info be entered at
    the end, also where some was typed, so that a slip of the hand costs no second waiting period. Asked again with the
    same claim for the same contacts, nothing more is done.
    """

    claim: str
    contacts: tuple[NewContact, ...] = ()

    def __repr__(self) -> str:
        """Without the claim."""
        return f"StartReplacement(contacts={self.contacts!r})"


class ReplacementStarted(Message, frozen=True, kw_only=True):
    """The waiting period, and how many contacts were told."""

    replacement: Replacement
    contacts_told: int
    now: Instant


class CancelReplacement(Message, frozen=True, kw_only=True):
    """Cancels with the 20 characters of a notice; needs no session and opens none (B13)."""

    account_name: str
    cancel_code: str

    def __repr__(self) -> str:
        """Without the name and the code."""
        return "CancelReplacement()"


class FinishReplacement(Message, frozen=True, kw_only=True):
    """After the waiting period: ``contacts`` with the ``claim`` enter new info, each to be proven by a code (verify).

    With none, what was proven since the end takes the place of all others.
    """

    contacts: tuple[NewContact, ...] = ()
    claim: str | None = None

    def __repr__(self) -> str:
        """Without the claim."""
        return f"FinishReplacement(contacts={self.contacts!r})"


class AskAreas(Message, frozen=True, kw_only=True):
    """An organisation's other system asks what of an account is frozen."""

    account_name: str

    def __repr__(self) -> str:
        """Without the name."""
        return "AskAreas()"


class Areas(Message, frozen=True, kw_only=True):
    """The frozen areas of an account."""

    frozen: tuple[FrozenArea, ...]
    now: Instant


# --- recovery code, known computers, activity


class RecoveryCode(Message, frozen=True, kw_only=True):
    """A recovery code (B29): a secret that is told once. It opens a recovery, and never shortens a waiting period."""

    recovery_code: str
    now: Instant

    def __repr__(self) -> str:
        """Without the code."""
        return "RecoveryCode()"


class GiveRecoveryCode(Message, frozen=True, kw_only=True):
    """Proves a recovery flow with the code that was kept."""

    recovery_code: str

    def __repr__(self) -> str:
        """Without the code."""
        return "GiveRecoveryCode()"


class ProofGiven(Message, frozen=True, kw_only=True):
    """A proof counts for the flow; ``needs_another``: the account asks for two proofs by different methods (R13)."""

    needs_another: bool
    now: Instant


class EnrolDevice(Message, frozen=True, kw_only=True):
    """Makes this computer known by a public key (Ed25519, base64) whose private half never leaves its keyring."""

    device: str
    public_key: str


class DeviceEnrolled(Message, frozen=True, kw_only=True):
    """The computer is known under this id; it is no secret."""

    device_id: str
    now: Instant


class DeviceChallenge(Message, frozen=True, kw_only=True):
    """What a known computer has to sign to open or raise this flow, and no other one."""

    challenge: str
    now: Instant


class ProveDevice(Message, frozen=True, kw_only=True):
    """The signature (base64) over the flow's challenge."""

    device_id: str
    signature: str


class DeviceProven(Message, frozen=True, kw_only=True):
    """Who may know the flow's evidence from now on."""

    audience: str
    now: Instant


class Computer(Message, frozen=True, kw_only=True):
    """A known computer."""

    id: str
    device: str
    added_at: Instant
    used_at: Instant
    ends_at: Instant


class Computers(Message, frozen=True, kw_only=True):
    """All known computers."""

    computers: tuple[Computer, ...]
    now: Instant


class ForgetComputer(Message, frozen=True, kw_only=True):
    """Trusts a computer no longer."""

    computer: str


class Activity(Message, frozen=True, kw_only=True):
    """One thing that happened; ``event`` is a stable word, ``kind`` ``sign_in``, ``code``, ``change``, ``recovery``."""

    id: str
    at: Instant
    kind: str
    event: str
    went_well: bool
    device: str = ""
    is_here: bool = False


class RecentActivity(Message, frozen=True, kw_only=True):
    """What happened of late, newest first."""

    events: tuple[Activity, ...]
    now: Instant
