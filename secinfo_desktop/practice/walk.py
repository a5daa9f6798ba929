"""How a message walks through the practice world. Pure: the same scenario and seed always tell the same story."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.practice.world import Mailbox, Parcel, Phone, Place, World

FASTEST, SLOWEST = 1.0, 4.0
"""Seconds that an ordinary message takes."""
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
        place, state = _arrival(world, parcel)
        return replace(parcel, place=place, state=state)
    if parcel.place is Place.HELD:
        place, state = _arrival(world, parcel)
        return replace(parcel, place=place, state=state, at=parcel.at if place is Place.HELD else now)
    return parcel


def _arrival(world: World, parcel: Parcel) -> tuple[Place, DeliveryState]:
    if parcel.channel is Channel.EMAIL:
        return _in_mailbox(world.mailbox(parcel.destination))
    phone = world.phone(parcel.destination)
    if parcel.channel is Channel.CALL:
        return _call(phone)
    if world.network.carrier_filter or (phone is not None and phone.landline):
        return Place.LOST, DeliveryState.UNDELIVERED
    return _on_phone(phone)


def is_ringing(parcel: Parcel, now: datetime) -> bool:
    """True while the phone still rings with a call that has come."""
    return now < parcel.at + RINGS


def _call(phone: Phone | None) -> tuple[Place, DeliveryState]:
    """No filter for texts is in its way; but nobody keeps a call until the phone is back."""
    if phone is None:
        return Place.LOST, DeliveryState.DELIVERED
    return (Place.LOST, DeliveryState.UNDELIVERED) if phone.flight_mode else (Place.PHONE, DeliveryState.DELIVERED)


def _on_phone(phone: Phone | None) -> tuple[Place, DeliveryState]:
    """Without a phone the number is somebody else's now: it does arrive, but not here."""
    if phone is None:
        return Place.LOST, DeliveryState.DELIVERED
    if phone.flight_mode:
        return Place.HELD, DeliveryState.ACCEPTED
    return Place.BLOCKED if phone.block_unknown_senders else Place.PHONE, DeliveryState.DELIVERED


def _in_mailbox(mailbox: Mailbox | None) -> tuple[Place, DeliveryState]:
    """A rule of the owner goes before the junk filter, as mail providers do it."""
    if mailbox is None or mailbox.full:
        return Place.LOST, DeliveryState.BOUNCED
    is_junk = mailbox.junk_unknown_senders and not mailbox.sender_trusted
    return mailbox.moves_to or (Place.JUNK if is_junk else Place.INBOX), DeliveryState.DELIVERED
