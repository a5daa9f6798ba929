"""Two sides write to the log of one case at once: no gap, no double, on both databases; and what would go wrong."""

from collections.abc import Iterator
from functools import partial
from itertools import count

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.services.help_records import HelpCase
from secinfo_desktop.backend.services.staff_records import NewStaff, StaffMember
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, HELP_EVENT
from secinfo_desktop.backend.store.sql_store import SqlStore
from tests.backend.store.contract import LATER, at_once
from tests.backend.store.contract_of_helpdesk import a_call, a_member, anybody, no_event, said
from tests.backend.store.places import Place

EACH = 25
SIDES = 4
ROUNDS = 20


@pytest.fixture
def stores(place: Place) -> Iterator[list[SqlStore]]:
    opened = [place.open_store() for _ in range(SIDES)]
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
def rosa(stores: list[SqlStore]) -> StaffMember:
    rosa = a_member()
    stores[0].staff.add(NewStaff(rosa, "hash"))
    return rosa


@pytest.fixture
def case(stores: list[SqlStore], rosa: StaffMember) -> HelpCase:
    return stores[0].help_cases.open(a_call(), rosa, no_event)


def places_of(store: SqlStore, case_id: str) -> list[int]:
    in_order = select(HELP_EVENT.c.seq).where(HELP_EVENT.c.case_id == case_id).order_by(HELP_EVENT.c.seq)
    with store.database.read() as connection:
        return list(connection.execute(in_order).scalars())


def test_sides_that_write_at_once_leave_no_gap_and_no_double(
    stores: list[SqlStore], rosa: StaffMember, case: HelpCase
) -> None:
    def write(store: SqlStore, first: int) -> None:
        for number in range(first, first + EACH):
            store.help_cases.add(case.id, rosa, [said(number)], LATER, anybody)

    at_once([partial(write, store, EACH * place) for place, store in enumerate(stores)])
    assert places_of(stores[0], case.id) == list(range(1, EACH * SIDES + 1))


def carelessly(store: SqlStore, case_id: str, number: int) -> bool:
    """What a log would be that is read first and written afterwards."""
    of_case = HELP_CASE.c.id == case_id
    with store.database.read() as connection:
        seq = int(connection.execute(select(HELP_CASE.c.last_seq).where(of_case)).scalar_one()) + 1
    row = {"case_id": case_id, "seq": seq, "id": said(number).id, "at": LATER, "by": "agent", "who": "", "event": "{}"}
    try:
        with store.database.write() as connection:
            connection.execute(insert(HELP_EVENT), row)
            connection.execute(update(HELP_CASE).where(of_case).values(last_seq=seq))
    except IntegrityError:
        return False
    return True


def test_a_log_that_is_read_first_and_written_then_loses_events(stores: list[SqlStore], case: HelpCase) -> None:
    """The control: the writers do meet each other."""
    numbers = count()
    for _ in range(ROUNDS):
        deeds = [partial(carelessly, store, case.id, next(numbers)) for store in stores]
        if not all(at_once(deeds)):
            return
    pytest.fail("no two writers met")
