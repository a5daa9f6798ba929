"""Somebody on the service bench who knows the password, and replaces all security info or has it replaced."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update

from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.backend.services.replacement import Started, TypedContact
from secinfo_desktop.backend.services.replacement_notices import DueNotices
from secinfo_desktop.backend.services.replacement_services import replacement_notices
from secinfo_desktop.backend.services.replacing import ReplacementStanding
from secinfo_desktop.backend.services.tokens import new_token
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import ACCOUNT
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import SecurityInfo, SessionPurpose
from tests.helpers.service_bench import NAME, QuickHasher, ServiceBench

CLAIM = "the-claim-of-this-computer-that-nobody-guesses"
PASSWORD = "four green bicycles in the rain"
NEW_MAIL = TypedContact(ContactKind.EMAIL, "new.post@example.com")
NEW_PHONE = TypedContact(ContactKind.PHONE, "+49 171 3920077")
_CANCEL_CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}\b")


@dataclass
class ReplacementBench:
    """Mara's account, which has a password, and the services around it, over one of the bench's stores."""

    bench: ServiceBench
    store: SqlStore
    name: str = NAME

    def __post_init__(self) -> None:
        self.claim = CLAIM
        self.signed_in = self.bench.signed_in(self.store)
        self.services = self.bench.replacements(self.store)
        surroundings = self.bench.surroundings(self.store)
        rules = self.bench.pack.security_info
        self.due = DueNotices(self.store.replacements, replacement_notices(surroundings), rules)

    @property
    def letters(self) -> list[Letter]:
        """What was sent, oldest first."""
        return self.bench.way_out.letters

    def set_password(self, password: str = PASSWORD) -> None:
        """As if the owner had chosen it."""
        hashed = QuickHasher().hash(password)
        with self.store.database.write() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == self.name).values(password_hash=hashed))

    def unflag(self) -> None:
        """As if the owner had chosen a new password after a notice's code has cancelled."""
        with self.store.database.write() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == self.name).values(new_password_needed=False))

    def session(self, password: str = PASSWORD) -> str:
        """Somebody who has just signed in with the password."""
        return self.signed_in.sign_in.sign_in(self.name, password, "desk").token

    def start(self, *typed: TypedContact) -> Started:
        """Somebody signs in and begins a replacement, with a claim of their own."""
        claim = new_token(self.bench.random)
        started = self.services.replacing.start(self.session(), claim, typed)
        self.claim = claim
        return started

    def finish(self, *typed: TypedContact, claim: str | None = None) -> None:
        """Somebody signs in and finishes it, or enters new info."""
        self.services.replacing.finish(self.session(), typed, claim)

    def info(self) -> SecurityInfo:
        """What the owner sees."""
        return self.signed_in.overview.info(self.session())[0]

    def give_code(self, session: str, purpose: SessionPurpose, contact_id: str) -> None:
        """Ask for a code to a contact, read it and give it back, for some purpose."""
        flow = self.signed_in.flows.open(session, purpose.value, contact_id)
        self.bench.recovery.send_code(flow.handle, contact_id, None)
        self.bench.recovery.give_code(flow.handle, self.bench.newest_code())
        self.signed_in.flows.use(session, flow.handle)

    def cancel_by_contact(self, place: int = 0) -> None:
        """Somebody who is signed in reads an old contact, and cancels."""
        self.give_code(self.session(), SessionPurpose.CANCEL, self.standing.account.contacts[place].id)

    def prove_new(self) -> None:
        """Give a code back that was sent to each new contact."""
        for its in self.standing.new_info:
            self.prove(its.contact.id)

    def prove(self, contact_id: str) -> None:
        """Give a code back that was sent to one contact."""
        self.give_code(self.session(), SessionPurpose.VERIFY, contact_id)

    @property
    def standing(self) -> ReplacementStanding:
        """Where it stands, as the store has it."""
        account = self.store.accounts.named(self.name)
        assert account is not None
        found = self.store.replacements.standing(account.id)
        assert found is not None
        return found

    def wait(self, days: float = 30, seconds: float = 0) -> None:
        """Let time pass, and be told what is due."""
        self.bench.clock.advance(seconds=timedelta(days=days, seconds=seconds).total_seconds())
        while self.due.sweep(self.bench.clock()):
            continue
        self.bench.worker.deliver_due()


def cancel_code_in(letter: Letter) -> str | None:
    """The 20 signs of a notice."""
    found = _CANCEL_CODE.search(letter.text)
    return found[0] if found else None
