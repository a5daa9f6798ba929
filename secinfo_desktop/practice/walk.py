"""How a message walks through the practice world. Pure: the same scenario and seed always tell the same story."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.practice.world import Mailbox, Parcel, Phone, Place, World

FASTEST, SLOWEST = 1.0, 4.0
"""Seconds that an ordinary message takes."""
HOUR = timedelta(hours=1)
RINGS = timedelta(seconds=15)
"""How long a phone rings until the person has taken the call."""


@dataclass(frozen=True)
class Message:
    """What the world is told of a message: the service's id for it and where it goes."""

    id: str
    channel: Channel
    destination: str


def walk(world: World, message: Message, now: datetime) -> World:
    """The world with a message on its way. One that the world has already is not taken twice."""
    if any(parcel.message == message.id for parcel in world.parcels):
        return world
    chance = Random(f"{world.seed}/{len(world.parcels)}")  # the network's mood: no secret
    slowed = timedelta() if message.channel is Channel.CALL else world.network.delay
    travel = slowed + timedelta(seconds=chance.uniform(FASTEST, SLOWEST))
    parcel = Parcel(message.id, message.channel, message.destination, now + travel)
    return replace(world, parcels=(*world.parcels, parcel))


def settle(world: World, now: datetime) -> World:
    """The world after everything has arrived that is due: it lands where switches and folders send it at that time."""
    return replace(world, parcels=tuple(_settled(world, parcel, now) for parcel in world.parcels))


def _settled(world: World, parcel: Parcel, now: datetime) -> Parcel:
    if parcel.place is Place.ON_THE_WAY and parcel.at <= now:
        place, became = _arrival(world, parcel)
        return replace(parcel, place=place, state=became.state, reason=became.reason)
    if parcel.place is Place.HELD:
        place, became = _arrival(world, parcel)
        at = parcel.at if place is Place.HELD else now
        return replace(parcel, place=place, state=became.state, reason=became.reason, at=at)
    return parcel


def _arrival(world: World, parcel: Parcel) -> tuple[Place, Delivery]:
    if _goes_nowhere(world, parcel):
        return Place.LOST, Delivery(DeliveryState.FAILED, Reason.NOT_TAKEN)
    if parcel.channel is Channel.EMAIL:
        return _in_mailbox(world.mailbox(parcel.destination))
    phone = world.phone(parcel.destination)
    if parcel.channel is Channel.CALL:
        return _call(phone)
    if world.network.carrier_filter:
        return Place.LOST, Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED)
    return _on_phone(phone)


def is_ringing(parcel: Parcel, now: datetime) -> bool:
    """True while the phone still rings with a call that has come."""
    return now < parcel.at + RINGS


def _call(phone: Phone | None) -> tuple[Place, Delivery]:
    """No filter for texts is in its way; but nobody keeps a call until the phone is back."""
    if phone is None:
        return Place.LOST, Delivery(DeliveryState.DELIVERED)
    if phone.flight_mode:
        return Place.LOST, Delivery(DeliveryState.UNDELIVERED)
    return Place.PHONE, Delivery(DeliveryState.DELIVERED)


def _goes_nowhere(world: World, parcel: Parcel) -> bool:
    """What is sent while the service is silent, or beyond what the network takes in an hour, is lost for good."""
    its = world.network
    is_silent = world.silent_until is not None and parcel.at < world.silent_until
    before = sum(parcel.at - HOUR < other.at < parcel.at for other in world.parcels)
    return is_silent or its.swallows or 0 < its.most_an_hour <= before


def _on_phone(phone: Phone | None) -> tuple[Place, Delivery]:
    """Without a phone the number is somebody else's now: it does arrive, but not here."""
    if phone is None:
        return Place.LOST, Delivery(DeliveryState.DELIVERED)
    if phone.landline:
        return Place.LOST, Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED)
    if phone.flight_mode:
        return Place.HELD, Delivery(DeliveryState.ACCEPTED)
    return Place.BLOCKED if phone.block_unknown_senders else Place.PHONE, Delivery(DeliveryState.DELIVERED)


def _in_mailbox(mailbox: Mailbox | None) -> tuple[Place, Delivery]:
    """A rule of the owner goes before the junk filter, as mail providers do it."""
    if mailbox is None or mailbox.full:
        reason = Reason.MAILBOX_FULL if mailbox else Reason.ADDRESS_UNKNOWN
        return Place.LOST, Delivery(DeliveryState.BOUNCED, reason)
    if mailbox.held_back:
        return Place.HELD, Delivery(DeliveryState.ACCEPTED)
    is_junk = mailbox.junk_unknown_senders and not mailbox.sender_trusted
    return mailbox.moves_to or (Place.JUNK if is_junk else Place.INBOX), Delivery(DeliveryState.DELIVERED)
