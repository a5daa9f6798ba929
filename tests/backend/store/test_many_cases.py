"""Ten thousand cases, page by page on each database: none is lost or comes twice, and no page is slow."""

import time
from datetime import timedelta
from itertools import product
from random import Random
from statistics import median
from typing import Any, Final

import pytest
from sqlalchemy import insert

from secinfo_desktop.backend.services.help_records import CaseQuery, CasesFound
from secinfo_desktop.backend.store.help_rows import found_by
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, STAFF
from secinfo_desktop.domain.calls import CaseScope, CaseSort
from tests.helpers.service_bench import ServiceBench

CASES: Final = 10_000
STAFF_COUNT, PAGE = 20, 100
SOON: Final = 1.0
"""Seconds for a page: many times what it took when it was measured (22 to 80 ms on a busy computer)."""
WORSE: Final = 10.0
"""How many times as long the last pages may take as the first: without an index it would be a hundred times."""


@pytest.fixture
def full(bench_on_each: ServiceBench) -> ServiceBench:
    """A helpdesk of twenty, with cases of every state about five hundred accounts."""
    random, now = Random(7), bench_on_each.clock()
    with bench_on_each.store.database.write() as connection:
        of_staff = [_member(place, now) for place in range(STAFF_COUNT)]
        connection.execute(insert(STAFF), of_staff)
        connection.execute(insert(HELP_CASE), [_case(place, random, now) for place in range(CASES)])
    return bench_on_each


def _member(place: int, now: Any) -> dict[str, Any]:
    name = f"s{place}"
    return {"id": name, "name": name, "shown_name": "Ada", "role": "agent", "password_hash": "-", "added_at": now}


def _case(place: int, random: Random, now: Any) -> dict[str, Any]:
    state, caller = random.choice(("open", "waiting", "closed")), f"{random.choice('ABCDEFG')}. {place:05d}"
    return {
        "id": f"case-{place:06d}", "place": place + 1, "caller": caller, "found_by": found_by(place + 1, caller, None),
        "language": "en", "checklist": "code_not_received", "context": "sms", "state": state,
        "owner_id": f"s{place % STAFF_COUNT}", "account_id": f"a{place % 500}", "last_seq": 0,
        "opened_at": now - timedelta(minutes=CASES - place), "changed_at": now,
        "waiting_since": now - timedelta(minutes=place) if state == "waiting" else None,
        "verified_until": now + timedelta(minutes=20) if place % 3 == 0 else None,
    }  # fmt: skip


def pages(bench: ServiceBench, scope: CaseScope, sort: CaseSort) -> tuple[list[CasesFound], list[float]]:
    """Every page of a list, and the seconds that each took."""
    found: list[CasesFound] = []
    took: list[float] = []
    while not found or found[-1].after is not None:
        query = CaseQuery("s1", scope, sort, "", PAGE, bench.clock(), found[-1].after if found else None)
        began = time.perf_counter()
        found.append(bench.store.help_cases.find(query))
        took.append(time.perf_counter() - began)
    return found, took


@pytest.mark.long
def test_every_case_is_on_one_page_and_the_last_page_is_as_quick_as_the_first(full: ServiceBench) -> None:
    for scope, sort in product(CaseScope, CaseSort):
        found, took = pages(full, scope, sort)
        seen = [case.id for page in found for case in page.cases]
        assert len(seen) == len(set(seen)) == found[0].counts[scope]
        assert max(len(page.cases) for page in found) <= PAGE
        assert median(took) < SOON, (scope, sort)
        if scope is CaseScope.ALL:
            assert len(seen) == CASES
            assert median(took[-10:]) < WORSE * median(took[:10]) + 0.02, sort
