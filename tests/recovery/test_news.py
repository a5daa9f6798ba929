"""Another step is offered when there is news, and not before; why a message did not arrive is told once."""

from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.ports import Fact
from tests.helpers.walk import Walk


def a_step_of_ones_own_choice() -> tuple[Walk, str]:
    walk = Walk()
    walk.waits_for_code()
    code = walk.accounts.newest_code()
    walk.accounts.clock.advance(minutes=12)
    walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"))
    return walk, code


def test_a_step_that_the_person_chose_is_not_outdone_before_anything_is_new() -> None:
    walk, _ = a_step_of_ones_own_choice()
    assert walk.frame.better_step is None


def test_a_code_that_is_too_old_makes_another_step_the_better_one() -> None:
    walk, code = a_step_of_ones_own_choice()
    walk.says(said.GaveCode(code))
    assert walk.frame.better_step not in {None, "filter_is_on"}


def bounced(reason: Reason | None) -> tuple[Fact, ...]:
    return (Fact("delivery_status", "bounced", Disclosure.KNOWN_DEVICE, reason),)


def at_a_known_computer() -> Walk:
    walk = Walk()
    walk.account.audience = Disclosure.KNOWN_DEVICE
    walk.waits_for_code()
    return walk


def hears_again(walk: Walk) -> None:
    """The service is asked once more how the flow stands."""
    walk.says(said.WentBack(), said.DidNotCome())


def told(walk: Walk) -> list[str | None]:
    """The reasons in the time line."""
    return [one.detail for one in walk.frame.notes if one.what == "not_delivered"]


def test_why_a_message_did_not_arrive_stands_in_the_time_line_once_a_code() -> None:
    walk = at_a_known_computer()
    walk.account.facts = bounced(Reason.MAILBOX_FULL)
    walk.says(said.DidNotCome())
    hears_again(walk)
    assert told(walk) == ["mailbox_full"]
    walk.account.facts = bounced(Reason.REFUSED)
    hears_again(walk)
    assert told(walk) == ["mailbox_full", "refused"]


def test_a_message_that_bounced_without_a_reason_adds_no_line() -> None:
    walk = at_a_known_computer()
    walk.account.facts = bounced(None)
    walk.says(said.DidNotCome())
    assert told(walk) == []


def test_who_may_not_know_of_deliveries_reads_no_reason() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.account.facts = bounced(Reason.MAILBOX_FULL)
    walk.says(said.DidNotCome())
    assert told(walk) == []
    assert walk.flow.case is not None
    known = walk.flow.case.timeline(Disclosure.KNOWN_DEVICE)
    assert "mailbox_full" in [getattr(event, "detail", None) for event in known]
