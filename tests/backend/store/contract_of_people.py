"""What every store promises of people on a good day: sign-in, sessions, known devices, and tries that are counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from secinfo_desktop.backend.services.records import Account, Credentials, Flow, SentCode
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import LONGEST_WINDOW
from tests.backend.store.contract import LATER, LONG_AGO, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import DESTINATION, a_code, a_device, a_sending, a_session, an_account, fresh_id

NAME, PEER = "n" * 64, "p" * 64
"""Subjects that tries are counted under."""
MOST = 3


class Tries:
    """Looks at what was counted, keeps what it saw, and lets so many in."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.seen: list[tuple[list[tuple[datetime, ...]], bool]] = []

    def __call__(self, tries: Sequence[Sequence[datetime]], was_here: bool) -> None:
        self.seen.append(([tuple(times) for times in tries], was_here))
        if any(len(times) >= self._most for times in tries):
            raise Refused(Failure.SIGN_IN_TOO_SOON)


class PeopleContract(StoreContract):
    """Of people who are signed in, and of tries."""

    # passwords and names

    def test_who_signs_in_with_a_name_is_found_whole_by_any_of_their_names(self, store: SqlStore) -> None:
        new, other = replace(an_account(), names=(fresh_id("another-name"),)), an_account()
        store.accounts.add(new)
        store.accounts.add(other)
        whole, nobody = store.accounts.with_id(new.account.id), fresh_id("nobody")
        assert whole is not None
        assert whole.id == new.account.id
        assert whole.contacts
        for name in (new.account.name, *new.names):
            assert store.accounts.signs_in_as([nobody, name]) == whole
        assert store.accounts.signs_in_as([nobody]) is None
        assert store.accounts.signs_in_as([nobody], other.account.id) == store.accounts.with_id(other.account.id)

    def test_a_password_is_found_by_the_name_of_its_account(self, store: SqlStore) -> None:
        new = replace(an_account(), password_hash="hash")
        store.accounts.add(new)
        found = store.accounts.credentials([new.account.name])
        assert found == Credentials(new.account.id, new.account.name, "hash")

    def test_without_account_or_password_there_is_none(self, store: SqlStore, account: Account) -> None:
        assert store.accounts.credentials([account.name]) is None
        assert store.accounts.credentials(["nobody"]) is None

    def test_another_account_can_stand_in_for_a_name_that_nobody_has(self, store: SqlStore, account: Account) -> None:
        other = an_account()
        store.accounts.add(other)
        assert store.accounts.named("nobody", account.id) == account
        assert store.accounts.named(other.account.name, account.id) == other.account

    def test_who_signs_in_with_one_of_the_names_is_found_with_their_contacts(
        self, store: SqlStore, account: Account
    ) -> None:
        other = an_account()
        store.accounts.add(other)
        assert store.accounts.signs_in_as(["nobody", account.name, other.account.name]) == account
        assert store.accounts.signs_in_as(["nobody"], account.id) == account
        assert store.accounts.signs_in_as(["nobody"]) is None

    # sessions

    def test_a_session_leads_to_its_account_until_it_is_too_old(self, store: SqlStore, account: Account) -> None:
        session = a_session(account)
        store.sessions.begin(session, NAME, [])
        assert store.signed_in.enter(session.token_digest, LONG_AGO) is not None
        assert store.signed_in.enter(session.token_digest, START) is None
        assert store.signed_in.enter("of nobody", LONG_AGO) is None

    def test_a_recovery_ends_the_session_and_forgets_the_computer(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        session, device = a_session(account), a_device(account)
        store.sessions.begin(session, NAME, [])
        assert store.computers.enrol(device, 1)
        store.flows.use_code(code, LATER)
        assert store.flows.recover(flow, "hash", LATER, LATER, lambda _: []) is not None
        assert store.signed_in.enter(session.token_digest, LONG_AGO) is None
        assert store.computers.find(device.id, LATER) is None

    def test_a_token_opens_one_session_only(self, store: SqlStore, account: Account) -> None:
        session = a_session(account)
        store.sessions.begin(session, NAME, [])
        with pytest.raises(Exception, match=r"(?i)unique"):
            store.sessions.begin(replace(session, id="another"), NAME, [])

    # tries to sign in

    def test_tries_are_counted_under_each_subject_and_shown_to_the_next(self, store: SqlStore) -> None:
        check = Tries()
        store.sessions.count_try([NAME, PEER], PEER, START, check)
        store.sessions.count_try([PEER], PEER, LATER, check)
        store.sessions.count_try([NAME, PEER], PEER, LATER, check)
        assert check.seen == [([(), ()], False), ([(START,)], False), ([(START,), (START, LATER)], False)]

    def test_a_refused_try_does_not_count(self, store: SqlStore) -> None:
        store.sessions.count_try([NAME], PEER, START, Tries())
        with pytest.raises(Refused):
            store.sessions.count_try([NAME], PEER, LATER, Tries(most=1))
        check = Tries()
        store.sessions.count_try([NAME], PEER, LATER, check)
        assert check.seen[0][0] == [(START,)]

    def test_tries_of_yesterday_are_forgotten(self, store: SqlStore) -> None:
        store.sessions.count_try([NAME], PEER, START, Tries())
        check = Tries()
        store.sessions.count_try([NAME], PEER, START + LONGEST_WINDOW, check)
        assert check.seen[0][0] == [()]

    def test_who_came_in_from_an_address_is_known_there(self, store: SqlStore, account: Account) -> None:
        store.sessions.begin(a_session(account, peer=PEER), NAME, [])
        check = Tries()
        store.sessions.count_try([NAME], PEER, LATER, check)
        store.sessions.count_try([NAME], "another", LATER, check)
        assert [was_here for _, was_here in check.seen] == [True, False]

    def test_coming_in_clears_one_subject_and_gives_one_try_back_to_the_others(
        self, store: SqlStore, account: Account
    ) -> None:
        for at in (START, LATER):
            store.sessions.count_try([NAME, PEER], PEER, at, Tries())
        store.sessions.begin(a_session(account, began_at=LATER), NAME, [PEER])
        check = Tries()
        store.sessions.count_try([NAME, PEER], PEER, LATER, check)
        assert check.seen[0][0] == [(), (START,)]

    def test_only_so_many_tries_at_once_are_let_in(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(8)]
        for number in range(ROUNDS):
            name = f"{number}".rjust(64, "n")
            trying = [partial(self.is_let_in, each, name) for each in stores]
            assert sum(at_once(trying)) == MOST

    @staticmethod
    def is_let_in(store: SqlStore, name: str) -> bool:
        try:
            store.sessions.count_try([name, PEER], PEER, START, _only_by_the_first)
        except Refused:
            return False
        return True

    # other attempts

    def test_looking_up_accounts_is_counted_and_refused_by_what_the_check_says(self, store: SqlStore) -> None:
        seen: list[Sequence[datetime]] = []
        for at in (START, LATER):
            store.flows.count_opening(PEER, LONG_AGO, at, seen.append)
        store.flows.count_opening("another", LONG_AGO, LATER, seen.append)
        assert [list(times) for times in seen] == [[], [START], []]
        with pytest.raises(Refused):
            store.flows.count_opening(PEER, LONG_AGO, LATER, refuse)
        store.flows.count_opening(PEER, START, LATER + timedelta(seconds=1), seen.append)
        assert list(seen[-1]) == [LATER]

    def test_a_request_counts_under_its_other_subjects_too(self, store: SqlStore, account: Account, flow: Flow) -> None:
        code = a_code(flow, account.contacts[0])
        store.flows.ask_for_code(flow.id, DESTINATION, LONG_AGO, lambda _: a_sending(code), [NAME, PEER])
        assert store.flows.sends(DESTINATION, LONG_AGO, [NAME, PEER, "another"]).others == ((START,), (START,), ())


def _only_by_the_first(tries: Sequence[Sequence[datetime]], was_here: bool) -> None:
    """Looks at the first subject alone: the second one is shared by all."""
    Tries()(tries[:1], was_here)


def refuse(_: Sequence[datetime]) -> None:
    """Lets nobody."""
    raise Refused(Failure.TOO_MANY_FROM_HERE)
