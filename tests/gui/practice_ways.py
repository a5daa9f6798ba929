"""The ways to the pages of practice, up to what phone and mailbox show there."""

from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.said import StepAnswer
from tests.gui.story_world import BLOCKED, BOTH, CLOSED, JUNK
from tests.helpers.walk import Walk


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


def practice_password(walk: Walk) -> None:
    plays(walk, "first-visit")
    walk.says(said.GaveCode(walk.accounts.newest_code()))


def practice_done(walk: Walk) -> None:
    practice_password(walk)
    walk.says(said.GavePassword("four red boats at noon"))


def practice_question(walk: Walk) -> None:
    plays(walk, BLOCKED)
    walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"))


def practice_mail(walk: Walk) -> None:
    plays(walk, JUNK)
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"))


def practice_how_to(walk: Walk) -> None:
    practice_mail(walk)
    walk.says(said.WantsHowTo(Topic.JUNK), said.ChoseHowTo("gmail"))


def practice_closed(walk: Walk) -> None:
    plays(walk, CLOSED)
    walk.says(said.DidNotCome(), said.ChoseStep("separate_private_sessions"))


def practice_both(walk: Walk) -> None:
    plays(walk, BOTH)
    walk.says(said.DidNotCome())


def practice_hand_over(walk: Walk) -> None:
    practice_question(walk)
    walk.says(said.Answered("no"), said.WantsPerson())
