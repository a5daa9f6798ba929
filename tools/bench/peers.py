"""Our service against django-allauth's headless API: codes asked for, each by another person at another place."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench.allauth import ask, running_allauth
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
        (ours,) = opened.enter_context(running_populations(folder, [ROUNDS * ASKING], None)).values()
        ask(port, people[:WARM_UP], 0)
        rounds = [(_ask_ours(ours), _ask(port, people, number)) for number in range(ROUNDS)]
    ratio = median(our.rate / their.rate for our, their in rounds)
    our, their = (_told([pair[which] for pair in rounds]) for which in (0, 1))
    how = f"{our} against {their}; {CONNECTIONS} connections, {ROUNDS} rounds by turns"
    yield Row("codes sent / django-allauth's", ratio, "×", AT_LEAST, how, at_least=True)


def _ask_ours(ours: Population) -> Load:
    return drive(ours.port, ours.ready()).expect(OK)


def _ask(port: int, people: list[str], number: int) -> Load:
    first = WARM_UP + number * THEIR_ASKING
    return ask(port, people[first : first + THEIR_ASKING], first)


def _told(loads: list[Load]) -> str:
    rate, p99 = median(load.rate for load in loads), median(load.percentile(99) for load in loads)
    return f"{rate:.0f} a second (p99 {p99:.0f} ms)"
