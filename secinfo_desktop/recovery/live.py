"""Sharing the case with the helpdesk, as the flow keeps it: who looks on, what both have said, which page stands over.

No face, no network. What the person presses becomes an effect like any other; what goes on by itself (telling the
service what was said, looking where it stands, ending) are errands, done one at a time beside the page, which never
waits for them. Whatever fails here, the person goes on alone.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LAST_WORDS_LAST, LiveWord, SharedState, Side
from secinfo_desktop.guide.events import Event, Happened, Happening, StepShown
from secinfo_desktop.recovery import live_effects, pages
from secinfo_desktop.recovery.effects import Refused, Result
from secinfo_desktop.recovery.live_effects import OfHelp
from secinfo_desktop.recovery.live_help import CAPABILITY, JoinNumber, LiveStanding, Logged, NumberAsked
from secinfo_desktop.recovery.live_pages import (
    AgentAsksPage,
    Company,
    Help,
    HelpNews,
    JoinNumberPage,
    LivePage,
    ReadNumberPage,
)
from secinfo_desktop.recovery.said_of_help import (
    AnswersAgent,
    DidNotCall,
    EndsHelp,
    FollowsAgent,
    GivesReadNumber,
    SeesReadNumber,
    WantsHelp,
)
from secinfo_desktop.recovery.said_of_help import OfHelp as SaidOfHelp
from secinfo_desktop.recovery.shared_log import LogError, SharedLog, for_everybody
from secinfo_desktop.recovery.situation import Situation

if TYPE_CHECKING:
    from datetime import datetime

    from secinfo_desktop.guide.case import Case

_ASKS = pages.StepPage | pages.HandOverPage
"""Where the helpdesk can be let in."""
_MOVES = pages.QuestionPage | pages.InstructionPage | pages.OtherStepsPage | pages.HandOverPage
"""Pages that may give way to the step of the helpdesk by themselves: on every other the person is at work."""
_LAST: Final = frozenset({LiveWord.ENDED, LiveWord.REFUSED})
"""Words that nothing follows."""
_IDS: Final = 32
"""So much of the case's id goes into those of its events."""


class Live:
    """One person's sharing. ``at`` gives the situation as it is now: a new start makes another one."""

    def __init__(self, at: Callable[[], Situation]) -> None:
        self._at = at
        self._count = 0
        self._offered: SharedLog | None = None
        self._unended: OfHelp | None = None
        self.stream = 0
        """Another number means that the log is to be followed from ``place`` once more."""
        self._others: dict[Event, str] = {}
        """Also of sharings that are over."""
        self.choice = ""
        self._replaced_in: str | None = None
        """The case in which staff have begun a replacement; also after the sharing: it takes days."""
        self.news: HelpNews | None = None
        self.log: SharedLog | None = None
        """What both have said; of a sharing that is over, as it ended."""
        self._forget()

    def _forget(self) -> None:
        self.is_followed = False
        """True while the log is followed: also after the end, until all was told and heard, or nobody waits longer."""
        self._leaves_until: datetime | None = None
        self._is_all_heard = False
        self._seen: Case | None = None
        self._number: JoinNumber | None = None
        self._standing: LiveStanding | None = None
        self._led_by: StepShown | None = None
        self._gone_on: str | None = None
        self._shown: tuple[str, str] | None = None
        self._is_number_open = self._is_look_due = False
        self._added: frozenset[str] = frozenset()
        self.is_lost = False

    # -- what is seen

    @property
    def is_on(self) -> bool:
        """True from the number until the end."""
        return self.is_followed and self._leaves_until is None

    @property
    def place(self) -> int:
        """The place in the log after which it is to be followed."""
        return self.log.place if self.log is not None else 0

    @property
    def page(self) -> LivePage | None:
        """What stands over the person's page."""
        its = self._standing
        if its is None or self._number is None or not self.is_on:
            return None
        match its.state:
            case SharedState.WAITING:
                return JoinNumberPage(self._number.number, self._number.until)
            case SharedState.ASKED:
                return AgentAsksPage(its.agent, its.organisation, its.word_pair)
        if its.number_asked is not None and self._is_number_open:
            return ReadNumberPage(its.agent, its.number_asked.action, its.number_asked.until)
        return None

    def help(self) -> Help:
        """How it stands between the person and the helpdesk."""
        its = self._standing
        is_here = self.is_on and its is not None and its.state is SharedState.LIVE
        page = self._at().page
        step = getattr(page, "step", None) if isinstance(page, pages.StepPage) and self.page is None else None
        return Help(
            can_ask=self._can_ask(),
            company=Company(its.agent, its.organisation, its.verified_until) if its and is_here else None,
            is_lost=self.is_lost,
            gone_on=self._gone_on,
            shown_by=self._shown[1] if self._shown and self._shown[0] == step else "",
            asks_number=bool(its and is_here and its.number_asked and not self._is_number_open),
            news=self.news,
            is_replaced=self._replaced_in is not None and self._replaced_in == self._at().case_id,
        )

    def who_said(self) -> dict[Event, str]:
        """The events that a member of staff has added, with their name."""
        lines = self.log.lines if self.log is not None else ()
        self._others |= {line.event: line.who for line in lines if line.by is Side.AGENT}
        return self._others

    def _can_ask(self) -> bool:
        """Never by hand: a provider that offers no interface lets nobody in."""
        at = self._at()
        has_help = CAPABILITY in at.guiding.capabilities and not at.is_by_hand and at.account.opened is not None
        is_open = at.guiding.case is not None and at.outcome is None
        return has_help and is_open and not self.is_on and isinstance(at.page, _ASKS)

    # -- what the person says

    def take(self, what: SaidOfHelp) -> OfHelp | None:
        """The effect that follows; what does not fit is left aside."""
        its = self._standing
        match what:
            case WantsHelp(language) if self._can_ask():
                return self._share(language)
            case AnswersAgent(allow=True) if its is not None and its.state is SharedState.ASKED:
                return live_effects.AnswerAgent(self.choice, allow=True)
            case AnswersAgent(allow=False) if its is not None and its.state is SharedState.ASKED:
                self._end(HelpNews.NOT_ALLOWED, live_effects.AnswerAgent(self.choice, allow=False))
            case GivesReadNumber(number) if isinstance(self.page, ReadNumberPage):
                return live_effects.GiveReadNumber(self.choice, number)
            case DidNotCall() if self.is_on:
                self._end(HelpNews.NOT_ASKED_FOR)
            case EndsHelp() if self.is_on:
                self._end(HelpNews.ENDED_BY_YOU)
            case FollowsAgent() if self._gone_on is not None:
                self._go_to(self._gone_on)
            case SeesReadNumber():
                self._is_number_open = True
        return None

    def _share(self, language: str) -> OfHelp | None:
        """As everybody may see the case: what only this computer may know leads it no more."""
        at = self._at()
        case, choice = at.guiding.case, at.account.choice
        if case is None or choice is None:
            return None
        case = at.guiding.take_log(for_everybody(case))
        at.guiding.seen_by(Disclosure.PUBLIC)
        self._forget()
        self._unended, self.choice = None, choice.id
        self._offered = SharedLog.of(case, Side.CALLER, self._new_id)
        return live_effects.ShareCase(choice.id, case, self._offered.pending, language)

    def _new_id(self) -> str:
        self._count += 1
        return f"{self._at().case_id[:_IDS]}-{self._count:07d}"

    def leave(self) -> None:
        """The case is over, or forgotten: nobody looks on any more, and there is nothing to say about it.

        The helpdesk still hears what was said last, and how the case ended.
        """
        outcome = self._at().outcome
        if self.log is None or self.help().company is None:
            self._end(None) if self.is_on else None
            return
        if outcome is not None:
            ended = Happened(self._at().clock(), Happening.CASE_ENDED, Disclosure.PUBLIC, outcome.value)
            self.log = self.log.say((ended,), self._new_id)
        self._unended = live_effects.EndSharing(self.choice)
        self._take_leave(None)

    def was_cut_off(self, choice: str) -> None:
        """The case comes back, and the program was closed while somebody looked on. With its flow that has ended."""
        case, self.news = self._at().guiding.case, HelpNews.CUT_OFF
        if case is not None and self._at().account.opened is not None:
            self._unended = live_effects.EndOldSharing(choice, case)

    def _end(self, news: HelpNews | None, unended: OfHelp | None = None) -> None:
        """At once on this side; the service is told as soon as it can be reached."""
        self._unended = unended or live_effects.EndSharing(self.choice)
        self._over(news)

    def _over(self, news: HelpNews | None) -> None:
        self._forget()
        self.news = news
        self.stream += 1
        self._at().is_shared = False

    def _take_leave(self, news: HelpNews | None) -> None:
        """It is over for the person; what was said before is told, and heard, as long as that is of use."""
        self._leaves_until, self.news = self._at().clock() + LAST_WORDS_LAST, news
        self._gone_on = self._shown = None
        self._is_number_open = self._is_look_due = self.is_lost = False
        self._at().is_shared = False
        if self._is_all_heard:
            self._go()

    def _is_ended(self, news: HelpNews) -> None:
        """Not by the person: what is not told yet stays here."""
        self._added |= {said.id for said in self.log.pending} if self.log is not None else frozenset()
        self._take_leave(news)

    def _go(self) -> None:
        self._forget()
        self.stream += 1

    # -- what comes back

    def observe(self, effect: OfHelp, result: Result, *, hands_free: bool = True) -> None:
        """Takes what an effect or an errand has brought."""
        if effect == self._unended and not isinstance(result, Refused):
            self._unended = None
            return
        match result:
            case live_effects.CaseShared(number) if self._offered is not None:
                self._begin(number)
            case live_effects.HelpStands(standing) if self.is_on:
                self._stands(standing, hands_free=hands_free)
            case live_effects.Added() if isinstance(effect, live_effects.AddToShared):
                self.is_lost, self._added = False, self._added | {said.id for said in effect.said}
            case Refused(failure):
                self._refused(effect, failure)

    def take_late(self, effect: object, result: Result) -> None:
        """Nobody waited any longer for the number: the case is not to be shared."""
        if isinstance(effect, live_effects.ShareCase) and isinstance(result, live_effects.CaseShared):
            self._unended = live_effects.EndSharing(effect.choice)

    def _begin(self, number: JoinNumber) -> None:
        self._forget()
        self.log, self._offered, self._number, self.is_followed = self._offered, None, number, True
        self._seen = self._at().guiding.case
        self._standing = LiveStanding(SharedState.WAITING, number.until)
        self.stream += 1
        self._at().is_shared = True

    def _stands(self, now: LiveStanding, *, hands_free: bool) -> None:
        before, self._standing = self._standing, now
        self._replaced_in = self._at().case_id if now.has_claim else self._replaced_in
        self._is_look_due = self.is_lost = False
        if now.state is SharedState.ENDED:
            was_live = before is not None and before.state is SharedState.LIVE
            self._is_ended(HelpNews.ENDED) if was_live else self._over(HelpNews.UNUSED)
            return
        if now.state is SharedState.LIVE and before is not None:
            self._tell(before, now)
            self._mind_number(before.number_asked, now.number_asked, hands_free=hands_free)

    def _tell(self, before: LiveStanding, now: LiveStanding) -> None:
        is_new = now.verified_until is not None and now.verified_until != before.verified_until
        if before.state is SharedState.LIVE and now.agent != before.agent:
            self.news = HelpNews.OTHER_PERSON
        elif before.number_asked is not None and now.number_asked is None and not is_new:
            self.news = HelpNews.NUMBER_OVER

    def _mind_number(self, before: NumberAsked | None, now: NumberAsked | None, *, hands_free: bool) -> None:
        """Its page comes by itself only where the person has their hands free."""
        if now is None:
            self._is_number_open = False
        elif now != before:
            self._is_number_open = hands_free

    def _refused(self, effect: OfHelp, failure: Failure) -> None:
        is_ending = effect == self._unended
        if is_ending:
            self._unended = self._unended if failure in live_effects.LATER else None
        elif isinstance(effect, live_effects.ShareCase) and failure is Failure.TOO_SOON:
            self.news = HelpNews.TOO_SOON
        elif isinstance(effect, live_effects.AddToShared) and self.is_followed and not self.is_on:
            self._added |= frozenset() if failure in live_effects.LATER else {said.id for said in effect.said}
        elif failure in live_effects.GONE and self.is_on:
            if isinstance(effect, live_effects.AddToShared):  # only the log may be full: then the agent still looks on
                self._unended = live_effects.EndSharing(self.choice)
            self._is_ended(HelpNews.ENDED)
        elif failure in live_effects.LATER:
            self.is_lost = self.is_on
        elif isinstance(effect, live_effects.AddToShared) and self.is_on:
            self._end(HelpNews.ENDED)  # both would see another case: better none is shared
        else:
            self._is_look_due = True

    # -- errands

    def tick(self) -> None:
        """Some time has passed: it is worth looking where it stands; for last words nobody waits for ever."""
        self._is_look_due = self.is_on
        if self._leaves_until is not None and self._at().clock() >= self._leaves_until:
            self._go()

    def errand(self) -> OfHelp | None:
        """What is to be done beside the page now, if anything."""
        self.catch_up()
        log = self.log if self.is_followed else None
        waiting = tuple(said for said in log.pending if said.id not in self._added) if log is not None else ()
        adding = live_effects.AddToShared(self.choice, waiting) if waiting else None
        if self._leaves_until is not None:
            return adding or self._unended
        if self._unended is not None or not self._is_look_due:
            return self._unended or adding
        return live_effects.LookAtHelp(self.choice)

    def catch_up(self) -> None:
        """Takes into the shared log what was said or learnt here; the end of the case ends the sharing."""
        case = self._at().guiding.case
        if not self.is_followed or self.log is None or self._seen is None or case is self._seen:
            return
        if case is not None and case.opened == self._seen.opened:
            new, self._seen = case.later[len(self._seen.later) :], case
            self.log = self.log.say(new, self._new_id) if self.is_on else self.log.keep(new)
        if not self._goes_on:
            self.leave()

    @property
    def _goes_on(self) -> bool:
        """True while the person is in the case that is, or was, shared."""
        at, seen = self._at(), self._seen
        same = at.guiding.case is not None and seen is not None and at.guiding.case.opened == seen.opened
        return same and at.outcome is None

    def hear(self, logged: Logged, *, hands_free: bool) -> None:
        """Takes what was added to the log, by whichever side; ``hands_free``: the page may give way by itself."""
        self.catch_up()
        if not self.is_followed or self.log is None:
            return
        try:
            self.log = self.log.take((logged,))
        except LogError:
            self.log, self._added, self.stream = self.log.anew(), frozenset(), self.stream + 1
            self._is_all_heard = False
            return
        if logged.live is not None:
            self._is_look_due = self.is_on
        if self._goes_on:
            self._seen = self._at().guiding.take_log(self.log.own_case)
            self._follow_lead(hands_free=hands_free)
        if logged.live in _LAST:
            self.all_heard()

    def all_heard(self) -> None:
        """Nothing more comes in the log."""
        self._is_all_heard = True
        if self._leaves_until is not None:
            self._go()

    def _follow_lead(self, *, hands_free: bool) -> None:
        """The step that was shown last counts, whoever has shown it."""
        shown = [line for line in (self.log.own if self.log else ()) if isinstance(line.event, StepShown)]
        newest = shown[-1] if shown else None
        if newest is None or not isinstance(newest.event, StepShown):
            return
        if newest.by is not Side.AGENT:
            self._gone_on = None
        elif newest.event != self._led_by and self._may_see(newest.event):
            self._led_by = newest.event
            self._lead_to(newest.event.step, newest.who, hands_free=hands_free)

    def _may_see(self, shown: StepShown) -> bool:
        """What the agent's app has planned with what it knows is shown to who was verified."""
        was_verified = any(its.live is LiveWord.VERIFIED for its in (self.log.known if self.log else ()))
        return shown.audience is Disclosure.PUBLIC or was_verified

    def _lead_to(self, step: str, who: str, *, hands_free: bool) -> None:
        at = self._at()
        if not at.guiding.knows(step):
            return
        self._shown = (step, who)
        if getattr(at.page, "step", None) == step:
            self._gone_on = None
        elif hands_free and isinstance(at.page, _MOVES) and self.page is None:
            self._go_to(step)
        else:
            self._gone_on = step

    def _go_to(self, step: str) -> None:
        self._gone_on = None
        self._at().go_to(self._at().guiding.shown_page(step))
