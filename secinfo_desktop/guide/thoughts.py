"""What was thought already: the outlook of a position, kept under everything that it depends on.

So a step can be thought about before it is known that it will be needed, and nothing that is found here is ever out of
date: another log, other chances or another pace is another position.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from secinfo_desktop.guide.lookahead import Outlook

MOST = 48
"""So many thoughts are kept, those that were used last: what may be answered on a page, and the pages before."""


@dataclass(frozen=True)
class Thought:
    """What look-ahead found, with what a decision takes from its plan. ``about_left`` follow the chosen ``step``."""

    outlook: Outlook
    step: str
    about_left: int
    handoff_s: float
    cost_s: Mapping[str, float]


class Thoughts:
    """A bounded store; without one everything is thought anew, with the same result."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Thought] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, position: Hashable, think: Callable[[], Thought]) -> Thought:
        """What is known about a position; thought about now if nothing is."""
        found = self._kept.get(position)
        if found is None:
            found = self._kept[position] = think()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(position)
        return found
