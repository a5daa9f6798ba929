"""The loop of a play: a page, a move, what the move brings, the next page; with an end to every play."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from secinfo_desktop.guide.case import Case
from secinfo_desktop.player.moves import Does, Played, PlayError, Says, There, Turn, Waits
from secinfo_desktop.player.person import Person
from secinfo_desktop.player.provider_pages import ProviderPages
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.pages import DonePage, Frame, Page, TroublePage
from secinfo_desktop.recovery.ports import Accounts, RefusedError
from secinfo_desktop.recovery.said import Said

MOST_TURNS = 60
"""Turns in which something is said or done."""
MOST_WAITS = 20
"""Turns in a row in which the person only waits."""


class Surroundings(Protocol):
    """What the person acts on, and its clock; the practice world is one."""

    def do(self, deed: str, /) -> object:
        """Carries an action of the guide out. Raises ``RefusedError`` if that is impossible."""

    def move_clock(self, seconds: float, /) -> object:
        """Lets time pass."""


class Player:
    """Plays one scenario through a flow. ``watch`` is told every turn before it is carried out.

    By hand ``there`` are the provider's own pages, in a story that has begun already; the flow knows nothing of them.
    """

    def __init__(
        self,
        scenario: Scenario,
        person: Person,
        flow: Flow,
        accounts: Accounts,
        surroundings: Surroundings,
        clock: Callable[[], datetime],
        watch: Callable[[Turn], None] = lambda _turn: None,
        there: ProviderPages | None = None,
    ) -> None:
        self._scenario, self._person, self._flow, self._accounts = scenario, person, flow, accounts
        self._surroundings, self._clock, self._watch, self._there = surroundings, clock, watch, there

    @property
    def case(self) -> Case | None:
        """The log of the play so far."""
        return self._flow.case

    def play(self) -> Played:
        """Plays until the case has ended.

        Raises:
            PlayError: the play went in circles, something said changed nothing, or the world refused a deed.
        """
        turns = waits = 0
        while turns < MOST_TURNS and waits < MOST_WAITS:
            frame = self._flow.frame()
            if isinstance(frame.page, DonePage):
                self._watch(Turn(frame, None))
                return self._played(frame.page)
            try:
                has_waited = self._turn(frame)
            except RefusedError as refused:
                raise PlayError(f"the world refused: {refused.failure}, on {_name(frame.page)}") from refused
            turns, waits = turns + (not has_waited), waits + 1 if has_waited else 0
        raise PlayError(f"no end after {turns} turns, on {_name(frame.page)}")

    def _turn(self, frame: Frame) -> bool:
        """Decides, tells, acts; True if the person only waited."""
        move = self._person.move(frame, self._clock())
        self._watch(Turn(frame, move))
        match move:
            case Says(what, after):
                self._say(what, after, frame)
            case Does(deed, seconds):
                self._surroundings.do(deed)
                self._surroundings.move_clock(seconds)
            case Waits(seconds):
                self._surroundings.move_clock(seconds)
            case deed:
                self._do_there(deed)
        return isinstance(move, Waits)

    def _do_there(self, deed: There) -> None:
        if self._there is None:
            raise PlayError("there are no pages of a provider here")
        self._there.use(deed)

    def _say(self, what: Said, after: float, before: Frame) -> None:
        """Time passes in the story only, so none does before it has begun."""
        if before.persona is not None or self._there is not None:
            self._surroundings.move_clock(after)
        effect = self._flow.take(what)
        while effect is not None:
            effect = self._flow.observe(effect, perform(effect, self._accounts))
        if _uncounted(self._flow.frame()) == _uncounted(before):
            raise PlayError(f"{type(what).__name__} changed nothing on {_name(before.page)}")

    def _played(self, page: DonePage) -> Played:
        flow, story = self._flow, self._scenario
        return Played(story.id, story.cause, page.outcome, flow.steps_shown(), flow.found_cause())


def _uncounted(frame: Frame) -> Frame:
    """The same trouble once more is nothing new."""
    page = frame.page
    return replace(frame, page=replace(page, tries=1)) if isinstance(page, TroublePage) else frame


def _name(page: Page) -> str:
    trouble = f" ({page.failure})" if isinstance(page, TroublePage) else ""
    return f"{type(page).__name__}{trouble}"
