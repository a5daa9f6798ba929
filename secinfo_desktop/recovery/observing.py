"""What the results of effects change."""

from dataclasses import replace
from datetime import datetime

from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.proofs import Method, of_contact
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import effects, pages, resuming
from secinfo_desktop.recovery.by_hand import ByHand
from secinfo_desktop.recovery.effects import Effect, Result
from secinfo_desktop.recovery.ports import CodeSent, Fact, Persona, Purpose
from secinfo_desktop.recovery.situation import Situation

REFUSED_CODES = {
    Failure.CODE_WRONG: Happening.CODE_REFUSED_WRONG,
    Failure.CODE_EXPIRED: Happening.CODE_REFUSED_EXPIRED,
    Failure.CODE_SUPERSEDED: Happening.CODE_REFUSED_SUPERSEDED,
    Failure.CODE_USED: Happening.CODE_REFUSED_USED,
}
OFTEN = (("requests", "one"), ("requests", "few"), ("requests", "many"))
"""How often a code was asked for. A flow at the service knows its own requests only: fewer than here are no news."""
FEW, MANY = 2, 4
"""From how many requests on they are called so."""
TOO_OLD = {Failure.CODE_EXPIRED, Failure.CODE_SUPERSEDED, Failure.CODE_USED}
"""Refusals that answer the question "was a code refused?" by themselves; a mistyped digit does not."""


class Observing:
    """Puts results into the situation."""

    def __init__(self, situation: Situation, by_hand: ByHand) -> None:
        self._at, self._by_hand = situation, by_hand

    def take(self, effect: Effect, result: Result) -> None:
        """Takes what an effect brought."""
        match result:
            case effects.StoriesFound(stories):
                self._at.go_to(pages.StoriesPage(stories))
            case effects.StoryStarted(persona):
                self._meet(persona)
            case effects.AccountOpened():
                self._opened(effect, result)
            case effects.CodeOnItsWay(sent, facts):
                self._sent(effect, sent, facts)
            case effects.CodeTaken(needs_another):
                self._taken(effect, needs_another=needs_another)
            case effects.PasswordTaken(consequences):
                self._recovered(consequences)
            case effects.StandingSeen():
                self.stands(result)
            case effects.PackRead(pack):
                self._read_pack(effect, pack)
            case effects.Refused(failure, retry_at):
                self._refused(failure, retry_at)
                self._doubt(effect, failure)

    def _doubt(self, effect: Effect, failure: Failure) -> None:
        """What only looks mistyped is asked about once; given once more, it is taken."""
        match effect, failure:
            case effects.OpenAccount(name=name), Failure.DOMAIN_MISTYPED:
                self._at.account.doubted = name
            case effects.SendCode(typed=str(typed)), Failure.NUMBER_UNUSUAL:
                self._at.account.doubted = typed.strip()

    def take_late(self, effect: Effect, result: Result) -> None:
        """Takes what an effect brought after the person stopped waiting for it.

        The code is out, or the account is theirs again, whatever the page said meanwhile. Else nothing changes.
        """
        match result:
            case effects.CodeOnItsWay(sent, facts):
                self._note_sent(effect, sent, facts)
                self._at.refresh_code_page()
            case effects.CodeTaken(needs_another):
                self._taken(effect, needs_another=needs_another)
            case effects.PasswordTaken(consequences):
                self._recovered(consequences)

    def _read_pack(self, effect: Effect, pack: ProviderPack) -> None:
        self._at.account.pack = pack
        if isinstance(effect, effects.ReadPack) and effect.for_name:
            self._at.go_to(pages.FindNamePage())
        else:
            self._by_hand.enter()

    def _meet(self, persona: Persona) -> None:
        self._at.leave_account()
        self._at.account.persona = persona
        self._at.account.choice = next(choice for choice in self._at.choices if choice.kind.value == "practice")
        self._at.go_to(pages.AccountNamePage(persona.account_name))

    def _opened(self, effect: Effect, opened: effects.AccountOpened) -> None:
        if not isinstance(effect, effects.OpenAccount):
            return
        account, kept = self._at.account, self._at.coming_back
        if not effect.anew and kept is None:
            self._at.begin_case()
        self._at.guiding.seen_by(opened.audience)
        account.sent = account.channel = account.first_proof = None
        account.contacts, account.pack, account.opened = opened.contacts, opened.pack, replace(effect, anew=False)
        self._at.guiding.capabilities = resuming.capabilities(opened.capabilities, opened.contacts)
        if kept is not None:
            resuming.show(self._at, kept)
        elif effect.anew:
            self._at.forget_steps()
            self._at.page = self._at.contact_page()
        else:
            self._at.go_to_account()

    def _sent(self, effect: Effect, sent: CodeSent, facts: tuple[Fact, ...]) -> None:
        self._note_sent(effect, sent, facts)
        contact = self._at.account.contact
        if contact is None:
            return
        waiting = pages.WaitingPage(contact, sent, self._at.step, self._at.by_call)
        if isinstance(self._at.page, pages.WaitingPage | pages.EnterCodePage):
            self._at.page = waiting
        else:
            self._at.go_to(waiting)

    def _note_sent(self, effect: Effect, sent: CodeSent, facts: tuple[Fact, ...]) -> None:
        if not isinstance(effect, effects.SendCode):
            return
        account = self._at.account
        if account.contact is not None and effect.contact != account.contact:
            self._at.leave_contact()
        account.contact, account.sent, account.channel = effect.contact, sent, effect.channel
        self._at.open_case(effect.contact)
        self._write_down(sent, facts)

    def _write_down(self, sent: CodeSent, facts: tuple[Fact, ...]) -> None:
        """The person has asked for this code here, and what they typed fits the mask: that need not be asked."""
        guiding = self._at.guiding
        guiding.note(Happening.CODE_ASKED, sent.channel.value if sent.channel is Channel.CALL else None)
        self._at.account.asked = max(self._at.account.asked + 1, sent.number, sent.most - sent.left)
        guiding.know((*facts, Fact(*_how_often(self._at.account.asked))))
        if self._at.account.purpose is Purpose.SECURE:
            guiding.correct("asked_for_code", "yes")
        guiding.imply("asked_for_code", "yes")
        if facts:
            guiding.imply("mask_matches", "yes")

    def _taken(self, effect: Effect, *, needs_another: bool) -> None:
        is_kept_one = isinstance(effect, effects.GiveRecoveryCode)
        if is_kept_one:
            self._at.give_up_step()
            self._at.guiding.answer(pages.RECOVERY_CODE, SOLVED)
        else:
            self._at.guiding.note(Happening.CODE_ACCEPTED)
            self._at.credit_step()
        self._at.leave_no_way_back()
        if needs_another:
            self._at.ask_second_proof(self._method(is_kept_one))
        else:
            self._at.account.is_proven = True
            self._at.page = pages.NewPasswordPage(passwords.SHORTEST)

    def _method(self, is_kept_one: bool) -> Method:
        contact = self._at.account.contact
        return Method.RECOVERY_CODE if is_kept_one or contact is None else of_contact(contact.kind)

    def _recovered(self, consequences: Consequences) -> None:
        self._at.guiding.note(Happening.PASSWORD_SET)
        self._at.end(Outcome.SECURED if self._at.account.purpose is Purpose.SECURE else Outcome.GOT_IN)
        if isinstance(self._at.page, pages.DonePage):
            self._at.page = replace(self._at.page, consequences=consequences)

    def stands(self, result: Result) -> None:
        """New limits and evidence change panel and countdown at once, never the page. A refusal tells nothing."""
        if not isinstance(result, effects.StandingSeen):
            return
        standing, sent = result.standing, self._at.account.sent
        fewer = OFTEN[: OFTEN.index(_how_often(self._at.account.asked))]
        self._at.guiding.know(tuple(fact for fact in standing.facts if (fact.evidence, fact.value) not in fewer))
        if sent is not None:
            self._at.account.sent = replace(
                sent, next_at=standing.next_at, left=standing.left, most=standing.most, limit=standing.limit
            )
            self._at.refresh_code_page()

    def _refused(self, failure: Failure, retry_at: datetime | None) -> None:
        what = REFUSED_CODES.get(failure)
        if what is not None:
            self._at.guiding.note(what)
        if failure in TOO_OLD:
            self._at.guiding.imply("code_refused", "refused")
        if retry_at is not None and self._at.account.sent is not None and failure is Failure.TOO_SOON:
            self._at.account.sent = replace(self._at.account.sent, next_at=retry_at)
            self._at.refresh_code_page()
        self._at.refuse(failure, retry_at)


def _how_often(asked: int) -> tuple[str, str]:
    return OFTEN[(asked >= FEW) + (asked >= MANY)]
