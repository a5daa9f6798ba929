"""What the guide thinks of a log, thought once: the newest are remembered, since a frame asks for the same again."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Happened, StepShown
from secinfo_desktop.guide.planner import Weighed, better_step, weigh

MOST_KEPT: Final = 32


class Weighing:
    """Remembers; the same log gives the same answer, so that forgetting changes nothing but the time it takes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Weighed] = OrderedDict()
        self._better: tuple[Hashable, str | None] | None = None

    def weigh(self, checklist: Checklist, case: Case, capabilities: frozenset[str]) -> Weighed:
        """The decision for the audience of a case, and all that may be shown instead."""
        key = (id(checklist), case.opened, said_in(case), capabilities)
        found = self._kept.pop(key, None) or weigh(checklist, case, capabilities)
        self._kept[key] = found
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def better_step(self, checklist: Checklist, case: Case, capabilities: frozenset[str]) -> str | None:
        """A step to offer instead of the shown one; the newest answer is remembered."""
        key = (id(checklist), case.opened, said_in(case), case.shown, capabilities)
        if self._better is None or self._better[0] != key:
            self._better = (key, better_step(checklist, case, capabilities))
        return self._better[1]


def said_in(case: Case) -> tuple[Hashable, ...]:
    """What counts of a log for what comes next: not what was shown, nor what merely stands in the time line."""
    return tuple(event for event in case.later if not isinstance(event, StepShown | Happened))
