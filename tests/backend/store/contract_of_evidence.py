"""What every store promises of recovery codes, known computers and recent activity."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import Account, Flow, GivenRecoveryCode, SentCode
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import ACCOUNT
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.known_computers import UNUSED_LIFE
from tests.backend.store.contract import LATER, LONG_AGO, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import a_device, a_flow, a_message, a_session

DIGEST = "d" * 64
AT_ONCE = 6


def refuse(*_: object) -> None:
    raise Refused(Failure.SIGN_IN_TOO_SOON)


def given(flow: Flow, digest: str = DIGEST, at: datetime = LATER) -> GivenRecoveryCode:
    return GivenRecoveryCode(flow, digest, at, clear=("subject",))


def is_proven(store: SqlStore, flow: Flow) -> bool:
    found = store.flows.with_handle(flow.handle_digest)
    return found is not None and found.proven_at is not None


class EvidenceContract(StoreContract):
    """Of what stands beside codes."""

    # recovery codes

    def test_a_recovery_code_is_used_once_and_tells_everybody(
        self, store: SqlStore, account: Account, flow: Flow
    ) -> None:
        store.recovery_codes.make(account.id, DIGEST, START, lambda _: [])
        notice = replace(a_message(account, account.contacts[0]), code_id=None)
        assert not store.recovery_codes.use(given(flow, "another"), bool, lambda _: [notice])
        assert not is_proven(store, flow)
        assert store.recovery_codes.use(given(flow), bool, lambda _: [notice])
        assert is_proven(store, flow)
        assert store.outbox.message(notice.id) is not None
        assert not store.recovery_codes.use(given(flow), bool, lambda _: [])

    def test_a_newer_one_takes_its_place(self, store: SqlStore, account: Account, flow: Flow) -> None:
        store.recovery_codes.make(account.id, DIGEST, START, lambda _: [])
        store.recovery_codes.make(account.id, "newer", START, lambda _: [])
        assert not store.recovery_codes.use(given(flow), bool, lambda _: [])
        assert store.recovery_codes.use(given(flow, "newer"), bool, lambda _: [])

    def test_a_flow_that_is_over_uses_up_nothing(self, store: SqlStore, account: Account, flow: Flow) -> None:
        store.recovery_codes.make(account.id, DIGEST, START, lambda _: [])
        assert not store.recovery_codes.use(given(flow, at=flow.ends_at), bool, lambda _: [])
        assert store.recovery_codes.use(given(flow, at=flow.ends_at - timedelta(seconds=1)), bool, lambda _: [])

    def test_of_many_at_once_one_uses_it(self, open_store: OpenStore, store: SqlStore, account: Account) -> None:
        stores = [open_store() for _ in range(AT_ONCE)]
        for _ in range(ROUNDS):
            store.recovery_codes.make(account.id, DIGEST, START, lambda _: [])
            flows = [a_flow(account) for _ in stores]
            for its in flows:
                store.flows.add(its)
            using = [
                partial(each.recovery_codes.use, given(its), bool, lambda _: [])
                for each, its in zip(stores, flows, strict=True)
            ]
            assert sum(at_once(using)) == 1
            assert sum(is_proven(store, its) for its in flows) == 1

    def test_its_guesses_are_those_of_the_flow(self, store: SqlStore, flow: Flow) -> None:
        for _ in range(MOST_GUESSES):
            assert store.recovery_codes.count_guess(flow, ["subject"], LATER, lambda _: None)
        assert not store.recovery_codes.count_guess(flow, ["subject"], LATER, lambda _: None)
        assert store.flows.count_guess(flow.id) is None

    def test_a_guess_that_is_refused_is_not_counted(self, store: SqlStore, flow: Flow) -> None:
        with pytest.raises(Refused):
            store.recovery_codes.count_guess(flow, ["subject"], LATER, refuse)
        seen: list[object] = []
        store.recovery_codes.count_guess(flow, ["subject"], LATER, seen.append)
        assert seen == [[()]]

    def test_where_two_proofs_are_needed_one_is_kept_and_the_other_proves(
        self, store: SqlStore, account: Account, flow: Flow, code: SentCode
    ) -> None:
        with store.database.write() as connection:
            connection.execute(update(ACCOUNT).values(second_step=True))
        store.recovery_codes.make(account.id, DIGEST, START, lambda _: [])
        assert store.recovery_codes.use(given(flow), bool, lambda _: [])
        assert not is_proven(store, flow)
        assert store.flows.use_code(code, LATER)
        assert is_proven(store, flow)

    # known computers

    def test_a_computer_is_known_until_it_is_forgotten(self, store: SqlStore, account: Account) -> None:
        computer = a_device(account)
        assert store.computers.enrol(computer, 1, lambda _: [a_message(account, account.contacts[0])])
        assert not store.computers.enrol(a_device(account), 1)
        assert store.computers.of(account.id, LATER) == (computer,)
        assert store.computers.find(computer.id, LATER) == computer
        assert not store.computers.forget("another", computer.id, LATER)
        assert store.computers.forget(account.id, computer.id, LATER)
        assert store.computers.of(account.id, LATER) == ()
        assert store.computers.find(computer.id, LATER) is None
        assert store.computers.enrol(a_device(account), 1)

    def test_it_counts_until_it_was_not_used_for_too_long(self, store: SqlStore, account: Account) -> None:
        computer, end = a_device(account), START + UNUSED_LIFE
        store.computers.enrol(computer, 1)
        assert store.computers.find(computer.id, end) is None
        assert not store.computers.use(computer, end)
        assert store.computers.use(computer, LATER)
        assert store.computers.find(computer.id, end) is not None

    def test_it_raises_open_flows_of_its_account(self, store: SqlStore, account: Account, flow: Flow) -> None:
        computer = a_device(account)
        store.computers.enrol(computer, 1)
        assert not store.computers.prove(flow, computer, flow.ends_at)
        assert store.computers.prove(flow, computer, LATER)
        found = store.flows.with_handle(flow.handle_digest)
        assert found is not None
        assert found.audience is Disclosure.KNOWN_DEVICE
        store.computers.forget(account.id, computer.id, LATER)
        assert not store.computers.prove(flow, computer, LATER)
        assert store.flows.with_handle(flow.handle_digest) == flow

    # recent activity

    def test_what_happened_is_read_newest_first_so_much_of_each_share(self, sealed: SqlStore, account: Account) -> None:
        session = a_session(account)
        sealed.sessions.begin(session, "name", [], AuditEvent(AuditKind.SIGNED_IN, START, account.id))
        for number in range(3):
            event = AuditEvent(AuditKind.FLOW_OPENED, START + timedelta(minutes=number), account.id, detail=f"{number}")
            sealed.flows.add(a_flow(account), event)
        shares = ((AuditKind.SIGNED_IN,), (AuditKind.FLOW_OPENED,))
        found = sealed.activity.recent(account.id, shares, LONG_AGO, 2)
        assert [(event.kind, event.detail, event.device) for event in found] == [
            ("flow_opened", "2", None),
            ("flow_opened", "1", None),
            ("signed_in", "", session.device),
        ]
        assert [event.session for event in found] == [None, None, session.id]
        assert sealed.activity.recent(account.id, shares, START + timedelta(minutes=2), 2) == ()
        assert sealed.activity.recent("another", shares, LONG_AGO, 2) == ()
