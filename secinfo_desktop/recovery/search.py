"""Finding out why: questions, instructions, and what follows an instruction that was carried out."""

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.checklist import FAILED, SOLVED, Then
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import apart, help_pages, pages, said
from secinfo_desktop.recovery.by_hand import ByHand
from secinfo_desktop.recovery.effects import CheckStanding, Effect, OpenPage
from secinfo_desktop.recovery.situation import Situation

ENDS = {
    Then.STOP: Outcome.STOPPED_UNTIL,
    Then.REPLACE: Outcome.REPLACEMENT_STARTED,
    Then.GOT_IN: Outcome.GOT_IN,
}
"""Actions that end the case when they are carried out."""
_OFFERS_STEPS = pages.StepPage | pages.OtherStepsPage
BY_CALL = "call_instead"
"""The step after which the code is asked for by a call; after every other one it comes the contact's own way."""


class Search:
    """Answers what a person says while the guide leads."""

    def __init__(self, situation: Situation, by_hand: ByHand) -> None:
        self._at, self._by_hand = situation, by_hand

    def take(self, what: said.Said) -> Effect | None:
        """The effect that follows; what does not fit the page is left aside."""
        match self._at.page, what:
            case ((pages.WaitingPage() | pages.EnterCodePage()), said.DidNotCome()):
                return self._find_out_why()
            case pages.ContactPage(), said.NoneOfThese():
                self._at.lead_without_contact()
            case pages.QuestionPage() as page, said.Answered(answer):
                self._answer_question(page, answer)
            case pages.SessionsPage() as page, said.Answered(answer):
                return self._sign_in_apart(page, answer)
            case pages.InstructionPage(step), said.Answered(answer):
                return self._answer_instruction(step, answer)
            case pages.RecoveryCodePage(step), said.Answered(said.StepAnswer.FAILED):
                return self._answer_instruction(step, said.StepAnswer.FAILED)
            case ((pages.HandOverPage() | pages.DonePage()), said.OpensHelp(page)):
                return self._open_help(page)
            case pages.SecondProofPage(), _:
                self._choose_proof(what)
            case _:
                self._leave_step(what)
        return None

    def _choose_proof(self, what: said.Said) -> None:
        """Another code is asked for on the straight way (``approach``)."""
        match what:
            case said.ChoseStep(step) if step == pages.RECOVERY_CODE:
                self._at.go_to(self._at.guiding.page(step))
            case said.WantsPerson():
                self._at.go_to(self._at.guiding.hand_over())

    def _open_help(self, page: said.HelpPage) -> Effect | None:
        """Only a page that the pack names; the made-up person's helpers have none to show."""
        choice, pack = self._at.account.choice, self._at.account.pack
        url = help_pages.address(pack, page) if pack is not None and self._at.account.persona is None else None
        return OpenPage(choice.id, url) if choice is not None and url is not None else None

    def _leave_step(self, what: said.Said) -> None:
        match self._at.page, what:
            case pages.QuestionPage(doubt=pages.Doubt(given)) as page, said.Skipped():
                self._answer_question(page, given)
            case (
                (
                    pages.QuestionPage(step)
                    | pages.InstructionPage(step)
                    | pages.SessionsPage(step)
                    | pages.RecoveryCodePage(step)
                ),
                said.Skipped(),
            ):
                self._at.guiding.skip(step)
                self._next()
            case page, said.WantsOtherStep() if isinstance(page, pages.StepPage):
                self._at.go_to(pages.OtherStepsPage(self._at.guiding.other_steps()))
            case page, said.ChoseStep(step) if isinstance(page, _OFFERS_STEPS):
                self._choose_step(step)
            case page, said.WantsPerson() if isinstance(page, _OFFERS_STEPS):
                self._at.go_to(self._at.guiding.hand_over())
            case pages.FindNamePage(), said.WantsPerson():
                if self._at.guiding.case is None:
                    self._at.open_case()
                self._at.go_to(self._at.guiding.hand_over())
            case pages.HandOverPage(), said.Finished():
                self._at.end(Outcome.HANDED_OVER)

    def _choose_step(self, step: str) -> None:
        """Only what may be shown now can be chosen: no way leads past who asked for the code (B30)."""
        if step in self._at.guiding.other_steps():
            self._at.go_to(self._at.guiding.page(step))

    def _next(self) -> None:
        self._at.go_to(self._at.guiding.next_page())

    def _find_out_why(self) -> Effect | None:
        """A step that was carried out and brought no code has failed; then the newest evidence is asked for."""
        self._at.guiding.note(Happening.CODE_MISSED)
        self._at.give_up_step()
        self._at.note_time_passed()
        self._at.guiding.imply("code_refused", "refused" if self._at.guiding.has_refused_code() else "none")
        return CheckStanding(self._at.account.choice.id) if self._at.account.choice else None

    def go_on(self) -> None:
        """The guide chooses, with what is known now: it can do without the newest evidence."""
        if isinstance(self._at.page, pages.WaitingPage | pages.EnterCodePage):
            self._next()

    def _answer_question(self, page: pages.QuestionPage, answer: str) -> None:
        """Then the next step, unless the answers do not fit together; asked again, leaving it is saying it again."""
        guiding = self._at.guiding
        if answer not in self._at.checklist.outcomes(page.step):
            return
        if page.doubt is None:
            guiding.answer(page.step, answer)
        else:
            guiding.say_again(page.step, answer, page.doubt.seconds)
        doubted = guiding.doubted_step()
        self._at.go_to(guiding.page(doubted) if doubted is not None else guiding.next_page())

    def _sign_in_apart(self, page: pages.SessionsPage, answer: str) -> Effect | None:
        """Only what its page offers can be answered. Where the mailbox can be read elsewhere, no window is opened."""
        if answer not in apart.answers(page):
            return None
        if answer == apart.ApartAnswer.READS_ELSEWHERE:
            self._choose_step(apart.ELSEWHERE)
        elif (following := apart.next_page(page, answer)) is not None:
            self._at.go_to(following)
        else:
            return self._answer_instruction(page.step, answer)
        return None

    def _answer_instruction(self, step: str, answer: str) -> Effect | None:
        match answer:
            case said.StepAnswer.DONE:
                return self._carried_out(step)
            case said.StepAnswer.FAILED:
                self._at.guiding.answer(step, FAILED)
                self._next()
            case said.StepAnswer.CANNOT:
                self._at.guiding.cannot(step)
                self._next()
        return None

    def _carried_out(self, step: str) -> Effect | None:
        """What follows; whether the step helped shows only when a code is taken."""
        self._at.step = step
        then = self._at.guiding.then(step)
        if self._at.is_by_hand and self._by_hand.follow(step, then):
            return None
        if then in ENDS:
            self._at.guiding.answer(step, SOLVED)
            self._at.end(ENDS[then])
            return None
        return self._go_on_with(then)

    def _go_on_with(self, then: Then) -> Effect | None:
        match then:
            case Then.OPEN_AGAIN:
                return self._at.open_again()
            case Then.OTHER_NAME:
                self._at.go_to(pages.AccountNamePage(self._at.other_name()))
            case Then.OTHER_CONTACT | Then.SECURE | Then.TYPE_AGAIN:
                self._at.go_to(self._at.contact_page())
            case Then.LOOK:
                self._show_code_page(pages.EnterCodePage)
            case Then.SEND_CODE:
                return self._send_after_step()
            case Then.HAND_OVER:
                self._at.go_to(self._at.guiding.hand_over())
        return None

    def _send_after_step(self) -> Effect | None:
        """Another code, at once where the limits allow it; else the waiting page says when, and counts the time."""
        self._at.account.channel = Channel.CALL if self._at.step == BY_CALL else None
        self._show_code_page(pages.WaitingPage)
        sent = self._at.account.sent
        if sent is None or self._at.clock() >= sent.next_at:
            return self._at.ask_again()
        self._at.refuse(Failure.TOO_SOON, sent.next_at)
        return None

    def _show_code_page(self, kind: type[pages.WaitingPage] | type[pages.EnterCodePage]) -> None:
        account = self._at.account
        if account.contact is None or account.sent is None:
            self._at.go_to(self._at.contact_page())
        else:
            self._at.go_to(kind(account.contact, account.sent, self._at.step, self._at.by_call))
