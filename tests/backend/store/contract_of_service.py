"""What every store promises the service itself: answers that are given again, decoys, the audit log, and upkeep."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

import pytest

from secinfo_desktop.backend.services import decoys
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import Account, Flow, KeptAnswer, NewSession, SentCode
from secinfo_desktop.backend.store import upkeep as upkeep_module
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import Lifetimes, SqlUpkeep
from secinfo_desktop.domain.delivery import Delivery, DeliveryState
from tests.backend.store.contract import A_WHILE, LATER, LONG_AGO, OWNER, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import a_device, a_flow, a_session, an_account

ANSWER, CHECK = "a" * 64, "beef"


def seal(message: bytes) -> str:
    """Stands for the key."""
    return sha256(b"the key" + message).hexdigest()


class ServiceContract(StoreContract):
    """Of what no person asks for."""

    # answers that are given again

    @staticmethod
    def reserve(
        store: SqlStore, now: datetime = START, *, since: datetime = LONG_AGO, answer_id: str = ANSWER
    ) -> KeptAnswer | None:
        """For a while from now."""
        return store.answers.reserve(answer_id, CHECK, now, now + A_WHILE, since)

    def answer(self, store: SqlStore, answer_id: str = ANSWER) -> None:
        assert self.reserve(store, answer_id=answer_id) is None
        assert store.answers.keep(answer_id, "the answer", START + A_WHILE) == "the answer"

    def test_an_answer_is_kept_until_it_is_too_old(self, store: SqlStore, open_store: OpenStore) -> None:
        self.answer(store)
        assert self.reserve(open_store(), LATER) == KeptAnswer(CHECK, "the answer")
        assert self.reserve(store, LATER + A_WHILE) == KeptAnswer(CHECK, "the answer")
        assert self.reserve(store, LATER, answer_id="another") is None
        assert self.reserve(store, LATER, since=START) is None

    def test_while_somebody_is_at_work_there_is_no_answer_and_nobody_else_begins(self, store: SqlStore) -> None:
        assert self.reserve(store) is None
        assert self.reserve(store, LATER) == KeptAnswer(CHECK, None)

    def test_a_reservation_that_is_over_is_somebody_elses(self, store: SqlStore) -> None:
        self.reserve(store)
        assert self.reserve(store, START + A_WHILE) is None

    def test_what_was_given_back_can_be_reserved_again(self, store: SqlStore) -> None:
        self.reserve(store)
        store.answers.release(ANSWER, START + A_WHILE)
        assert self.reserve(store, LATER) is None

    def test_who_lost_a_reservation_gives_nothing_back_and_keeps_nothing(self, store: SqlStore) -> None:
        self.reserve(store)
        self.reserve(store, START + A_WHILE)
        store.answers.release(ANSWER, START + A_WHILE)
        assert self.reserve(store, LATER + A_WHILE) == KeptAnswer(CHECK, None)
        store.answers.keep(ANSWER, "too late", START + A_WHILE)
        assert self.reserve(store, LATER + A_WHILE) == KeptAnswer(CHECK, None)
        assert store.answers.keep(ANSWER, "in time", START + 2 * A_WHILE) == "in time"
        assert store.answers.keep(ANSWER, "too late", START + A_WHILE) == "in time"

    def test_a_request_is_reserved_once_however_many_ask_at_once(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(8)]
        for number in range(ROUNDS):
            reserving = [partial(self.reserve, each, answer_id=f"{number}") for each in stores]
            assert at_once(reserving).count(None) == 1

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
        assert [snapshot.taken_at for snapshot in store.decoys.shares(later)] == [START, later]

    @pytest.mark.parametrize("row", [0, decoys.HIDDEN_ROWS - 1])
    def test_flows_of_decoys_have_rows_to_belong_to_that_are_nobodys(self, store: SqlStore, row: int) -> None:
        store.decoys.prepare(START)
        hidden = store.accounts.with_id(decoys.hidden_id(row))
        assert hidden is not None
        assert [contact.id for contact in hidden.contacts] == [
            decoys.contact_id(row, place) for place in range(decoys.MOST_CONTACTS)
        ]
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
        sealed.computers.enrol(a_device(account), 1, event=of(AuditKind.DEVICE_KNOWN))
        sealed.flows.use_code(code, LATER, of(AuditKind.CODE_ACCEPTED))
        sealed.flows.use_code(code, LATER, of(AuditKind.CODE_ACCEPTED))
        sealed.flows.recover(flow, "hash", LATER, LATER, lambda _: [], of(AuditKind.PASSWORD_SET))
        sealed.accounts.add(an_account(), of(AuditKind.ACCOUNT_ADDED))
        assert [row.event.kind for row in audit.rows()] == [
            AuditKind.FLOW_OPENED,
            AuditKind.SIGNED_IN,
            AuditKind.DEVICE_KNOWN,
            AuditKind.CODE_ACCEPTED,
            AuditKind.PASSWORD_SET,
            AuditKind.SESSIONS_ENDED,
            AuditKind.DEVICES_REVOKED,
            AuditKind.ACCOUNT_ADDED,
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
        self.answer(store)
        upkeep.forget(flow.ends_at)
        assert store.flows.with_handle(flow.handle_digest) is not None
        upkeep.forget(flow.ends_at + timedelta(days=1))
        assert store.flows.with_handle(flow.handle_digest) is None
        assert store.flows.code(code.issued.id) is None
        assert self.reserve(store) is None
        assert store.accounts.with_id(account.id) == account

    def test_no_more_than_so_many_go_at_once(self, store: SqlStore) -> None:
        for number in range(upkeep_module.AT_ONCE + 1):
            self.reserve(store, answer_id=f"{number}")
        upkeep = SqlUpkeep(store.database, Lifetimes(answers=timedelta()))
        assert upkeep.forget(LATER)
        assert not upkeep.forget(LATER)

    def test_a_session_outlives_upkeep(self, store: SqlStore, upkeep: SqlUpkeep, account: Account) -> None:
        session: NewSession = a_session(account)
        store.sessions.begin(session, "name", [])
        upkeep.forget(START + timedelta(days=40))
        entered = store.signed_in.enter(session.token_digest, LONG_AGO)
        assert entered is not None
        assert entered.account.id == account.id
