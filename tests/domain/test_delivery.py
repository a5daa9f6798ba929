"""What the guide may take from the state of a delivery."""

from secinfo_desktop.domain.delivery import DeliveryState, evidence, is_final


def test_accepted_is_never_taken_for_delivered() -> None:
    assert evidence(DeliveryState.ACCEPTED) == "accepted"
    assert [state for state in DeliveryState if evidence(state) == "delivered"] == [DeliveryState.DELIVERED]


def test_nothing_is_known_of_a_message_that_has_not_left() -> None:
    assert evidence(DeliveryState.QUEUED) is None
    assert evidence(DeliveryState.SENT) is None


def test_only_what_waits_to_be_sent_is_not_final() -> None:
    assert {state for state in DeliveryState if not is_final(state)} == {DeliveryState.QUEUED, DeliveryState.DEFERRED}
