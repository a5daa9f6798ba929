"""A helpdesk in memory: what a person's app shares, and an agent who joins, answers, reads numbers and leaves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from queue import SimpleQueue

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord, SharedState, Side
from secinfo_desktop.domain.staff import JOIN_LIVES, NUMBER_LIVES, VERIFIED_FOR, StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, Event, StepShown
from secinfo_desktop.recovery.live_help import JoinNumber, LiveStanding, Logged, NumberAsked, Said
from secinfo_desktop.recovery.ports import RefusedError

JOIN_NUMBER, READ_OUT = "48190627", "052"
AGENT, ORGANISATION = "Rosa Lind", "Example AG"


class FakeStream:
    """What is added to the log after a place; ``stop`` ends it."""

    def __init__(self, after: Sequence[Logged]) -> None:
        self.queue: SimpleQueue[Logged | None] = SimpleQueue()
        for one in after:
            self.queue.put(one)

    def __iter__(self) -> Iterator[Logged]:
        while (one := self.queue.get()) is not None:
            yield one

    def stop(self) -> None:
        """Ends it."""
        self.queue.put(None)


class FakeLiveHelp:
    """``fails`` is what every call meets as long as it is set; ``calls`` are the names of all that were made."""

    def __init__(self, clock: Callable[[], datetime], agent: str = AGENT, organisation: str = ORGANISATION) -> None:
        self.clock, self.agent, self._organisation = clock, agent, organisation
        self.log: list[Logged] = []
        self.calls: list[str] = []
        self.fails: Failure | None = None
        self.word_pair = ("amber", "harbour")
        self._streams: list[FakeStream] = []
        self._ids = count(1)
        self._standing: LiveStanding | None = None

    # -- the person's side

    def open(self, case: Case, said: Sequence[Said], language: str) -> JoinNumber:
        """A number to say."""
        self._meet("open")
        assert case.audience is Disclosure.PUBLIC, language
        self.log, until = [], self.clock() + JOIN_LIVES
        self._standing = LiveStanding(SharedState.WAITING, until)
        self.add(said)
        return JoinNumber(JOIN_NUMBER, until)

    def standing(self) -> LiveStanding:
        """Where it stands now."""
        self._meet("standing")
        return self._is

    def answer(self, *, allow: bool) -> LiveStanding:
        """Lets the agent in, or not."""
        self._meet("answer")
        self._become(state=SharedState.LIVE if allow else SharedState.ENDED)
        self._tell(LiveWord.ALLOWED if allow else LiveWord.REFUSED, Side.CALLER)
        return self._is

    def give_number(self, number: str) -> LiveStanding:
        """The number that the agent has read out."""
        self._meet("give_number")
        if number != READ_OUT:
            raise RefusedError(Failure.NUMBER_WRONG)
        self._become(number_asked=None, verified_until=self.clock() + VERIFIED_FOR)
        self._tell(LiveWord.VERIFIED, Side.CALLER)
        return self._is

    def add(self, said: Sequence[Said]) -> tuple[Logged, ...]:
        """Adds to the log, each id once."""
        self._meet("add")
        for one in said:
            if one.id not in {its.id for its in self.log}:
                self._append(Logged(len(self.log) + 1, one.id, self.clock(), Side.CALLER, event=one.event))
        ids = {one.id for one in said}
        return tuple(its for its in self.log if its.id in ids)

    def follow(self, after: int = 0) -> FakeStream:
        """What comes after a place."""
        self._meet("follow")
        stream = FakeStream(self.log[after:])
        self._streams.append(stream)
        return stream

    def end(self) -> None:
        """Shares it no more."""
        self._meet("end")
        self._over()

    # -- the agent's side

    def joins(self) -> None:
        """Asks to be let in."""
        self._become(
            state=SharedState.ASKED, agent=self.agent, organisation=self._organisation, word_pair=self.word_pair
        )
        self._tell(LiveWord.JOINED)

    def says(self, *events: Event) -> None:
        """Adds to the log."""
        for event in events:
            self._append(
                Logged(len(self.log) + 1, f"agent-{next(self._ids):012d}", self.clock(), Side.AGENT, self.agent, event)
            )

    def answers(self, step: str, outcome: str, following: str) -> None:
        """Answers for the caller, and goes on."""
        self.says(Answered(self.clock(), step, outcome, 2.0))
        self.shows(following)

    def shows(self, step: str, audience: Disclosure = Disclosure.PUBLIC) -> None:
        """Goes on to a step."""
        self.says(StepShown(self.clock(), step, audience))

    def reads_number(self, action: StaffAction | None = None) -> None:
        """Reads a number out."""
        self._become(number_asked=NumberAsked(action, self.clock() + NUMBER_LIVES))
        self._tell(LiveWord.NUMBER_ASKED)

    def forgets_number(self) -> None:
        """The number counts no more."""
        self._become(number_asked=None)

    def starts_replacement(self) -> None:
        """The waiting period has begun; nothing tells of it but where it stands."""
        self._become(has_claim=True)

    def hands_over(self, colleague: str) -> None:
        """Somebody else leads now."""
        self._become(agent=colleague)
        self._tell(LiveWord.TAKEN)

    def leaves(self) -> None:
        """Ends it."""
        self._over()

    def breaks(self) -> None:
        """Every stream is cut."""
        for stream in self._streams:
            stream.stop()
        self._streams.clear()

    def is_shared(self) -> bool:
        """True while it is shared."""
        return self._standing is not None and self._standing.state is not SharedState.ENDED

    # -- both

    @property
    def _is(self) -> LiveStanding:
        if self._standing is None:
            raise RefusedError(Failure.NOT_LIVE)
        return self._standing

    def _become(self, **what: object) -> None:
        self._standing = replace(self._is, **what)  # type: ignore[arg-type]  # by their names

    def _over(self) -> None:
        if self.is_shared():
            self._become(state=SharedState.ENDED)
            self._tell(LiveWord.ENDED)
            self.breaks()

    def _tell(self, word: LiveWord, by: Side = Side.SERVICE) -> None:
        self._append(
            Logged(len(self.log) + 1, f"service-{next(self._ids):012d}", self.clock(), by, self.agent, live=word)
        )

    def _append(self, one: Logged) -> None:
        self.log.append(one)
        for stream in self._streams:
            stream.queue.put(one)

    def _meet(self, call: str) -> None:
        self.calls.append(call)
        if self.fails is not None:
            raise RefusedError(self.fails)
