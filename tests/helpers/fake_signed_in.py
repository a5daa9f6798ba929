"""An account that somebody is signed in to, in memory: the rules that a person meets, without service and network."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.masks import mask
from secinfo_desktop.domain.security_info import (
    Activity,
    ActivityKind,
    Area,
    ContactState,
    ContactUse,
    DeviceSession,
    KnownComputer,
    Replacement,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
    SecurityPolicy,
    SessionPurpose,
    SessionStage,
    SignInOption,
    VerificationNotice,
)
from secinfo_desktop.recovery.ports import CodeSent, RefusedError
from secinfo_desktop.security_info.ports import SessionStanding, TypedContact
from tests.helpers.clock import START as NOON
from tests.helpers.clock import FrozenClock

NAME = "karin@example.org"
PASSWORD = "seven quiet harbours"
CODE = "481906"
CANCEL_CODE = "K7QM-4T2P-9XWB-3HDR-6FYC"
RECOVERY_CODE = "7KQM2-9TXWB-3HDR6-FYC4P-JN8GS"
DAY = timedelta(days=1)
NEVER = datetime.min.replace(tzinfo=UTC)
FROZEN = (Area.SECURITY_INFO, Area.SIGN_IN_OPTIONS, Area.RECOVERY_CODE, Area.KNOWN_DEVICES)
BOTH = frozenset(ContactUse)
PROOF_LASTS = timedelta(minutes=5)


def contact(number: int, kind: ContactKind, shown: str, state: ContactState = ContactState.PROVEN) -> SecurityContact:
    """A contact that was added a while ago."""
    proven = NOON - 40 * DAY if state is ContactState.PROVEN else None
    masked = MaskedContact(f"c{number}", kind, shown)
    return SecurityContact(masked, state, BOTH, NOON - 400 * DAY, proven, is_old=proven is not None)


PHONE = contact(1, ContactKind.PHONE, "•••••••• 42")
MAIL = contact(2, ContactKind.EMAIL, "ka••••••@outlook.com")
OPTIONS = (
    SignInOption("o1", ContactKind.EMAIL, "ka••••••@example.org", is_on=True),
    SignInOption("o2", ContactKind.PHONE, "•••••••• 42", is_on=True),
)
SESSIONS = (
    DeviceSession("s1", "SecInfo Desktop on Linux", NOON - timedelta(minutes=3), NOON, is_this=True),
    DeviceSession("s2", "Firefox on Windows", NOON - 9 * DAY, NOON - timedelta(hours=2), is_this=False),
    DeviceSession("s3", "Mail on iPhone", NOON - 90 * DAY, NOON - timedelta(hours=1), is_this=False),
)
COMPUTERS = (KnownComputer("k1", "Desktop in the study", NOON - 60 * DAY, NOON - 2 * DAY, NOON + 88 * DAY),)
ACTIVITY = (
    Activity(
        "a1",
        NOON - timedelta(minutes=3),
        ActivityKind.SIGN_IN,
        "signed_in",
        went_well=True,
        device="SecInfo Desktop on Linux",
        is_here=True,
    ),
    Activity(
        "a2",
        NOON - timedelta(hours=5),
        ActivityKind.SIGN_IN,
        "sign_in_failed",
        went_well=False,
        device="Chrome on Windows",
    ),
    Activity("a3", NOON - 1 * DAY, ActivityKind.CODE, "code_asked_sms", went_well=True, device="Firefox on Windows"),
    Activity(
        "a4", NOON - 9 * DAY, ActivityKind.CHANGE, "contact_added_phone", went_well=True, device="Firefox on Windows"
    ),
    Activity(
        "a5", NOON - 40 * DAY, ActivityKind.RECOVERY, "code_accepted", went_well=True, device="Firefox on Windows"
    ),
)


@dataclass
class FakeSignedIn:
    """The account; what it holds can be set before and looked at afterwards."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    contacts: tuple[SecurityContact, ...] = (PHONE, MAIL)
    options: tuple[SignInOption, ...] = OPTIONS
    devices: tuple[DeviceSession, ...] = SESSIONS
    known: tuple[KnownComputer, ...] = COMPUTERS
    happened: tuple[Activity, ...] = ACTIVITY
    notice: VerificationNotice | None = None
    waiting: Replacement | None = None
    second_step: bool = False
    code_made_at: datetime | None = None
    held_until: datetime | None = None
    stage: SessionStage = SessionStage.OPEN
    signed_in: bool = True
    fresh_until: datetime | None = None
    old_until: datetime | None = None
    """Until when a code that was given back at an old contact counts (B9)."""
    can_enrol: bool = True
    is_enrolled: bool = False
    password: str = PASSWORD
    failing: list[Failure] = field(default_factory=list)
    """The next calls are refused with these."""
    sent: list[tuple[SessionPurpose, str]] = field(default_factory=list)
    typed: list[TypedContact] = field(default_factory=list)
    _code_for: tuple[SessionPurpose, str] | None = None

    def now(self) -> datetime:
        """The clock's."""
        return self.clock()

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a session."""
        return self.signed_in

    def _may(self, *, fresh: bool = False, area: Area | None = None) -> None:
        if self.failing:
            raise RefusedError(self.failing.pop(0), self.now() + timedelta(minutes=5))
        if not self.signed_in:
            raise RefusedError(Failure.NOT_SIGNED_IN)
        if area is not None and area in self._frozen():
            raise RefusedError(Failure.FROZEN, self._frozen()[area])
        if fresh and (self.fresh_until is None or self.now() >= self.fresh_until):
            raise RefusedError(Failure.PROOF_NEEDED)

    def _frozen(self) -> dict[Area, datetime]:
        waiting = self.waiting
        return dict.fromkeys(FROZEN, waiting.ends_at) if waiting is not None and self.now() < waiting.ends_at else {}

    # signing in

    def sign_in(self, account_name: str, password: str) -> SessionStanding:
        """Name and password."""
        if self.failing:
            raise RefusedError(self.failing.pop(0), self.now() + timedelta(minutes=5))
        if (account_name, password) != (NAME, self.password):
            raise RefusedError(Failure.SIGN_IN_WRONG)
        self.signed_in, self.fresh_until = True, self.now() + PROOF_LASTS
        return self.standing()

    def standing(self) -> SessionStanding:
        """Where the session stands."""
        self._may()
        is_taken = self.stage is SessionStage.PASSWORD
        counting = (its for its in self.contacts if its.state is ContactState.PROVEN)
        to = tuple(its.contact for its in counting if its.is_old or not is_taken)
        old_until = self.old_until if self.old_until is not None and self.now() < self.old_until else None
        return SessionStanding(self.stage, to, self.now() + 30 * DAY, self.fresh_until, self.notice, old_until)

    def sign_out(self) -> None:
        """No session."""
        self.signed_in = False

    # codes

    def send_code(self, purpose: SessionPurpose, contact_id: str, channel: Channel | None = None) -> CodeSent:
        """A code is on its way."""
        self._may()
        its = self._contact(contact_id)
        self.sent.append((purpose, contact_id))
        self._code_for = (purpose, contact_id)
        now = self.now()
        minutes = timedelta(minutes=1)
        return CodeSent(1, "KF", channel or its.contact.channel, now, now + 10 * minutes, now + minutes, 3, 5)

    def give_code(self, code: str) -> SessionStanding:
        """What it is for happens."""
        self._may()
        if code != CODE or self._code_for is None:
            raise RefusedError(Failure.CODE_WRONG)
        (purpose, contact_id), self._code_for = self._code_for, None
        self.fresh_until = self.now() + PROOF_LASTS
        if purpose is SessionPurpose.CANCEL:
            self._cancel()
        elif purpose is SessionPurpose.VERIFY:
            self._prove(contact_id)
        elif purpose is SessionPurpose.PROVE and self._contact(contact_id).is_old:
            self.old_until = self.fresh_until
        if self.stage is not SessionStage.PASSWORD:
            self.stage = SessionStage.OPEN
        return self.standing()

    def _may_go(self, contact_id: str) -> None:
        """One that counts goes by a code to an old one (B9)."""
        if self._contact(contact_id).state is ContactState.PROVEN:
            self._need_old_contact()

    def _need_old_contact(self) -> None:
        if self.old_until is None or self.now() >= self.old_until:
            raise RefusedError(Failure.OLD_CONTACT_NEEDED)

    def _prove(self, contact_id: str) -> None:
        its = self._contact(contact_id)
        if its.replaces is not None:
            self._may_go(its.replaces)
        self.notice = None
        state = its.state if its.state in (ContactState.NEW, ContactState.LEAVING) else ContactState.PROVEN
        self._put(replace(its, state=state, proven_at=self.now(), replaces=None))
        if its.replaces is not None:
            self.contacts = tuple(one for one in self.contacts if one.contact.id != its.replaces)

    def prove_by_password(self, password: str) -> SessionStanding:
        """Fresh proof."""
        self._may()
        if password != self.password:
            raise RefusedError(Failure.SIGN_IN_WRONG)
        self.fresh_until = self.now() + PROOF_LASTS
        return self.standing()

    def skip_notice(self) -> SessionStanding:
        """A day later."""
        self._may()
        if self.notice is None or self.now() >= self.notice.due_at:
            raise RefusedError(Failure.NOT_SKIPPABLE)
        self.notice = replace(self.notice, skipped_until=min(self.now() + DAY, self.notice.due_at))
        return self.standing()

    # what there is

    def info(self) -> SecurityInfo:
        """Everything."""
        self._may()
        waiting = self.waiting
        if waiting is not None and self.now() >= waiting.ends_at:
            waiting = replace(waiting, state=ReplacementState.READY)
        return SecurityInfo(
            self.contacts,
            self.options,
            SecurityPolicy(1, 6, 30),
            NOON - 200 * DAY,
            self.second_step,
            self.code_made_at,
            self.held_until,
            self.fresh_until,
            waiting,
            self.notice,
            MappingProxyType(self._frozen()),
        )

    def sessions(self) -> tuple[DeviceSession, ...]:
        """Where it is open."""
        self._may()
        return self.devices

    def computers(self) -> tuple[KnownComputer, ...]:
        """Known ones."""
        self._may()
        return self.known

    def activity(self) -> tuple[Activity, ...]:
        """Newest first."""
        self._may()
        return self.happened

    # changes

    def _contact(self, contact_id: str) -> SecurityContact:
        found = next((its for its in self.contacts if its.contact.id == contact_id), None)
        if found is None:
            raise RefusedError(Failure.UNKNOWN_CONTACT)
        return found

    def _put(self, its: SecurityContact) -> None:
        self.contacts = tuple(its if one.contact.id == its.contact.id else one for one in self.contacts)

    def _masked(self, typed: TypedContact) -> MaskedContact:
        return MaskedContact(f"n{len(self.typed)}", typed.kind, mask(typed.kind, typed.value))

    def add_contact(self, typed: TypedContact, replaces: str | None = None) -> SecurityContact:
        """It counts for nothing yet."""
        self._may(fresh=True, area=Area.SECURITY_INFO)
        if replaces is not None:
            self._may_go(replaces)
        self.typed.append(typed)
        its = SecurityContact(self._masked(typed), ContactState.UNPROVEN, BOTH, self.now(), replaces=replaces)
        self.contacts = (*self.contacts, its)
        return its

    def remove_contact(self, contact_id: str) -> None:
        """Not the last one that counts (B10)."""
        self._may(fresh=True, area=Area.SECURITY_INFO)
        if self.held_until is not None and self.now() < self.held_until:
            raise RefusedError(Failure.REMOVAL_HELD, self.held_until)
        left = tuple(its for its in self.contacts if its.contact.id != contact_id)
        if not any(its.state is ContactState.PROVEN for its in left):
            raise RefusedError(Failure.ADD_ONE_FIRST)
        self._may_go(contact_id)
        self.contacts = left

    def use_contact(self, contact_id: str, uses: frozenset[ContactUse]) -> None:
        """As chosen."""
        self._may(fresh=True, area=Area.SECURITY_INFO)
        its = self._contact(contact_id)
        if not uses >= its.uses:
            self._may_go(contact_id)
        self._put(replace(its, uses=uses))

    def switch_option(self, option_id: str, *, on: bool) -> None:
        """Not the last one off (B8)."""
        self._may(fresh=True, area=Area.SIGN_IN_OPTIONS)
        options = tuple(replace(one, is_on=on) if one.id == option_id else one for one in self.options)
        if not any(one.is_on for one in options):
            raise RefusedError(Failure.LAST_OPTION)
        self.options = options

    def choose_second_step(self, *, on: bool) -> None:
        """As chosen; to ask for one takes a code to an old contact."""
        self._may(fresh=True, area=Area.SIGN_IN_OPTIONS)
        if on:
            self._need_old_contact()
        self.second_step = on

    def change_password(self, password: str) -> int:
        """Ends the others; never frozen."""
        self._may(fresh=True)
        if self.stage is SessionStage.PASSWORD:
            self._need_old_contact()
        if "password" in password:
            raise RefusedError(Failure.PASSWORD_COMMON)
        self.password, self.stage = password, SessionStage.OPEN
        return self.end_session(None)

    def end_session(self, session_id: str | None) -> int:
        """One, or all others."""
        self._may()
        before = len(self.devices)
        self.devices = tuple(
            one for one in self.devices if one.is_this or (session_id is not None and one.id != session_id)
        )
        return before - len(self.devices)

    def make_recovery_code(self) -> str:
        """Shown once."""
        self._may(fresh=True, area=Area.RECOVERY_CODE)
        self.code_made_at = self.now()
        return RECOVERY_CODE

    # replacing all of it

    def start_replacement(self, typed: Sequence[TypedContact]) -> Replacement:
        """The waiting period begins; needs the password of the last five minutes."""
        self._may(fresh=True, area=Area.SECURITY_INFO)
        now, ends = self.now(), self.now() + 30 * DAY
        self.waiting = Replacement(
            now, ends, tuple(now + days * DAY for days in (0, 1, 7, 21, 29, 30)), ReplacementState.WAITING
        )
        leaving = [replace(its, state=ContactState.LEAVING, changes_at=ends) for its in self.contacts]
        self.typed += typed
        new = [SecurityContact(self._masked(one), ContactState.NEW, BOTH, now, changes_at=ends) for one in typed]
        self.contacts = (*new, *leaving)
        return self.waiting

    def finish_replacement(self, typed: Sequence[TypedContact]) -> None:
        """What is typed counts for nothing yet; what was proven since the end takes the place of the old."""
        self._may(fresh=True)
        waiting = self.waiting
        if waiting is None or self.now() < waiting.ends_at:
            raise RefusedError(Failure.NOT_YET, waiting.ends_at if waiting else None)
        self.typed += typed
        now = self.now()
        entered = [SecurityContact(self._masked(one), ContactState.NEW, BOTH, now) for one in typed]
        proven = [
            its
            for its in self.contacts
            if its.state is ContactState.NEW and (its.proven_at or NEVER) >= waiting.ends_at
        ]
        if typed:
            self.contacts = (*self.contacts, *entered)
        elif not proven:
            raise RefusedError(Failure.NOT_PROVEN)
        else:
            self.contacts = tuple(replace(its, state=ContactState.PROVEN, changes_at=None) for its in proven)
            self.waiting = None

    def cancel_replacement(self, account_name: str, cancel_code: str) -> None:
        """By the code of a notice; needs no session."""
        if self.failing:
            raise RefusedError(self.failing.pop(0))
        if (account_name, cancel_code) != (NAME, CANCEL_CODE):
            raise RefusedError(Failure.CANCEL_CODE_WRONG)
        self._cancel()

    def _cancel(self) -> None:
        self.waiting = None
        kept = [its for its in self.contacts if its.state is not ContactState.NEW]
        self.contacts = tuple(
            replace(its, state=ContactState.PROVEN, changes_at=None) if its.state is ContactState.LEAVING else its
            for its in kept
        )

    # this computer

    def enrol(self) -> None:
        """Known from now on."""
        self._may(fresh=True, area=Area.KNOWN_DEVICES)
        self.is_enrolled = True
        self.known = (*self.known, KnownComputer("k9", "This computer", self.now(), self.now(), self.now() + 90 * DAY))

    def forget_computer(self, computer_id: str) -> None:
        """Trusted no longer; never frozen."""
        self._may(fresh=True)
        self.known = tuple(one for one in self.known if one.id != computer_id)


def in_waiting_period(day: int = 12, *, typed: bool = True) -> FakeSignedIn:
    """An account on a day of its waiting period, as in the drawing of the overview."""
    began = NOON - day * DAY + timedelta(hours=1)
    its, ends = FakeSignedIn(), began + 30 * DAY
    notices = tuple(began + days * DAY for days in (0, 1, 7, 21, 29, 30))
    new = (replace(PHONE, state=ContactState.NEW, proven_at=None, changes_at=ends),) if typed else ()
    old = contact(3, ContactKind.PHONE, "•••••••• 07")
    leaving = tuple(replace(one, state=ContactState.LEAVING, changes_at=ends) for one in (MAIL, old))
    its.contacts, its.waiting = (*new, *leaving), Replacement(began, ends, notices, ReplacementState.WAITING)
    return its
