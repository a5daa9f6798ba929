"""The simulated person by hand: works on the provider's own pages, and tells the app in fixed choices what is there.

Nothing is ever typed into the app. Like whoever comes in earnest, the person has asked for a code before they open it.
"""

from collections.abc import Mapping
from datetime import datetime

from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact, domain_of
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.player.moves import AsksThere, Move, OpensThere, SetsThere, There, TypesThere, Waits
from secinfo_desktop.player.person import LONGEST_PAUSE, NEW_WORDS, Person
from secinfo_desktop.player.provider_pages import ProviderPages
from secinfo_desktop.player.senses import Senses
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountKind, CodeSent, Purpose
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, StepAnswer, TimesAsked

REFUSALS: Mapping[Failure, Refusal] = {
    Failure.CODE_EXPIRED: Refusal.EXPIRED,
    Failure.CODE_USED: Refusal.EXPIRED,
    Failure.CODE_SUPERSEDED: Refusal.OLDER,
    Failure.TOO_MANY_GUESSES: Refusal.TOO_MANY,
}
"""How a page's refusal reads; every other one says that the code is wrong."""
ERRORS: Mapping[Failure, SeenError] = {
    Failure.TOO_SOON: SeenError.USAGE_LIMIT,
    Failure.TOO_MANY_FOR_ACCOUNT: SeenError.USAGE_LIMIT,
    Failure.TOO_MANY_FROM_HERE: SeenError.USAGE_LIMIT,
    Failure.UNKNOWN_ACCOUNT: SeenError.UNKNOWN_ACCOUNT,
}
"""How an error reads there; every other one says that the page does not work."""
SECURE, TYPE_AGAIN = "secure_account", "type_contact_again"
OTHER_ACCOUNT = "correct_account_name"
CHANGES = frozenset({"correct_contact", OTHER_ACCOUNT})
"""Deeds after which the pages show other contacts."""
FEW, MANY = 2, 4


class PersonByHand(Person):
    """One made-up person between the app and the provider's pages (``there``)."""

    def __init__(self, scenario: Scenario, senses: Senses, seed: int, there: ProviderPages) -> None:
        super().__init__(scenario, senses, seed, AccountKind.BY_HAND)
        self._there = there
        self._name = scenario.person.account_name
        self._contact: MaskedContact | None = None
        self._to_type: str | None = None
        self._told = 0
        """How many requests the app knows of."""

    def move(self, frame: Frame, now: datetime) -> Move:
        """What the person does on a page that is not the last: what happened on the provider's page comes first."""
        return self._tell_of(frame, now) or self._on_page(frame, now)

    def _tell_of(self, frame: Frame, now: datetime) -> Move | None:
        there, begun = self._there, not isinstance(frame.page, pages.StartPage | pages.WhoseAccountPage)
        if there.is_proven and not there.is_in:
            return SetsThere(NEW_WORDS)
        if there.is_in and begun:
            return self._says(self._good_news(frame))
        match there.refused:
            case (TypesThere(), failure, _) if frame.hears_of_code:
                return self._tell_refusal(frame.page, failure)
            case (OpensThere() | AsksThere() as deed, failure, retry_at):
                self._to_type = deed.typed if isinstance(deed, AsksThere) else self._to_type
                return self._tell_error(frame.page, failure, retry_at, now)
        return None

    def _good_news(self, frame: Frame) -> said.Said:
        if isinstance(frame.page, pages.InstructionPage) and frame.page.step == SECURE:
            return said.Answered(StepAnswer.DONE)
        return said.CodeWorked() if frame.hears_of_code else said.InAlready()

    def _tell_refusal(self, page: pages.Page, failure: Failure) -> Move:
        if not isinstance(page, pages.RefusedTherePage):
            return self._says(said.SeesRefusal())
        self._there.overlook()
        return self._says(said.CodeRefused(REFUSALS.get(failure, Refusal.WRONG)))

    def _tell_error(self, page: pages.Page, failure: Failure, retry_at: datetime | None, now: datetime) -> Move | None:
        """A page that says when to try again is tried again then, if that is soon."""
        if retry_at is not None and (retry_at - now).total_seconds() <= LONGEST_PAUSE:
            self._there.overlook()
            return Waits(max((retry_at - now).total_seconds(), 1.0))
        if isinstance(page, pages.ErrorTherePage):
            self._there.overlook()
            return self._says(said.SawError(ERRORS.get(failure, SeenError.NOT_WORKING)))
        return self._says(said.SeesError()) if isinstance(page, pages.ByHandPage) else None

    def _on_page(self, frame: Frame, now: datetime) -> Move:
        match frame.page:
            case pages.StartPage():
                return self._before_the_app(frame)
            case pages.SeePage():
                return self._see(frame.page)
            case pages.AskedBeforePage():
                return self._says(said.AskedBefore(self._count_up()))
            case pages.AskTherePage():
                return self._ask_when_it_is_time(frame.page, frame, now)
            case pages.CodeTherePage():
                return self._await_code_there(frame.page, frame)
            case pages.FindNamePage():
                return self._says(said.FoundName())
            case pages.InstructionPage(step) if step == SECURE and step in self._scenario.abilities:
                return self._secure(frame)
        return super().move(frame, now)

    # -- before the app is opened, and what the page shows

    def _before_the_app(self, frame: Frame) -> Move:
        answers = self._scenario.answers
        if answers.get("asked_for_code") == "no":
            return self._says(said.Began(Start.UNASKED_CODE))
        if answers.get("account_is_locked") == "yes":
            return self._says(said.Began(Start.LOCKED))
        if self._there.refused is not None and not isinstance(self._there.refused[0], TypesThere):
            return self._says(said.Began(Start.FORGOT_PASSWORD))
        if not self._there.is_open:
            return OpensThere(self._name)
        contact = self._contact or self._choose()
        if contact is None:
            return self._says(said.Began(Start.NO_CONTACT))
        if self._there.asked == 0:
            return self._ask(contact)
        return self._look(None, frame) or self._says(said.Began(Start.NO_CODE))

    def _choose(self) -> MaskedContact | None:
        """Another contact than before, as far as there is one; None if none there is theirs."""
        found = self._recognise(self._there.contacts, self._there.region)
        self._contact, self._to_type = found if found is not None else (None, None)
        return self._contact

    def _see(self, page: pages.SeePage) -> Move:
        if not self._there.is_open:
            return OpensThere(self._name)
        contact = self._choose() if page.again else self._contact or self._choose()
        return self._says(said.SawContact(self._kind(contact)) if contact is not None else said.NoneOfThese())

    def _kind(self, contact: MaskedContact) -> SeenContact:
        if contact.kind is ContactKind.PHONE:
            return SeenContact.PHONE_TEXT
        return SeenContact.OWN_MAIL if domain_of(contact.mask) in self._there.own_domains else SeenContact.OTHER_MAIL

    def _count_up(self) -> TimesAsked:
        """How often the person has asked there today, this evening and before."""
        self._told = self._there.asked
        asked = self._there.asked + len(self._scenario.asked_before)
        if asked >= FEW:
            return TimesAsked.MANY if asked >= MANY else TimesAsked.FEW
        return TimesAsked.ONE if asked else TimesAsked.NOT_YET

    # -- asking there, and what comes

    def _ask(self, contact: MaskedContact, channel: Channel | None = None) -> There:
        """What was typed once is not typed again, unless the person thinks of a slip."""
        typed, self._to_type = self._to_type, None
        return AsksThere(contact, typed, channel)

    def _ask_when_it_is_time(self, page: pages.AskTherePage, frame: Frame, now: datetime) -> Move:
        if self._there.asked > self._told:
            self._told = self._there.asked
            return self._says(said.AskedThere())
        code = self._code_in_sight(page.step, frame)
        if code is not None and frame.hears_of_code:
            return self._gives(code)
        if not self._there.is_open:
            return OpensThere(self._name)
        contact = self._contact or self._choose()
        if contact is None:
            return self._says(said.Elsewhere())
        seconds = (page.requests.next_at - now).total_seconds()
        if seconds > 0:
            return Waits(seconds)
        return self._ask(contact, Channel.CALL if page.kind is SeenContact.PHONE_CALL else None)

    def _await_code_there(self, page: pages.CodeTherePage, frame: Frame) -> Move:
        return self._look(page.step, frame) or self._says(said.DidNotCome())

    def _look(self, step: str | None, frame: Frame) -> Move | None:
        """Types the code that lies there, or looks again in a moment; None once patience is over."""
        code = self._code_in_sight(step, frame)
        return self._gives(code) if code is not None else self._glance(frame.page)

    def _newest(self, _frame: Frame) -> CodeSent | None:
        return self._there.sent

    def _gives(self, code: str) -> Move:
        self._given.add(code)
        return TypesThere(code)

    # -- what the guide asks for

    def _carry_out(self, step: str, frame: Frame, now: datetime) -> Move:
        """What changes the account, or how it is asked for, shows on the provider's page from then on."""
        was_doing = self._doing
        move = super()._carry_out(step, frame, now)
        if step in CHANGES and was_doing != step and self._doing == step:
            self._there.close()
            self._contact = None
            if step == OTHER_ACCOUNT and self._scenario.other_account is not None:
                self._name = self._scenario.other_account.account_name
        if step == TYPE_AGAIN and self._contact is not None:
            self._to_type = self._typed(self._contact, self._there.region)
        return move

    def _secure(self, frame: Frame) -> Move:
        """A new password by a code of one's own (B30)."""
        if not self._there.is_open:
            return OpensThere(self._name, Purpose.SECURE)
        contact = self._contact or self._choose()
        if contact is not None and self._there.asked == 0:
            return self._ask(contact)
        return self._look(None, frame) or self._says(said.Answered(StepAnswer.FAILED))
