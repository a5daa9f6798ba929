"""A case: everything that was shown, answered and learnt, as a log to which things are only ever added.

The log is the state. Going back is a retraction, correcting is answering again, resuming is reading the log, handing
over is passing it on. It holds fixed choices and times only (see ``events``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case_json import dump_events, load_events
from secinfo_desktop.guide.events import (
    Answered,
    CaseError,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Opened,
    Retracted,
    Skipped,
    StepShown,
)


@dataclass(frozen=True)
class Entry:
    """What came of a step and still stands. ``outcome`` None: it was skipped, ``skips`` times.

    ``contact`` counts the contacts of the case from 0: an answer is about the one that was in use.
    """

    step: str
    outcome: str | None
    seconds: float | None = None
    contact: int = 0
    skips: int = 0


_Key = tuple[str, int]
"""Step and contact."""


@dataclass(frozen=True)
class _Standing:
    entry: Entry
    recorded: int


@dataclass(frozen=True)
class Case:
    """An immutable log of events. Begun by its opening or read by ``from_json``, grown by ``record``."""

    opened: Opened
    later: tuple[Event, ...] = ()

    @classmethod
    def from_json(cls, text: str) -> "Case":
        """The case that ``to_json`` wrote. Raises CaseError with a plain reason if the text holds no sound case."""
        events = load_events(text)
        if not events or not isinstance(events[0], Opened):
            raise CaseError("the case does not begin with its opening")
        case = cls(events[0])
        for event in events[1:]:
            case = case.record(event)
        return case

    def to_json(self) -> str:
        """The whole log as text."""
        return dump_events((self.opened, *self.later))

    def record(self, event: Event) -> "Case":
        """This case with one more event.

        Raises CaseError if the event can't follow: a second opening, anything after the end, or taking back what
        does not stand.
        """
        if isinstance(event, Opened):
            raise CaseError("a case is opened once")
        if self.is_closed:
            raise CaseError("the case is closed")
        if isinstance(event, Retracted) and _latest(self._standing, event.step) is None:
            raise CaseError("nothing came of this step that could be taken back")
        return Case(self.opened, (*self.later, event))

    @property
    def audience(self) -> Disclosure:
        """For whom the next step is chosen."""
        return self.opened.audience

    @property
    def context(self) -> str:
        """What kind of contact the case is about now."""
        changes = [event.context for event in self.later if isinstance(event, ContextChanged)]
        return changes[-1] if changes else self.opened.context

    @property
    def contact(self) -> int:
        """How many contacts were used before the present one."""
        return sum(isinstance(event, ContextChanged) for event in self.later)

    @property
    def is_closed(self) -> bool:
        """True if the case has ended."""
        return bool(self.later) and isinstance(self.later[-1], Closed)

    @property
    def outcome(self) -> Outcome | None:
        """How the case ended; None while it is open."""
        last = self.later[-1] if self.later else None
        return last.outcome if isinstance(last, Closed) else None

    @property
    def shown(self) -> str | None:
        """The step that was shown last to the audience of the case, unless something has come of it since.

        What an agent was shown is not shown to the public: the step itself would tell what only the agent may know.
        """
        step = None
        for event in self.later:
            if isinstance(event, StepShown) and self.audience.may_see(event.audience):
                step = event.step
            elif isinstance(event, Answered | Skipped) and event.step == step:
                step = None
        return step

    def entries(self) -> tuple[Entry, ...]:
        """What came of the steps and still stands, in the order in which it is to be believed.

        A correction takes the place of what it corrects: as if it had been said at once. An answer to a step that was
        skipped counts from when it was given.
        """
        return tuple(standing.entry for standing in self._standing.values())

    def evidence(self, audience: Disclosure) -> dict[str, str]:
        """The latest value of each piece of evidence about the present contact, as far as the audience may know it."""
        known: dict[str, str] = {}
        for event in self.later:
            if isinstance(event, ContextChanged):
                known.clear()
            elif isinstance(event, Observed) and audience.may_see(event.disclosure):
                known[event.evidence] = event.value
        return known

    def back(self) -> str | None:
        """The step that "Back" takes back: the one of the present contact whose outcome was recorded last."""
        here = [standing for standing in self._standing.values() if standing.entry.contact == self.contact]
        return max(here, key=lambda standing: standing.recorded).entry.step if here else None

    def timeline(self, audience: Disclosure) -> tuple[Happened | Answered | Observed, ...]:
        """What happened, was answered and became known, in the order of the log.

        Only what the audience may see and stands. What everybody may know is no news: the person said or saw it.
        """
        standing = {standing.recorded for standing in self._standing.values()}
        news = set(self._news(audience))
        return tuple(
            event
            for index, event in enumerate(self.later)
            if (isinstance(event, Answered) and index in standing)
            or (isinstance(event, Happened) and audience.may_see(event.disclosure))
            or (isinstance(event, Observed) and index in news)
        )

    def _news(self, audience: Disclosure) -> Iterator[int]:
        """Where in the log evidence that not everybody may know took another value since a code was asked for."""
        known: dict[str, str] = {}
        for index, event in enumerate(self.later):
            is_asked = isinstance(event, Happened) and event.what is Happening.CODE_ASKED
            if is_asked or isinstance(event, ContextChanged):
                known.clear()
            elif isinstance(event, Observed) and audience.may_see(event.disclosure):
                if not Disclosure.PUBLIC.may_see(event.disclosure) and known.get(event.evidence) != event.value:
                    yield index
                known[event.evidence] = event.value

    def is_news(self, audience: Disclosure) -> bool:
        """True if the audience has learnt anything since a step was shown last."""
        for event in reversed(self.later):
            if not isinstance(event, Observed | Happened) or audience.may_see(event.disclosure):
                return not isinstance(event, StepShown)
        return False

    @cached_property
    def _standing(self) -> dict[_Key, _Standing]:
        standing: dict[_Key, _Standing] = {}
        contact = 0
        for index, event in enumerate(self.later):
            if isinstance(event, ContextChanged):
                contact += 1
            elif isinstance(event, Answered):
                _place(standing, _Standing(Entry(event.step, event.outcome, event.seconds, contact), index))
            elif isinstance(event, Skipped):
                _place(standing, _Standing(Entry(event.step, None, None, contact, 1), index))
            elif isinstance(event, Retracted):
                key = _latest(standing, event.step)
                if key is not None:
                    del standing[key]
        return standing


def _place(standing: dict[_Key, _Standing], new: _Standing) -> None:
    """Puts an entry where it belongs: in the place of the answer that it corrects, else at the end."""
    key = (new.entry.step, new.entry.contact)
    before = standing.get(key)
    if before is not None and before.entry.outcome is None:
        del standing[key]
        new = replace(new, entry=replace(new.entry, skips=new.entry.skips + before.entry.skips))
    standing[key] = new


def _latest(standing: dict[_Key, _Standing], step: str) -> _Key | None:
    """Where the entry of a step stands that is about the latest contact."""
    return max((key for key in standing if key[0] == step), key=lambda key: key[1], default=None)
