"""A code by a call: when it is asked for so, what the pages and the time line say, and when texts come again."""

from datetime import UTC

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery import pages, said, sentences
from secinfo_desktop.texts.words import Words
from tests.helpers.walk import Walk


def at_the_step() -> Walk:
    """The person has waited for a text in vain and was led to the call; another code may be asked for."""
    walk = Walk()
    walk.waits_for_code()
    walk.accounts.clock.advance(seconds=90)
    walk.says(said.DidNotCome(), said.ChoseStep("call_instead"))
    return walk


def called() -> Walk:
    walk = at_the_step()
    walk.says(said.Answered("done"))
    return walk


def waiting(walk: Walk) -> pages.WaitingPage:
    assert isinstance(walk.page, pages.WaitingPage)
    return walk.page


def ways(walk: Walk) -> list[Channel]:
    """The ways that codes have left by."""
    return [delivery.channel for delivery in walk.accounts.deliveries]


def words(walk: Walk) -> Words:
    return Words(walk.accounts.clock, zone=UTC)


def notes(walk: Walk) -> list[str]:
    return [sentences.note(note, walk.frame, words(walk)).text for note in walk.frame.notes]


def test_the_step_asks_for_a_call() -> None:
    walk = called()
    assert ways(walk) == [Channel.SMS, Channel.CALL]
    page = waiting(walk)
    assert (page.sent.channel, page.by_call, page.step) == (Channel.CALL, True, "call_instead")
    assert sentences.waiting_way(page) == "call"


def test_the_code_that_the_voice_says_leads_in_and_the_call_has_helped() -> None:
    walk = called()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert isinstance(walk.page, pages.NewPasswordPage)
    assert notes(walk)[-2:] == ["The code was right", "Get the code by a phone call"]


def test_the_time_line_says_that_it_was_a_call() -> None:
    assert notes(called()) == ["You asked for a code", "It did not come", "You asked for a call"]


def test_asking_again_asks_for_another_call() -> None:
    walk = called()
    walk.accounts.clock.advance(seconds=70)
    walk.says(said.AskedAgain())
    assert ways(walk) == [Channel.SMS, Channel.CALL, Channel.CALL]


def test_a_call_that_is_wanted_too_soon_is_asked_for_when_the_time_has_come() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.DidNotCome(), said.ChoseStep("call_instead"), said.Answered("done"))
    page = waiting(walk)
    assert (page.sent.channel, sentences.waiting_way(page)) == (Channel.SMS, "call_soon")
    assert walk.frame.problem == pages.Problem(Failure.TOO_SOON, page.sent.next_at)
    assert sentences.code_words("page.code.again", page, words(walk)) == "Call me"
    walk.accounts.clock.advance(seconds=61)
    walk.says(said.AskedAgain())
    assert ways(walk) == [Channel.SMS, Channel.CALL]


def test_a_call_that_did_not_come_is_not_offered_again() -> None:
    walk = called()
    walk.says(said.DidNotCome())
    case = walk.flow.case
    assert case is not None
    assert {entry.step: entry.outcome for entry in case.entries()}["call_instead"] == "failed"
    walk.says(said.WantsOtherStep())
    assert isinstance(walk.page, pages.OtherStepsPage)
    assert "call_instead" not in walk.page.steps


def test_after_another_step_the_code_is_written_again() -> None:
    walk = called()
    walk.accounts.clock.advance(seconds=70)
    walk.says(said.DidNotCome(), said.ChoseStep("unblock_senders"), said.Answered("done"))
    assert ways(walk)[-1] is Channel.SMS
    assert not waiting(walk).by_call


def test_a_number_that_is_typed_again_gets_a_text() -> None:
    walk = called()
    walk.accounts.clock.advance(seconds=70)
    walk.says(said.Elsewhere(), said.ChoseContact("phone", "+49 1512 3456742"))
    assert ways(walk)[-1] is Channel.SMS
    assert not waiting(walk).by_call


def test_another_contact_is_written_to() -> None:
    walk = called()
    walk.says(said.Elsewhere(), said.ChoseContact("email", "rowan.hale@post.example"))
    assert ways(walk)[-1] is Channel.EMAIL


def test_a_service_that_does_not_call_is_not_asked_to() -> None:
    walk = Walk()
    walk.account.capabilities = frozenset()
    walk.waits_for_code()
    walk.accounts.clock.advance(seconds=90)
    walk.says(said.DidNotCome(), said.WantsOtherStep())
    assert isinstance(walk.page, pages.OtherStepsPage)
    assert "call_instead" not in walk.page.steps


def test_the_words_are_about_the_call() -> None:
    walk = called()
    page = waiting(walk)
    said_of_it = [sentences.code_words(f"page.code.{part}", page, words(walk)) for part in ("label", "tag", "again")]
    assert said_of_it == ["Type the code that the voice says", "The right call says", "Call me"]
