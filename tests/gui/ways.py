"""The ways to the pages: what a person says until they are there. The service is in memory (``story_world``)."""

from datetime import timedelta
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.said import StepAnswer
from tests.gui.story_world import BLOCKED, BOTH, CLOSED, JUNK
from tests.helpers.fake_accounts import ORGANISATION, PHONE
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


def instruction(walk: Walk) -> None:
    question(walk)
    walk.accounts.clock.advance(seconds=40)
    walk.says(said.Answered("yes"), said.ChoseStep("unblock_senders"))


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


def got_in(walk: Walk) -> None:
    password(walk)
    walk.says(said.GavePassword(PASSWORD))


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


def begins(walk: Walk, story: str) -> None:
    walk.accounts.clock.advance(minutes=7)
    walk.says(said.WantsPractice(), said.ChoseStory(story))


def plays(walk: Walk, story: str) -> None:
    """Plays a story up to the waiting page, with the first contact of its person."""
    begins(walk, story)
    persona = walk.frame.persona
    assert persona is not None
    first = persona.contacts[0]
    walk.says(said.GaveName(persona.account_name), said.ChoseContact(first.kind, first.value))
    walk.accounts.clock.advance(seconds=18)


def practice_name(walk: Walk) -> None:
    begins(walk, "first-visit")


def practice_phone(walk: Walk) -> None:
    plays(walk, "first-visit")


def practice_call(walk: Walk) -> None:
    """The phone rings, and a text lies there from before."""
    plays(walk, "first-visit")
    walk.accounts.clock.advance(minutes=2)
    walk.says(said.DidNotCome(), said.ChoseStep("call_instead"), said.Answered(StepAnswer.DONE))


def practice_question(walk: Walk) -> None:
    plays(walk, BLOCKED)
    walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"))


def practice_mail(walk: Walk) -> None:
    plays(walk, JUNK)
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"))


def practice_closed(walk: Walk) -> None:
    plays(walk, CLOSED)
    walk.says(said.DidNotCome(), said.ChoseStep("separate_private_sessions"))


def practice_both(walk: Walk) -> None:
    plays(walk, BOTH)
    walk.says(said.DidNotCome())


def practice_hand_over(walk: Walk) -> None:
    practice_question(walk)
    walk.says(said.Answered("no"), said.WantsPerson())
