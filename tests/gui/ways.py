"""The ways to the pages: what a person says until they are there. The service is in memory (``story_world``)."""

from datetime import timedelta
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.howto import GENERAL, Topic
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, StepAnswer
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION, PHONE
from tests.helpers.fake_practice import ADDRESS, NAME
from tests.helpers.walk import Walk

TYPED: Final = "+49 1512 3456742"
PASSWORD: Final = "four red boats at noon"


def start(_walk: Walk) -> None:
    """The first page."""


def whose(walk: Walk) -> None:
    walk.says(said.Began(said.Start.NO_CODE))


def stories(walk: Walk) -> None:
    walk.says(said.WantsPractice())


def name(walk: Walk) -> None:
    whose(walk)
    walk.says(said.ChoseAccount(ORGANISATION.id))


def contact(walk: Walk) -> None:
    name(walk)
    walk.says(said.GaveName(NAME))


def only_contact(walk: Walk) -> None:
    walk.account.contacts = (PHONE,)
    contact(walk)


def find_name(walk: Walk) -> None:
    name(walk)
    walk.says(said.ForgotName())


# -- by hand, on the provider's own pages


def by_hand(walk: Walk, start: Start) -> None:
    walk.accounts.clock.advance(minutes=7)
    walk.says(said.Began(start), said.ChoseAccount(MICROSOFT.id))


def hand_sees(walk: Walk) -> None:
    by_hand(walk, Start.FORGOT_PASSWORD)


def hand_sees_waiting(walk: Walk) -> None:
    by_hand(walk, Start.NO_CODE)


def hand_asked_before(walk: Walk) -> None:
    hand_sees_waiting(walk)
    walk.says(said.SawContact(SeenContact.PHONE_TEXT))


def hand_asks(walk: Walk) -> None:
    hand_sees(walk)
    walk.says(said.SawContact(SeenContact.OTHER_MAIL))


def hand_locked(walk: Walk) -> None:
    by_hand(walk, Start.LOCKED)


def hand_waits(walk: Walk) -> None:
    hand_sees(walk)
    walk.says(said.SawContact(SeenContact.PHONE_TEXT), said.AskedThere())
    walk.accounts.clock.advance(seconds=70)


def hand_waits_for_own_mail(walk: Walk) -> None:
    hand_sees(walk)
    walk.says(said.SawContact(SeenContact.OWN_MAIL), said.AskedThere())


def hand_may_ask_again(walk: Walk) -> None:
    hand_waits(walk)
    walk.accounts.clock.advance(minutes=15)


def hand_asks_again(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("unblock_senders"), said.Answered(StepAnswer.DONE))


def hand_found(walk: Walk) -> None:
    hand_asks(walk)
    walk.says(said.AskedThere(), said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered(StepAnswer.DONE))


def hand_other_way(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.Elsewhere())


def hand_refused(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.SeesRefusal())


def hand_error(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.SeesError())


def hand_question(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("mask_matches"))


def hand_newest(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.CodeRefused(Refusal.EXPIRED))


def hand_stop(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.SawError(SeenError.USAGE_LIMIT))


def hand_secures(walk: Walk) -> None:
    by_hand(walk, Start.UNASKED_CODE)


def hand_secured(walk: Walk) -> None:
    hand_secures(walk)
    walk.says(said.Answered(StepAnswer.DONE))


def hand_replaces(walk: Walk) -> None:
    by_hand(walk, Start.NO_CONTACT)
    walk.says(said.ChoseStep("replace_all_info"))


def hand_status(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.SawError(SeenError.NOT_WORKING))


def hand_finds_name(walk: Walk) -> None:
    hand_sees(walk)
    walk.says(said.ForgotName())


def hand_without_browser(walk: Walk) -> None:
    hand_sees(walk)
    walk.accounts.web.is_there = False
    walk.says(said.OpensPage(ProviderPage.RECOVER))


def hand_hands_over(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("restore_signal"), said.Answered(StepAnswer.FAILED), said.WantsPerson())


def hand_in(walk: Walk) -> None:
    hand_asks_again(walk)
    walk.accounts.clock.advance(minutes=15)
    walk.says(said.AskedThere(), said.CodeWorked())


def hand_stopped(walk: Walk) -> None:
    hand_waits(walk)
    walk.says(said.StopsForNow())


def waits(walk: Walk) -> None:
    """A text message was asked for at 14:07."""
    walk.accounts.clock.advance(minutes=7)
    contact(walk)
    walk.says(said.ChoseContact("phone", TYPED))
    walk.accounts.clock.advance(seconds=18)


def waits_for_mail(walk: Walk) -> None:
    contact(walk)
    walk.says(said.ChoseContact("email", ADDRESS))


def may_ask_again(walk: Walk) -> None:
    waits(walk)
    walk.accounts.clock.advance(minutes=2)


def code_ended(walk: Walk) -> None:
    waits(walk)
    walk.accounts.clock.advance(minutes=12)


def finds_out(walk: Walk, step: str) -> None:
    waits(walk)
    walk.says(said.DidNotCome(), said.ChoseStep(step))


def question(walk: Walk) -> None:
    finds_out(walk, "filter_is_on")


def question_overtaken(walk: Walk) -> None:
    """A code that is too old is refused: then something else is worth asking, and it is offered."""
    waits(walk)
    code = walk.accounts.newest_code()
    walk.accounts.clock.advance(minutes=12)
    walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"), said.GaveCode(code))
    walk.says(said.Finished())  # means nothing here: the refusal has been read


def question_doubted(walk: Walk) -> None:
    """The address is theirs and is not theirs: one of the answers is asked again."""
    by_hand(walk, Start.FORGOT_PASSWORD)
    walk.says(said.SawContact(SeenContact.OTHER_MAIL), said.AskedThere(), said.DidNotCome())
    for step, answer in (("which_mailbox", "other"), ("can_open_contact", "no"), ("mask_matches", "yes")):
        walk.says(said.ChoseStep(step), said.Answered(answer))


def number_gone(walk: Walk) -> None:
    """The first question of the other checklist."""
    by_hand(walk, Start.NUMBER_GONE)


def number_gone_card(walk: Walk) -> None:
    """The card of a broken phone goes into another one."""
    number_gone(walk)
    for _ in range(12):
        page = walk.page
        if isinstance(page, pages.QuestionPage):
            wanted = {"phone_at_hand": "broken", "signs_of_a_stranger": "no"}.get(page.step, page.answers[-1])
            walk.says(said.Answered(wanted))
        elif isinstance(page, pages.InstructionPage) and page.step != "move_card":
            walk.says(said.Answered("failed"))


def instruction(walk: Walk) -> None:
    question(walk)
    walk.accounts.clock.advance(seconds=40)
    walk.says(said.Answered("yes"), said.ChoseStep("unblock_senders"))


def how_to_phones(walk: Walk) -> None:
    instruction(walk)
    walk.says(said.WantsHowTo(Topic.BLOCKED_SENDERS))


def how_to_phone(walk: Walk) -> None:
    how_to_phones(walk)
    walk.says(said.ChoseHowTo("iphone"))


def how_to_mails(walk: Walk) -> None:
    waits_for_mail(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.WantsHowTo(Topic.JUNK))


def how_to_mail(walk: Walk) -> None:
    how_to_mails(walk)
    walk.says(said.ChoseHowTo("outlook"))


def how_to_general(walk: Walk) -> None:
    how_to_mails(walk)
    walk.says(said.ChoseHowTo(GENERAL))


def other_steps(walk: Walk) -> None:
    question(walk)
    walk.says(said.WantsOtherStep())


def after_step(walk: Walk) -> None:
    instruction(walk)
    walk.accounts.clock.advance(minutes=2)
    walk.says(said.Answered(StepAnswer.DONE))


def waits_for_call(walk: Walk) -> None:
    question(walk)
    walk.accounts.clock.advance(minutes=2)
    walk.says(said.ChoseStep("call_instead"), said.Answered(StepAnswer.DONE))


def waits_until_call(walk: Walk) -> None:
    """The call was wanted sooner than another code may be asked for."""
    waits(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("call_instead"), said.Answered(StepAnswer.DONE))


def enters_code(walk: Walk) -> None:
    waits_for_mail(walk)
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered(StepAnswer.DONE))


def password(walk: Walk) -> None:
    after_step(walk)
    walk.says(said.GaveCode(walk.accounts.newest_code()))


def hand_over(walk: Walk) -> None:
    instruction(walk)
    walk.accounts.clock.advance(minutes=2)
    walk.says(said.Answered(StepAnswer.FAILED), said.ChoseStep("restore_signal"), said.Answered(StepAnswer.DONE))
    walk.says(said.DidNotCome(), said.WantsPerson())


def hand_over_at_once(walk: Walk) -> None:
    waits(walk)
    walk.says(said.DidNotCome(), said.WantsPerson())


def hand_over_without_browser(walk: Walk) -> None:
    hand_over_at_once(walk)
    walk.accounts.web.is_there = False
    walk.says(said.OpensHelp(said.HelpPage.PAGE))


def got_in(walk: Walk) -> None:
    password(walk)
    walk.says(said.GavePassword(PASSWORD))


def got_in_from_junk(walk: Walk) -> None:
    enters_code(walk)
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword(PASSWORD))


def got_in_at_once(walk: Walk) -> None:
    waits(walk)
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword(PASSWORD))


def secures(walk: Walk) -> None:
    walk.says(said.Began(said.Start.UNASKED_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName(NAME))


def secured(walk: Walk) -> None:
    secures(walk)
    walk.says(said.Answered(StepAnswer.DONE), said.ChoseContact("phone", TYPED))
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword(PASSWORD))


def stopped(walk: Walk) -> None:
    finds_out(walk, "stop_and_cool_down")
    walk.says(said.Answered(StepAnswer.DONE))


def handed_over(walk: Walk) -> None:
    hand_over(walk)
    walk.says(said.Finished())


def replacing(walk: Walk) -> None:
    finds_out(walk, "replace_all_info")
    walk.says(said.Answered(StepAnswer.DONE))


def trouble(walk: Walk) -> None:
    may_ask_again(walk)
    walk.account.fail_next("send_code", Failure.UNREACHABLE)
    walk.says(said.AskedAgain())


def trouble_at_first(walk: Walk) -> None:
    name(walk)
    walk.account.fail_next("open", Failure.BUSY)
    walk.says(said.GaveName(NAME))


def too_soon(walk: Walk) -> None:
    may_ask_again(walk)
    walk.account.fail_next("send_code", Failure.TOO_SOON, walk.accounts.clock() + timedelta(minutes=1))
    walk.says(said.AskedAgain())
