"""Where a person stands: the page and the way to it, the account in memory, and the case with its guide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.proofs import Method, of_contact
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.checklist import FAILED, SOLVED, Checklist, Scope, Severity, Then
from secinfo_desktop.guide.events import Happened
from secinfo_desktop.recovery import apart, next_time, pages, requests
from secinfo_desktop.recovery.effects import Effect, OpenAccount, SendCode
from secinfo_desktop.recovery.guiding import Guiding
from secinfo_desktop.recovery.kept import KeptCase
from secinfo_desktop.recovery.pages import Page, Problem
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, CodeSent, Fact, Persona, Purpose
from secinfo_desktop.recovery.requests import Requests
from secinfo_desktop.recovery.said import SeenContact, Start


@dataclass
class AccountInMemory:
    """What is known about the account; never written anywhere."""

    choice: AccountChoice | None = None
    name: str | None = field(default=None, repr=False)
    purpose: Purpose = Purpose.RECOVER
    start: Start = Start.NO_CODE
    persona: Persona | None = None
    pack: ProviderPack | None = None
    contacts: tuple[MaskedContact, ...] = ()
    contact: MaskedContact | None = None
    sent: CodeSent | None = None
    asked: int = 0
    """How many codes were asked for, those included that the limits of this hour tell everybody of."""
    channel: Channel | None = None
    """The way of the next code to this contact; None is its own."""
    is_proven: bool = False
    typed: str | None = field(default=None, repr=False)
    doubted: str | None = field(default=None, repr=False)
    """A name or a number that looked mistyped: given once more, it is taken."""
    first_proof: Method | None = None
    """How a first of two proofs was given, while another one has to follow."""
    opened: OpenAccount | None = None
    """What opened the flow that is open now."""
    seen: SeenContact | None = None
    """By hand: the kind of contact that the provider's page shows."""


OTHER_CONTACT = "use_other_contact"
_PageOfStep = pages.WaitingPage | pages.EnterCodePage | pages.AskTherePage | pages.CodeTherePage
PickChecklist = Callable[[str, AccountChoice | None], Checklist]
"""Gives the checklist of a name, for an account; one of the program's own where the name is none of its."""
CODE_NOT_RECEIVED = "code_not_received"
CHECKLISTS: Mapping[Start, str] = {Start.NUMBER_GONE: "phone_number_gone"}
"""The checklists of troubles that have one of their own."""
SOON, LONG = timedelta(minutes=2), timedelta(minutes=10)
"""How soon after asking, and how long after."""

_BEFORE_ANY_CODE = pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage


class Situation:
    """The state that the parts of the flow share. Pages are changed through ``go_to`` and ``back`` only."""

    def __init__(
        self,
        checklist: Checklist,
        choices: tuple[AccountChoice, ...],
        clock: Callable[[], datetime],
        new_case_id: Callable[[], str],
        asked_before: Mapping[str, tuple[Happened, ...]] | None = None,
        pick: PickChecklist | None = None,
    ) -> None:
        self._pick = pick
        self.checklist, self.choices, self.clock, self._new_case_id = checklist, choices, clock, new_case_id
        self.account = AccountInMemory()
        self.guiding = Guiding(checklist, clock)
        self.page: Page = pages.StartPage()
        self.problem: Problem | None = None
        self.step: str | None = None
        """The instruction that was carried out and has not yet shown whether it helped."""
        self.outcome: Outcome | None = None
        self._case_id: str | None = None
        self._came_back = self.is_shared = False
        """``is_shared``: the helpdesk may look on (``live``)."""
        self.coming_back: KeptCase | None = None
        """The case whose page is shown as soon as its account is open again."""
        self._trail: list[Page] = []
        self.carried = dict(asked_before or {})
        """By choice: the requests of earlier cases, so that the day's budget is kept whatever is begun anew."""

    @property
    def case_id(self) -> str:
        """The id under which this case is kept; made when it is needed first."""
        if self._case_id is None:
            self._case_id = self._new_case_id()
        return self._case_id

    @property
    def trail(self) -> tuple[Page, ...]:
        """The pages that Back leads to, the nearest last."""
        return tuple(self._trail)

    @property
    def came_back(self) -> bool:
        """True if this case was kept before the app was started: a new start is another case."""
        return self._came_back

    def take_checklist(self) -> None:
        """From here the checklist of this trouble leads, with the numbers for this account.

        The practice world knows the causes of one checklist only.
        """
        is_real = self.account.persona is None
        found = CHECKLISTS.get(self.account.start, CODE_NOT_RECEIVED) if is_real else CODE_NOT_RECEIVED
        if self._pick is not None:
            self.checklist = self._pick(found, self.account.choice)
            self.guiding.led_by(self.checklist)

    def take_id_of(self, kept: KeptCase) -> None:
        """What comes now takes the place of a kept case."""
        self._case_id, self._came_back = kept.along.case_id, True

    def come_back_to(self, kept: KeptCase, choice: AccountChoice | None) -> None:
        """Takes up a kept case as far as it is known without the service."""
        self.step, self.outcome = kept.along.step, kept.outcome
        self.account.purpose, self.account.start = kept.along.purpose, kept.along.start
        self.account.choice, self.account.seen = choice, kept.along.seen
        self.take_id_of(kept)
        if kept.case is not None:
            self.guiding.come_back_to(kept.case, kept.along.seen)

    def stand_at(self, page: Page, trail: tuple[Page, ...] = ()) -> None:
        """Shows a page with the way that would have led to it."""
        self.page, self._trail = page, list(trail)

    @property
    def can_go_back(self) -> bool:
        """True if ``back`` leads anywhere."""
        return bool(self._trail) and self.outcome is None

    @property
    def is_by_hand(self) -> bool:
        """True if the person works on the provider's own pages."""
        choice = self.account.choice
        return choice is not None and choice.kind is AccountKind.BY_HAND

    @property
    def can_end(self) -> bool:
        """True where a real person may end at once; not where somebody else asked for the code: that is no end."""
        is_begun = not isinstance(self.page, pages.StartPage | pages.StoriesPage) and self.account.persona is None
        return is_begun and self.outcome is None and self.account.purpose is Purpose.RECOVER

    def requests(self) -> Requests | None:
        """By hand: what the requests of this case leave, by the provider's pack."""
        pack, case = self.account.pack, self.guiding.case
        if not self.is_by_hand or pack is None or case is None:
            return None
        return requests.count(case.later, pack, self.clock())

    @property
    def hears_of_code(self) -> bool:
        """By hand: a code was asked for in this case, and the case is open."""
        case = self.guiding.case
        return self.is_by_hand and case is not None and not case.is_closed and requests.is_code_out(case.later)

    def carry_requests(self) -> None:
        """Keeps the requests of this case for the next one about the same account."""
        case, choice = self.guiding.case, self.account.choice
        if self.is_by_hand and case is not None and choice is not None:
            self.carried[choice.id] = requests.carried_over(case.later)

    def go_to(self, page: Page) -> None:
        """Shows a page; Back leads to the one before."""
        self._trail.append(self.page)
        self.page = self.with_windows(page)

    def with_windows(self, page: Page) -> Page:
        """Steps that sign in apart or take a recovery code have their own pages; a made-up person has neither."""
        if isinstance(page, pages.InstructionPage) and page.step == pages.RECOVERY_CODE and self._takes_recovery_code:
            return pages.RecoveryCodePage(
                page.step, page.cannot, page.number, page.about_left, page.why, page.why_cause
            )
        if not apart.opens_windows(page) or self.account.persona:
            return page
        asked = apart.ELSEWHERE not in self.checklist.actions or self.guiding.answer_to(apart.ELSEWHERE) is not None
        return apart.first_page(page, by_hand=self.is_by_hand, asked_elsewhere=asked)

    @property
    def _takes_recovery_code(self) -> bool:
        """True at a service of an organisation; by hand it is typed on the provider's page."""
        return self.account.persona is None and not self.is_by_hand

    def contact_page(self) -> pages.ContactPage:
        """Where shall the code go? After a first proof only to contacts of another kind (R13)."""
        return pages.ContactPage(self._open_contacts())

    def _open_contacts(self) -> tuple[MaskedContact, ...]:
        first = self.account.first_proof
        return tuple(contact for contact in self.account.contacts if of_contact(contact.kind) is not first)

    def ask_second_proof(self, first: Method) -> None:
        """One proof is not enough for this account: asks which one shall be the other."""
        account = self.account
        account.first_proof = first
        account.contact = account.sent = account.channel = account.typed = None
        by_code = "recovery_code" in self.guiding.capabilities and first is not Method.RECOVERY_CODE
        self.page = pages.SecondProofPage(first, self._open_contacts(), by_code and self._takes_recovery_code)

    def leave_account(self) -> None:
        """Forgets account, code and case: what comes now is about another account, or another trouble with it."""
        self.coming_back = None
        self.carry_requests()
        self.account = AccountInMemory(purpose=self.account.purpose, start=self.account.start)
        self.begin_case()

    def begin_case(self) -> None:
        """A log of its own for the account that was just opened."""
        self.account.contact = self.account.sent = self.account.channel = self.step = None
        self.guiding = Guiding(self.checklist, self.clock)

    def leave_contact(self) -> None:
        """The code goes to another contact now: what was done about the one before has not helped, and is behind."""
        action = self.checklist.actions.get(self.step or "")
        if action is not None and action.scope is Scope.CONTACT:
            self.give_up_step()
        self.forget_steps()

    def go_to_account(self) -> None:
        """Shows what comes first at an open account: a code that nobody asked for leads to securing it (B30)."""
        if self.account.purpose is Purpose.SECURE and self.account.sent is None:
            self.open_case()
            self.guiding.imply("asked_for_code", "no")
            self.go_to(self.guiding.next_page())
        elif self.account.start in CHECKLISTS and self.account.persona is None:
            self.lead_at_once()
        elif self.account.start in (Start.NO_CONTACT, Start.NUMBER_GONE):
            self.lead_without_contact()
        else:
            self.go_to(self.contact_page())

    def lead_at_once(self) -> None:
        """No code is asked for: what is wrong is known, and the guide begins."""
        if self.guiding.case is None:
            self.open_case()
        self.guiding.is_about_next_contact()
        self.go_to(self.guiding.next_page())

    def lead_without_contact(self) -> None:
        """No contact can be used: no code is asked for, and no other contact is proposed (B9)."""
        if self.guiding.case is None or not self.is_by_hand:
            self.open_case()
        self.give_up_step()
        self.guiding.imply("asked_for_code", "yes")
        self.guiding.imply("can_open_contact", "no")
        if OTHER_CONTACT in self.checklist.actions and (self.is_by_hand or self.account.start is Start.NO_CONTACT):
            self.guiding.correct(OTHER_CONTACT, FAILED)
        self.go_to(self.guiding.next_page())

    def forget_steps(self) -> None:
        """Back leads no more to pages about an earlier contact or an earlier flow."""
        self._trail = [page for page in self._trail if isinstance(page, _BEFORE_ANY_CODE)]

    def give_up_step(self) -> None:
        """The step that was carried out has brought no code: it has failed."""
        if self.step is not None:
            self.guiding.answer(self.step, FAILED)
            self.step = None

    def leave_no_way_back(self) -> None:
        """Forgets the way here: what was proven is not proven again by going back."""
        self._trail.clear()

    def back(self) -> None:
        """One page back; an answer given there is taken back. Nothing is ever sent by this."""
        if not self.can_go_back:
            return
        self.page = self._trail.pop()
        if isinstance(self.page, pages.StepPage):
            self.step = None
            self._take_back(self.page)
            self.page = self.made_anew(self.page)
        elif isinstance(self.page, pages.WaitingPage | pages.EnterCodePage):
            self._reopen_code_page(self.page)
        elif isinstance(self.page, pages.AskTherePage | pages.CodeTherePage):
            self._reopen_code_page(self.page)
            self.page = replace(self.page, requests=self.requests() or self.page.requests)

    def _take_back(self, page: pages.StepPage) -> None:
        """What came of a step; of a question that was asked again the answer before that stands again."""
        if isinstance(page, pages.QuestionPage) and page.doubt is not None:
            self.guiding.say_again(page.step, page.doubt.given, page.doubt.seconds)
        else:
            self.guiding.retract(page.step)

    def made_anew(self, page: pages.StepPage) -> Page:
        """The step as it is shown now; within the step that signs in apart the person stays where they were."""
        anew = self.with_windows(self.guiding.page(page.step))
        if isinstance(page, pages.SessionsPage) and isinstance(anew, pages.SessionsPage):
            return replace(anew, stage=page.stage, only_second=page.only_second)
        if isinstance(page, pages.QuestionPage) and isinstance(anew, pages.QuestionPage) and page.doubt is not None:
            return replace(anew, doubt=page.doubt)
        return anew

    def _reopen_code_page(self, page: _PageOfStep) -> None:
        self.step = page.step
        if page.step is not None:
            self.guiding.retract(page.step)
        self.refresh_code_page()

    def refresh_code_page(self) -> None:
        """Puts the newest code onto a page that waits for one."""
        page, account = self.page, self.account
        if isinstance(page, pages.WaitingPage | pages.EnterCodePage) and account.sent and account.contact:
            self.page = replace(page, sent=account.sent, contact=account.contact, by_call=self.by_call)

    def refuse(self, failure: Failure, retry_at: datetime | None = None) -> None:
        """Says above the field what was wrong; the page and all that was typed stay."""
        self.problem = Problem(failure, retry_at)

    def open_case(self, contact: MaskedContact | None = None) -> None:
        """Begins the log, or says that it is about another contact now."""
        shown = contact or next(iter(self.account.contacts), None)
        context = shown.channel if shown is not None else Channel.SMS
        is_new = self.guiding.case is None
        if is_new:
            self.take_checklist()
        self.guiding.use(self.case_id, context.value, contact.id if contact else None)
        if is_new and self.account.start is Start.LOCKED:
            self.guiding.imply("account_is_locked", "yes")

    def credit_step(self) -> None:
        """A code was taken: what was done or shown just before brought it, said or not."""
        helped = self.step or (self.page.step if apart.can_be_done(self.page) else None)
        if helped is not None:
            self.guiding.answer(helped, SOLVED)

    def ask_again(self) -> Effect | None:
        """Another code to the same contact, the same way; the service keeps the limits."""
        contact, choice = self.account.contact, self.account.choice
        return SendCode(choice.id, contact, channel=self.account.channel) if contact and choice else None

    @property
    def by_call(self) -> bool:
        """True if the next code comes by a call."""
        return self.account.channel is Channel.CALL

    def open_again(self) -> Effect | None:
        """The same account again, in the same case: its contacts have changed, or the service has closed the flow."""
        account = self.account
        if account.choice is None or account.name is None:
            return None
        account.sent, account.is_proven = None, False
        return OpenAccount(account.choice.id, account.name, account.purpose, self.case_id, anew=True)

    def other_name(self) -> str | None:
        """The fixed name of the made-up person's other account; None leaves the field to the person."""
        persona = self.account.persona
        return (persona.other_account or persona.account_name) if persona else None

    def is_correcting_name(self) -> bool:
        """True if the case goes on under another account's name."""
        action = self.checklist.actions.get(self.step or "")
        return action is not None and action.then is Then.OTHER_NAME

    def note_time_passed(self) -> None:
        """How long ago the code was asked for that has not come: a late one comes within minutes, if it comes."""
        asked_at = self._asked_at()
        if asked_at is not None:
            passed = self.clock() - asked_at
            value = "just_now" if passed < SOON else "minutes" if passed < LONG else "long"
            self.guiding.know((Fact("asked_ago", value),))

    def _asked_at(self) -> datetime | None:
        """When the last code was asked for: the service knows it, and by hand it stands in the log."""
        if self.is_by_hand and self.guiding.case is not None:
            return requests.pressed_at(self.guiding.case.later)
        return self.account.sent.asked_at if self.account.sent is not None else None

    def end(self, outcome: Outcome) -> None:
        """Ends the case."""
        self.outcome = outcome
        self.guiding.close(outcome)
        stop = self.account.pack.stop_for if self.account.pack else None
        until = self.clock() + stop if stop is not None and outcome is Outcome.STOPPED_UNTIL else None
        cause, before = self.found_cause(), self.page
        self.page = pages.DonePage(
            outcome,
            cause,
            until=until,
            hints=next_time.hints(outcome, cause, len(self.account.contacts)),
            hand_over=before if isinstance(before, pages.HandOverPage) else None,
        )

    def found_cause(self) -> str | None:
        """The cause that was found: what the last step cured, or the attempt by somebody else (B30)."""
        if self.account.purpose is not Purpose.SECURE:
            return self.guiding.found_cause()
        return next((cause.id for cause in self.checklist.causes.values() if cause.severity is Severity.SECURITY), None)
