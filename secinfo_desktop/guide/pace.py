"""How fast this person is, from the time that earlier steps took them.

The logarithm of a person's seconds over those of an ordinary person is taken to be normal: about the person's own pace,
which is normal about 0. The seconds of the checklist are means over all people, and so above an ordinary person's.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

from secinfo_desktop.guide.case import Entry

SLOWEST, FASTEST = 3.0, 0.4
LONG_PAUSE = 8.0
"""Taking this many times the expected seconds is a pause, not a pace (nor is a click in an eighth of them)."""
VARIANCE = 0.1
"""Of the logarithms: as much from person to person as from step to step of one person, a good third up or down each."""
GRAIN = 0.2
"""Of the logarithm of a pace, which is known less exactly than this. So people who take about as long get the same next
step, and it can be thought about before they answer (``recovery.ahead``)."""
_NEAR = tuple(far * GRAIN / 2 for step in range(16) for far in ((step, -step) if step else (0,)))
"""How far from what is expected somebody's logarithm may be, the likeliest first."""


def pace(entries: Iterable[Entry], cost_s: Mapping[str, float]) -> float:
    """The seconds to expect of this person over the checklist's: 1 for a stranger, 2 for one who takes twice the time.

    The mean of what the steps with a known time leave possible, never below 0.4 or above 3.
    """
    ratios = [entry.seconds / cost_s[entry.step] for entry in entries if entry.seconds and entry.step in cost_s]
    logs = [log(ratio) + VARIANCE for ratio in ratios if 1 / LONG_PAUSE <= ratio <= LONG_PAUSE]
    weight = len(logs) + 1
    expected = sum(logs) / weight + (VARIANCE / weight - VARIANCE) / 2
    return min(SLOWEST, max(FASTEST, exp(expected)))


def about(exact: float) -> float:
    """A pace in steps of a fifth, never beyond the limits: what decisions are made with."""
    return min(SLOWEST, max(FASTEST, exp(round(log(exact) / GRAIN) * GRAIN)))


def likely_seconds(entries: Sequence[Entry], cost_s: Mapping[str, float], step: str) -> tuple[float, ...]:
    """How long a step may take this person, the likeliest first: one time for each pace that they will then have."""
    if step not in cost_s:
        return ()
    expected = cost_s[step] * pace(entries, cost_s)
    found: dict[float, float] = {}
    for far in _NEAR:
        seconds = max(1.0, float(round(expected * exp(far))))
        found.setdefault(about(pace((*entries, Entry(step, None, seconds)), cost_s)), seconds)
    return tuple(found.values())
