"""What every store promises, as one suite: a class of tests for a fixture that opens the same database once more.

Its further parts stand in ``contract_of_codes``, ``contract_of_people`` and ``contract_of_service``; all of it together
is ``whole_contract``.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import pytest

from secinfo_desktop.backend.services.ports import AccountExists, Accounts, Flows, Outbox, Worlds
from secinfo_desktop.backend.services.records import (
    Account,
    Flow,
    NewAccount,
    QueuedMessage,
    Sending,
    SentCode,
    Standing,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.store.outbox import add_message
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.domain.failures import Failure
from tests.helpers.clock import START
from tests.helpers.records import DESTINATION, a_code, a_flow, a_message, a_sending, an_account

LONG_AGO = START - timedelta(days=1)
LATER = START + timedelta(minutes=1)
OWNER, ANOTHER = "owner", "another owner"
A_WHILE = timedelta(minutes=2)
ROUNDS = 12

OpenStore = Callable[[], SqlStore]
_Result = TypeVar("_Result")


def at_once(deeds: Sequence[Callable[[], _Result]]) -> list[_Result]:
    """Do everything at the same time, each on a thread of its own."""
    barrier = threading.Barrier(len(deeds))

    def do(deed: Callable[[], _Result]) -> _Result:
        barrier.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


class StoreContract:
    """The suite. Subclasses give the fixture ``open_store``: a further connection to the test's database."""

    @pytest.fixture
    def store(self, open_store: OpenStore) -> SqlStore:
        return open_store()

    @pytest.fixture
    def account(self, store: SqlStore) -> Account:
        new = an_account()
        store.accounts.add(new)
        return new.account

    @pytest.fixture
    def flow(self, store: SqlStore, account: Account) -> Flow:
        flow = a_flow(account)
        store.flows.add(flow)
        return flow

    @pytest.fixture
    def code(self, store: SqlStore, account: Account, flow: Flow) -> SentCode:
        return self.asked(store, flow, a_code(flow, account.contacts[0]))

    @staticmethod
    def asked(store: SqlStore, flow: Flow, code: SentCode) -> SentCode:
        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, lambda _: a_sending(code))
        return code

    def test_it_is_what_the_services_ask_for(self, store: SqlStore) -> None:
        parts: tuple[Accounts, Flows, Outbox, Worlds] = (store.accounts, store.flows, store.outbox, store.worlds)
        assert all(parts)

    # accounts

    def test_an_account_comes_back_with_its_contacts_in_order(self, store: SqlStore, account: Account) -> None:
        assert store.accounts.named(account.name) == account
        assert store.accounts.with_id(account.id) == account

    def test_an_unknown_account_is_none(self, store: SqlStore) -> None:
        assert store.accounts.named("nobody") is None
        assert store.accounts.with_id("nobody") is None

    def test_any_text_may_be_asked_for_and_kept(self, store: SqlStore) -> None:
        for text in ("null \x00 in it", "\U0001f511", "a'; DROP TABLE account; --", "%s %(name)s :name ?"):
            assert store.accounts.named(text) is None
            store.accounts.add(an_account(text))
            assert store.accounts.named(text) is not None

    def test_a_name_is_taken_once(self, store: SqlStore, account: Account) -> None:
        with pytest.raises(AccountExists):
            store.accounts.add(an_account(account.name))

    def test_a_name_is_taken_once_in_a_race(self, open_store: OpenStore) -> None:
        def add(store: SqlStore, new: NewAccount) -> bool:
            try:
                store.accounts.add(new)
            except AccountExists:
                return False
            return True

        adding = [partial(add, open_store(), an_account("the one name")) for _ in range(4)]
        assert sum(at_once(adding)) == 1

    # flows and codes

    def test_a_flow_comes_back_as_it_was_to_the_microsecond(self, store: SqlStore, account: Account) -> None:
        flow = replace(a_flow(account), opened_at=START + timedelta(microseconds=1))
        store.flows.add(flow)
        assert store.flows.with_handle(flow.handle_digest) == flow

    def test_an_unknown_handle_is_none(self, store: SqlStore) -> None:
        assert store.flows.with_handle("unknown") is None

    def test_a_request_is_recorded_whole(self, store: SqlStore, account: Account, flow: Flow) -> None:
        code = a_code(flow, account.contacts[0])
        message = a_message(account, account.contacts[0], code)
        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, lambda _: a_sending(code, message))
        changed = replace(flow, asked=1, contact_id=account.contacts[0].id)
        assert store.flows.with_handle(flow.handle_digest) == changed
        assert store.flows.code(code.issued.id) == code
        assert store.flows.sends(DESTINATION, LONG_AGO).all == (START,)
        assert store.outbox.message(message.id) == message

    def test_a_refused_request_leaves_everything_as_it_was(self, store: SqlStore, flow: Flow) -> None:
        def refuse(_: Standing) -> Sending:
            raise Refused(Failure.TOO_SOON)

        with pytest.raises(Refused):
            store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, refuse)
        assert store.flows.with_handle(flow.handle_digest) == flow
        assert store.flows.sends(DESTINATION, LONG_AGO).all == ()

    def test_a_plan_sees_flow_codes_and_sends(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        seen: list[Standing] = []
        later = a_code(flow, account.contacts[1], after=timedelta(minutes=1))

        def plan(standing: Standing) -> Sending:
            seen.append(standing)
            return a_sending(later, number=2)

        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, plan)
        assert seen[0].codes == (code,)
        assert seen[0].sends.all == (START,)
        assert seen[0].flow.asked == 1

    def test_a_repeat_changes_the_code_that_is_there(self, store: SqlStore, flow: Flow, code: SentCode) -> None:
        repeated = replace(code, last_asked_at=LATER)
        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, lambda _: a_sending(repeated, number=2, is_new=False))
        assert store.flows.code(code.issued.id) == repeated
        assert store.flows.sends(DESTINATION, LONG_AGO).all == (START, LATER)

    def test_sends_before_the_window_are_forgotten_at_the_next_request(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        assert store.flows.sends(DESTINATION, LONG_AGO).all == (code.issued.asked_at,)
        later = a_code(flow, account.contacts[0], after=timedelta(minutes=1))
        store.flows.ask_for_code(flow.id, DESTINATION, START, lambda _: a_sending(later, number=2))
        assert store.flows.sends(DESTINATION, LONG_AGO).all == (LATER,)

    def test_sends_to_another_destination_do_not_count(self, store: SqlStore, code: SentCode) -> None:
        assert code
        assert store.flows.sends("e" * 64, LONG_AGO).all == ()

    def test_a_destination_gets_one_message_however_many_flows_ask_at_once(
        self, open_store: OpenStore, store: SqlStore
    ) -> None:
        stores = [open_store() for _ in range(8)]
        for number in range(ROUNDS):
            destination = f"{number}".rjust(64, "d")
            asking = [partial(self.asks_if_first, each, self.new_flow(store), destination) for each in stores]
            assert sum(at_once(asking)) == 1

    def new_flow(self, store: SqlStore) -> tuple[Account, Flow]:
        new = an_account()
        store.accounts.add(new)
        flow = a_flow(new.account)
        store.flows.add(flow)
        return new.account, flow

    @staticmethod
    def asks_if_first(store: SqlStore, of: tuple[Account, Flow], destination: str) -> bool:
        account, flow = of

        def plan(standing: Standing) -> Sending:
            if standing.sends.all:
                raise Refused(Failure.TOO_SOON)
            return a_sending(a_code(flow, account.contacts[0]))

        try:
            store.flows.ask_for_code(flow.id, destination, LONG_AGO, plan)
        except Refused:
            return False
        return True

    # the outbox

    def queued(self, store: SqlStore, account: Account, flow: Flow, code: SentCode) -> str:
        message = a_message(account, account.contacts[0], code)
        again = replace(code, last_asked_at=LATER)
        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, lambda _: a_sending(again, message, is_new=False))
        return message.id

    @staticmethod
    def claim(store: SqlStore, now: datetime, owner: str = OWNER) -> QueuedMessage | None:
        """For a while from now."""
        return store.outbox.claim(owner, now, now + A_WHILE)

    def test_a_message_is_due_until_its_state_is_final(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        assert store.outbox.next_due() is None
        message_id = self.queued(store, account, flow, code)
        assert store.outbox.next_due() == START
        assert self.claim(store, START - timedelta(seconds=1)) is None
        assert self.claim(store, START) == store.outbox.message(message_id)
        store.outbox.record(message_id, Delivery(DeliveryState.DEFERRED), LATER, OWNER)
        assert self.claim(store, START) is None
        waiting = self.claim(store, LATER)
        assert waiting is not None
        assert (waiting.id, waiting.attempts, waiting.state) == (message_id, 1, DeliveryState.DEFERRED)
        store.outbox.record(message_id, Delivery(DeliveryState.ACCEPTED), LATER, OWNER)
        assert store.outbox.next_due() is None
        assert self.claim(store, LATER) is None

    def test_what_waits_longest_is_claimed_first(self, store: SqlStore, account: Account) -> None:
        first, second = (
            replace(a_message(account, account.contacts[0]), due_at=START + timedelta(seconds=after))
            for after in (1, 2)
        )
        self.queue(store, second, first)
        claimed = [self.claim(store, LATER, owner) for owner in (OWNER, ANOTHER, "a third")]
        assert claimed == [first, second, None]

    @staticmethod
    def queue(store: SqlStore, *messages: QueuedMessage) -> None:
        with store.database.write() as connection:
            for message in messages:
                add_message(connection, message)

    def test_a_claimed_message_is_its_owners_alone_until_the_claim_is_over(
        self, store: SqlStore, account: Account
    ) -> None:
        message = a_message(account, account.contacts[0])
        self.queue(store, message)
        assert self.claim(store, START) == message
        assert store.outbox.next_due() == START + A_WHILE
        assert self.claim(store, LATER, ANOTHER) is None
        assert self.claim(store, LATER) == message
        assert self.claim(store, LATER + A_WHILE - timedelta(microseconds=1), ANOTHER) is None
        assert self.claim(store, LATER + A_WHILE, ANOTHER) == message
        assert self.claim(store, LATER + A_WHILE) is None

    def test_what_was_put_back_is_nobodys(self, store: SqlStore, account: Account) -> None:
        message = a_message(account, account.contacts[0])
        self.queue(store, message)
        self.claim(store, START)
        store.outbox.record(message.id, Delivery(DeliveryState.DEFERRED), LATER, OWNER)
        assert store.outbox.next_due() == LATER
        again = self.claim(store, LATER, ANOTHER)
        assert again is not None
        assert again.id == message.id

    def test_who_lost_a_claim_puts_nothing_back_and_still_says_how_it_ended(
        self, store: SqlStore, account: Account
    ) -> None:
        message = a_message(account, account.contacts[0])
        self.queue(store, message)
        self.claim(store, START)
        self.claim(store, START + A_WHILE, ANOTHER)
        store.outbox.record(message.id, Delivery(DeliveryState.DEFERRED), LATER, OWNER)
        assert store.outbox.message(message.id) == message
        assert self.claim(store, START + A_WHILE) is None
        store.outbox.record(message.id, Delivery(DeliveryState.ACCEPTED), LATER, OWNER)
        assert store.outbox.next_due() is None

    def test_a_message_is_claimed_once_however_many_ask_at_once(
        self, open_store: OpenStore, store: SqlStore, account: Account
    ) -> None:
        stores = [open_store() for _ in range(8)]
        for number in range(ROUNDS):
            messages = [a_message(account, account.contacts[0]) for _ in range(4)]
            self.queue(store, *messages)
            claiming = [partial(self.claim, each, START, f"{number}-{place}") for place, each in enumerate(stores)]
            claimed = [message.id for message in at_once(claiming) if message is not None]
            assert len(claimed) == len(set(claimed))
            assert set(claimed) <= {message.id for message in messages}
            for message in messages:
                store.outbox.record(message.id, Delivery(DeliveryState.ACCEPTED), START, OWNER)

    def test_reports_become_the_states_of_a_flow(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        assert store.outbox.deliveries(flow.id) == (Delivery(DeliveryState.QUEUED),)
        store.outbox.report(
            [(message_id, Delivery(DeliveryState.DELIVERED)), ("unknown", Delivery(DeliveryState.FAILED))]
        )
        assert store.outbox.deliveries(flow.id) == (Delivery(DeliveryState.DELIVERED),)

    def test_an_attempt_does_not_overwrite_a_final_state(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        store.outbox.report([(message_id, Delivery(DeliveryState.EXPIRED))])
        store.outbox.record(message_id, Delivery(DeliveryState.ACCEPTED), LATER, OWNER)
        assert store.outbox.deliveries(flow.id) == (Delivery(DeliveryState.EXPIRED),)

    def test_why_a_message_did_not_arrive_is_kept(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        message_id = self.queued(store, account, flow, code)
        for became in (Delivery(DeliveryState.BOUNCED, reason) for reason in Reason):
            store.outbox.report([(message_id, became)])
            assert store.outbox.deliveries(flow.id) == (became,)
            message = store.outbox.message(message_id)
            assert message is not None
            assert message.reason is became.reason
        arrived = Delivery(DeliveryState.DELIVERED)
        store.outbox.report([(message_id, arrived)])
        assert store.outbox.deliveries(flow.id) == (arrived,)

    # the practice world

    def test_a_world_is_kept(self, store: SqlStore, open_store: OpenStore) -> None:
        assert store.worlds.load() is None
        store.worlds.keep("one")
        store.worlds.keep("two")
        assert open_store().worlds.load() == "two"

    def test_accounts_of_people_are_told_from_those_of_practice(self, store: SqlStore) -> None:
        assert not store.worlds.would_replace_real_accounts()
        store.accounts.add(an_account())
        assert store.worlds.would_replace_real_accounts()
        store.worlds.start_afresh([an_account()], "fresh")
        assert not store.worlds.would_replace_real_accounts()

    def test_a_fresh_start_forgets_everything(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        self.queued(store, account, flow, code)
        new = an_account()
        store.worlds.start_afresh([new], "fresh")
        assert store.accounts.named(account.name) is None
        assert store.flows.with_handle(flow.handle_digest) is None
        assert store.flows.code(code.issued.id) is None
        assert store.flows.sends(DESTINATION, LONG_AGO).all == ()
        assert store.outbox.next_due() is None
        assert store.accounts.named(new.account.name) == new.account
        assert store.worlds.load() == "fresh"

    def test_a_contact_of_a_made_up_person_can_be_put_right(self, store: SqlStore, account: Account) -> None:
        wrong, others = account.contacts[0], account.contacts[1:]
        store.worlds.correct_contact(wrong.value, "+4917139200199")
        stored = store.accounts.named(account.name)
        assert stored is not None
        assert [contact.value for contact in stored.contacts] == ["+4917139200199", *(its.value for its in others)]
