"""R18: whatever is asked for, from however many accounts, flows and addresses, nobody's phone is flooded.

The control decides without looking at what was sent before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.flow_answers import OpenedFlow
from secinfo_desktop.backend.services.ports import Plan
from secinfo_desktop.backend.services.records import Sending, Sends, Standing
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from tests.helpers.service_bench import OTHER_PHONE_OF_THAT_MASK, PHONE, ServiceBench, refusal, wait_of

NAMES = tuple(f"name{number}@example.org" for number in range(5))
"""Accounts that share one phone."""
ADDRESSES = 250
FLOW_LASTS = 20
"""Requests."""
IN_FULL = (pytest.mark.long, pytest.mark.timeout(1200))


class Bombing:
    """Requests at random moments, at one phone, from everywhere; every third flow is a known device's."""

    def __init__(self, folder: Path, seed: int, database: str | None = None) -> None:
        self.bench = ServiceBench(folder, database=database)
        self._random = Random(seed)
        self._devices = [self.bench.known_device(self.bench.add_account(name)) for name in NAMES]

    def run(self, recovery: Recovery, requests: int, days: int) -> list[datetime]:
        """Do it; returns when a message left."""
        mean = timedelta(days=days).total_seconds() / requests
        flow = self.open(recovery)
        for number in range(requests):
            if number % FLOW_LASTS == 0:
                flow = self.open(recovery)
            self._ask(recovery, flow)
            self.bench.clock.advance(seconds=self._random.expovariate(1 / mean))
        return self.sent()

    def open(self, recovery: Recovery) -> OpenedFlow:
        """A flow of somebody."""
        place = self._random.randrange(len(NAMES))
        device = self._devices[place] if self._random.random() < 1 / 3 else None
        return self.bench.opened_at(device, NAMES[place], by=recovery)

    def sent(self) -> list[datetime]:
        """When a message left."""
        return [letter.written_at for letter in self.bench.way_out.letters]

    def _ask(self, recovery: Recovery, flow: OpenedFlow) -> None:
        typed = self._random.choice((PHONE, PHONE, OTHER_PHONE_OF_THAT_MASK))
        asking = partial(recovery.send_code, peer=f"192.0.2.{self._random.randrange(ADDRESSES)}")
        refusal(asking, flow.handle, flow.contacts[0].id, typed)


def most_within(sent: Sequence[datetime], window: timedelta) -> int:
    """The most messages that came within any window of that length."""
    first = most = 0
    for place, at in enumerate(sent):
        while sent[first] <= at - window:
            first += 1
        most = max(most, place - first + 1)
    return most


def broken(sent: Sequence[datetime]) -> list[Ceiling]:
    """The ceilings that were broken."""
    return [ceiling for ceiling in CEILINGS if most_within(sent, ceiling.window) > ceiling.most]


@pytest.fixture
def bombing(tmp_path: Path) -> Iterator[Bombing]:
    its = Bombing(tmp_path / "data", seed=5)
    yield its
    its.bench.close()


@pytest.fixture
def bombing_on_postgresql(tmp_path: Path, postgres_address: str) -> Iterator[Bombing]:
    its = Bombing(tmp_path / "data", seed=5, database=postgres_address)
    yield its
    its.bench.close()


@pytest.mark.parametrize(("requests", "days"), [(800, 2), pytest.param(100_000, 7, marks=IN_FULL)])
def test_no_ceiling_is_ever_broken_and_the_owner_still_gets_a_code(bombing: Bombing, requests: int, days: int) -> None:
    withstands(bombing, requests, days)


@pytest.mark.real_part("postgresql")
@pytest.mark.parametrize(("requests", "days"), [(200, 1), pytest.param(2_000, 7, marks=IN_FULL)])
def test_so_it_is_on_postgresql(bombing_on_postgresql: Bombing, requests: int, days: int) -> None:
    withstands(bombing_on_postgresql, requests, days)


def withstands(bombing: Bombing, requests: int, days: int) -> None:
    """See that no ceiling breaks, and that the owner's wait is what the service says."""
    sent = bombing.run(bombing.bench.recovery, requests, days)
    assert broken(sent) == []
    assert len(sent) >= 5 * days  # wrong numbers take part of the ten
    owner = bombing.bench.open_flow(NAMES[0])
    wait = wait_of(bombing.bench.ask, owner)
    if wait is not None:
        bombing.bench.clock.advance(seconds=wait.total_seconds())
        assert refusal(bombing.bench.ask, bombing.bench.open_flow(NAMES[0])) is None
    assert bombing.bench.clock() - bombing.sent()[-1] < timedelta(seconds=60)


class ForgetfulFlows(SqlFlows):
    """Decides as if nothing had ever been sent."""

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: AuditEvent | None = None,
    ) -> Sending:
        """Decide without the sends."""

        def forgetting(standing: Standing) -> Sending:
            return plan(replace(standing, sends=Sends(others=tuple(() for _ in others))))

        return super().ask_for_code(flow_id, destination, since, forgetting, others, event)


def test_without_the_count_every_ceiling_is_broken(bombing: Bombing) -> None:
    """The control."""
    assert breaks(bombing)


@pytest.mark.long
@pytest.mark.real_part("postgresql")
def test_so_they_are_on_postgresql(bombing_on_postgresql: Bombing) -> None:
    """The control there."""
    assert breaks(bombing_on_postgresql)


def breaks(bombing: Bombing) -> bool:
    """Whether every ceiling breaks where nobody counts."""
    bench = bombing.bench
    flows = ForgetfulFlows(bench.store.database)
    recovery = Recovery(replace(bench.surroundings(bench.store), flows=flows), bench.worker.deliver_due)
    return broken(bombing.run(recovery, requests=400, days=1)) == list(CEILINGS)
