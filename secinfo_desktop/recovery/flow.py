"""The flow of a recovery: takes what the person says, names effects, observes their results, and holds the page.

No face, no network, no waiting: a face shows ``frame()``, hands ``take()`` what the person said, performs the effect
that comes back (``effects.perform``) wherever it likes, and hands the result to ``observe()``.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Happened
from secinfo_desktop.recovery import effects, live_effects, pages, resuming, said
from secinfo_desktop.recovery.approach import Approach
from secinfo_desktop.recovery.by_hand import ByHand
from secinfo_desktop.recovery.effects import Effect, Result
from secinfo_desktop.recovery.howto import HowTos
from secinfo_desktop.recovery.kept import Kept, KeptAlong, KeptCase, is_back_in
from secinfo_desktop.recovery.live import Live
from secinfo_desktop.recovery.live_help import Logged
from secinfo_desktop.recovery.observing import Observing
from secinfo_desktop.recovery.pages import Frame, Page
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.recovery.reading import Reading
from secinfo_desktop.recovery.search import Search
from secinfo_desktop.recovery.sender import ABOUT_SENDERS, Senders
from secinfo_desktop.recovery.situation import PickChecklist, Situation

OUTSIDE = frozenset(
    {Failure.UNREACHABLE, Failure.SLOW, Failure.BUSY, Failure.BROKEN, Failure.NOT_UNDERSTOOD, Failure.NOT_ALLOWED}
)
"""Failures that are nobody's answer: trouble stands over the page, and the same can be tried again."""
OVER = frozenset({Failure.FLOW_ENDED, Failure.NOT_PROVEN, Failure.TOO_MANY_GUESSES})
"""Failures that end the flow at the service: a new one is opened, and the person asks for a new code."""

_OF_THE_STRAIGHT_WAY = (
    said.Began | said.WantsPractice | said.ChoseAccount | said.ChoseStory | said.GaveName | said.ChecksName
    | said.ChoseContact | said.AskedAgain | said.Elsewhere | said.GaveCode | said.GavePassword
    | said.GaveRecoveryCode
    | said.ForgotName | said.FoundName
)  # fmt: skip
_BY_HAND_ANYWHERE = said.OpensPage | said.CodeWorked | said.SeesRefusal | said.CodeRefused | said.SawError
"""What is said by hand also while the guide leads."""


class Flow:
    """One person's way from the trouble to being back in.

    ``clock`` gives the time of the service, UTC; ``choices`` are the accounts that this app knows a way to;
    ``how_tos`` is asked for what can be shown step by step once there is something to show (none by default);
    ``asked_before`` are the requests of earlier cases by choice (``requests.carried_over``), for accounts by hand;
    ``kept`` tells what was kept of earlier cases, from memory, their requests included; ``pick`` gives the checklist
    for a trouble and an account, with the numbers that fit it best (else it is always ``checklist``).
    """

    def __init__(
        self,
        checklist: Checklist,
        choices: tuple[AccountChoice, ...],
        clock: Callable[[], datetime],
        new_case_id: Callable[[], str],
        how_tos: Callable[[], HowTos] = HowTos,
        asked_before: Mapping[str, tuple[Happened, ...]] | None = None,
        kept: Callable[[], Kept] = Kept,
        pick: PickChecklist | None = None,
    ) -> None:
        self._pick = pick
        self._given = (checklist, choices, clock, new_case_id)
        self._how_tos, self._kept = how_tos, kept
        self.live = Live(lambda: self._at)
        self._begin({**resuming.requests_of(kept()), **(asked_before or {})})

    def _begin_anew(self) -> None:
        """At the first page again; what was asked for by hand still counts."""
        self._at.carry_requests()
        self.live.leave()
        self._begin(self._at.carried)

    def _begin(self, asked_before: Mapping[str, tuple[Happened, ...]]) -> None:
        self._at = Situation(*self._given, asked_before, self._pick)
        self._by_hand = ByHand(self._at)
        self._approach, self._search = Approach(self._at), Search(self._at, self._by_hand)
        self._observing = Observing(self._at, self._by_hand)
        self._senders = Senders(self._at)
        self._reading = Reading(self._how_tos)
        self._pending: Effect | None = None
        self._abandoned: Effect | None = None
        self._trouble: pages.TroublePage | None = None
        self._retry: Effect | None = None
        self._tries = 0
        self._goes_on: KeptCase | None = None
        self._wants_stories = False
        kept = self._kept()
        if kept != Kept(place=kept.place):
            self._at.page = pages.StartPage(kept=kept.lines(self._at.choices))

    def frame(self) -> Frame:
        """The page with all that stands around it."""
        at, account = self._at, self._at.account
        page: Page = self._trouble or self.live.page or self._reading.over(at.page) or at.page
        is_step = isinstance(page, pages.StepPage)
        takes_code = account.sent is not None and not account.is_proven and at.outcome is None
        return Frame(
            page=page,
            problem=at.problem,
            code=account.sent if takes_code else None,
            contact=account.contact,
            choice=account.choice,
            host=account.choice.host if account.choice else "",
            typed=account.typed if takes_code or isinstance(page, pages.ContactPage) else None,
            notes=at.guiding.notes(self.live.who_said()),
            pack=account.pack,
            persona=account.persona,
            account_name=account.name,
            purpose=account.purpose,
            can_go_back=at.can_go_back or page is not at.page,
            can_forget=not isinstance(at.page, pages.StartPage),
            better_step=at.guiding.better_step() if is_step else None,
            start=account.start,
            by_hand=at.is_by_hand,
            requests=at.requests(),
            seen=account.seen if at.is_by_hand else None,
            hears_of_code=at.hears_of_code,
            can_end=at.can_end,
            how_to=self._reading.topic_for(page),
            help=self.live.help(),
        )

    @property
    def case(self) -> Case | None:
        """The log of this case, fixed choices and times only; None before the first code was asked for."""
        return self._at.guiding.case

    def along(self) -> KeptAlong | None:
        """What is to be kept beside the log, so that the same page can be come back to; None on the first page."""
        return resuming.along(self._at)

    @property
    def case_id(self) -> str:
        """The id under which this case is kept."""
        return self._at.case_id

    @property
    def is_worth_keeping(self) -> bool:
        """False where a new start is as good: before any account was chosen, and once the person is in again."""
        return self._at.account.choice is not None and not is_back_in(self._at.outcome)

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
        self._at.problem = self.live.news = None
        self._pending = self.live.take(what) if isinstance(what, said.OfHelp) else self._answer(what)
        self._reading.close_unless_over(self._at.page)
        self.live.catch_up()
        return self._pending

    def _answer(self, what: said.Said) -> Effect | None:
        match what:
            case said.StartsOver():
                return self._start_over()
            case said.WantsPractice() if isinstance(self._at.page, pages.DonePage):
                return self._practise_again()
            case said.GoesOn() | said.ForgetsIt() | said.ForgetsCase() | said.ForgetsAll():
                return self._answer_about_cases(what)
            case said.TriesAgain():
                return self._try_again()
            case said.WentBack():
                self._go_back()
                return None
            case said.InAlready() | said.StopsForNow():
                self._end_at_once(what)
                return None
        if self._trouble is not None:
            return self._take_in_trouble(what)
        if isinstance(what, ABOUT_SENDERS):
            self._senders.take(what)
            return None
        if isinstance(what, said.WantsHowTo | said.ChoseHowTo):
            self._reading.take(what, self._at.page)
            return None
        return self._hand_on(what)

    def _hand_on(self, what: said.Said) -> Effect | None:
        page_is_by_hand = isinstance(self._at.page, pages.ByHandPage) and not isinstance(what, said.ForgotName)
        if page_is_by_hand or isinstance(what, _BY_HAND_ANYWHERE):
            return self._by_hand.take(what)
        if isinstance(what, _OF_THE_STRAIGHT_WAY):
            return self._approach.take(what)
        return self._search.take(what)

    def _answer_about_cases(
        self, what: said.GoesOn | said.ForgetsIt | said.ForgetsCase | said.ForgetsAll
    ) -> Effect | None:
        match what:
            case said.GoesOn(case_id):
                return self._go_on(case_id)
            case said.ForgetsIt():
                return effects.ForgetCase(self._at.case_id)
            case said.ForgetsCase(case_id):
                return effects.ForgetCase(case_id)
            case said.ForgetsAll():
                return effects.ForgetAll()

    def _start_over(self) -> Effect | None:
        """Once the person is in again nothing of the case is needed any more."""
        self._wants_stories = False
        if is_back_in(self._at.outcome):
            return effects.ForgetCase(self._at.case_id)
        self._begin_anew()
        return None

    def _practise_again(self) -> Effect:
        """Another story follows one that is over."""
        forgets = self._start_over()
        self._wants_stories = forgets is not None
        return forgets or effects.FindStories()

    def _go_on(self, case_id: str) -> Effect | None:
        """A case that was stopped until now begins anew; every other one comes back to its page."""
        kept = self._kept().find(case_id)
        if kept is None or not isinstance(self._at.page, pages.StartPage):
            return None
        if kept.can_go_on(self._at.clock()) and kept.along.choice is not None:
            self._at.take_id_of(kept)
            self._approach.take(said.Began(kept.along.start))
            return self._approach.take(said.ChoseAccount(kept.along.choice))
        self._goes_on = kept
        return resuming.go_on(self._at, kept)

    def _come_back(self, there: effects.CameBack) -> Effect | None:
        """What was proven at the service before the app was closed stays proven."""
        if self._goes_on is None:
            return None
        kept, self._goes_on = self._goes_on, None
        effect = resuming.come_back(self._at, kept, there)
        if kept.along.shared and kept.along.choice is not None:
            self.live.was_cut_off(kept.along.choice)
        if self._at.account.is_proven and not isinstance(self._at.page, pages.NewPasswordPage):
            self._observing.take(effects.GiveCode("", ""), effects.CodeTaken())
        return effect

    def _end_at_once(self, what: said.InAlready | said.StopsForNow) -> None:
        """A code that somebody else asked for is no end, even for who is in already: the account is made safe (B30)."""
        at = self._at
        if not at.can_end:
            return
        self._trouble = self._retry = None
        if at.guiding.is_strangers():
            at.go_to(at.guiding.next_page())
        else:
            at.end(Outcome.GOT_IN if isinstance(what, said.InAlready) else Outcome.STOPPED_UNTIL)

    def _take_in_trouble(self, what: said.Said) -> Effect | None:
        """A code can be given back while trouble stands; everything else waits until it is over."""
        effect = self._approach.take(what) if isinstance(what, said.GaveCode) else None
        if effect is not None:
            self._trouble = self._retry = None
        return effect

    def _go_back(self) -> None:
        if self._trouble is None and self.live.page is not None:
            self.live.take(said.EndsHelp())
        elif self._trouble is None and self._reading.over(self._at.page) is not None:
            self._reading.close()
        elif self._trouble is None:
            self._at.back()
            if self._at.came_back and isinstance(self._at.page, pages.StartPage):
                self._begin_anew()
        self._trouble, self._retry, self._tries = None, None, 0

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
            self.live.take_late(effect, result)
        if effect is not self._pending:
            return None
        self._pending = None
        following = self._observe(effect, result)
        if self._trouble is None:
            self._tries = 0
        self._reading.close_unless_over(self._at.page)
        self.live.catch_up()
        return following

    def _observe_help(self, effect: live_effects.OfHelp, result: Result) -> None:
        self.live.observe(effect, result)
        if isinstance(result, effects.Refused) and self.live.news is None:
            self._at.refuse(result.failure, result.retry_at)

    def hear(self, logged: Logged, *, hands_free: bool) -> None:
        """Takes what was added to a shared log; the page moves only where nothing stands over it, or is awaited."""
        self.live.hear(logged, hands_free=hands_free and self._is_quiet)

    def stands(self, errand: live_effects.OfHelp, result: Result, *, hands_free: bool) -> None:
        """Takes what an errand of the sharing has brought."""
        self.live.observe(errand, result, hands_free=hands_free and self._is_quiet)

    @property
    def _is_quiet(self) -> bool:
        is_over = self._trouble is not None or self._reading.over(self._at.page) is not None
        return self._pending is None and not is_over

    def _observe(self, effect: Effect, result: Result) -> Effect | None:
        if isinstance(effect, effects.CheckStanding):
            self._observing.stands(result)
            self._search.go_on()
            return None
        if isinstance(result, effects.Forgotten):
            wants_stories = self._wants_stories
            self._begin_anew()
            self._pending = effects.FindStories() if wants_stories else None
            return self._pending
        if isinstance(result, effects.CameBack):
            self._pending = self._come_back(result)
            return self._pending
        if isinstance(result, effects.Refused):
            if result.failure is Failure.STORY_GONE:
                self._at.refuse(result.failure)
                self._pending = effects.FindStories()
                return self._pending
            if result.failure in OUTSIDE:
                self._retry, self._tries = effect, self._tries + 1
                self._trouble = pages.TroublePage(result.failure, can_retry=True, tries=self._tries)
                return None
            if result.failure in OVER:
                self._pending = self._open_anew(result)
                return self._pending
        if isinstance(effect, live_effects.OfHelp):
            self._observe_help(effect, result)
        else:
            self._observing.take(effect, result)
        return None

    def _open_anew(self, refused: effects.Refused) -> Effect | None:
        """The service has closed the flow: the same account is opened again, and the page says why."""
        self._at.refuse(refused.failure, refused.retry_at)
        account = self._at.account
        if account.choice is not None and account.name is None:  # never kept, and the flow went on without it until now
            account.sent, account.is_proven = None, False
            self._at.coming_back = resuming.now(self._at)
            resuming.ask_name(self._at)
            return None
        return self._at.open_again()
