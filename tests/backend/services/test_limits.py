"""Limits per destination: over accounts and flows, over a simulated day, in the same transaction as the send (R18)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import (
    ACCOUNT_CEILINGS,
    CEILINGS,
    OPEN_CEILINGS,
    PEER_CEILINGS,
    Ceiling,
    Scope,
    for_strangers,
)
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import (
    NAME,
    OTHER_PHONE_OF_THAT_MASK,
    PHONE,
    ServiceBench,
    example_pack,
    refusal,
    wait_of,
    wrong,
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


def test_a_stricter_pack_can_not_be_filled_by_strangers_to_hold_a_known_device_off(tmp_path: Path) -> None:
    quarter = Ceiling(1, timedelta(minutes=15))
    its = ServiceBench(tmp_path, pack=replace(example_pack(), ceilings=(*CEILINGS, quarter)))
    device = its.known_device(its.add_account())
    assert asked(its) is None
    its.clock.advance(minutes=2)
    assert asked(its) is Failure.TOO_SOON
    assert asked(its, device=device) is None
    its.clock.advance(minutes=2)
    assert asked(its, device=device) is Failure.TOO_SOON
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


# accounts, addresses and known devices


def asked(
    bench: ServiceBench, name: str = NAME, *, peer: str | None = None, device: ComputerKey | None = None
) -> Failure | None:
    """What becomes of a request for a code to the phone of an account, in a flow of its own."""
    flow = bench.opened_at(device, name)
    return refusal(lambda: bench.recovery.send_code(flow.handle, flow.contacts[0].id, PHONE, peer=peer))


def test_one_network_address_asks_for_so_many_codes_and_no_more(bench: ServiceBench) -> None:
    most = PEER_CEILINGS[0].most
    for number in range(most + 1):
        bench.add_account(f"name{number}@example.org", phone=f"+49 171 39200{number:02}")
    answers = []
    for number in range(most + 1):
        flow = bench.open_flow(f"name{number}@example.org")
        its = partial(bench.recovery.send_code, peer="192.0.2.1")
        answers.append(refusal(its, flow.handle, flow.contacts[0].id, f"+49 171 39200{number:02}"))
    assert answers == [*[None] * most, Failure.TOO_MANY_FROM_HERE]


def test_one_network_address_looks_up_so_many_names_and_no_more(bench: ServiceBench) -> None:
    most = OPEN_CEILINGS[0].most
    looking = partial(bench.recovery.open_flow, peer="192.0.2.1")
    answers = [refusal(looking, f"nobody{number}@example.org") for number in range(most + 1)]
    assert answers == [*[Failure.UNKNOWN_ACCOUNT] * most, Failure.TOO_MANY_FROM_HERE]
    assert refusal(partial(bench.recovery.open_flow, peer="192.0.2.2"), NAME) is None


@pytest.mark.parametrize("decoys", [False, True])
def test_a_known_device_looks_its_own_account_up_and_no_others(bench: ServiceBench, decoys: bool) -> None:
    """Whoever has an account has a device as well: it must not be the way to try every name."""
    computer = bench.known_device(bench.add_account("ben@example.org"))
    recovery = bench.with_decoys() if decoys else bench.recovery
    looking = partial(bench.opened_at, computer, peer="192.0.2.1", by=recovery)
    most = OPEN_CEILINGS[0].most
    assert [refusal(looking, "ben@example.org") for _ in range(most + 5)] == [None] * (most + 5)
    answers = [refusal(looking, (NAME, "nobody@example.org")[number % 2]) for number in range(most + 2)]
    assert answers[most:] == [Failure.TOO_MANY_FROM_HERE] * 2
    assert Failure.TOO_MANY_FROM_HERE not in answers[:most]


def test_an_account_with_many_contacts_is_no_way_to_a_flood(bench: ServiceBench) -> None:
    contacts = tuple((ContactKind.PHONE, f"+49 171 39200{number:02}") for number in range(12))
    bench.store.accounts.add(new_account(NewPerson("many", contacts), "DE", bench.clock(), bench.random))
    answers = []
    for place, (_, number) in enumerate(contacts):
        answers.append(refusal(bench.ask, bench.open_flow("many"), number, place))
        bench.clock.advance(seconds=1)
    most = ACCOUNT_CEILINGS[0].most
    assert answers == [*[None] * most, *[Failure.TOO_MANY_FOR_ACCOUNT] * (len(contacts) - most)]


def test_the_answer_names_whose_limit_comes_next(bench: ServiceBench) -> None:
    its = bench.ask(bench.open_flow())
    assert its.allowance.scope is Scope.DESTINATION


def test_two_of_ten_daily_sends_and_one_of_an_hours_five_are_kept_for_known_devices(bench: ServiceBench) -> None:
    account = bench.store.accounts.named(NAME)
    assert account is not None
    device = bench.known_device(account)
    for _ in range(4):
        assert asked(bench) is None
        bench.clock.advance(minutes=5)
    assert asked(bench) is Failure.TOO_SOON
    assert asked(bench, device=device) is None
    bench.clock.advance(minutes=1)
    assert asked(bench, device=device) is Failure.TOO_SOON


def test_a_disabled_contact_still_takes_codes_of_a_known_device(bench: ServiceBench) -> None:
    account = bench.store.accounts.named(NAME)
    assert account is not None
    device = bench.known_device(account)
    for _ in range(20):
        bench.clock.advance(hours=3)
        flow = bench.open_flow()
        bench.ask(flow)
        for by in range(1, 6):
            refusal(bench.give, flow, wrong(bench.newest_code(), by))
    bench.clock.advance(hours=3)
    before = len(bench.way_out.letters)
    assert asked(bench) is None
    assert len(bench.way_out.letters) == before
    bench.clock.advance(hours=3)
    own = bench.opened_at(device)
    bench.ask(own)
    assert refusal(bench.give, own, wrong(bench.newest_code())) is Failure.CODE_WRONG
    bench.give(own, bench.newest_code())
    bench.clock.advance(hours=3)
    assert asked(bench) is None
    assert len(bench.way_out.letters) == before + 2
