"""How fast this person is, from the time that earlier steps took them."""

from collections.abc import Iterable, Mapping
from math import exp, log

from secinfo_desktop.guide.case import Entry

SLOWEST, FASTEST = 3.0, 0.4
LONG_PAUSE = 8.0
"""Taking this many times the expected seconds is a pause, not a pace (nor is a click in an eighth of them)."""
ORDINARY_STEPS = 1.0
"""How many steps at ordinary pace everybody is credited with, so that one quick answer does not count for all."""


def pace(entries: Iterable[Entry], cost_s: Mapping[str, float]) -> float:
    """This person's seconds over the checklist's: 1 for an ordinary person, 2 for one who takes twice the time.

    The geometric mean over the steps with a known time, drawn towards 1, and never below 0.4 or above 3.
    """
    ratios = [entry.seconds / cost_s[entry.step] for entry in entries if entry.seconds and entry.step in cost_s]
    logs = [log(ratio) for ratio in ratios if 1 / LONG_PAUSE <= ratio <= LONG_PAUSE]
    return min(SLOWEST, max(FASTEST, exp(sum(logs) / (len(logs) + ORDINARY_STEPS))))
