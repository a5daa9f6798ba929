"""How fast this person is, from the time that earlier steps took them.

The logarithm of a person's seconds over those of an ordinary person is taken to be normal: about the person's own pace,
which is normal about 0. The seconds of the checklist are means over all people, and so above an ordinary person's.
"""

from collections.abc import Iterable, Mapping
from math import exp, log

from secinfo_desktop.guide.case import Entry

SLOWEST, FASTEST = 3.0, 0.4
LONG_PAUSE = 8.0
"""Taking this many times the expected seconds is a pause, not a pace (nor is a click in an eighth of them)."""
VARIANCE = 0.1
"""Of the logarithms: as much from person to person as from step to step of one person, a good third up or down each."""


def pace(entries: Iterable[Entry], cost_s: Mapping[str, float]) -> float:
    """The seconds to expect of this person over the checklist's: 1 for a stranger, 2 for one who takes twice the time.

    The mean of what the steps with a known time leave possible, never below 0.4 or above 3.
    """
    ratios = [entry.seconds / cost_s[entry.step] for entry in entries if entry.seconds and entry.step in cost_s]
    logs = [log(ratio) + VARIANCE for ratio in ratios if 1 / LONG_PAUSE <= ratio <= LONG_PAUSE]
    weight = len(logs) + 1
    expected = sum(logs) / weight + (VARIANCE / weight - VARIANCE) / 2
    return min(SLOWEST, max(FASTEST, exp(expected)))
