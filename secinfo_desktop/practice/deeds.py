"""What the made-up person can do in their world, by the ids of the guide's actions and of the switches they see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from secinfo_desktop.practice.walk import settle
from secinfo_desktop.practice.world import Mailbox, Parcel, Phone, Place, World


class UnknownDeed(LookupError):  # noqa: N818 - named for what is the case
    """Nobody can do that here; holds nothing but the deed's id."""


PHONE_SWITCHES = ("block_unknown_senders", "flight_mode")
MAILBOX_SWITCHES = ("trust_sender",)
WITHOUT_TRACE = frozenset(
    {
        "ask_carrier",
        "call_instead",
        "check_service_status",
        "correct_account_name",
        "correct_contact",
        "look_in_junk",
        "read_on_other_device",
        "release_from_gateway",
        "replace_all_info",
        "search_all_folders",
        "secure_account",
        "stop_and_cool_down",
        "type_contact_again",
        "use_newest_code",
        "use_other_contact",
        "use_recovery_code",
        "use_signed_in_device",
        "wait_and_look_again",
    }
)
"""Actions of the guide that change nothing here: the person looks, waits, or acts elsewhere."""


def do(world: World, deed: str, now: datetime, *, on: bool = True) -> World:
    """The world after a deed. What was due before it has arrived before it.

    Raises:
        UnknownDeed: no action and no switch has that id.
    """
    settled = settle(world, now)
    if deed in WITHOUT_TRACE:
        return settled
    if deed not in _DEEDS:
        raise UnknownDeed(deed)
    return settle(_DEEDS[deed](settled, on), now)


def phone_switches(phone: Phone) -> tuple[tuple[str, bool], ...]:
    """The switches of a phone, each with its position; a landline has none."""
    return () if phone.landline else tuple((switch, bool(getattr(phone, switch))) for switch in PHONE_SWITCHES)


def mailbox_switches(mailbox: Mailbox) -> tuple[tuple[str, bool], ...]:
    """The switches of a mailbox, each with its position."""
    return ((MAILBOX_SWITCHES[0], mailbox.sender_trusted),)


def _block_unknown_senders(world: World, on: bool) -> World:
    return replace(world, phones=tuple(replace(phone, block_unknown_senders=on) for phone in world.phones))


def _flight_mode(world: World, on: bool) -> World:
    return replace(world, phones=tuple(replace(phone, flight_mode=on) for phone in world.phones))


def _trust_sender(world: World, on: bool) -> World:
    """A trusted sender's mail goes to the inbox, what lies in junk already included (B17)."""
    trusted = replace(world, mailboxes=tuple(replace(mailbox, sender_trusted=on) for mailbox in world.mailboxes))
    return replace(trusted, parcels=tuple(_out_of_junk(parcel) for parcel in world.parcels)) if on else trusted


def _out_of_junk(parcel: Parcel) -> Parcel:
    return replace(parcel, place=Place.INBOX) if parcel.place is Place.JUNK else parcel


def _open_mailboxes(world: World, _on: bool) -> World:
    return replace(world, mailboxes=tuple(replace(mailbox, open=True) for mailbox in world.mailboxes))


def _free_space(world: World, _on: bool) -> World:
    return replace(world, mailboxes=tuple(replace(mailbox, full=False) for mailbox in world.mailboxes))


_DEEDS: dict[str, Callable[[World, bool], World]] = {
    "block_unknown_senders": _block_unknown_senders,
    "flight_mode": _flight_mode,
    "free_mailbox_space": _free_space,
    "restore_signal": lambda world, on: _flight_mode(world, not on),
    "separate_private_sessions": _open_mailboxes,
    "trust_sender": _trust_sender,
    "unblock_senders": lambda world, on: _block_unknown_senders(world, not on),
}
