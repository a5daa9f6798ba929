"""Where a person stands: the page and the way to it, the account in memory, and the case with its guide."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.checklist import FAILED, Checklist, Scope, Severity
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.effects import Effect, OpenAccount, SendCode
from secinfo_desktop.recovery.guiding import Guiding
from secinfo_desktop.recovery.pages import Page, Problem
from secinfo_desktop.recovery.ports import AccountChoice, CodeSent, Persona, Purpose


@dataclass
class AccountInMemory:
    """What is known about the account; never written anywhere."""

    choice: AccountChoice | None = None
    name: str | None = field(default=None, repr=False)
    purpose: Purpose = Purpose.RECOVER
    persona: Persona | None = None
    pack: ProviderPack | None = None
    contacts: tuple[MaskedContact, ...] = ()
    contact: MaskedContact | None = None
    sent: CodeSent | None = None
    channel: Channel | None = None
    """The way of the next code to this contact; None is its own."""
    is_proven: bool = False
    typed: str | None = field(default=None, repr=False)
    doubted: str | None = field(default=None, repr=False)
    """A name or a number that looked mistyped: given once more, it is taken."""
    opened: OpenAccount | None = None
    """What opened the flow that is open now."""


_BEFORE_ANY_CODE = pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage


class Situation:
    """The state that the parts of the flow share. Pages are changed through ``go_to`` and ``back`` only."""

    def __init__(
        self,
        checklist: Checklist,
        choices: tuple[AccountChoice, ...],
        clock: Callable[[], datetime],
        new_case_id: Callable[[], str],
    ) -> None:
        self.checklist, self.choices, self.clock, self._new_case_id = checklist, choices, clock, new_case_id
        self.account = AccountInMemory()
        self.guiding = Guiding(checklist, clock)
        self.page: Page = pages.StartPage()
        self.problem: Problem | None = None
        self.step: str | None = None
        """The instruction that was carried out and has not yet shown whether it helped."""
        self.outcome: Outcome | None = None
        self._trail: list[Page] = []

    @property
    def can_go_back(self) -> bool:
        """True if ``back`` leads anywhere."""
        return bool(self._trail) and self.outcome is None

    def go_to(self, page: Page) -> None:
        """Shows a page; Back leads to the one before."""
        self._trail.append(self.page)
        self.page = page

    def leave_account(self) -> None:
        """Forgets account, code and case: what comes now is about another account, or another trouble with it."""
        self.account = AccountInMemory(purpose=self.account.purpose)
        self.begin_case()

    def begin_case(self, audience: Disclosure = Disclosure.PUBLIC) -> None:
        """A log of its own for the account that was just opened, seen by whom the service says."""
        self.account.contact = self.account.sent = self.account.channel = self.step = None
        self.guiding = Guiding(self.checklist, self.clock, audience)

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
        else:
            self.go_to(pages.ContactPage(self.account.contacts))

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
        if isinstance(self.page, pages.QuestionPage | pages.InstructionPage):
            self.step = None
            self.guiding.retract(self.page.step)
            self.page = self.guiding.page(self.page.step)
        elif isinstance(self.page, pages.WaitingPage | pages.EnterCodePage):
            self._reopen_code_page(self.page)

    def _reopen_code_page(self, page: pages.WaitingPage | pages.EnterCodePage) -> None:
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
        self.guiding.use(self._new_case_id(), context.value, contact.id if contact else None)

    def ask_again(self) -> Effect | None:
        """Another code to the same contact, the same way; the service keeps the limits."""
        contact, choice = self.account.contact, self.account.choice
        return SendCode(choice.id, contact, channel=self.account.channel) if contact and choice else None

    @property
    def by_call(self) -> bool:
        """True if the next code comes by a call."""
        return self.account.channel is Channel.CALL

    def end(self, outcome: Outcome) -> None:
        """Ends the case."""
        self.outcome = outcome
        self.guiding.close(outcome)
        stop = self.account.pack.stop_for if self.account.pack else None
        until = self.clock() + stop if stop is not None and outcome is Outcome.STOPPED_UNTIL else None
        self.page = pages.DonePage(outcome, self.found_cause(), until=until)

    def found_cause(self) -> str | None:
        """The cause that was found: what the last step cured, or the attempt by somebody else (B30)."""
        if self.account.purpose is not Purpose.SECURE:
            return self.guiding.found_cause()
        return next((cause.id for cause in self.checklist.causes.values() if cause.severity is Severity.SECURITY), None)
