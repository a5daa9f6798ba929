"""An attacker who knows an account's name and all its contacts, and an owner who needs a code all the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.services.flow_answers import OpenedFlow
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.domain.codes import MOST_GUESSES
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, ServiceBench, refusal, wrong

CONTACTS = (PHONE, MAIL)
GIVES_UP_FOR = timedelta(hours=1)
ON_THE_WAY = timedelta(seconds=20)
"""How long a code walks and is typed."""


@dataclass
class Attacker:
    """Asks for a code to every contact at the very moment at which one is allowed; perhaps guesses as well."""

    bench: ServiceBench
    guesses: bool

    def __post_init__(self) -> None:
        self._next = [self.bench.clock()] * len(CONTACTS)

    def until(self, moment: datetime) -> None:
        """Go on until that moment, and be the first at it."""
        while (due := min(self._next)) <= moment:
            self.bench.clock.advance(seconds=(due - self.bench.clock()).total_seconds())
            self._ask(self._next.index(due))
        self.bench.clock.advance(seconds=(moment - self.bench.clock()).total_seconds())

    def _ask(self, place: int) -> None:
        flow = self.bench.open_flow()
        try:
            asked = self.bench.ask(flow, CONTACTS[place], place)
            self._next[place] = max(asked.allowance.next_at, self.bench.clock() + timedelta(seconds=1))
        except Refused as refused:
            self._next[place] = self.bench.clock() + (refused.retry_after or GIVES_UP_FOR)
            return
        if self.guesses:
            self._guess(flow)

    def _guess(self, flow: OpenedFlow) -> None:
        code = self.bench.newest_code()
        for by in range(1, MOST_GUESSES + 1):
            refusal(self.bench.give, flow, wrong(code, by))


def days_under_attack(bench: ServiceBench, random: Random, days: float) -> Attacker:
    """So many days of attack, up to some moment of the last one."""
    attacker = Attacker(bench, guesses=random.random() < 0.5)
    attacker.until(bench.clock() + timedelta(days=days - 1) + timedelta(days=random.random()))
    return attacker


def time_to_get_in(
    bench: ServiceBench, attacker: Attacker, device: ComputerKey | None, random: Random
) -> timedelta | None:
    """How long the owner needs, who waits where the service says so; None if it is over ten minutes."""
    began = bench.clock()
    flow = bench.opened_at(device)
    place = random.randrange(len(CONTACTS))
    while bench.clock() - began <= timedelta(minutes=10):
        try:
            bench.ask(flow, CONTACTS[place], place)
        except Refused as refused:
            attacker.until(bench.clock() + (refused.retry_after or timedelta(minutes=11)))
            continue
        code = bench.newest_code()
        attacker.until(bench.clock() + ON_THE_WAY)
        bench.give(flow, code)
        bench.recovery.set_password(flow.handle, NEW_PASSWORD)
        needed = bench.clock() - began
        return needed if needed <= timedelta(minutes=10) else None
    return None
