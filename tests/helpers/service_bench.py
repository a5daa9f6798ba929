"""A recovery service on a bench: the real store and keys in a folder, a frozen clock, and a way out that is watched."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import update

from secinfo_desktop import resources
from secinfo_desktop.backend.delivery.worker import Worker
from secinfo_desktop.backend.delivery.writing import Style, Writer
from secinfo_desktop.backend.helpdesk_parts import helpdesk_services
from secinfo_desktop.backend.http.evidence_handlers import EvidenceServices, evidence_services
from secinfo_desktop.backend.http.handlers import Services
from secinfo_desktop.backend.http.late import Late
from secinfo_desktop.backend.http.streams import Streams
from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.decoys import HIDDEN_ROWS, Decoys
from secinfo_desktop.backend.services.door import Door, GateDoor
from secinfo_desktop.backend.services.flow_answers import AskedCode, OpenedFlow
from secinfo_desktop.backend.services.knocks import Knock
from secinfo_desktop.backend.services.known_computers import new_computer
from secinfo_desktop.backend.services.live_services import LiveServices, live_services
from secinfo_desktop.backend.services.ports import PasswordHasher
from secinfo_desktop.backend.services.proof_surroundings import proof_surroundings
from secinfo_desktop.backend.services.records import Account, Letter
from secinfo_desktop.backend.services.recovery import Recovery, Surroundings
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.repeats import Repeats
from secinfo_desktop.backend.services.replacement_cancel import CancelAct
from secinfo_desktop.backend.services.replacement_services import (
    ReplacementServices,
    replacement_notices,
    replacement_services,
)
from secinfo_desktop.backend.services.session_flows import FlowAct
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.backend.services.signed_in import SignedInServices, signed_in_services
from secinfo_desktop.backend.services.staff_gate import StaffGate
from secinfo_desktop.backend.services.telephony import Aside, Telephony, at_once
from secinfo_desktop.backend.store import postgres, sqlite
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.key_file import KeyFile
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import CONTACT
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.known_computers import MOST_KNOWN
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import SessionPurpose
from tests.helpers.clock import FrozenClock

PHONE = "+49 171 3920041"
OTHER_PHONE_OF_THAT_MASK = "+49 171 3920141"
MAIL = "mara.post@example.com"
OTHER_MAIL_OF_THAT_MASK = "max.post@example.com"
NAME = "mara@example.org"
AREAS_TOKEN = "a" * 43
NEW_PASSWORD = "seven lanterns over the quiet harbour"


class QuickHasher:
    """Stands in for argon2, which is slow on purpose."""

    def hash(self, password: str) -> str:
        """A digest."""
        return f"digest:{hashlib.sha256(password.encode()).hexdigest()}"

    def is_right(self, password: str, hashed: str | None) -> bool:
        """True if it is the digest of this password."""
        return self.hash(password) == hashed


class WatchedTransport:
    """Takes every letter, or fails as it is told to."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failure: BaseException | None = None

    def send(self, letter: Letter) -> DeliveryState:
        """Take a letter."""
        if self.failure is not None:
            raise self.failure
        self.letters.append(letter)
        return DeliveryState.ACCEPTED


def example_pack() -> ProviderPack:
    """The pack that comes with the program."""
    return providers.parse(resources.text("providers/example-organisation.toml"))


@dataclass
class ServiceBench:
    """A service and what it works with. ``database``: a PostgreSQL database's address; None is SQLite in the folder."""

    folder: Path
    clock: FrozenClock = field(default_factory=FrozenClock)
    random: Random = field(default_factory=lambda: Random(7))
    pack: ProviderPack = field(default_factory=example_pack)
    database: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.keys = KeyFile(self.folder, self.random, max(self.pack.code_life.values()))
        self.store = self.another_store()
        self.way_out = WatchedTransport()
        transports = dict.fromkeys(Channel, self.way_out)
        self.writer = Writer(
            self.store.accounts, self.store.flows, self.store.replacements, self.keys, self.pack, Style()
        )
        self.worker = Worker(self.store.outbox, self.writer.write, transports, self.clock, "the bench")
        self.recovery = self.with_store(self.store)

    def another_store(self) -> SqlStore:
        """The same database once more, over connections of its own."""
        store = sqlite.open_store(self.folder) if self.database is None else postgres.open_store(self.database)
        return store.sealed_by(self.keys.seal)

    def auditor(self, store: SqlStore) -> Auditor:
        """Notes in the store's audit log."""
        return Auditor(SqlAudit(store.database, self.keys.seal), self.keys, self.clock)

    def with_store(self, store: SqlStore, *, channels: frozenset[Channel] = frozenset(Channel)) -> Recovery:
        """The service over a store; sends at once what it has queued."""
        return Recovery(self.surroundings(store, channels), self.worker.deliver_due)

    def with_decoys(self, rows: int = HIDDEN_ROWS) -> Recovery:
        """The service as it answers where unknown names are not said to be unknown; its letters stay in the outbox."""
        decoys = Decoys(self.keys, self.store.decoys.prepare(self.clock()), rows)
        return Recovery(replace(self.surroundings(self.store), decoys=decoys), lambda: None)

    def sign_in(self, store: SqlStore | None = None, hasher: PasswordHasher | None = None) -> SignIn:
        """Sessions of this service."""
        its = self.surroundings(store or self.store)
        hasher = hasher or its.hasher
        return SignIn(its.accounts, its.sessions, its.keys, hasher, its.clock, its.random, its.audit, its.pack)

    def signed_in(
        self, store: SqlStore | None = None, more_acts: Mapping[SessionPurpose, FlowAct] | None = None
    ) -> SignedInServices:
        """What people who are signed in can do; sends at once what it has queued."""
        its = store or self.store
        surroundings = self.surroundings(its)
        cancel: FlowAct = CancelAct(replacement_notices(surroundings), surroundings.audit)
        acts = {SessionPurpose.CANCEL: cancel, **(more_acts or {})}
        return signed_in_services(surroundings, its.signed_in, self.worker.deliver_due, acts)

    def replacements(self, store: SqlStore | None = None, *, areas_token: str | None = None) -> ReplacementServices:
        """What a replacement of all security info needs; sends at once what it has queued."""
        its = store or self.store
        surroundings, gate = self.surroundings(its), self.signed_in(its).gate
        return replacement_services(surroundings, its.replacements, gate, self.worker.deliver_due, areas_token)

    def services(self, recovery: Recovery | None = None) -> Services:
        """What the endpoints speak to."""
        its, store = self.signed_in(), self.store
        streams = Streams(store.live_cases.marks)
        return Services(
            clock=self.clock,
            pack=self.pack,
            capabilities=("recovery", "voice_call"),
            recovery=recovery or self.recovery,
            sign_in=its.sign_in,
            sessions=its.sessions,
            session_flows=its.flows,
            contacts=its.contacts,
            overview=its.overview,
            replacements=self.replacements(areas_token=AREAS_TOKEN),
            repeats=Repeats(store.answers, self.keys, self.clock),
            audit=self.auditor(store),
            tables=store.guide_tables,
            evidence=self.evidence(),
            helpdesk=Late(lambda: helpdesk_services(self.surroundings(store), store, its.sign_in, practice=False)),
            staff_gate=StaffGate(store.staff, self.clock, self.auditor(store)),
            live=Late(lambda: self.live(on_event=streams.notify)),
            streams=streams,
        )

    def live(
        self,
        store: SqlStore | None = None,
        *,
        on_event: Callable[[str], None] = lambda _: None,
        telephony: Telephony | None = None,
        recovery: Recovery | None = None,
        aside: Aside = at_once,
    ) -> LiveServices:
        """What a shared call needs; sends at once what it has queued."""
        its = store or self.store
        surroundings, recovery = self.surroundings(its), recovery or self.recovery
        deliver = self.worker.deliver_due
        return live_services(surroundings, its.live_cases, recovery, deliver, on_event, telephony, aside)

    def surroundings(self, store: SqlStore, channels: frozenset[Channel] = frozenset(Channel)) -> Surroundings:
        """What a service over a store works with."""
        return Surroundings(
            accounts=store.accounts,
            sessions=store.sessions,
            flows=store.flows,
            outbox=store.outbox,
            keys=self.keys,
            hasher=QuickHasher(),
            clock=self.clock,
            random=self.random,
            pack=self.pack,
            channels=channels,
            common_passwords=frozenset({"password", "correct horse"}),
            audit=self.auditor(store),
            computers=store.computers,
        )

    def evidence(self, door: Door | None = None) -> EvidenceServices:
        """Recovery codes, known computers and recent activity of this service."""
        its, on_queued = self.store, self.worker.deliver_due
        door = door or GateDoor(self.signed_in().gate)
        surroundings = self.surroundings(its)
        return evidence_services(proof_surroundings(surroundings, its.recovery_codes, its.activity, door, on_queued))

    def known_device(self, account: Account, ago: timedelta = timedelta()) -> ComputerKey:
        """The key of a computer that was made known so long ago."""
        private_key, public_key = new_key(self.random)
        computer = new_computer(account.id, "desk", public_key, self.clock(), self.random)
        assert self.store.computers.enrol(replace(computer, added_at=computer.added_at - ago), MOST_KNOWN)
        return ComputerKey(computer.id, private_key)

    def opened_at(
        self, computer: ComputerKey | None, name: str = NAME, *, peer: str | None = None, by: Recovery | None = None
    ) -> OpenedFlow:
        """A new flow, at a computer that the account may know; ``by`` a service over the same store."""
        its = computer.knock(name, self.clock()) if computer else None
        knock = Knock(its.device_id, its.at, its.signature) if its else None
        opened = (by or self.recovery).open_flow(name, peer=peer, knock=knock)
        if computer is not None:
            computers = self.evidence().computers
            challenge, _ = computers.challenge(opened.handle)
            refusal(computers.prove, opened.handle, computer.device_id, computer.answer(challenge))
        return opened

    def audience_of(self, flow: OpenedFlow) -> Disclosure:
        """Who may know the evidence of a flow."""
        return self.recovery.status(flow.handle).audience

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def add_account(self, name: str = NAME, *, phone: str = PHONE, mail: str = MAIL) -> Account:
        """An account with a phone and an e-mail address."""
        contacts = ((ContactKind.PHONE, phone), (ContactKind.EMAIL, mail))
        person = NewPerson(name, contacts, None, ("a tablet", "a console"))
        new = replace(new_account(person, "DE", self.clock(), self.random), known_devices=("this computer",))
        self.store.accounts.add(new)
        return new.account

    def open_flow(self, name: str = NAME) -> OpenedFlow:
        """A new flow."""
        return self.recovery.open_flow(name)

    def ask(self, flow: OpenedFlow, typed: str | None = PHONE, place: int = 0) -> AskedCode:
        """Ask for a code to the contact at that place of the list."""
        return self.recovery.send_code(flow.handle, flow.contacts[place].id, typed)

    def newest_code(self) -> str:
        """The code in the newest letter."""
        return code_in_letter(self.way_out.letters[-1])

    def give(self, flow: OpenedFlow, code: str) -> None:
        """Give a code back."""
        self.recovery.give_code(flow.handle, code)

    def proven_flow(self) -> OpenedFlow:
        """A flow whose code has been given back."""
        flow = self.open_flow()
        self.ask(flow)
        self.give(flow, self.newest_code())
        return flow

    def have_guessed_wrong(self, in_a_row: int) -> None:
        """Let so many guesses at every contact have been wrong."""
        with self.store.database.write() as connection:
            connection.execute(update(CONTACT).values(failed_in_a_row=in_a_row))

    def next_hour(self) -> None:
        """Let time pass until no ceiling but the day's bites."""
        self.clock.advance(hours=1, seconds=1)


def code_in_letter(letter: Letter) -> str:
    """The six digits in a letter, without the space between them."""
    found = re.search(r"(?<!\d)(\d{3}) (\d{3})(?!\d)", letter.text)
    assert found is not None
    return found[1] + found[2]


def wrong(code: str, by: int = 1) -> str:
    """Another code."""
    return f"{(int(code) + by) % 1_000_000:06d}"


def refusal(of: Callable[..., object], *arguments: object) -> Failure | None:
    """The failure that a call is refused with; None if it is not."""
    try:
        of(*arguments)
    except Refused as refused:
        return refused.failure
    return None


def wait_of(of: Callable[..., object], *arguments: object) -> timedelta | None:
    """How long the refusal of a call stands."""
    try:
        of(*arguments)
    except Refused as refused:
        return refused.retry_after
    return None
