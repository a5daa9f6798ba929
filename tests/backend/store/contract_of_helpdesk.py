"""What every store promises of a helpdesk: staff and their sessions, cases whose logs have neither gaps nor doubles."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.help_records import (
    CaseChange,
    CaseQuery,
    CasesFound,
    DecideCase,
    HelpCase,
    HelpNote,
    NewHelpCase,
)
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_ports import StaffExists
from secinfo_desktop.backend.services.staff_records import NewStaff, NewStaffSession, StaffMember
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, HELP_EVENT
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
from secinfo_desktop.domain.calls import KEPT_FOR, CaseScope, CaseSort, CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import Role
from tests.backend.store.contract import LATER, ROUNDS, OpenStore, StoreContract, at_once
from tests.helpers.clock import START
from tests.helpers.records import fresh_id
from tests.helpers.service_bench import refusal

SHIFT = timedelta(hours=12)
WRITERS, EACH = 6, 15


def a_member(role: Role = Role.AGENT, name: str | None = None) -> StaffMember:
    """Somebody at the helpdesk."""
    name = name or fresh_id("rosa")
    return StaffMember(fresh_id("staff"), name, name.title(), role, START)


def a_shift(member: StaffMember) -> NewStaffSession:
    """A session of theirs."""
    return NewStaffSession(fresh_id("session"), fresh_id("digest"), member.id, START, START + SHIFT)


def a_call(**of: Any) -> NewHelpCase:
    """A case to be opened."""
    new = NewHelpCase(fresh_id("a-case"), "M. L.", "de", "code_missing", "sms", START)
    return replace(new, **of)


def said(number: int, step: str = "look_in_junk") -> LoggedEvent:
    """An event; the number makes its id."""
    return LoggedEvent(f"event-{number:020d}", f'{{"type":"skipped","at":"2026-11-27T12:00:00Z","step":"{step}"}}')


def no_event(_: HelpCase) -> AuditEvent:
    """What the audit log says of a case where a test does not look."""
    return AuditEvent(AuditKind.CASE_OPENED, START)


def anybody(_: HelpCase) -> None:
    """Everybody may."""


def becomes(change: CaseChange) -> DecideCase:
    """Decides so, whatever the case is."""
    return lambda _: change


def queried(member: StaffMember, **of: Any) -> CaseQuery:
    """A page of the list."""
    query = CaseQuery(member.id, CaseScope.ALL, CaseSort.NEWEST, "", 100, START)
    return replace(query, **of)


def numbers(found: CasesFound) -> list[str]:
    """What the cases of a page are called."""
    return [its.number for its in found.cases]


class HelpdeskContract(StoreContract):
    """Of staff and cases."""

    @pytest.fixture
    def rosa(self, store: SqlStore) -> StaffMember:
        rosa = a_member()
        store.staff.add(NewStaff(rosa, "hash"))
        return rosa

    @pytest.fixture
    def sami(self, store: SqlStore) -> StaffMember:
        sami = a_member(Role.SENIOR)
        store.staff.add(NewStaff(sami, "hash"))
        return sami

    @pytest.fixture
    def opened(self, store: SqlStore, rosa: StaffMember) -> HelpCase:
        return store.help_cases.open(a_call(), rosa, no_event)

    # staff

    def test_staff_comes_back_by_name_until_their_work_ends(self, store: SqlStore, rosa: StaffMember) -> None:
        assert store.staff.credentials(rosa.name) == NewStaff(rosa, "hash")
        assert store.staff.credentials("nobody") is None
        assert store.staff.end(rosa.name, LATER) == replace(rosa, ended_at=LATER)
        assert store.staff.credentials(rosa.name) is None
        assert store.staff.end(rosa.name, LATER) is None
        assert store.staff.all() == [replace(rosa, ended_at=LATER)]

    def test_a_name_is_given_once(self, store: SqlStore, rosa: StaffMember) -> None:
        with pytest.raises(StaffExists):
            store.staff.add(NewStaff(replace(rosa, id="another"), "hash"))

    def test_a_session_counts_until_its_end_and_not_for_a_clock_that_ran_back(
        self, store: SqlStore, rosa: StaffMember
    ) -> None:
        shift = a_shift(rosa)
        assert store.staff.begin(shift)
        found = store.staff.session(shift.token_digest, START)
        assert found is not None
        assert (found.id, found.me, found.ends_at) == (shift.id, rosa, shift.ends_at)
        for moment in (START + SHIFT, START - timedelta(seconds=61)):
            assert store.staff.session(shift.token_digest, moment) is None
        assert store.staff.session("another", START) is None
        store.staff.end_session(shift.id, LATER)
        assert store.staff.session(shift.token_digest, LATER) is None

    def test_whose_work_ends_is_out_at_once(self, store: SqlStore, rosa: StaffMember) -> None:
        shift = a_shift(rosa)
        store.staff.begin(shift)
        store.staff.end(rosa.name, LATER)
        assert store.staff.session(shift.token_digest, LATER) is None
        assert not store.staff.begin(a_shift(rosa))

    def test_nobody_comes_in_while_their_work_ends(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(2)]
        for _ in range(ROUNDS):
            one = a_member()
            stores[0].staff.add(NewStaff(one, "hash"))
            shift = a_shift(one)
            begin = partial(refusal, stores[0].staff.begin, shift)
            at_once([begin, partial(refusal, stores[1].staff.end, one.name, LATER)])
            assert stores[0].staff.session(shift.token_digest, LATER) is None

    # cases

    def test_cases_have_numbers_in_the_order_in_which_they_are_opened(
        self, store: SqlStore, rosa: StaffMember, open_store: OpenStore
    ) -> None:
        stores = [open_store() for _ in range(WRITERS)]
        calls = [a_call() for _ in range(WRITERS)]
        places = at_once(
            [partial(its.help_cases.open, call, rosa, no_event) for its, call in zip(stores, calls, strict=True)]
        )
        assert sorted(its.place for its in places) == list(range(WRITERS))
        assert store.help_cases.open(calls[0], rosa, no_event) == places[0]

    def test_a_number_is_never_given_again(self, store: SqlStore, rosa: StaffMember, opened: HelpCase) -> None:
        assert store.help_cases.erase(opened.id, LATER, no_event)
        assert not store.help_cases.erase(opened.id, LATER, no_event)
        assert store.help_cases.open(a_call(), rosa, no_event).place == opened.place + 1

    def test_a_case_is_found_again_by_its_owner_alone(
        self, store: SqlStore, rosa: StaffMember, sami: StaffMember
    ) -> None:
        call = a_call(events=(said(1),))
        first = store.help_cases.open(call, rosa, no_event)
        assert store.help_cases.open(call, rosa, no_event) == first
        assert first.last_seq == 1
        with pytest.raises(Refused) as refused:
            store.help_cases.open(call, sami, no_event)
        assert refused.value.failure is Failure.NOT_YOUR_CASE

    def test_a_case_that_nobody_was_let_in_to_is_none(self, store: SqlStore, rosa: StaffMember) -> None:
        opened = store.help_cases.open(a_call(), rosa, no_event)
        with store.database.write() as connection:
            row = connection.execute(select(HELP_CASE)).one()._mapping
            hidden = {**row, "id": "unshared-case", "place": 99, "state": "unshared", "owner_id": None}
            connection.execute(insert(HELP_CASE), hidden)
        found = store.help_cases.find(queried(rosa))
        assert (numbers(found), found.counts[CaseScope.ALL]) == ([opened.number], 1)
        assert store.help_cases.read("unshared-case", 0, START) is None
        assert store.help_cases.add("unshared-case", rosa, [said(1)], START, anybody) is None
        assert store.help_cases.change("unshared-case", rosa, START, CaseChange) is None
        assert not store.help_cases.erase("unshared-case", START, no_event)
        with pytest.raises(Refused):
            store.help_cases.open(a_call(id="unshared-case"), rosa, no_event)

    def test_writers_at_once_leave_no_gap_and_no_double(
        self, open_store: OpenStore, rosa: StaffMember, opened: HelpCase
    ) -> None:
        """Each sends its own events, some of them twice, and all send one that is the same."""
        stores = [open_store() for _ in range(WRITERS)]

        def write(its: SqlStore, first: int) -> None:
            for number in range(first, first + EACH):
                for _ in range(1 + number % 2):
                    its.help_cases.add(opened.id, rosa, [said(number), said(999)], LATER, anybody)

        at_once([partial(write, its, place * EACH) for place, its in enumerate(stores)])
        read = stores[0].help_cases.read(opened.id, 0, LATER)
        assert read is not None
        assert [its.seq for its in read.events] == list(range(1, WRITERS * EACH + 2))
        assert {its.id for its in read.events} == {said(number).id for number in (*range(WRITERS * EACH), 999)}
        assert read.case.last_seq == WRITERS * EACH + 1

    def test_an_id_never_means_two(self, store: SqlStore, rosa: StaffMember, opened: HelpCase) -> None:
        added = store.help_cases.add(opened.id, rosa, [said(1), said(2), said(1)], LATER, anybody)
        assert added is not None
        assert [its.seq for its in added] == [1, 2]
        for events in ([said(3), said(1, "another")], [said(4), said(4, "another")]):
            with pytest.raises(Refused) as refused:
                store.help_cases.add(opened.id, rosa, events, LATER, anybody)
            assert refused.value.failure is Failure.REPEATED_DIFFERENTLY
        read = store.help_cases.read(opened.id, 1, LATER)
        assert read is not None
        assert [(its.seq, its.body) for its in read.events] == [(2, said(2).body)]

    def test_what_a_check_refuses_is_not_written(self, store: SqlStore, rosa: StaffMember, opened: HelpCase) -> None:
        def nobody(_: HelpCase) -> None:
            raise Refused(Failure.NOT_YOUR_CASE)

        note = HelpNote("note", LATER, "Rosa", "text")
        for write in (
            partial(store.help_cases.add, opened.id, rosa, [said(1)], LATER, nobody),
            partial(store.help_cases.write_down, opened.id, note, nobody),
        ):
            with pytest.raises(Refused):
                write()
        read = store.help_cases.read(opened.id, 0, LATER)
        assert read is not None
        assert (read.case, read.events, read.notes) == (opened, (), ())

    def test_notes_come_in_their_order_and_any_text_stays_as_it_is(self, store: SqlStore, opened: HelpCase) -> None:
        texts = ("<b>bold</b>", "a'; DROP TABLE help_note; --", "%s %(name)s :name ?\nnext", "\U0001f511")
        for number, text in enumerate(texts):
            its = HelpNote(f"note-{number}", START + timedelta(seconds=number), "Rosa", text)
            for _ in range(2):
                assert store.help_cases.write_down(opened.id, its, anybody)
        read = store.help_cases.read(opened.id, 0, LATER)
        assert read is not None
        assert [its.text for its in read.notes] == list(texts)
        assert not store.help_cases.write_down("no such case", its, anybody)
        with pytest.raises(Refused):
            store.help_cases.write_down(opened.id, replace(its, text="another"), anybody)

    def test_one_of_many_who_take_a_case_at_once_has_it_and_the_log_says_each(
        self, open_store: OpenStore, store: SqlStore, opened: HelpCase
    ) -> None:
        others = [a_member() for _ in range(WRITERS)]
        for one in others:
            store.staff.add(NewStaff(one, "hash"))

        def take(its: SqlStore, who: StaffMember) -> HelpCase | None:
            return its.help_cases.change(
                opened.id, who, LATER, lambda case: CaseChange(replace(case, owner=who), LiveWord.TAKEN)
            )

        at_once([partial(take, open_store(), who) for who in others])
        read = store.help_cases.read(opened.id, 0, LATER)
        assert read is not None
        assert [its.seq for its in read.events] == list(range(1, WRITERS + 1))
        assert read.case.owner is not None
        assert read.events[-1].who == read.case.owner.shown_name
        assert {its.who for its in read.events} == {one.shown_name for one in others}

    def test_nobody_leads_a_case_whose_work_has_ended(
        self, store: SqlStore, rosa: StaffMember, sami: StaffMember, opened: HelpCase
    ) -> None:
        store.staff.end(sami.name, LATER)
        with pytest.raises(Refused):
            store.help_cases.change(opened.id, rosa, LATER, lambda its: CaseChange(replace(its, owner=sami)), sami.id)
        store.staff.end(rosa.name, LATER)
        read = store.help_cases.read(opened.id, 0, LATER)
        assert read is not None
        assert (read.case.state, read.case.owner, read.case.waiting_since) == (CaseState.WAITING, None, LATER)

    def test_no_case_is_left_to_somebody_whose_work_ends_at_that_moment(
        self, open_store: OpenStore, store: SqlStore, rosa: StaffMember
    ) -> None:
        stores = [open_store() for _ in range(2)]
        for _ in range(ROUNDS):
            one = a_member()
            store.staff.add(NewStaff(one, "hash"))
            opened = store.help_cases.open(a_call(), rosa, no_event)
            given = becomes(CaseChange(replace(opened, owner=one)))
            give = partial(refusal, stores[0].help_cases.change, opened.id, rosa, LATER, given, one.id)
            at_once([give, partial(refusal, stores[1].staff.end, one.name, LATER)])
            read = store.help_cases.read(opened.id, 0, LATER)
            assert read is not None
            assert read.case.owner in (rosa, None)

    def test_what_a_caller_allowed_counts_for_who_led_the_case_and_its_account_alone(
        self, store: SqlStore, rosa: StaffMember, sami: StaffMember
    ) -> None:
        changes: tuple[dict[str, Any], ...] = (
            {"owner": sami},
            {"account_id": "another"},
            {"state": CaseState.CLOSED},
            {"state": CaseState.WAITING},
            {"caller": "Mara"},
        )
        for changed in changes:
            opened = store.help_cases.open(a_call(), rosa, no_event)
            with store.database.write() as connection:
                until = {"verified_until": LATER, "verified_how": "number", "verified_for": "resend"}
                connection.execute(HELP_CASE.update().where(HELP_CASE.c.id == opened.id).values(until))
            verified = replace(opened, verified_until=LATER, verified_how="number")
            change = becomes(CaseChange(replace(verified, **changed)))
            after = store.help_cases.change(opened.id, rosa, START, change)
            assert after is not None
            assert (after.verified_until == LATER) is ("caller" in changed)
            with store.database.read() as connection:
                kept = connection.execute(select(HELP_CASE.c.verified_for).where(HELP_CASE.c.id == opened.id)).scalar()
            assert (kept == "resend") is ("caller" in changed)

    def test_a_list_goes_on_where_its_page_ended(self, store: SqlStore, rosa: StaffMember) -> None:
        for number in range(7):
            store.help_cases.open(a_call(caller=f"caller {number % 3}"), rosa, no_event)
        for sort in CaseSort:
            whole = store.help_cases.find(queried(rosa, sort=sort))
            pages = [*self.pages(store, queried(rosa, sort=sort, most=2))]
            assert [number for page in pages for number in numbers(page)] == numbers(whole)
            assert [len(page.cases) for page in pages] == [2, 2, 2, 1]
        found = store.help_cases.find(queried(rosa, text="CALLER 2", sort=CaseSort.CALLER))
        assert len(found.cases) == 2

    @staticmethod
    def pages(store: SqlStore, query: CaseQuery) -> Iterable[CasesFound]:
        page = store.help_cases.find(query)
        yield page
        while page.after is not None:
            page = store.help_cases.find(replace(query, after=page.after))
            yield page

    def test_other_cases_about_an_account_are_counted_once_the_caller_is_verified(
        self, store: SqlStore, rosa: StaffMember
    ) -> None:
        first, *_ = (store.help_cases.open(a_call(), rosa, no_event) for _ in range(3))
        with store.database.write() as connection:
            connection.execute(HELP_CASE.update().values(account_id="mara"))
        assert self.same(store, rosa) == [0, 0, 0]
        with store.database.write() as connection:
            of_first = HELP_CASE.update().where(HELP_CASE.c.id == first.id)
            connection.execute(of_first.values(verified_until=LATER))
        assert self.same(store, rosa) == [0, 0, 2]

    @staticmethod
    def same(store: SqlStore, rosa: StaffMember) -> list[int]:
        return [its.same_account for its in store.help_cases.find(queried(rosa)).cases]

    def test_what_else_is_kept_of_a_case_is_nothing_at_first(self, store: SqlStore, opened: HelpCase) -> None:
        doings = store.help_cases.doings(opened.id)
        assert (doings.verifications, doings.approvals, doings.acts) == ((), (), ())

    def test_closed_cases_are_forgotten_after_their_time_with_all_that_was_said(
        self, store: SqlStore, rosa: StaffMember, upkeep: SqlUpkeep
    ) -> None:
        closed, waits = (store.help_cases.open(a_call(events=(said(1),)), rosa, no_event) for _ in range(2))

        def close(its: HelpCase) -> CaseChange:
            return CaseChange(replace(its, state=CaseState.CLOSED, closed_at=START))

        store.help_cases.change(closed.id, rosa, START, close)
        store.help_cases.add(waits.id, rosa, [said(2)], LATER, anybody)
        upkeep.forget(START + KEPT_FOR - timedelta(seconds=1))
        assert store.help_cases.read(closed.id, 0, START) is not None
        upkeep.forget(START + KEPT_FOR)
        assert store.help_cases.read(closed.id, 0, START) is None
        assert store.help_cases.read(waits.id, 0, START) is not None
        assert self.events_of(store, closed.id) == 0

    def test_open_cases_that_nobody_touches_are_forgotten_as_well_but_not_before_their_day(
        self, store: SqlStore, rosa: StaffMember, upkeep: SqlUpkeep
    ) -> None:
        left, touched, later = (store.help_cases.open(a_call(), rosa, no_event) for _ in range(3))
        waits = replace(later, state=CaseState.WAITING, waiting_since=START + 2 * KEPT_FOR)
        store.help_cases.change(later.id, rosa, START, becomes(CaseChange(waits)))
        store.help_cases.add(touched.id, rosa, [said(1)], START + timedelta(seconds=1), anybody)
        upkeep.forget(START + KEPT_FOR)
        there = [store.help_cases.read(its.id, 0, START) is not None for its in (left, touched, later)]
        assert there == [False, True, True]

    @staticmethod
    def events_of(store: SqlStore, case_id: str) -> int:
        with store.database.read() as connection:
            counted = select(func.count()).select_from(HELP_EVENT).where(HELP_EVENT.c.case_id == case_id)
            return int(connection.execute(counted).scalar_one())

    def test_who_of_the_staff_did_what_is_noted_with_what_was_done(
        self, sealed: SqlStore, rosa: StaffMember, audit: SqlAudit
    ) -> None:
        kinds: Sequence[AuditKind] = (
            AuditKind.STAFF_ADDED,
            AuditKind.STAFF_SIGNED_IN,
            AuditKind.CASE_OPENED,
            AuditKind.CASE_TAKEN,
            AuditKind.CASE_ERASED,
            AuditKind.STAFF_SIGNED_OUT,
            AuditKind.STAFF_ENDED,
        )
        events = [AuditEvent(kind, START, staff=rosa.id) for kind in kinds]
        sealed.staff.add(NewStaff(a_member(), "hash"), events[0])
        shift, call = a_shift(rosa), a_call()
        sealed.staff.begin(shift, events[1])
        sealed.help_cases.open(call, rosa, lambda _: events[2])
        sealed.help_cases.open(call, rosa, lambda _: events[2])
        sealed.help_cases.change(call.id, rosa, START, lambda its: CaseChange(its, events=(events[3],)))
        sealed.help_cases.erase(call.id, START, lambda _: events[4])
        sealed.staff.end_session(shift.id, START, events[5])
        sealed.staff.end(rosa.name, START, events[6])
        sealed.staff.end(rosa.name, START, events[6])
        assert [row.event for row in audit.rows()] == events
