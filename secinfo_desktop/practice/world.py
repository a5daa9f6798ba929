"""The practice world as values: phones, mailboxes and messages on their way. References only: no text, no code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState


class Place(StrEnum):
    """Where a message is in the practice world."""

    ON_THE_WAY = "on_the_way"
    HELD = "held"
    """The network keeps it until the phone has a signal."""
    PHONE = "phone"
    BLOCKED = "blocked"
    """The phone got it and hid it for good."""
    INBOX = "inbox"
    JUNK = "junk"
    ARCHIVE = "archive"
    LOST = "lost"


FOLDERS = (Place.INBOX, Place.JUNK, Place.ARCHIVE)


@dataclass(frozen=True)
class Phone:
    """A practice phone with its two switches; ``number`` as people write it. A landline rings and takes no texts."""

    number: str
    block_unknown_senders: bool = False
    flight_mode: bool = False
    landline: bool = False


@dataclass(frozen=True)
class Mailbox:
    """A practice mailbox. ``open``: somebody is signed in to it; ``moves_to``: a rule files mail there."""

    id: str
    address: str
    open: bool = True
    junk_unknown_senders: bool = False
    sender_trusted: bool = False
    full: bool = False
    moves_to: Place | None = None


@dataclass(frozen=True)
class Network:
    """What lies between the service and the person."""

    carrier_filter: bool = False
    delay: timedelta = timedelta()


@dataclass(frozen=True)
class Parcel:
    """A message that the service handed over, by its outbox id. ``at``: when it arrives, or arrived."""

    message: str
    channel: Channel
    destination: str
    at: datetime
    place: Place = Place.ON_THE_WAY
    state: DeliveryState = DeliveryState.ACCEPTED

    @property
    def is_here(self) -> bool:
        """True if the person can come upon it."""
        return self.place is Place.PHONE or self.place in FOLDERS


@dataclass(frozen=True)
class World:
    """All of one scenario's world."""

    scenario: str
    seed: int
    phones: tuple[Phone, ...]
    mailboxes: tuple[Mailbox, ...]
    network: Network
    parcels: tuple[Parcel, ...] = ()

    def phone(self, number: str) -> Phone | None:
        """The phone with that number, however it is written."""
        return next((phone for phone in self.phones if _digits(phone.number) == _digits(number)), None)

    def mailbox(self, address: str) -> Mailbox | None:
        """The mailbox with that address."""
        return next((mailbox for mailbox in self.mailboxes if mailbox.address.lower() == address.lower()), None)

    def on_phone(self, phone: Phone) -> tuple[Parcel, ...]:
        """What can be read on a phone, oldest first."""
        return self._come_to(phone, Channel.SMS)

    def calls_on(self, phone: Phone) -> tuple[Parcel, ...]:
        """The calls that a phone has rung with, oldest first."""
        return self._come_to(phone, Channel.CALL)

    def _come_to(self, phone: Phone, channel: Channel) -> tuple[Parcel, ...]:
        here = (parcel for parcel in self.parcels if (parcel.place, parcel.channel) == (Place.PHONE, channel))
        return _oldest_first(parcel for parcel in here if self.phone(parcel.destination) == phone)

    def in_folder(self, mailbox: Mailbox, folder: Place) -> tuple[Parcel, ...]:
        """What lies in a folder of a mailbox, oldest first."""
        here = (parcel for parcel in self.parcels if parcel.place is folder)
        return _oldest_first(parcel for parcel in here if self.mailbox(parcel.destination) == mailbox)


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def _oldest_first(parcels: Iterable[Parcel]) -> tuple[Parcel, ...]:
    return tuple(sorted(parcels, key=lambda parcel: parcel.at))
