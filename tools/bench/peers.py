"""Our service against django-allauth's headless API: codes asked for, each by another person at another place."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench.allauth import ask, running_allauth
from tools.bench.cpu import cpu_seconds
from tools.bench.load import CONNECTIONS, Load, drive
from tools.bench.populations import ASKING, WARM_UP, Population, running_populations
from tools.bench.rows import Row
from tools.bench.send_code import OK

ROUNDS: Final = 3
AT_LEAST: Final = 10.0
THREADS: Final = CONNECTIONS
"""Of its one process. With fewer it is slower: 4 send a fifth less, 1 half."""
THEIR_ASKING: Final = 250
"""Of its accounts in one round: enough for a p99, and it takes long enough."""


def peers() -> Iterator[Row]:
    """Both run all the time and are asked by turns; the figure is the median of the ratios of the rounds.

    Raises:
        NotMeasured: django-allauth is not installed, or one of them does not do what it shall.
    """
    people = [f"person{number}@example.org" for number in range(WARM_UP + ROUNDS * THEIR_ASKING)]
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="secinfo-bench-")))
        port = opened.enter_context(running_allauth(folder, people, THREADS))
        (ours,) = opened.enter_context(running_populations(folder, [2 * ROUNDS * ASKING], None)).values()
        ask(port, people[:WARM_UP], 0)
        rounds = [(_ask_ours(ours), _ask(port, people, number)) for number in range(ROUNDS)]
    yield _row("codes sent", rounds, lambda its: its.load.rate, AT_LEAST, at_least=True)
    yield _row("processor time of a code", rounds, lambda its: its.cpu_ms, 1 / AT_LEAST, at_least=False)


@dataclass(frozen=True)
class _Asked:
    """What became of a round's requests to one of them, and the processor time that one of them took."""

    load: Load
    cpu_ms: float

    def __str__(self) -> str:
        return f"{self.load.rate:.0f} a second (p99 {self.load.percentile(99):.0f} ms), {self.cpu_ms:.2f} ms CPU each"


def _ask_ours(ours: Population) -> _Asked:
    ready = ours.ready()
    return _with_cpu(ours.port, lambda: drive(ours.port, ready).expect(OK))


def _ask(port: int, people: list[str], number: int) -> _Asked:
    first = WARM_UP + number * THEIR_ASKING
    return _with_cpu(port, lambda: ask(port, people[first : first + THEIR_ASKING], first))


def _with_cpu(port: int, asking: Callable[[], Load]) -> _Asked:
    before = cpu_seconds(port)
    load = asking()
    return _Asked(load, (cpu_seconds(port) - before) / len(load.answers) * 1000)


def _row(
    what: str, rounds: list[tuple[_Asked, _Asked]], of: Callable[[_Asked], float], goal: float, *, at_least: bool
) -> Row:
    ratio = median(of(our) / of(their) for our, their in rounds)
    our, their = sorted(rounds, key=lambda pair: of(pair[0]) / of(pair[1]))[len(rounds) // 2]
    how = f"{our} against {their}; {CONNECTIONS} connections, {ROUNDS} rounds by turns, the middle one is told"
    return Row(f"{what} / django-allauth's", ratio, "×", goal, how, at_least=at_least)
