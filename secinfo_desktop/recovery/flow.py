"""The flow of a recovery: takes what the person says, names effects, observes their results, and holds the page.

No face, no network, no waiting: a face shows ``frame()``, hands ``take()`` what the person said, performs the effect
that comes back (``effects.perform``) wherever it likes, and hands the result to ``observe()``.
"""

from collections.abc import Callable
from datetime import datetime

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.recovery import effects, pages, said
from secinfo_desktop.recovery.approach import Approach
from secinfo_desktop.recovery.effects import Effect, Result
from secinfo_desktop.recovery.howto import HowTos
from secinfo_desktop.recovery.observing import Observing
from secinfo_desktop.recovery.pages import Frame, Page
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.recovery.reading import Reading
from secinfo_desktop.recovery.search import Search
from secinfo_desktop.recovery.situation import Situation

OUTSIDE = frozenset(
    {Failure.UNREACHABLE, Failure.SLOW, Failure.BUSY, Failure.BROKEN, Failure.NOT_UNDERSTOOD, Failure.NOT_ALLOWED}
)
"""Failures that are nobody's answer: trouble stands over the page, and the same can be tried again."""
OVER = frozenset({Failure.FLOW_ENDED, Failure.NOT_PROVEN, Failure.TOO_MANY_GUESSES})
"""Failures that end the flow at the service: a new one is opened, and the person asks for a new code."""

_OF_THE_STRAIGHT_WAY = (
    said.Began | said.WantsPractice | said.ChoseAccount | said.ChoseStory | said.GaveName | said.ChecksName
    | said.ChoseContact | said.AskedAgain | said.Elsewhere | said.GaveCode | said.GavePassword
)  # fmt: skip


class Flow:
    """One person's way from the trouble to being back in.

    ``clock`` gives the time of the service, UTC; ``choices`` are the accounts that this app knows a way to;
    ``how_tos`` is asked for what can be shown step by step once there is something to show (none by default).
    """

    def __init__(
        self,
        checklist: Checklist,
        choices: tuple[AccountChoice, ...],
        clock: Callable[[], datetime],
        new_case_id: Callable[[], str],
        how_tos: Callable[[], HowTos] = HowTos,
    ) -> None:
        self._given = (checklist, choices, clock, new_case_id)
        self._how_tos = how_tos
        self._begin()

    def _begin(self) -> None:
        self._at = Situation(*self._given)
        self._approach, self._search, self._observing = Approach(self._at), Search(self._at), Observing(self._at)
        self._reading = Reading(self._how_tos)
        self._pending: Effect | None = None
        self._abandoned: Effect | None = None
        self._trouble: pages.TroublePage | None = None
        self._retry: Effect | None = None

    def frame(self) -> Frame:
        """The page with all that stands around it."""
        at, account = self._at, self._at.account
        page: Page = self._trouble or self._reading.over(at.page) or at.page
        is_step = isinstance(page, pages.QuestionPage | pages.InstructionPage)
        takes_code = account.sent is not None and not account.is_proven and at.outcome is None
        return Frame(
            page=page,
            problem=at.problem,
            code=account.sent if takes_code else None,
            contact=account.contact,
            host=account.choice.host if account.choice else "",
            typed=account.typed if takes_code or isinstance(page, pages.ContactPage) else None,
            notes=at.guiding.notes(),
            pack=account.pack,
            persona=account.persona,
            account_name=account.name,
            purpose=account.purpose,
            can_go_back=at.can_go_back or page is not at.page,
            better_step=at.guiding.better_step() if is_step else None,
            how_to=self._reading.topic_for(page),
        )

    @property
    def case(self) -> Case | None:
        """The log of this case, fixed choices and times only; None before the first code was asked for."""
        return self._at.guiding.case

    @property
    def outcome(self) -> Outcome | None:
        """How the case ended; None while it is open."""
        return self._at.outcome

    def steps_shown(self) -> int:
        """How many different steps of the guide the person has seen."""
        return self._at.guiding.steps_shown()

    def found_cause(self) -> str | None:
        """The cause that was found."""
        return self._at.found_cause()

    def take(self, what: said.Said) -> Effect | None:
        """Takes what the person said; returns what is to be done outside, if anything.

        What does not fit the page is left aside. The result of an earlier effect is no longer awaited.
        """
        self._at.problem = None
        self._pending = self._answer(what)
        self._reading.close_unless_over(self._at.page)
        return self._pending

    def _answer(self, what: said.Said) -> Effect | None:
        match what:
            case said.StartsOver():
                self._begin()
                return None
            case said.TriesAgain():
                return self._try_again()
            case said.WentBack():
                self._go_back()
                return None
        if self._trouble is not None:
            return self._take_in_trouble(what)
        if isinstance(what, said.WantsHowTo | said.ChoseHowTo):
            self._reading.take(what, self._at.page)
            return None
        if isinstance(what, _OF_THE_STRAIGHT_WAY):
            return self._approach.take(what)
        return self._search.take(what)

    def _take_in_trouble(self, what: said.Said) -> Effect | None:
        """A code can be given back while trouble stands; everything else waits until it is over."""
        effect = self._approach.take(what) if isinstance(what, said.GaveCode) else None
        if effect is not None:
            self._trouble = self._retry = None
        return effect

    def _go_back(self) -> None:
        if self._trouble is None and self._reading.over(self._at.page) is not None:
            self._reading.close()
        elif self._trouble is None:
            self._at.back()
        self._trouble = self._retry = None

    def _try_again(self) -> Effect | None:
        effect, self._retry, self._trouble = self._retry, None, None
        return effect

    def abandon(self) -> None:
        """Stops waiting for the effect that is under way.

        What it does at the service can't be undone any more: a result that comes after all is taken note of.
        """
        effect, self._pending = self._pending, None
        if isinstance(effect, effects.CheckStanding):
            self._search.go_on()
        elif effect is not None:
            self._abandoned = effect

    def observe(self, effect: Effect, result: Result) -> Effect | None:
        """Takes the result of an effect; returns what is to be done next. A result no longer awaited is dropped."""
        if effect is self._abandoned:
            self._abandoned = None
            self._observing.take_late(effect, result)
        if effect is not self._pending:
            return None
        self._pending = None
        following = self._observe(effect, result)
        self._reading.close_unless_over(self._at.page)
        return following

    def _observe(self, effect: Effect, result: Result) -> Effect | None:
        if isinstance(effect, effects.CheckStanding):
            self._observing.stands(result)
            self._search.go_on()
            return None
        if isinstance(result, effects.Refused):
            if result.failure in OUTSIDE:
                self._retry, self._trouble = effect, pages.TroublePage(result.failure, can_retry=True)
                return None
            if result.failure in OVER:
                self._pending = self._open_anew(result)
                return self._pending
        self._observing.take(effect, result)
        return None

    def _open_anew(self, refused: effects.Refused) -> Effect | None:
        """The service has closed the flow: the same account is opened again, and the page says why."""
        self._at.refuse(refused.failure, refused.retry_at)
        return self._at.open_again()
