"""What every store promises the service itself: answers that are given again, decoys, the audit log, and upkeep."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest

from secinfo_desktop.backend.services import decoys
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import Account, Flow, NewSession, SentCode
from secinfo_desktop.backend.store import upkeep as upkeep_module
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import Lifetimes, SqlUpkeep
from secinfo_desktop.domain.delivery import Delivery, DeliveryState
from tests.backend.store.contract import LATER, LONG_AGO, OWNER, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import a_device, a_flow, a_session, an_account

ANSWER, CHECK = "a" * 64, "beef"


def seal(message: bytes) -> str:
    """Stands for the key."""
    return sha256(b"the key" + message).hexdigest()


class ServiceContract(StoreContract):
    """Of what no person asks for."""

    # answers that are given again

    def test_an_answer_is_kept_until_it_is_too_old(self, store: SqlStore, open_store: OpenStore) -> None:
        assert store.answers.kept(ANSWER, LONG_AGO) is None
        store.answers.keep(ANSWER, CHECK, "the answer", START, LONG_AGO)
        assert open_store().answers.kept(ANSWER, LONG_AGO) == (CHECK, "the answer")
        assert store.answers.kept(ANSWER, START) is None
        assert store.answers.kept("another", LONG_AGO) is None

    def test_the_first_answer_stays(self, store: SqlStore) -> None:
        store.answers.keep(ANSWER, CHECK, "the first", START, LONG_AGO)
        store.answers.keep(ANSWER, CHECK, "the second", LATER, LONG_AGO)
        assert store.answers.kept(ANSWER, LONG_AGO) == (CHECK, "the first")

    def test_an_old_answer_makes_room_for_a_new_one(self, store: SqlStore) -> None:
        store.answers.keep(ANSWER, CHECK, "of yesterday", START, LONG_AGO)
        store.answers.keep(ANSWER, CHECK, "of today", LATER, START)
        assert store.answers.kept(ANSWER, LONG_AGO) == (CHECK, "of today")

    # decoys

    def test_shares_are_taken_once_and_again_when_the_service_has_grown(self, store: SqlStore) -> None:
        (empty,) = store.decoys.prepare(START)
        assert (empty.accounts, empty.shares) == (0, decoys.NOBODY)
        assert store.decoys.prepare(START) == (empty,)
        for _ in range(2):
            store.accounts.add(an_account())
        (grown,) = store.decoys.prepare(LATER)
        assert (grown.taken_at, grown.accounts, dict(grown.shares.kinds)) == (LATER, 2, {"pe": 2})

    def test_after_half_a_year_both_shares_count_oldest_first(self, store: SqlStore) -> None:
        store.accounts.add(an_account())
        store.decoys.prepare(START)
        later = START + decoys.TAKEN_AGAIN
        assert [snapshot.taken_at for snapshot in store.decoys.prepare(later)] == [START, later]

    def test_flows_of_decoys_have_a_row_to_belong_to_that_is_nobodys(self, store: SqlStore) -> None:
        store.decoys.prepare(START)
        hidden = store.accounts.with_id(decoys.ACCOUNT_ID)
        assert hidden is not None
        assert len(hidden.contacts) == decoys.MOST_CONTACTS
        store.flows.add(replace(a_flow(hidden), decoy="mark"))
        assert not store.worlds.would_replace_real_accounts()

    def test_services_that_start_at_once_take_one_snapshot(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(4)]
        stores[0].accounts.add(an_account())
        for number in range(ROUNDS):
            now = START + number * decoys.TAKEN_AGAIN
            for snapshots in at_once([partial(each.decoys.prepare, now) for each in stores]):
                assert len(snapshots) == number + 1

    # the audit log

    @pytest.fixture
    def audit(self, store: SqlStore) -> SqlAudit:
        return SqlAudit(store.database, seal)

    @pytest.fixture
    def sealed(self, store: SqlStore) -> SqlStore:
        return store.sealed_by(seal)

    def test_events_come_back_in_their_order(self, audit: SqlAudit) -> None:
        events = [AuditEvent(AuditKind.SIGNED_IN, START, f"{number}", "peer", "sms") for number in range(3)]
        for event in events:
            audit.record(event)
        assert [(row.seq, row.event) for row in audit.rows()] == list(enumerate(events, 1))
        assert (audit.check().events, audit.check().problem) == (3, None)

    def test_an_event_is_undone_with_what_it_tells_of(self, store: SqlStore, audit: SqlAudit) -> None:
        def half_way() -> None:
            with store.database.write() as connection:
                audit.append(connection, AuditEvent(AuditKind.PASSWORD_SET, START))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half_way()
        assert (audit.check().events, audit.check().problem) == (0, None)

    def test_every_deed_that_has_an_event_notes_it(
        self, sealed: SqlStore, audit: SqlAudit, account: Account, flow: Flow, code: SentCode
    ) -> None:
        def of(kind: AuditKind) -> AuditEvent:
            return AuditEvent(kind, START, account.id)

        sealed.flows.add(a_flow(account), of(AuditKind.FLOW_OPENED))
        sealed.sessions.begin(a_session(account), "name", [], of(AuditKind.SIGNED_IN))
        sealed.sessions.add_device(a_device(account), of(AuditKind.DEVICE_KNOWN))
        sealed.flows.use_code(code, LATER, of(AuditKind.CODE_ACCEPTED))
        sealed.flows.use_code(code, LATER, of(AuditKind.CODE_ACCEPTED))
        sealed.flows.recover(flow, "hash", LATER, LATER, lambda _: [], of(AuditKind.PASSWORD_SET))
        assert [row.event.kind for row in audit.rows()] == [
            AuditKind.FLOW_OPENED,
            AuditKind.SIGNED_IN,
            AuditKind.DEVICE_KNOWN,
            AuditKind.CODE_ACCEPTED,
            AuditKind.PASSWORD_SET,
            AuditKind.DEVICES_REVOKED,
        ]

    def test_events_at_once_are_one_whole_chain(self, open_store: OpenStore, audit: SqlAudit) -> None:
        logs = [SqlAudit(open_store().database, seal) for _ in range(8)]
        for _ in range(4):
            at_once([partial(log.record, AuditEvent(AuditKind.SIGNED_IN, START)) for log in logs])
        assert (audit.check().events, audit.check().problem) == (32, None)

    # upkeep

    @pytest.fixture
    def upkeep(self, store: SqlStore) -> SqlUpkeep:
        return SqlUpkeep(store.database)

    def test_messages_that_wait_are_counted(
        self, store: SqlStore, upkeep: SqlUpkeep, account: Account, flow: Flow, code: SentCode
    ) -> None:
        assert upkeep.waiting() == 0
        message_id = self.queued(store, account, flow, code)
        assert upkeep.waiting() == 1
        store.outbox.record(message_id, Delivery(DeliveryState.ACCEPTED), LATER, OWNER)
        assert upkeep.waiting() == 0

    def test_flows_and_answers_go_after_their_time_and_accounts_stay(
        self, store: SqlStore, upkeep: SqlUpkeep, account: Account, flow: Flow, code: SentCode
    ) -> None:
        store.answers.keep(ANSWER, CHECK, "the answer", START, LONG_AGO)
        upkeep.forget(flow.ends_at)
        assert store.flows.with_handle(flow.handle_digest) is not None
        upkeep.forget(flow.ends_at + timedelta(days=1))
        assert store.flows.with_handle(flow.handle_digest) is None
        assert store.flows.code(code.issued.id) is None
        assert store.answers.kept(ANSWER, LONG_AGO) is None
        assert store.accounts.with_id(account.id) == account

    def test_no_more_than_so_many_go_at_once(self, store: SqlStore) -> None:
        for number in range(upkeep_module.AT_ONCE + 1):
            store.answers.keep(f"{number}", CHECK, "the answer", START, LONG_AGO)
        upkeep = SqlUpkeep(store.database, Lifetimes(answers=timedelta()))
        assert upkeep.forget(LATER)
        assert not upkeep.forget(LATER)

    def test_a_session_outlives_upkeep(self, store: SqlStore, upkeep: SqlUpkeep, account: Account) -> None:
        session: NewSession = a_session(account)
        store.sessions.begin(session, "name", [])
        upkeep.forget(START + timedelta(days=40))
        assert store.sessions.account_of(session.token_digest, LONG_AGO) == account.id
