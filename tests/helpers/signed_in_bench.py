"""A person who has an account at a service on the bench, and what they do when they are signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import insert, update

from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.gate import Inside
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.backend.services.session_flows import FlowAct
from secinfo_desktop.backend.store.tables import ACCOUNT, REPLACEMENT
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import SecurityInfo, SessionPurpose
from secinfo_desktop.domain.security_policy import SecurityRules
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, QuickHasher, ServiceBench, code_in_letter

OWNER = "ben@example.org"
ALIASES = ("ben.other@example.org", "0171 3920055")
PASSWORD = "four green bicycles in the rain"
NEW_MAIL, NEW_PHONE = "ben.new@example.net", "+49 171 3920077"
KINDS = {MAIL: "email", NEW_MAIL: "email", PHONE: "phone", NEW_PHONE: "phone"}
HOME = "192.0.2.1"


@dataclass
class Member:
    """The person: phone and address are proven, and two further names are on."""

    bench: ServiceBench
    rules: SecurityRules = field(default_factory=SecurityRules)
    more_acts: Mapping[SessionPurpose, FlowAct] | None = None
    name: str = OWNER
    names: Sequence[str] = ALIASES
    contacts: Sequence[tuple[ContactKind, str]] = ((ContactKind.PHONE, PHONE), (ContactKind.EMAIL, MAIL))

    def __post_init__(self) -> None:
        self.bench.pack = replace(self.bench.pack, security_info=self.rules)
        self.bench.recovery = self.bench.with_store(self.bench.store)
        self.its = self.bench.signed_in(more_acts=self.more_acts)
        person = NewPerson(self.name, tuple(self.contacts), PASSWORD, names=tuple(self.names))
        new = new_account(person, "DE", self.bench.clock(), self.bench.random, QuickHasher())
        self.bench.store.accounts.add(new)
        self.account_id = new.account.id
        self.password = PASSWORD

    def sign_in(self, name: str | None = None, peer: str | None = HOME) -> str:
        """A new session's token."""
        return self.its.sign_in.sign_in(name or self.name, self.password, "desk", peer=peer).token

    def info(self, session: str) -> SecurityInfo:
        """Everything about the security info."""
        return self.its.overview.info(session)[0]

    def id_of(self, session: str, place: int) -> str:
        """The id of the contact at a place."""
        return self.info(session).contacts[place].contact.id

    def ask(self, session: str, purpose: SessionPurpose, contact_id: str) -> str:
        """Have a code sent to a contact; returns the flow's handle."""
        handle = self.its.flows.open(session, purpose, contact_id).handle
        self.bench.recovery.send_code(handle, contact_id, None)
        return handle

    def give(self, session: str, handle: str) -> Inside:
        """Give the newest code back and let it do what it is for."""
        self.bench.recovery.give_code(handle, code_in_letter(self.bench.way_out.letters[-1]))
        return self.its.flows.use(session, handle)

    def prove(self, session: str, purpose: SessionPurpose, contact_id: str) -> Inside:
        """Ask for a code and give it back."""
        return self.give(session, self.ask(session, purpose, contact_id))

    def prove_old(self, session: str, place: int = 0) -> Inside:
        """Fresh proof at a contact that came with the account: what is asked for before one goes (B9)."""
        return self.prove(session, SessionPurpose.PROVE, self.id_of(session, place))

    def ask_for_second_step(self, session: str, place: int = 0) -> None:
        """Have a code asked for after the password from now on; a minute later the next code can be sent."""
        self.prove_old(session, place)
        self.its.contacts.choose_second_step(session, on=True)
        self.bench.clock.advance(minutes=1)

    def add(self, session: str, typed: str, replaces: str | None = None) -> str:
        """Add a contact, not proven yet; returns its id."""
        return self.its.contacts.add(session, KINDS[typed], typed, replaces)[0].contact.id

    def add_proven(self, session: str, typed: str, replaces: str | None = None) -> str:
        """Add a contact and give its code back."""
        contact_id = self.add(session, typed, replaces)
        self.prove(session, SessionPurpose.VERIFY, contact_id)
        return contact_id

    def recover(self, place: int = 0, typed: str = PHONE) -> None:
        """Get in by a recovery."""
        flow = self.bench.open_flow(self.name)
        self.bench.ask(flow, typed, place)
        self.bench.give(flow, self.bench.newest_code())
        self.bench.recovery.set_password(flow.handle, NEW_PASSWORD)
        self.password = NEW_PASSWORD

    def letters_since(self, count: int) -> list[Letter]:
        """What was sent after so many letters."""
        return self.bench.way_out.letters[count:]

    @property
    def sent(self) -> int:
        """How many letters were sent so far."""
        return len(self.bench.way_out.letters)

    def need_new_password(self) -> None:
        """As after a takeover that somebody has told of."""
        self._let_account_be(new_password_needed=True)

    def hold_removal(self, seconds: float) -> None:
        """As after a recovery: no contact goes for so long."""
        self._let_account_be(removal_held_until=self.bench.clock() + timedelta(seconds=seconds))

    def _let_account_be(self, **how: object) -> None:
        with self.bench.store.database.write() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == self.account_id).values(**how))

    def begin_replacement(self, days: int = 30) -> None:
        """As if all security info were being replaced from now on (B11)."""
        now = self.bench.clock()
        row = {
            "id": self.bench.random.randbytes(16).hex(),
            "account_id": self.account_id,
            "requested_at": now,
            "notices_sent": 1,
        }
        with self.bench.store.database.write() as connection:
            connection.execute(insert(REPLACEMENT), {**row, "ends_at": now + timedelta(days=days)})

    def cancel_replacement(self) -> None:
        """As if somebody had cancelled it."""
        its = REPLACEMENT.c.account_id == self.account_id
        with self.bench.store.database.write() as connection:
            connection.execute(update(REPLACEMENT).where(its).values(cancelled_at=self.bench.clock()))
