"""T1: however many give a code back at the same moment, one is accepted and five guesses are compared.

The quick rounds run always, the two thousand in the long run; the controls show that the races are real ones.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW, MOST_GUESSES
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import NAME, ServiceBench
from tests.proof.races import (
    WRONG_AT_ONCE,
    RacerProcesses,
    Tally,
    all_give_the_right_one,
    all_guess_wrong,
    compared,
    flow_with_code,
    reading_then_writing,
)

QUICK, LONG = 20, 1000
QUICK_BETWEEN_PROCESSES, LONG_BETWEEN_PROCESSES = 20, 250
SERVICES = PROCESSES = 4
FLOWS_OF_AN_ATTACKER = 40

rounds_of = pytest.mark.parametrize(
    "rounds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(1200)])]
)
Callers = Callable[..., list[Recovery]]


def as_it_is(store: SqlStore) -> SqlStore:
    return store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServiceBench]:
    """A service with one account, on each store."""
    its = ServiceBench(tmp_path / "data", database=_address(request))
    its.add_account()
    yield its
    its.close()


def _address(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    server = request.getfixturevalue("postgres_server")
    return str(server.url(request.getfixturevalue("postgres_database")))


@pytest.fixture
def callers(bench: ServiceBench) -> Iterator[Callers]:
    """Gives sixteen callers four services over the test's database: some share a service, all have own connections."""
    with ExitStack() as opened:

        def another(change: Callable[[SqlStore], SqlStore] = as_it_is) -> list[Recovery]:
            stores = [bench.another_store() for _ in range(SERVICES)]
            for store in stores:
                opened.callback(store.close)
            services = [bench.with_store(change(store)) for store in stores]
            return services * (WRONG_AT_ONCE // SERVICES)

        yield another


@rounds_of
def test_the_right_code_is_accepted_once_and_guesses_are_compared_five_times(
    bench: ServiceBench, callers: Callers, rounds: int
) -> None:
    services = callers()
    right, wrong, tally = all_give_the_right_one(services), all_guess_wrong(services), Tally()
    for _ in range(rounds):
        guessed, its_code = flow_with_code(bench)
        assert compared(Counter(wrong(guessed.handle, its_code))) == MOST_GUESSES
        flow, code = flow_with_code(bench)
        tally.add(right(flow.handle, code))
    assert tally == Tally(rounds, accepted_twice=0, accepted_never=0, most_compared=MOST_GUESSES)


def test_control_reading_then_writing_accepts_a_code_twice(bench: ServiceBench, callers: Callers) -> None:
    race, tally = all_give_the_right_one(callers(reading_then_writing)), Tally()
    for _ in range(QUICK):
        flow, code = flow_with_code(bench)
        tally.add(race(flow.handle, code))
    assert tally.accepted_twice > 0


@pytest.mark.parametrize(
    "rounds",
    [
        QUICK_BETWEEN_PROCESSES,
        pytest.param(LONG_BETWEEN_PROCESSES, marks=[pytest.mark.long, pytest.mark.timeout(600)]),
    ],
)
def test_it_is_accepted_once_among_processes_too(bench: ServiceBench, rounds: int) -> None:
    racers, tally = RacerProcesses(bench, PROCESSES), Tally()
    for _ in range(rounds):
        flow, code = flow_with_code(bench)
        tally.add(racers.race(flow.handle, code))
    racers.close()
    assert (tally.rounds, tally.accepted_twice, tally.accepted_never) == (rounds, 0, 0)


def test_no_more_than_a_hundred_are_compared_in_a_row_whatever_is_sent_again_or_started_again(
    bench: ServiceBench, callers: Callers
) -> None:
    services, answers = callers(), Counter[Failure | None]()
    for number in range(FLOWS_OF_AN_ATTACKER):
        account = bench.store.accounts.named(NAME)
        if account is not None and account.contacts[0].is_disabled:
            break
        flow, code = flow_with_code(bench, hours=5)
        if number % 3 == 0:
            bench.clock.advance(minutes=2)
            bench.ask(flow, None)
        if number % 7 == 0:
            services = callers()
        answers.update(all_guess_wrong(services)(flow.handle, code))
    assert number < FLOWS_OF_AN_ATTACKER - 1
    letters = len(bench.way_out.letters)
    flow_with_code(bench, hours=5)
    assert len(bench.way_out.letters) == letters
    assert answers[Failure.CODE_WRONG] == MOST_FAILED_IN_A_ROW
    assert answers[None] == 0
