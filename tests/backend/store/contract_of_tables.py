"""What every store promises of the guide's learnt tables: each change counted, taken back in turn, noted."""

from functools import partial

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from tests.backend.store.contract import LATER, OpenStore, StoreContract, at_once
from tests.helpers.clock import START

ONE, TWO = GuideTable("code", "one"), GuideTable("code", "two")
OTHER = GuideTable("number", "other")


class TablesContract(StoreContract):
    """Of tables that an administrator puts there."""

    def test_without_tables_there_is_nothing_to_take_back(self, store: SqlStore) -> None:
        assert store.guide_tables.revision() == 0
        assert store.guide_tables.current() == (0, ())
        assert store.guide_tables.take_back("code", START) is None
        assert store.guide_tables.revision() == 0

    def test_the_newest_table_of_each_checklist_counts(self, store: SqlStore, open_store: OpenStore) -> None:
        assert [store.guide_tables.put(table, START) for table in (ONE, OTHER, TWO)] == [1, 2, 3]
        assert open_store().guide_tables.current() == (3, (TWO, OTHER))
        assert open_store().guide_tables.revision() == 3

    def test_tables_are_taken_back_in_turn_and_every_change_has_a_new_revision(self, store: SqlStore) -> None:
        for table in (ONE, TWO):
            store.guide_tables.put(table, START)
        assert store.guide_tables.take_back("code", LATER) == 3
        assert store.guide_tables.current() == (3, (ONE,))
        assert store.guide_tables.take_back("code", LATER) == 4
        assert store.guide_tables.current() == (4, ())
        assert store.guide_tables.take_back("code", LATER) is None
        assert store.guide_tables.put(TWO, LATER) == 5
        assert store.guide_tables.take_back("code", LATER) == 6
        assert store.guide_tables.current() == (6, ())

    def test_changes_at_once_get_revisions_of_their_own(self, open_store: OpenStore) -> None:
        stores = [open_store() for _ in range(6)]
        putting = [partial(one.guide_tables.put, GuideTable("code", f"{n}"), START) for n, one in enumerate(stores)]
        assert sorted(at_once(putting)) == [1, 2, 3, 4, 5, 6]

    def test_a_change_is_noted_and_one_that_was_none_is_not(self, sealed: SqlStore, audit: SqlAudit) -> None:
        put = AuditEvent(AuditKind.TABLE_PUT, START, detail="code")
        back = AuditEvent(AuditKind.TABLE_TAKEN_BACK, LATER, detail="code")
        sealed.guide_tables.put(ONE, START, put)
        for _ in range(2):
            sealed.guide_tables.take_back("code", LATER, back)
        assert [row.event for row in audit.rows()] == [put, back]
