"""What every store promises of replacements: each is cancelled or finished exactly once, and swept (B11-B13)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import Account, Contact, MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacing import (
    Beginning,
    CancelledBy,
    Cancelling,
    Due,
    Entering,
    Finishing,
    ReplacementStanding,
    Replacing,
    Starting,
)
from secinfo_desktop.backend.store import replacements as replacements_module
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import CONTACT
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.waiting_period import begun
from tests.backend.store.contract import LATER, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import a_message, an_account, fresh_id

DAY = timedelta(days=1)
END = START + 30 * DAY


def a_replacing(account: Account, at: datetime = START) -> Replacing:
    """A replacement that begins then."""
    return Replacing(fresh_id("replacement"), account.id, begun(at, 30 * DAY), fresh_id("claim"))


def a_contact(value: str = "+491713920077") -> Contact:
    """A contact that is to come."""
    return Contact(fresh_id("contact"), ContactKind.PHONE, value)


def tells_first(standing: ReplacementStanding) -> list:  # type: ignore[type-arg]  # a message, whatever it says
    """Tells the oldest contact."""
    account = standing.account
    return [replace(a_message(account, account.contacts[0]), kind=MessageKind.REPLACEMENT_CANCELLED)]


class ReplacementsContract(StoreContract):
    """Of replacements."""

    @pytest.fixture
    def new(self) -> Contact:
        return a_contact()

    @pytest.fixture
    def replacing(self, store: SqlStore, account: Account, new: Contact) -> Replacing:
        return self.begin(store, account, new)

    @staticmethod
    def begin(store: SqlStore, account: Account, *new: Contact, at: datetime = START) -> Replacing:
        its = a_replacing(account, at)
        store.replacements.do(account.id, Starting(lambda _: Beginning(its, new, at + DAY, ())), at)
        return its

    @staticmethod
    def standing(store: SqlStore, account: Account) -> ReplacementStanding:
        found = store.replacements.standing(account.id)
        assert found is not None
        return found

    @staticmethod
    def prove(store: SqlStore, *contacts: Contact, at: datetime = END) -> None:
        with store.database.write() as connection:
            for contact in contacts:
                connection.execute(update(CONTACT).where(CONTACT.c.id == contact.id).values(proven_at=at))

    # beginning

    def test_a_replacement_begins_and_the_old_contacts_stay(
        self, store: SqlStore, account: Account, new: Contact, replacing: Replacing
    ) -> None:
        standing = self.standing(store, account)
        assert standing.newest == replacing
        assert standing.account == account == store.accounts.with_id(account.id)
        assert [(its.contact.value, its.proven_at) for its in standing.new_info] == [(new.value, None)]

    def test_what_decides_on_a_beginning_can_refuse_it(self, store: SqlStore, account: Account) -> None:
        def refuse(_: ReplacementStanding) -> Beginning:
            raise Refused(Failure.REPLACEMENT_THERE)

        with pytest.raises(Refused):
            store.replacements.do(account.id, Starting(refuse), START)
        assert self.standing(store, account) == ReplacementStanding(account)

    def test_nobody_has_no_standing(self, store: SqlStore) -> None:
        assert store.replacements.standing("nobody") is None
        with pytest.raises(Refused, match="no_replacement"):
            store.replacements.do("nobody", Cancelling(lambda _: [], CancelledBy.CODE), LATER)

    def test_one_of_many_that_begin_at_once_does(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(6)]
        for _ in range(ROUNDS):
            account = self.added(stores[0])
            beginning = [partial(self.began, each, account) for each in stores]
            assert at_once(beginning).count(True) == 1

    @staticmethod
    def added(store: SqlStore) -> Account:
        new = an_account()
        store.accounts.add(new)
        return new.account

    @classmethod
    def began(cls, store: SqlStore, account: Account) -> bool:
        def begin(standing: ReplacementStanding) -> Beginning:
            if standing.newest is not None:
                raise Refused(Failure.REPLACEMENT_THERE)
            return Beginning(a_replacing(account), (), None, ())

        return cls.succeeds(lambda: store.replacements.do(account.id, Starting(begin), START))

    @staticmethod
    def succeeds(deed: Callable[[], object]) -> bool:
        try:
            deed()
        except Refused:
            return False
        return True

    # what a message speaks of

    def test_a_message_speaks_of_the_newest_replacement_of_its_time(self, store: SqlStore, account: Account) -> None:
        first = self.begin(store, account)
        second = self.begin(store, account, at=LATER)
        assert store.replacements.told_at(account.id, START - DAY) is None
        assert store.replacements.told_at(account.id, START) == first
        assert store.replacements.told_at(account.id, LATER) == second

    # entering

    @pytest.mark.usefixtures("replacing")
    def test_new_contacts_take_the_place_of_those_that_were_typed_before(
        self, store: SqlStore, account: Account
    ) -> None:
        another = a_contact("+491713920078")
        store.replacements.do(account.id, Entering(lambda _: (another,)), END)
        assert [its.contact.id for its in self.standing(store, account).new_info] == [another.id]

    def test_nothing_is_entered_where_nothing_waits(self, store: SqlStore, account: Account) -> None:
        with pytest.raises(Refused, match="no_replacement"):
            store.replacements.do(account.id, Entering(lambda _: (a_contact(),)), END)

    # cancelling and finishing

    @pytest.mark.usefixtures("replacing")
    def test_a_cancelled_one_forgets_its_new_contacts_and_is_remembered(
        self, store: SqlStore, account: Account
    ) -> None:
        store.replacements.do(account.id, Cancelling(tells_first, CancelledBy.CODE), LATER)
        standing = self.standing(store, account)
        assert self.messages(store) == 1
        assert standing.cancelled == (LATER,)
        assert standing.new_info == ()
        assert standing.account == account
        with pytest.raises(Refused, match="no_replacement"):
            store.replacements.do(account.id, Cancelling(tells_first, CancelledBy.CODE), LATER)

    def test_a_finished_one_has_new_contacts_alone(
        self, store: SqlStore, account: Account, new: Contact, replacing: Replacing
    ) -> None:
        unproven, early = a_contact("+491713920099"), a_contact("+491713920098")
        store.replacements.do(account.id, Entering(lambda _: (new, unproven, early)), END)
        self.prove(store, new)
        self.prove(store, early, at=LATER)
        assert replacing.period.ends_at == END
        store.replacements.do(account.id, Finishing(tells_first), END)
        standing = self.standing(store, account)
        assert [its.id for its in standing.account.contacts] == [new.id]
        assert standing.new_info == ()
        old = account.contacts[0]
        assert store.accounts.contact(old.id) == replace(old, counts=False, is_gone=True)
        assert store.accounts.contact(unproven.id) is None
        with pytest.raises(Refused, match="no_replacement"):
            store.replacements.do(account.id, Finishing(tells_first), END)

    def test_of_cancelling_and_finishing_at_once_exactly_one_wins(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(6)]
        for _ in range(ROUNDS):
            account = self.added(stores[0])
            new = a_contact()
            self.begin(stores[0], account, new)
            self.prove(stores[0], new)
            ending = [partial(self.ends, each, account, number % 2 == 0) for number, each in enumerate(stores)]
            assert at_once(ending).count(True) == 1
            standing = self.standing(stores[0], account)
            assert (standing.account == account) is (standing.cancelled == (END,))

    @classmethod
    def ends(cls, store: SqlStore, account: Account, cancels: bool) -> bool:
        if cancels:
            return cls.succeeds(
                lambda: store.replacements.do(account.id, Cancelling(tells_first, CancelledBy.CONTACT), END)
            )
        return cls.succeeds(lambda: store.replacements.do(account.id, Finishing(tells_first), END))

    # the sweep

    @staticmethod
    def due(standing: ReplacementStanding) -> Due:
        return Due(None, tells_first(standing), event=AuditEvent(AuditKind.REPLACEMENT_TOLD, LATER))

    def test_what_is_due_is_done_once_and_not_before(
        self, store: SqlStore, account: Account, replacing: Replacing, new: Contact
    ) -> None:
        seen: list[ReplacementStanding] = []

        def do(standing: ReplacementStanding) -> Due:
            seen.append(standing)
            return self.due(standing)

        assert store.replacements.next_due() == START + DAY
        for late in (-1, 0, 1):
            assert store.replacements.sweep(START + DAY + timedelta(seconds=late), do) is False
        assert [(its.newest, its.account.contacts) for its in seen] == [(replacing, account.contacts)]
        assert [its.contact.id for its in seen[0].new_info] == [new.id]
        assert store.replacements.next_due() is None

    @pytest.mark.usefixtures("replacing")
    def test_one_that_lapses_forgets_its_new_contacts(self, store: SqlStore, account: Account) -> None:
        store.replacements.sweep(END, lambda _: Due(None, lapses=True))
        assert self.standing(store, account).new_info == ()

    def test_what_is_over_is_never_due(self, store: SqlStore, account: Account, replacing: Replacing) -> None:
        assert replacing.account_id == account.id
        store.replacements.do(account.id, Cancelling(tells_first, CancelledBy.CODE), LATER)
        store.replacements.sweep(END, self.due)
        assert self.messages(store) == 1

    @staticmethod
    def messages(store: SqlStore) -> int:
        with store.database.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())

    def test_sweeps_at_once_tell_everybody_once(self, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(replacements_module, "AT_ONCE", 3)
        stores = [open_store() for _ in range(4)]
        for _ in range(12):
            self.begin(stores[0], self.added(stores[0]))
        at_once([partial(self.sweep_all, each) for each in stores])
        assert self.messages(stores[0]) == 12

    def sweep_all(self, store: SqlStore) -> None:
        for _ in range(20):
            store.replacements.sweep(START + DAY, self.due)

    # the audit log

    def test_every_change_of_a_replacement_is_noted(
        self, sealed: SqlStore, audit: SqlAudit, account: Account, new: Contact
    ) -> None:
        def of(kind: AuditKind) -> AuditEvent:
            return AuditEvent(kind, START, account.id)

        def begin(_: ReplacementStanding) -> Beginning:
            return Beginning(a_replacing(account), (), START, ())

        sealed.replacements.do(account.id, Starting(begin), START, of(AuditKind.REPLACEMENT_STARTED))
        sealed.replacements.sweep(START, self.due)
        cancelled = of(AuditKind.REPLACEMENT_CANCELLED)
        sealed.replacements.do(account.id, Cancelling(tells_first, CancelledBy.CODE), LATER, cancelled)
        later = a_replacing(account, LATER)
        sealed.replacements.do(account.id, Starting(lambda _: Beginning(later, (), None, ())), LATER)
        sealed.replacements.do(account.id, Entering(lambda _: (new,)), END, of(AuditKind.NEW_INFO_ENTERED))
        self.prove(sealed, new)
        sealed.replacements.do(account.id, Finishing(tells_first), END, of(AuditKind.REPLACEMENT_FINISHED))
        assert [row.event.kind for row in audit.rows()] == [
            AuditKind.REPLACEMENT_STARTED,
            AuditKind.REPLACEMENT_TOLD,
            AuditKind.REPLACEMENT_CANCELLED,
            AuditKind.NEW_INFO_ENTERED,
            AuditKind.REPLACEMENT_FINISHED,
        ]
