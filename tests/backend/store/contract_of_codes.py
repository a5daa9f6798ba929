"""What every store promises of guesses, codes and new passwords."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from secinfo_desktop.backend.services.records import Account, Flow, SentCode
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import ACCOUNT, KNOWN_DEVICE
from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW, MOST_GUESSES
from tests.backend.store.contract import ANOTHER, LATER, LONG_AGO, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.records import DESTINATION, a_code, a_flow, a_message, a_sending, an_account


class CodesContract(StoreContract):
    """Of codes and what they lead to."""

    # guesses

    def test_guesses_are_counted_up_to_the_most(self, store: SqlStore, flow: Flow, code: SentCode) -> None:
        guesses = [store.flows.count_guess(flow.id) for _ in range(MOST_GUESSES + 2)]
        assert [guess is not None for guess in guesses] == [True] * MOST_GUESSES + [False, False]
        assert guesses[0] is not None
        assert guesses[0].codes == (code,)
        assert guesses[0].counted_contacts == {code.contact_id}

    def test_a_guess_brings_the_codes_newest_first(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        second = self.asked(store, flow, a_code(flow, account.contacts[1], after=timedelta(minutes=1)))
        guess = store.flows.count_guess(flow.id)
        assert guess is not None
        assert guess.codes == (second, code)

    def test_a_guess_counts_at_contacts_that_got_a_code_and_at_no_other(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        self.asked(store, flow, a_code(flow, account.contacts[1], was_sent=False))
        guess = store.flows.count_guess(flow.id)
        assert guess is not None
        assert guess.counted_contacts == {code.contact_id}
        after = store.accounts.with_id(account.id)
        assert after is not None
        assert [contact.failed_in_a_row for contact in after.contacts] == [1, 0]

    def test_a_contact_at_its_limit_takes_no_more_guesses(self, store: SqlStore, account: Account) -> None:
        contact = account.contacts[0]
        counted, last = 0, 0
        for _ in range(MOST_FAILED_IN_A_ROW // MOST_GUESSES + 1):
            flow = a_flow(account)
            store.flows.add(flow)
            self.asked(store, flow, a_code(flow, contact))
            guesses = [store.flows.count_guess(flow.id) for _ in range(MOST_GUESSES)]
            counted += sum(contact.id in guess.counted_contacts for guess in guesses if guess)
            last += sum(guess.is_last_of_contact for guess in guesses if guess)
        assert (counted, last) == (MOST_FAILED_IN_A_ROW, 1)

    def test_sixteen_wrong_guesses_at_once_are_five(self, open_store: OpenStore, store: SqlStore) -> None:
        stores = [open_store() for _ in range(16)]
        for _ in range(ROUNDS):
            flow = self.flow_with_code(store)[0]
            guesses = at_once([partial(each.flows.count_guess, flow.id) for each in stores])
            assert sum(guess is not None for guess in guesses) == MOST_GUESSES

    # using a code

    def flow_with_code(self, store: SqlStore) -> tuple[Flow, SentCode]:
        new = an_account()
        store.accounts.add(new)
        flow = a_flow(new.account)
        store.flows.add(flow)
        return flow, self.asked(store, flow, a_code(flow, new.account.contacts[0]))

    def test_a_code_is_used_once_and_proves_its_flow(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        store.flows.count_guess(flow.id)
        assert store.flows.use_code(code, LATER)
        assert not store.flows.use_code(code, LATER)
        proven = store.flows.with_handle(flow.handle_digest)
        assert proven is not None
        assert proven.proven_at == LATER
        after = store.accounts.with_id(account.id)
        assert after is not None
        assert after.contacts[0].failed_in_a_row == 0

    def test_a_code_is_not_used_after_its_end(self, store: SqlStore, code: SentCode) -> None:
        assert not store.flows.use_code(code, code.issued.ends_at)

    def test_a_code_is_not_used_after_its_flows_end(self, store: SqlStore, account: Account, flow: Flow) -> None:
        code = a_code(flow, account.contacts[0])
        code = replace(code, issued=replace(code.issued, ends_at=flow.ends_at + timedelta(hours=1)))
        self.asked(store, flow, code)
        assert not store.flows.use_code(code, flow.ends_at)
        assert store.flows.use_code(code, flow.ends_at - timedelta(seconds=1))

    def test_a_code_is_not_used_after_two_others_were_asked_for(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        for minutes in (1, 2):
            self.asked(store, flow, a_code(flow, account.contacts[0], after=timedelta(minutes=minutes)))
        assert not store.flows.use_code(code, LATER)

    def test_eight_right_guesses_at_once_are_one(self, open_store: OpenStore, store: SqlStore) -> None:
        stores = [open_store() for _ in range(8)]
        for _ in range(ROUNDS):
            code = self.flow_with_code(store)[1]
            assert sum(at_once([partial(each.flows.use_code, code, LATER) for each in stores])) == 1

    # the new password

    def test_a_recovery_ends_everything_else_of_the_account(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        other = a_flow(account)
        store.flows.add(other)
        waiting = a_message(account, account.contacts[0], code)
        store.flows.ask_for_code(
            other.id, DESTINATION, LONG_AGO, lambda _: a_sending(a_code(other, account.contacts[0]), waiting)
        )
        store.flows.use_code(code, LATER)
        notice = a_message(account, account.contacts[1])
        held = LATER + timedelta(days=7)
        done = store.flows.recover(flow, "hash", LATER, held, lambda _: [notice])
        assert done is not None
        assert (done.sessions_ended, done.contacts_told, done.removal_held_until) == (2, 1, held)
        for each in (flow, other):
            closed = store.flows.with_handle(each.handle_digest)
            assert closed is not None
            assert closed.closed_at == LATER
        assert self.claim(store, LATER) == notice
        assert self.claim(store, LATER, ANOTHER) is None
        with store.database.read() as connection:
            kept = connection.execute(select(ACCOUNT.c.password_hash, ACCOUNT.c.removal_held_until)).one()
            revoked = connection.execute(select(KNOWN_DEVICE.c.revoked_at)).scalars().all()
        assert tuple(kept) == ("hash", held)
        assert revoked == [LATER]

    def test_a_recovery_leaves_other_accounts_alone(self, store: SqlStore, flow: Flow, code: SentCode) -> None:
        stranger, its_code = self.flow_with_code(store)
        store.flows.use_code(code, LATER)
        store.flows.recover(flow, "hash", LATER, LATER, lambda _: [])
        assert store.flows.use_code(its_code, LATER)
        untouched = store.flows.with_handle(stranger.handle_digest)
        assert untouched is not None
        assert untouched.closed_at is None

    def test_an_unproven_or_ended_flow_recovers_nothing(self, store: SqlStore, flow: Flow, code: SentCode) -> None:
        assert store.flows.recover(flow, "hash", LATER, LATER, lambda _: []) is None
        store.flows.use_code(code, LATER)
        assert store.flows.recover(flow, "hash", flow.ends_at, LATER, lambda _: []) is None

    def test_a_closed_flow_counts_no_guess_and_uses_no_code(self, store: SqlStore, flow: Flow, code: SentCode) -> None:
        second = self.asked(store, flow, replace(code, issued=replace(code.issued, id="second")))
        store.flows.use_code(code, LATER)
        store.flows.recover(flow, "hash", LATER, LATER, lambda _: [])
        assert store.flows.count_guess(flow.id) is None
        assert not store.flows.use_code(second, LATER)

    def test_a_password_is_set_once_in_a_race(self, open_store: OpenStore, store: SqlStore) -> None:
        stores = [open_store() for _ in range(4)]
        flow, code = self.flow_with_code(store)
        store.flows.use_code(code, LATER)
        setting = [partial(each.flows.recover, flow, "hash", LATER, LATER, lambda _: []) for each in stores]
        assert sum(done is not None for done in at_once(setting)) == 1

    def test_of_two_flows_of_an_account_one_sets_the_password_in_a_race(
        self, open_store: OpenStore, store: SqlStore
    ) -> None:
        stores = [open_store(), open_store()]
        for _ in range(ROUNDS):
            account, first = self.new_flow(store)
            second = a_flow(account)
            store.flows.add(second)
            for flow in (first, second):
                store.flows.use_code(self.asked(store, flow, a_code(flow, account.contacts[0])), LATER)
            setting = [
                partial(each.flows.recover, flow, "hash", LATER, LATER, lambda _: [])
                for each, flow in zip(stores, (first, second), strict=True)
            ]
            assert sum(done is not None for done in at_once(setting)) == 1
