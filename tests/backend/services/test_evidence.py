"""Who hears what: the public of requests, a known device of deliveries too (security rule 3)."""

from dataclasses import replace

import pytest

from secinfo_desktop.backend.services.evidence import gather
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.domain.disclosure import Disclosure
from tests.helpers.records import a_flow, an_account

FLOW = a_flow(an_account().account)
BOUNCED_THEN_DELIVERED = Delivery(DeliveryState.BOUNCED, Reason.MAILBOX_FULL), Delivery(DeliveryState.DELIVERED)


@pytest.mark.parametrize(("asked", "value"), [(1, "one"), (2, "few"), (3, "few"), (4, "many"), (40, "many")])
def test_requests_are_counted_in_words(asked: int, value: str) -> None:
    (piece,) = gather(replace(FLOW, asked=asked), ())
    assert (piece.id, piece.value, piece.disclosure) == ("requests", value, Disclosure.PUBLIC)


def test_before_the_first_request_there_is_nothing_to_say() -> None:
    assert gather(FLOW, ()) == ()


@pytest.mark.parametrize("state", DeliveryState)
def test_the_public_hears_of_no_delivery(state: DeliveryState) -> None:
    assert [piece.id for piece in gather(replace(FLOW, asked=1), (Delivery(state, Reason.REFUSED),))] == ["requests"]


@pytest.mark.parametrize("audience", [Disclosure.KNOWN_DEVICE, Disclosure.HELPDESK])
def test_a_known_device_hears_of_the_newest_delivery(audience: Disclosure) -> None:
    flow = replace(FLOW, asked=2, audience=audience)
    found = {piece.id: piece.value for piece in gather(flow, BOUNCED_THEN_DELIVERED)}
    assert found == {"requests": "few", "delivery_status": "delivered"}


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.EXPIRED])
def test_what_is_not_known_yet_is_not_said(state: DeliveryState) -> None:
    flow = replace(FLOW, asked=1, audience=Disclosure.KNOWN_DEVICE)
    assert [piece.id for piece in gather(flow, (Delivery(state),))] == ["requests"]


@pytest.mark.parametrize(
    ("states", "value"),
    [
        ((), "throttled"),
        ((DeliveryState.QUEUED,), "throttled"),
        ((DeliveryState.ACCEPTED,), "throttled"),
        ((DeliveryState.BOUNCED,), "bounced"),
        ((DeliveryState.DELIVERED,), "delivered"),
    ],
)
def test_that_nothing_more_goes_out_is_said_unless_more_is_known(states: tuple[DeliveryState, ...], value: str) -> None:
    flow = replace(FLOW, asked=5, audience=Disclosure.KNOWN_DEVICE)
    deliveries = [Delivery(state) for state in states]
    found = {piece.id: piece.value for piece in gather(flow, deliveries, is_throttled=True)}
    assert found["delivery_status"] == value
    assert [piece.id for piece in gather(replace(FLOW, asked=5), deliveries, is_throttled=True)] == ["requests"]


@pytest.mark.parametrize("reason", Reason)
def test_a_known_device_hears_why_the_newest_message_did_not_arrive(reason: Reason) -> None:
    flow = replace(FLOW, asked=1, audience=Disclosure.KNOWN_DEVICE)
    pieces = {piece.id: piece for piece in gather(flow, (Delivery(DeliveryState.BOUNCED, reason),))}
    assert (pieces["delivery_status"].value, pieces["delivery_status"].reason) == ("bounced", reason)
    after = {piece.id: piece for piece in gather(flow, BOUNCED_THEN_DELIVERED)}
    assert after["delivery_status"].reason is None
