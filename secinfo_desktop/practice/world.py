"""The practice world as values: phones, mailboxes and messages on their way. References only: no text, no code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason


class Place(StrEnum):
    """Where a message is in the practice world."""

    ON_THE_WAY = "on_the_way"
    HELD = "held"
    """The network keeps it until the phone has a signal, or a filter before the mailbox until it is let through."""
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
    """A practice mailbox. ``open``: somebody is signed in to it; ``moves_to``: a rule files mail there.

    ``open_elsewhere``: it can be read on another device. ``held_back``: a filter before it keeps what it does not know.
    """

    id: str
    address: str
    open: bool = True
    junk_unknown_senders: bool = False
    sender_trusted: bool = False
    full: bool = False
    moves_to: Place | None = None
    open_elsewhere: bool = False
    held_back: bool = False


@dataclass(frozen=True)
class Network:
    """What lies between the service and the person.

    ``most_an_hour``: what is sent beyond that goes nowhere; 0 is no limit. ``swallows``: nothing ever gets through.
    """

    carrier_filter: bool = False
    delay: timedelta = timedelta()
    most_an_hour: int = 0
    swallows: bool = False


@dataclass(frozen=True)
class Done:
    """A deed that left a mark on the account: a replacement that was started, a pause that began, a way in."""

    deed: str
    at: datetime


@dataclass(frozen=True)
class Parcel:
    """A message that the service handed over, by its outbox id. ``at``: when it arrives, or arrived."""

    message: str
    channel: Channel
    destination: str
    at: datetime
    place: Place = Place.ON_THE_WAY
    state: DeliveryState = DeliveryState.ACCEPTED
    reason: Reason | None = None

    @property
    def became(self) -> Delivery:
        """What became of it so far."""
        return Delivery(self.state, self.reason)

    @property
    def is_here(self) -> bool:
        """True if the person can come upon it."""
        return self.place is Place.PHONE or self.place in FOLDERS


@dataclass(frozen=True)
class World:
    """All of one scenario's world.

    Until ``silent_until`` the service sends nothing: it has a fault, or the account is locked. ``signed_in`` and
    ``recovery_code`` are what the person still has: a device on which they are signed in, a code kept for bad days.
    """

    scenario: str
    seed: int
    phones: tuple[Phone, ...]
    mailboxes: tuple[Mailbox, ...]
    network: Network
    parcels: tuple[Parcel, ...] = ()
    silent_until: datetime | None = None
    signed_in: bool = False
    recovery_code: bool = False
    done: tuple[Done, ...] = ()

    def has_done(self, deed: str) -> bool:
        """True if a deed left its mark."""
        return any(done.deed == deed for done in self.done)

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
