"""The way to the code and through it: what is the trouble, whose account, where to, the code, the new password."""

from dataclasses import replace
from typing import TypeVar

from secinfo_desktop.domain import code_text, passwords, recovery_code
from secinfo_desktop.domain.contacts import ContactKind, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery import effects, pages, said
from secinfo_desktop.recovery.effects import Effect
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Purpose
from secinfo_desktop.recovery.situation import Situation


class Approach:
    """Answers what a person says on the pages of the straight way."""

    def __init__(self, situation: Situation) -> None:
        self._at = situation

    def take(self, what: said.Said) -> Effect | None:
        """The effect that follows; what does not fit the page is left aside."""
        match self._at.page, what:
            case pages.StartPage(), said.Began(start):
                self._start(start)
            case ((pages.StartPage() | pages.WhoseAccountPage()), said.WantsPractice()):
                return effects.FindStories()
            case pages.WhoseAccountPage(), said.ChoseAccount(choice):
                return self._choose_account(choice)
            case pages.StoriesPage(), said.ChoseStory(story, seed):
                return effects.StartStory(story, seed)
            case pages.AccountNamePage(fixed), said.GaveName(name):
                return self._give_name(fixed or name)
            case ((pages.AccountNamePage() | pages.SeePage()), said.ForgotName()):
                return self._forgot_name()
            case pages.FindNamePage(), said.FoundName():
                self._found_name()
            case pages.NewPasswordPage(), said.GavePassword(password):
                return self._give_password(password)
            case _:
                return self._take_code(what)
        return None

    def _take_code(self, what: said.Said) -> Effect | None:
        match self._at.page, what:
            case _, said.GaveCode(text):
                return self._give_code(text)
            case pages.ContactPage(), said.ChecksName():
                self._check_name()
            case pages.ContactPage(), said.ChoseContact(contact, typed):
                return self._choose_contact(contact, typed)
            case ((pages.WaitingPage() | pages.EnterCodePage()), said.AskedAgain()):
                return self._at.ask_again()
            case ((pages.WaitingPage() | pages.EnterCodePage()), said.Elsewhere()):
                self._at.go_to(self._at.contact_page())
            case pages.SecondProofPage(), said.Elsewhere():
                self._at.go_to(self._at.contact_page())
            case pages.RecoveryCodePage(), said.GaveRecoveryCode(text):
                return self._give_recovery_code(text)
        return None

    def _start(self, start: said.Start) -> None:
        purpose = Purpose.SECURE if start is said.Start.UNASKED_CODE else Purpose.RECOVER
        account = self._at.account
        if purpose is not account.purpose or (self._at.is_by_hand and start is not account.start):
            self._at.leave_account()
        self._at.account.purpose, self._at.account.start = purpose, start
        self._at.go_to(pages.WhoseAccountPage(self._at.choices))

    def _choose_account(self, choice_id: str) -> Effect | None:
        choice = _find(self._at.choices, choice_id)
        if choice is None:
            return None
        if choice.kind is AccountKind.PRACTICE:
            return effects.FindStories()
        if choice != self._at.account.choice:
            self._at.leave_account()
        self._at.account.choice = choice
        if choice.kind is AccountKind.BY_HAND:
            return effects.ReadPack(choice.id)
        self._at.go_to(pages.AccountNamePage())
        return None

    def _forgot_name(self) -> Effect | None:
        """Who knows the name stands in the pack."""
        choice = self._at.account.choice
        return effects.ReadPack(choice.id, for_name=True) if choice else None

    def _found_name(self) -> None:
        """Back to where it is typed; what the provider's page said of the wrong one is behind."""
        self._at.back()
        if isinstance(self._at.page, pages.ErrorTherePage):
            self._at.back()

    def _give_name(self, name: str) -> Effect | None:
        account = self._at.account
        if not name.strip() or account.choice is None:
            self._at.refuse(Failure.NAME_EMPTY)
            return None
        name = name.strip()
        is_sure = name == account.doubted
        opening = effects.OpenAccount(account.choice.id, name, account.purpose, self._at.case_id, sure=is_sure)
        if account.opened is not None and replace(opening, sure=account.opened.sure) == account.opened:
            self._at.go_to_account()
            return None
        account.name = opening.name
        return replace(opening, anew=self._at.is_correcting_name())

    def _check_name(self) -> None:
        persona = self._at.account.persona
        self._at.go_to(pages.AccountNamePage(persona.account_name if persona else None))

    def _choose_contact(self, contact_id: str, typed: str) -> Effect | None:
        contact, choice = _find(self._at.account.contacts, contact_id), self._at.account.choice
        if contact is None or choice is None:
            return None
        if not typed.strip():
            is_phone = contact.kind is ContactKind.PHONE
            self._at.refuse(Failure.NUMBER_INVALID if is_phone else Failure.ADDRESS_INVALID)
            return None
        self._at.account.typed = typed.strip()
        sure = typed.strip() == self._at.account.doubted
        return effects.SendCode(choice.id, contact, typed, sure)

    def _give_code(self, text: str) -> Effect | None:
        """A code is taken on every page once one was asked for: the field is never out of reach."""
        account = self._at.account
        if account.sent is None or account.choice is None or account.is_proven or self._at.outcome:
            return None
        code = code_text.code_in(text)
        if code is None:
            self._at.refuse(Failure.NOT_A_CODE)
            return None
        return effects.GiveCode(account.choice.id, code)

    def _give_recovery_code(self, text: str) -> Effect | None:
        """A slip of the pen is told here, and costs no guess."""
        code, choice = recovery_code.typed(text), self._at.account.choice
        if code is None:
            self._at.refuse(Failure.NOT_A_RECOVERY_CODE)
            return None
        return effects.GiveRecoveryCode(choice.id, code) if choice else None

    def _give_password(self, password: str) -> Effect | None:
        if len(passwords.normalise(password)) < passwords.SHORTEST:
            self._at.refuse(Failure.PASSWORD_SHORT)
            return None
        choice = self._at.account.choice
        return effects.SetPassword(choice.id, password) if choice else None


Named = TypeVar("Named", AccountChoice, MaskedContact)


def _find(among: tuple[Named, ...], wanted: str) -> Named | None:
    return next((item for item in among if item.id == wanted), None)
