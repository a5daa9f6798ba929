"""What the guide may take from the state of a delivery."""

import pytest

from secinfo_desktop.domain.delivery import DeliveryState, evidence, is_final


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (DeliveryState.QUEUED, None),
        (DeliveryState.SENT, None),
        (DeliveryState.ACCEPTED, "accepted"),
        (DeliveryState.DEFERRED, "accepted"),
        (DeliveryState.BOUNCED, "bounced"),
        (DeliveryState.DELIVERED, "delivered"),
        (DeliveryState.UNDELIVERED, "bounced"),
        (DeliveryState.FAILED, "failed"),
        (DeliveryState.EXPIRED, None),
        (DeliveryState.WITHHELD, None),
    ],
)
def test_each_state_is_told_in_the_guides_words(state: DeliveryState, told: str | None) -> None:
    assert evidence(state) == told


def test_accepted_is_never_taken_for_delivered() -> None:
    assert [state for state in DeliveryState if evidence(state) == "delivered"] == [DeliveryState.DELIVERED]


def test_only_what_waits_to_be_sent_is_not_final() -> None:
    assert {state for state in DeliveryState if not is_final(state)} == {DeliveryState.QUEUED, DeliveryState.DEFERRED}
