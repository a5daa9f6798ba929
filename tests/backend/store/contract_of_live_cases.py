"""What every store promises of shared calls: one is let in once, and a deed is written whole or not at all."""

from dataclasses import replace
from datetime import timedelta

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.live_records import (
    UNSHARED,
    CallDone,
    CallStanding,
    KeptApproval,
    LoggedEvent,
    NewShared,
    Said,
    Shared,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import NewStaff, StaffMember
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import Role, StaffAction
from tests.backend.store.contract import LATER, StoreContract
from tests.helpers.clock import START
from tests.helpers.records import a_flow, an_account, fresh_id
from tests.helpers.service_bench import refusal

SOON = timedelta(minutes=10)
EVENT = LoggedEvent("e" * 16, '{"type":"skipped","at":"2026-11-27T12:00:00Z","step":"look_in_junk"}')


def noted(account_id: str | None) -> AuditEvent:
    """What the audit log says where a test does not look."""
    return AuditEvent(AuditKind.CASE_JOINED, START, account_id)


class ACall:
    """Somebody who shares a case, and an agent."""

    def __init__(self, store: SqlStore) -> None:
        self.live_cases, self.account = store.live_cases, an_account()
        store.accounts.add(self.account)
        flow = a_flow(self.account.account)
        store.flows.add(flow)
        self.agent = StaffMember(fresh_id("staff"), fresh_id("rosa"), "Rosa", Role.AGENT, START)
        store.staff.add(NewStaff(self.agent, "none"))
        self.number = fresh_id("number")
        self.shared = Shared(
            fresh_id("shared"), fresh_id("handle"), flow.id, fresh_id("case"), self.number, START + SOON, START
        )

    @property
    def case(self) -> str:
        return self.shared.case_id

    def open(self) -> None:
        new = NewShared(self.shared, self.account.account.id, "en", "code_missing", "sms", (EVENT,))
        self.live_cases.open(new, lambda _: None, noted(None))

    def join(self, number: str | None = None) -> CallStanding | None:
        subjects = (fresh_id("one"), fresh_id("all"))
        wanted = self.number if number is None else number
        return self.live_cases.join(subjects, wanted, self.agent, START, START - SOON, lambda _, __: None, noted)

    def standing(self) -> CallStanding:
        found = self.live_cases.standing(self.case, whole_since=START)
        assert found is not None
        return found


class LiveCasesContract(StoreContract):
    """Its part of the suite."""

    def test_a_case_is_found_by_its_handle_and_stands_as_it_was_opened(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()
        assert store.live_cases.case_of(call.shared.handle_digest) == call.case
        assert store.live_cases.case_of("another") is None
        its = call.standing()
        assert (its.case.state, its.shared, its.agent) == (UNSHARED, call.shared, None)
        assert [each.id for each in store.live_cases.log(call.case, 0)] == [EVENT.id]
        assert store.live_cases.marks([call.case]) == {call.case: (1, False)}

    def test_a_second_opening_takes_the_place_of_the_first(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()
        first = call.shared
        call.shared = replace(
            first, id=fresh_id("shared"), handle_digest=fresh_id("handle"), case_id=fresh_id("case"),
            join_digest=fresh_id("number"), opened_at=LATER,
        )  # fmt: skip
        call.open()
        assert store.live_cases.case_of(first.handle_digest) is None
        assert store.live_cases.standing(first.case_id) is None

    def test_a_number_lets_one_ask_once(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()
        assert call.join("a wrong one") is None
        joined = call.join()
        assert joined is not None
        assert joined.agent == call.agent
        assert call.join() is None

    def test_what_is_decided_is_written_whole_or_not_at_all(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()

        def lets_in(standing: CallStanding) -> CallDone:
            case = replace(standing.case, state=CaseState.OPEN.value, owner_id=call.agent.id)
            return CallDone(case, said=(Said(LiveWord.ALLOWED, "caller"),))

        def breaks(_: CallStanding) -> CallDone:
            raise Refused(Failure.NOT_LIVE)

        assert refusal(store.live_cases.do, call.case, START, breaks) is Failure.NOT_LIVE
        assert call.standing().case.state == UNSHARED
        done = store.live_cases.do(call.case, START, lets_in)
        assert done is not None
        assert done.case.state == CaseState.OPEN
        assert [each.live for each in store.live_cases.log(call.case, 1)] == ["allowed"]
        assert store.live_cases.do("no such case", START, lets_in) is None

    def test_an_approval_is_used_once(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()
        its = KeptApproval(
            fresh_id("approval"), call.case, call.agent.id, StaffAction.RESEND, "why", START, START + SOON,
            call.agent.id, START, is_approved=True,
        )  # fmt: skip
        store.live_cases.do(call.case, START, lambda _: CallDone(approval=its))
        assert store.live_cases.approval(its.id) == its
        assert [each[0] for each in store.live_cases.approvals(START - SOON) if each[0].id == its.id] == [its]
        assert refusal(store.live_cases.do, call.case, START, lambda _: CallDone(uses=its.id)) is None
        assert refusal(store.live_cases.do, call.case, START, lambda _: CallDone(uses=its.id)) is Failure.APPROVAL_OVER

    def test_events_are_added_once_and_facts_are_of_somebody(self, store: SqlStore) -> None:
        call = ACall(store)
        call.open()
        more = replace(EVENT, id="f" * 16)
        added = store.live_cases.add(call.case, START, [EVENT, more], lambda _: None)
        assert [each.seq for each in added] == [1, 2]
        facts = store.live_cases.facts(call.account.account.id, START - SOON)
        assert facts is not None
        assert facts.account.id == call.account.account.id
        assert store.live_cases.facts("nobody", START) is None
        assert store.live_cases.same_account(call.case, call.account.account.id, START - SOON) == 0
