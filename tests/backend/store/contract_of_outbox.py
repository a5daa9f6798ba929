"""What every store promises about messages beyond sending them: reports of networks, and what was set aside."""

from dataclasses import replace
from datetime import timedelta

from secinfo_desktop.backend.services.records import Account, Flow, SentCode
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from tests.backend.store.contract import A_WHILE, ANOTHER, LATER, OWNER, StoreContract
from tests.helpers.clock import START
from tests.helpers.records import a_message


class OutboxContract(StoreContract):
    """Of what became of messages."""

    def test_a_report_is_taken_unless_more_is_known_already(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        delivered, undelivered = Delivery(DeliveryState.DELIVERED), Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED)
        assert store.outbox.reported(message_id, undelivered)
        assert not store.outbox.reported(message_id, undelivered)
        assert store.outbox.reported(message_id, delivered)
        assert not store.outbox.reported(message_id, undelivered)
        assert store.outbox.deliveries(flow.id) == (delivered,)
        assert not store.outbox.reported(message_id, Delivery(DeliveryState.ACCEPTED))
        assert not store.outbox.reported("unknown", delivered)

    def test_no_report_touches_what_was_withheld_and_only_arrival_what_had_ended(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        for state in DeliveryState:
            store.outbox.report([(message_id, Delivery(state))])
            bad = state in (DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.ACCEPTED, DeliveryState.DEFERRED)
            assert store.outbox.reported(message_id, Delivery(DeliveryState.UNDELIVERED)) is bad
            good = state not in (DeliveryState.DELIVERED, DeliveryState.WITHHELD)
            assert store.outbox.reported(message_id, Delivery(DeliveryState.DELIVERED)) is good

    def test_attempts_that_never_ended_are_counted_until_one_does(self, store: SqlStore, account: Account) -> None:
        message = a_message(account, account.contacts[0])
        self.queue(store, message)
        for before, owner in enumerate((OWNER, ANOTHER, OWNER)):
            claimed = self.claim(store, START + before * A_WHILE, owner)
            assert claimed is not None
            assert claimed.unfinished == before
        store.outbox.record(message.id, Delivery(DeliveryState.DEFERRED), LATER, OWNER)
        again = self.claim(store, START + 4 * A_WHILE)
        assert again is not None
        assert again.unfinished == 0

    def test_what_failed_is_set_aside_and_can_be_put_back(self, store: SqlStore, account: Account) -> None:
        first, second, taken = (a_message(account, account.contacts[0]) for _ in range(3))
        self.queue(store, second, first, taken)
        store.outbox.report([(taken.id, Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED))])
        store.outbox.report([(its.id, Delivery(DeliveryState.FAILED, Reason.FAULT)) for its in (first, second)])
        assert [its.id for its in store.outbox.set_aside()] == [first.id, second.id]
        assert store.outbox.put_back(first.id, LATER)
        assert not store.outbox.put_back(taken.id, LATER)
        assert [its.id for its in store.outbox.set_aside()] == [second.id]
        assert self.claim(store, LATER) == replace(first, due_at=LATER)

    def test_what_is_worth_nothing_any_more_is_not_put_back(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        store.outbox.report([(message_id, Delivery(DeliveryState.FAILED))])
        assert not store.outbox.put_back(message_id, code.issued.ends_at)
        assert store.outbox.put_back(message_id, code.issued.ends_at - timedelta(seconds=1))
        store.outbox.report([(message_id, Delivery(DeliveryState.FAILED))])
        assert store.flows.use_code(code, LATER)
        assert store.flows.recover(flow, "hash", LATER, LATER, lambda _: [])
        assert not store.outbox.put_back(message_id, LATER)
