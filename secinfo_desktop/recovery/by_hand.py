"""Guide-only: the person works on the provider's own pages, and the app leads (B14-B22, B26).

What comes in here are fixed choices; no code, password, contact or account name can be said, nothing is sent, and the
only things done outside are reading the pack and showing one of its pages. Counts and waits come from the log.
"""

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.guide.checklist import SOLVED, Then
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import effects, pages, said
from secinfo_desktop.recovery.effects import Effect
from secinfo_desktop.recovery.ports import Fact, Purpose
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, TimesAsked
from secinfo_desktop.recovery.situation import OTHER_CONTACT, Situation

CONTEXTS = {
    SeenContact.PHONE_TEXT: Channel.SMS,
    SeenContact.PHONE_CALL: Channel.SMS,
    SeenContact.OWN_MAIL: Channel.EMAIL,
    SeenContact.OTHER_MAIL: Channel.EMAIL,
}
"""What the guide takes a contact for; a call goes to a phone, and is looked for where a text is."""
SAME_PROVIDER = {SeenContact.OWN_MAIL: "yes", SeenContact.OTHER_MAIL: "no"}
REFUSALS = {
    Refusal.WRONG: Happening.CODE_REFUSED_WRONG,
    Refusal.EXPIRED: Happening.CODE_REFUSED_EXPIRED,
    Refusal.OLDER: Happening.CODE_REFUSED_SUPERSEDED,
    Refusal.TOO_MANY: Happening.CODE_REFUSED_TOO_MANY,
}
CALL = "call_instead"
STOP, STATUS, NEWEST = "stop_and_cool_down", "check_service_status", "use_newest_code"


class ByHand:
    """Answers what a person says about the provider's own pages."""

    def __init__(self, situation: Situation) -> None:
        self._at = situation

    def enter(self) -> None:
        """The account was chosen and its pack is read: the case begins, for the trouble that was told."""
        at, account = self._at, self._at.account
        if at.guiding.case is None:
            at.open_case()
            at.guiding.capabilities = (
                account.pack.by_hand.capabilities if account.pack and account.pack.by_hand else frozenset()
            )
            at.guiding.note(Happening.TROUBLE_TOLD, account.start)
            at.guiding.carry_over(at.carried.get(account.choice.id, ()) if account.choice else ())
        match account.start:
            case Start.UNASKED_CODE:
                at.guiding.imply("asked_for_code", "no")
                at.go_to(at.guiding.next_page())
            case Start.NO_CONTACT:
                at.lead_without_contact()
            case Start.NUMBER_GONE:
                at.lead_at_once()
            case Start.LOCKED:
                self._use(SeenContact.PHONE_TEXT)
                self._ask_there()
            case start:
                at.go_to(pages.SeePage(start))

    def take(self, what: said.Said) -> Effect | None:
        """The effect that follows; what does not fit the page is left aside."""
        if isinstance(what, said.OpensPage):
            return self._open(what.page)
        if self._at.outcome is None:
            self._take_word(what)
        return None

    def _take_word(self, what: said.Said) -> None:
        match what:
            case said.CodeWorked() if self._at.hears_of_code:
                self._worked()
            case said.SeesRefusal() if self._at.hears_of_code:
                self._at.go_to(pages.RefusedTherePage())
            case said.CodeRefused(reason) if self._at.hears_of_code:
                self._refused(reason)
            case said.SeesError():
                self._at.go_to(pages.ErrorTherePage())
            case said.SawError(error) if self._at.is_by_hand:
                self._saw_error(error)
            case said.WantsPerson():
                self._at.go_to(self._at.guiding.hand_over())
            case _:
                self._take_on_page(what)

    def _take_on_page(self, what: said.Said) -> None:
        match self._at.page, what:
            case pages.SeePage(_, again), said.SawContact(kind):
                self._saw_contact(kind, again=again)
            case pages.SeePage(), said.NoneOfThese():
                self._at.lead_without_contact()
            case pages.AskedBeforePage(), said.AskedBefore(times):
                self._asked_before(times)
            case pages.AskTherePage(), said.AskedThere():
                self._asked_there()
            case pages.CodeTherePage(), said.DidNotCome():
                self._find_out_why()
            case pages.CodeTherePage(), said.AskedAgain():
                self._ask_there()
            case ((pages.AskTherePage() | pages.CodeTherePage()), said.Elsewhere()):
                self._at.go_to(pages.SeePage(self._at.account.start, again=True))

    def follow(self, step: str, then: Then) -> bool:
        """What follows an instruction that was carried out, where it is another thing than with a service behind."""
        match then:
            case Then.SECURE:
                self._at.guiding.answer(step, SOLVED)
                self._at.end(Outcome.SECURED)
            case Then.OTHER_CONTACT | Then.OTHER_NAME:
                self._at.go_to(pages.SeePage(self._at.account.start, again=True))
            case Then.OPEN_AGAIN:
                self._ask_with_corrected_contact()
            case Then.TYPE_AGAIN:
                self._ask_there()
            case Then.LOOK:
                self._look(found=True)
            case Then.SEND_CODE:
                if step == CALL:
                    self._at.account.seen = SeenContact.PHONE_CALL
                self._ask_there()
            case _:
                return False
        return True

    def _ask_with_corrected_contact(self) -> None:
        """What was put right is another contact, mostly of the same kind; where it is not, "elsewhere" is offered."""
        kind = self._at.account.seen
        if kind is not None:
            self._at.leave_contact()
            self._use(kind, anew=True)
        self._ask_there()

    def _open(self, page: ProviderPage) -> Effect | None:
        """Only a page that the pack names; the pack has been checked, and is asked once more before it is opened."""
        choice, pack = self._at.account.choice, self._at.account.pack
        url = pack.by_hand.pages.get(page) if pack is not None and pack.by_hand is not None else None
        return effects.OpenPage(choice.id, url) if choice is not None and url is not None else None

    # -- where the code goes, and asking for it

    def _saw_contact(self, kind: SeenContact, *, again: bool) -> None:
        if again and self._at.account.seen is not None:
            self._at.leave_contact()
        self._use(kind, anew=again)
        if self._at.account.start is Start.NO_CODE and not self._at.hears_of_code:
            self._at.go_to(pages.AskedBeforePage())
        else:
            self._ask_there()

    def _use(self, kind: SeenContact, *, anew: bool = False) -> None:
        """From here the case is about this contact; two of one kind are told apart by the order of their use."""
        guiding, account = self._at.guiding, self._at.account
        if anew or kind is not account.seen:
            used = guiding.case.contact if guiding.case is not None else 0
            guiding.use("", CONTEXTS[kind], f"{kind}_{used}")
            account.seen = kind
        if kind in SAME_PROVIDER:
            guiding.know((Fact("same_provider", SAME_PROVIDER[kind]),))

    def _asked_before(self, times: TimesAsked) -> None:
        if times is TimesAsked.NOT_YET:
            self._ask_there()
            return
        self._note_request(times)
        self._find_out_why()

    def _ask_there(self) -> None:
        """The page that says what to press, with the wait before it; where the pack says stop, that comes first."""
        kind, requests = self._at.account.seen, self._at.requests()
        if kind is None or requests is None:
            self._at.go_to(pages.SeePage(self._at.account.start, again=True))
        elif requests.is_stopped and STOP in self._at.checklist.actions:
            self._at.go_to(self._at.guiding.page(STOP))
        else:
            self._at.go_to(pages.AskTherePage(kind, requests, self._at.account.start, self._at.step))

    def _asked_there(self) -> None:
        self._note_request(None)
        self._look(found=False)

    def _note_request(self, times: TimesAsked | None) -> None:
        guiding = self._at.guiding
        guiding.note(Happening.CODE_ASKED, times)
        if (requests := self._at.requests()) is not None:
            guiding.know((Fact("requests", requests.so_far),))
        guiding.imply("asked_for_code", "yes")

    def _look(self, *, found: bool) -> None:
        """Where the message is looked for; before anything was asked for, how often it was."""
        kind, requests = self._at.account.seen, self._at.requests()
        if kind is None or requests is None:
            self._at.go_to(pages.SeePage(self._at.account.start))
        else:
            self._at.go_to(pages.CodeTherePage(kind, requests, self._at.step, found))

    # -- what became of it

    def _worked(self) -> None:
        self._at.guiding.note(Happening.CODE_ACCEPTED)
        self._at.credit_step()
        self._at.end(Outcome.SECURED if self._at.account.purpose is Purpose.SECURE else Outcome.GOT_IN)

    def _find_out_why(self) -> None:
        self._at.guiding.note(Happening.CODE_MISSED)
        self._at.give_up_step()
        self._at.note_time_passed()
        self._at.guiding.imply("code_refused", "refused" if self._at.guiding.has_refused_code() else "none")
        self._at.go_to(self._at.guiding.next_page())

    def _refused(self, reason: Refusal) -> None:
        """A refused code tells that messages arrive (B26: only the newest counts); too many tries mean: stop."""
        guiding = self._at.guiding
        guiding.note(REFUSALS[reason])
        self._at.give_up_step()
        guiding.correct("code_refused", "refused")
        if reason is Refusal.TOO_MANY:
            self._stop()
        else:
            self._step(NEWEST)

    def _saw_error(self, error: SeenError) -> None:
        self._at.guiding.note(Happening.ERROR_SEEN, error)
        self._at.give_up_step()
        match error:
            case SeenError.USAGE_LIMIT:
                self._stop()
            case SeenError.OTHER_WAY:
                self._step(OTHER_CONTACT if OTHER_CONTACT in self._offered() else STOP)
            case SeenError.NOT_WORKING:
                self._step(STATUS)
            case SeenError.UNKNOWN_ACCOUNT:
                self._at.guiding.imply("account_is_right", "no")
                self._at.go_to(pages.FindNamePage())

    def _offered(self) -> tuple[str, ...]:
        return self._at.guiding.other_steps()

    def _stop(self) -> None:
        """Asking again would prolong it: evidence for the guide, and at once the advice to stop (B26)."""
        self._at.guiding.know((Fact("requests", "many"),))
        self._step(STOP, always=True)

    def _step(self, step: str, *, always: bool = False) -> None:
        """Shows a step that fits what was seen; if it was done before, the guide chooses."""
        guiding = self._at.guiding
        fits = step in self._at.checklist.actions and (always or guiding.answer_to(step) is None)
        self._at.go_to(guiding.page(step) if fits else guiding.next_page())
