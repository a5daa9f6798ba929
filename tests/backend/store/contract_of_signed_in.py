"""What every store promises of people who are signed in: one value read, one value written, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from secinfo_desktop.backend.services.account_state import AccountState, Changed, Entered, KeptContact
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.ports import AccountExists
from secinfo_desktop.backend.services.records import Account, Contact, Flow, NewAccount, NewSession, SentCode
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactUse, SessionStage
from tests.backend.store.contract import LATER, LONG_AGO, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import a_flow, a_message, a_session, an_account, fresh_id

MOST = 4


def a_new_contact() -> KeptContact:
    """One that is not proven yet."""
    its_id = fresh_id("contact")
    return KeptContact(Contact(its_id, ContactKind.EMAIL, f"{its_id}@example.net", counts=False), START)


class SignedInContract(StoreContract):
    """Of sessions and what they change."""

    @pytest.fixture
    def session(self, store: SqlStore, account: Account) -> NewSession:
        session = a_session(account)
        store.sessions.begin(session, "name", [])
        return session

    @staticmethod
    def entered(store: SqlStore, session: NewSession) -> Entered:
        found = store.signed_in.enter(session.token_digest, LONG_AGO)
        assert found is not None
        return found

    @staticmethod
    def change(store: SqlStore, session: NewSession, of: Callable[[AccountState], AccountState]) -> Entered | None:
        return store.signed_in.change(session.token_digest, LONG_AGO, LATER, lambda its: Changed(of(its.account)))

    # entering

    def test_a_session_comes_with_all_of_its_account(
        self, store: SqlStore, account: Account, session: NewSession
    ) -> None:
        its = self.entered(store, session)
        assert (its.session.id, its.session.stage, its.flow) == (session.id, SessionStage.OPEN, None)
        assert [each.contact for each in its.account.counting] == list(account.contacts)
        assert [each.name for each in its.account.names] == [account.name]
        assert {each.device for each in its.account.sessions} == {"tablet", "console", "desk"}

    def test_an_unknown_session_and_one_that_is_too_old_are_none(self, store: SqlStore, session: NewSession) -> None:
        assert store.signed_in.enter("of nobody", LONG_AGO) is None
        assert store.signed_in.enter(session.token_digest, START) is None
        assert store.signed_in.change("of nobody", LONG_AGO, LATER, lambda its: Changed(its.account)) is None

    def test_when_a_session_was_seen_is_kept(self, store: SqlStore, session: NewSession) -> None:
        store.signed_in.seen(session.id, LATER)
        assert self.entered(store, session).session.seen_at == LATER

    # changing

    def test_a_change_comes_back_as_it_was_made(self, store: SqlStore, session: NewSession) -> None:
        contact = a_new_contact()
        proven = replace(contact, proven_at=LATER, uses=frozenset({ContactUse.SIGN_IN}), replaces="another")

        def change(its: AccountState) -> AccountState:
            changed = replace(
                its,
                password_hash="another hash",
                password_changed_at=LATER,
                new_password_needed=True,
                second_step=True,
                verified_at=LATER,
                notice_at=LATER,
                notice_skipped_until=LATER,
                removal_held_until=LATER,
                names=(replace(its.names[0], is_on=False),),
            )
            return changed.with_contact(contact)

        after = self.change(store, session, change)
        assert after is not None
        found = self.entered(store, session)
        assert found.account == after.account
        self.change(store, session, lambda its: its.with_contact(proven))
        newest = self.entered(store, session).account.contacts[-1]
        assert newest == replace(proven, contact=replace(contact.contact, counts=True, for_recovery=False))

    def test_what_is_refused_changes_nothing(self, store: SqlStore, session: NewSession) -> None:
        before = self.entered(store, session)

        def refuse(_: AccountState) -> AccountState:
            raise Refused(Failure.FROZEN)

        with pytest.raises(Refused):
            self.change(store, session, refuse)
        assert self.entered(store, session) == before

    def test_a_contact_that_was_removed_is_kept_for_its_notice_and_for_nothing_else(
        self, store: SqlStore, account: Account, session: NewSession
    ) -> None:
        gone = account.contacts[0]
        self.change(store, session, lambda its: its.with_contact(replace(its.contacts[0], removed_at=LATER)))
        assert [each.id for each in self.entered(store, session).account.contacts] == [account.contacts[1].id]
        named = store.accounts.named(account.name)
        assert named is not None
        assert named.contacts == account.contacts[1:]
        kept = store.accounts.contact(gone.id)
        assert kept == replace(gone, counts=False, is_gone=True)
        assert store.accounts.contact("of nobody") is None

    def test_a_contact_that_was_removed_is_forgotten_after_the_time_of_notices(
        self, store: SqlStore, account: Account, session: NewSession
    ) -> None:
        self.change(store, session, lambda its: its.with_contact(replace(its.contacts[0], removed_at=LATER)))
        for days, is_there in ((30, True), (31, False)):
            SqlUpkeep(store.database).forget(START + timedelta(days=days))
            assert (store.accounts.contact(account.contacts[0].id) is not None) == is_there
        assert store.accounts.contact(account.contacts[1].id) is not None

    def test_sessions_that_end_take_their_flows_along(
        self, store: SqlStore, account: Account, session: NewSession
    ) -> None:
        flow = replace(a_flow(account), session_id=session.id, purpose="prove", aim=account.contacts[0].id)
        store.flows.add(flow)
        other = a_flow(account)
        store.flows.add(other)
        self.change(store, session, self._all_ended)
        assert store.signed_in.enter(session.token_digest, LONG_AGO) is None
        assert self._closed(store, flow)
        assert not self._closed(store, other)

    @staticmethod
    def _all_ended(its: AccountState) -> AccountState:
        return replace(its, sessions=tuple(replace(each, ended_at=LATER) for each in its.sessions))

    @staticmethod
    def _closed(store: SqlStore, flow: Flow) -> bool:
        found = store.flows.with_handle(flow.handle_digest)
        return found is not None and found.closed_at is not None

    def test_a_contact_that_goes_takes_its_codes_along(
        self, store: SqlStore, account: Account, session: NewSession, flow: Flow, code: SentCode
    ) -> None:
        waiting = self.queued(store, account, flow, code)
        self.change(store, session, lambda its: its.with_contact(replace(its.contacts[1], removed_at=LATER)))
        assert not self._closed(store, flow)
        self.change(store, session, lambda its: its.with_contact(replace(its.contacts[0], removed_at=LATER)))
        assert self._closed(store, flow)
        message = store.outbox.message(waiting)
        assert message is not None
        assert message.state is DeliveryState.EXPIRED

    def test_a_contact_that_is_not_for_recovery_any_more_ends_recoveries(
        self, store: SqlStore, session: NewSession, flow: Flow, code: SentCode
    ) -> None:
        assert code.contact_id
        self.change(store, session, lambda its: its.with_contact(replace(its.contacts[0], uses=frozenset())))
        assert self._closed(store, flow)

    def test_another_password_ends_flows_but_those_of_sessions_that_go_on(
        self, store: SqlStore, account: Account, session: NewSession, flow: Flow
    ) -> None:
        own = replace(a_flow(account), session_id=session.id, purpose="prove", aim=account.contacts[0].id)
        store.flows.add(own)
        self.change(store, session, lambda its: replace(its, password_hash="another"))
        assert (self._closed(store, flow), self._closed(store, own)) == (True, False)

    def test_a_flow_comes_in_and_is_used_up(self, store: SqlStore, account: Account, session: NewSession) -> None:
        flow = replace(a_flow(account), session_id=session.id, purpose="prove", aim=account.contacts[0].id)
        seen: list[Flow | None] = []

        def use(its: Entered) -> Changed:
            seen.append(its.flow)
            return Changed(its.account)

        store.signed_in.change(session.token_digest, LONG_AGO, LATER, lambda its: Changed(its.account, opens=flow))
        for digest in (flow.handle_digest, "of nobody"):
            store.signed_in.change(session.token_digest, LONG_AGO, LATER, use, digest)
        assert seen == [flow, None]
        assert self._closed(store, flow)

    def test_messages_and_events_go_with_the_change(
        self, store: SqlStore, account: Account, session: NewSession
    ) -> None:
        message = a_message(account, account.contacts[0])
        event = AuditEvent(AuditKind.CONTACT_ADDED, LATER, account.id)
        sealed = store.sealed_by(lambda its: f"{hash(its):x}"[:64])
        sealed.signed_in.change(
            session.token_digest, LONG_AGO, LATER, lambda its: Changed(its.account, (message,), (event,))
        )
        assert store.outbox.message(message.id) == message
        assert [row.event.kind for row in SqlAudit(store.database, lambda _: "").rows()] == [AuditKind.CONTACT_ADDED]

    def test_changes_at_once_come_one_after_the_other(
        self, open_store: OpenStore, store: SqlStore, session: NewSession
    ) -> None:
        stores = [open_store() for _ in range(8)]

        def add(its: AccountState) -> AccountState:
            if len(its.contacts) >= MOST:
                raise Refused(Failure.TOO_MANY_CONTACTS)
            return its.with_contact(a_new_contact())

        def added(each: SqlStore) -> bool:
            try:
                self.change(each, session, add)
            except Refused:
                return False
            return True

        assert sum(at_once([partial(added, each) for each in stores])) == MOST - 2
        assert len(self.entered(store, session).account.contacts) == MOST

    # beginning

    def test_a_session_begins_as_it_is_let_in(self, store: SqlStore, account: Account) -> None:
        session = a_session(account)

        def admit(its: AccountState) -> tuple[NewSession, AccountState]:
            return replace(session, stage="code", proven_at=START, seen_at=START), replace(its, notice_at=START)

        store.sessions.begin(session, "name", [], admit=admit)
        its = self.entered(store, session)
        assert (its.session.stage, its.session.proven_at, its.account.notice_at) == (SessionStage.CODE, START, START)
        assert store.sessions.account_of(session.token_digest, LONG_AGO) is None

    def test_who_is_not_let_in_has_no_session(self, store: SqlStore, account: Account) -> None:
        session = a_session(account)

        def refuse(_: AccountState) -> tuple[NewSession, AccountState]:
            raise Refused(Failure.SIGN_IN_WRONG)

        with pytest.raises(Refused):
            store.sessions.begin(session, "name", [], admit=refuse)
        assert store.signed_in.enter(session.token_digest, LONG_AGO) is None

    def test_tries_are_forgotten_as_after_a_sign_in(self, store: SqlStore) -> None:
        seen: list[list[int]] = []
        for at in (START, LATER):
            store.sessions.count_try(["pair", "name"], "peer", at, lambda *_: None)
        store.sessions.forget_tries("pair", ["name"], LATER)
        store.sessions.count_try(
            ["pair", "name"], "peer", LATER, lambda tries, _: seen.append([len(times) for times in tries])
        )
        assert seen == [[0, 1]]

    # names

    @staticmethod
    def _named(*names: str) -> NewAccount:
        return replace(an_account(), password_hash="hash", names=names)

    def test_every_name_that_is_on_leads_to_the_account(self, store: SqlStore) -> None:
        new = self._named("one", "two")
        store.accounts.add(new)
        for name in (new.account.name, "one", "two"):
            found = store.accounts.credentials(["nobody", name])
            assert found is not None
            assert (found.account_id, found.name) == (new.account.id, new.account.name)

    def test_the_first_name_that_is_somebodys_counts(self, store: SqlStore) -> None:
        first, second = self._named("one"), self._named("two")
        store.accounts.add(first)
        store.accounts.add(second)
        found = store.accounts.credentials(["two", "one"])
        assert found is not None
        assert found.account_id == second.account.id

    def test_a_name_that_was_turned_off_leads_nowhere(self, store: SqlStore) -> None:
        new = self._named("one")
        store.accounts.add(new)
        session = a_session(new.account)
        store.sessions.begin(session, "name", [])
        self.change(
            store, session, lambda its: replace(its, names=tuple(replace(each, is_on=False) for each in its.names))
        )
        assert store.accounts.credentials([new.account.name, "one"]) is None
        self.change(store, session, lambda its: replace(its, names=(replace(its.names[0], is_on=True), its.names[1])))
        assert store.accounts.credentials([new.account.name]) is not None
        assert store.accounts.credentials(["one"]) is None

    def test_no_two_accounts_have_a_name_in_common(self, store: SqlStore) -> None:
        new = self._named("one")
        store.accounts.add(new)
        for taken in (self._named("one"), self._named(new.account.name), self._named("two", "two"), an_account("one")):
            with pytest.raises(AccountExists):
                store.accounts.add(taken)

    def test_no_two_accounts_get_a_name_in_a_race(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(4)]

        def add(store: SqlStore, new: NewAccount) -> bool:
            try:
                store.accounts.add(new)
            except AccountExists:
                return False
            return True

        for number in range(ROUNDS):
            name = f"the one name {number}"
            new = [an_account(name), self._named(name), an_account(name), self._named(name)]
            assert sum(at_once([partial(add, store, each) for store, each in zip(stores, new, strict=True)])) == 1

    def test_times_are_kept_to_the_microsecond(self, store: SqlStore, session: NewSession) -> None:
        at = START + timedelta(microseconds=1)
        self.change(store, session, lambda its: replace(its, verified_at=at))
        assert self.entered(store, session).account.verified_at == at
