"""One side's copy of the log that a person and the helpdesk share. Pure.

What the service has confirmed stands in its order, which is the same on both sides. What it has not confirmed yet is
shown at once, behind it, and sent again until it is: each event has an id, under which it is added once. Only what
everybody may know leaves this computer; the rest stays beside the shared log and is seen here alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import CaseError, Closed, Event, Happened, Observed, Opened, StepShown
from secinfo_desktop.recovery.live_help import Logged, Said


class LogError(Exception):
    """The service tells of another log than before: it has to be read anew. Holds nothing of it."""


@dataclass(frozen=True)
class Apart:
    """An event that stays here; ``after`` is the id of the one it came after, "" at the beginning."""

    after: str
    event: Event


@dataclass(frozen=True)
class Line:
    """An event of the case: who said it (``who``: an agent's name), and if the service has confirmed it."""

    event: Event
    by: Side
    who: str = ""
    is_confirmed: bool = True


def leaves(event: Event, side: Side) -> bool:
    """True for what a side may add to the shared log.

    What only this computer, or only the helpdesk may know stays there. The step that the agent's app has planned for a
    verified caller goes over: it is the one that the caller sees.
    """
    match event:
        case Observed() | Happened():
            return event.disclosure is Disclosure.PUBLIC
        case StepShown():
            return event.audience is Disclosure.PUBLIC or side is Side.AGENT
    return not isinstance(event, Opened | Closed)


def for_everybody(case: Case) -> Case:
    """The same log, planned for the public."""
    return Case(replace(case.opened, audience=Disclosure.PUBLIC), case.later)


@dataclass(frozen=True)
class SharedLog:
    """What one side knows. ``opened`` is how the case began there; it is planned for the public until more is said."""

    opened: Opened
    side: Side
    known: tuple[Logged, ...] = ()
    """By their places; beyond ``place`` some may be missing."""
    said: tuple[Said, ...] = ()
    """All that was said here."""
    apart: tuple[Apart, ...] = ()

    @classmethod
    def of(cls, case: Case, side: Side, new_id: Callable[[], str]) -> "SharedLog":
        """The log of a case that begins to be shared."""
        return cls(case.opened, side).say(case.later, new_id)

    def say(self, events: Iterable[Event], new_id: Callable[[], str]) -> "SharedLog":
        """With what was said or learnt here, not confirmed yet."""
        said, apart = list(self.said), list(self.apart)
        for event in events:
            if leaves(event, self.side):
                said.append(Said(new_id(), event))
            else:
                last = said[-1].id if len(said) > len(self.said) else self._last
                apart.append(Apart(last, event))
        return replace(self, said=tuple(said), apart=tuple(apart))

    def keep(self, events: Iterable[Event]) -> "SharedLog":
        """With what was said or learnt here once nothing is shared any more: it stays here."""
        last = self._last
        return replace(self, apart=(*self.apart, *(Apart(last, event) for event in events)))

    def take(self, logged: Iterable[Logged]) -> "SharedLog":
        """With what the service has confirmed, in whatever order it is heard of.

        Raises:
            LogError: a place holds another event than before, or an event has two places.
        """
        known = {its.seq: its for its in self.known}
        places = {its.id: its.seq for its in self.known}
        for its in logged:
            if known.setdefault(its.seq, its) != its or places.setdefault(its.id, its.seq) != its.seq:
                raise LogError
        return replace(self, known=tuple(known[seq] for seq in sorted(known)))

    def anew(self) -> "SharedLog":
        """With nothing confirmed: what was said here is sent again, and added by its id if it is not there."""
        return replace(self, known=())

    def without(self, ids: Iterable[str]) -> "SharedLog":
        """Without what was said here and will never be confirmed."""
        gone = frozenset(ids)
        return replace(self, said=tuple(its for its in self.said if its.id not in gone))

    @cached_property
    def place(self) -> int:
        """Up to here nothing is missing: the place to follow after."""
        return bisect_left(range(len(self.known)), 1, key=lambda index: self.known[index].seq - index - 1)

    @cached_property
    def pending(self) -> tuple[Said, ...]:
        """What the service has not confirmed yet, in its order."""
        there = {its.id for its in self.known}
        return tuple(its for its in self.said if its.id not in there)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The shared case, event by event; what can't follow any more (something taken back twice) is left out."""
        return _sound(self.opened, (line for _, line in self._told()))

    @cached_property
    def case(self) -> Case:
        """The shared case as everybody may know it: the same on both sides once all is confirmed."""
        public = replace(self.opened, audience=Disclosure.PUBLIC)
        return Case(public, tuple(line.event for line in self.lines))

    @cached_property
    def own(self) -> tuple[Line, ...]:
        """The shared case with what stayed here, each where it came."""
        return _sound(self.opened, self._with_apart())

    @cached_property
    def own_case(self) -> Case:
        """What this side keeps of the case for itself."""
        return Case(self.opened, tuple(line.event for line in self.own))

    @property
    def _last(self) -> str:
        if self.pending:
            return self.pending[-1].id
        return self.known[-1].id if self.known else ""

    def _told(self) -> Iterator[tuple[str, Line]]:
        for its in self.known:
            if its.event is not None:
                yield its.id, Line(its.event, its.by, its.who)
        for said in self.pending:
            yield said.id, Line(said.event, self.side, is_confirmed=False)

    def _with_apart(self) -> Iterator[Line]:
        beside: dict[str, list[Line]] = {}
        for its in self.apart:
            beside.setdefault(its.after, []).append(Line(its.event, self.side, is_confirmed=False))
        yield from beside.pop("", ())
        told = {its.id: None for its in self.known if its.event is None} | dict(self._told())
        ids = [its.id for its in self.known] + [its.id for its in self.pending]
        for its_id in ids:
            line = told[its_id]
            if line is not None:
                yield line
            yield from beside.pop(its_id, ())
        for left in beside.values():
            yield from left


def _sound(opened: Opened, lines: Iterable[Line]) -> tuple[Line, ...]:
    case, kept = Case(opened), list[Line]()
    for line in lines:
        try:
            case = case.record(line.event)
        except CaseError:
            continue
        kept.append(line)
    return tuple(kept)
