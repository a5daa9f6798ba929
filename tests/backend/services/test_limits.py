"""Limits per destination: over accounts and flows, over a simulated day, in the same transaction as the send (R18)."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import CEILINGS, Ceiling, for_strangers
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import (
    NAME,
    OTHER_PHONE_OF_THAT_MASK,
    PHONE,
    ServiceBench,
    example_pack,
    refusal,
    wait_of,
)

TWO_DAYS = timedelta(days=2)


@pytest.mark.parametrize("bench", ["sqlite"], indirect=True)  # fifteen hundred transactions, and the rule is the same
def test_an_hour_takes_four_and_a_day_eight_from_unknown_computers(bench: ServiceBench) -> None:
    """A flood over two days from many flows of two accounts that share one phone."""
    bench.add_account("ben@example.org")
    chance, began = Random(3), bench.clock()
    sent: list[datetime] = []
    while bench.clock() < began + TWO_DAYS:
        flow = bench.open_flow(chance.choice((NAME, "ben@example.org")))
        if refusal(bench.ask, flow, chance.choice((PHONE, OTHER_PHONE_OF_THAT_MASK))) is None:
            sent.append(bench.clock())
        bench.clock.advance(seconds=chance.uniform(1, 240))
    assert len(sent) >= 16
    for ceiling in for_strangers():
        for at in sent:
            assert sum(at - ceiling.window < other <= at for other in sent) <= ceiling.most


def test_what_is_said_to_be_allowed_is_allowed(bench: ServiceBench) -> None:
    for _ in range(12):
        flow = bench.open_flow()
        wait = wait_of(bench.ask, flow)
        if wait is not None:
            bench.clock.advance(seconds=wait.total_seconds() - 1)
            late = bench.open_flow()
            assert refusal(bench.ask, late) is Failure.TOO_SOON
            bench.clock.advance(seconds=1)
            assert refusal(bench.ask, late) is None


def test_the_answer_to_a_request_says_when_the_next_is_allowed(bench: ServiceBench) -> None:
    asked = bench.ask(bench.open_flow())
    assert asked.allowance.next_at == bench.clock() + timedelta(seconds=60)
    assert (asked.allowance.left, asked.allowance.most) == (3, 4)


def test_limits_outlive_the_process(bench: ServiceBench) -> None:
    bench.ask(bench.open_flow())
    later = ServiceBench(bench.folder, bench.clock, database=bench.database)
    assert refusal(later.ask, later.open_flow()) is Failure.TOO_SOON
    later.close()


def test_a_stricter_pack_bites_first(tmp_path: Path) -> None:
    quarter = Ceiling(1, timedelta(minutes=15))
    its = ServiceBench(tmp_path, pack=replace(example_pack(), ceilings=(*CEILINGS, quarter)))
    its.add_account()
    flow = its.open_flow()
    its.ask(flow)
    assert wait_of(its.ask, flow) == timedelta(minutes=15)
    its.close()


def test_a_double_click_sends_one_code(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    answers = at_once([lambda: refusal(bench.ask, flow)] * 6)
    assert sorted(answers, key=str) == [None, *[Failure.TOO_SOON] * 5]
    assert len(bench.way_out.letters) == 1


@pytest.mark.parametrize("right", [True, False])
def test_right_and_wrong_contacts_meet_the_same_limits(bench: ServiceBench, right: bool) -> None:
    answers = []
    for _ in range(12):
        answers.append(refusal(bench.ask, bench.open_flow(), PHONE if right else OTHER_PHONE_OF_THAT_MASK))
        bench.clock.advance(minutes=4)
    assert answers[:4] == [None] * 4
    assert answers.count(None) == 4
