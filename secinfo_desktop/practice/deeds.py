"""What the made-up person can do in their world, by the ids of the guide's actions and of the switches they see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from secinfo_desktop.practice.walk import settle
from secinfo_desktop.practice.world import Done, Mailbox, Parcel, Phone, Place, World


class UnknownDeed(LookupError):  # noqa: N818 - named for what is the case
    """Nobody can do that here; holds nothing but the deed's id."""


PHONE_SWITCHES = ("block_unknown_senders", "flight_mode")
MAILBOX_SWITCHES = ("trust_sender",)
WITHOUT_TRACE = frozenset(
    {
        "call_instead",
        "check_service_status",
        "correct_account_name",
        "look_in_junk",
        "search_all_folders",
        "secure_account",
        "type_contact_again",
        "use_newest_code",
        "use_other_contact",
        "wait_and_look_again",
    }
)
"""Actions of the guide that change nothing here: the person looks, waits, or the service does what is to be done."""
REPLACED = "replace_all_info"


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
    return settle(_marked(_DEEDS[deed](settled, on), settled, deed, now), now)


def _marked(after: World, before: World, deed: str, now: datetime) -> World:
    """Writes down what stays: of a replacement the first start counts, of a short cut whether there was one."""
    if not _LEAVES_A_MARK.get(deed, _never)(before):
        return after
    return replace(after, done=(*after.done, Done(deed, now)))


def _never(_world: World) -> bool:
    return False


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


def _open_elsewhere(world: World, _on: bool) -> World:
    return replace(world, mailboxes=tuple(replace(its, open=its.open or its.open_elsewhere) for its in world.mailboxes))


def _let_through(world: World, _on: bool) -> World:
    return replace(world, mailboxes=tuple(replace(mailbox, held_back=False) for mailbox in world.mailboxes))


def _ask_carrier(world: World, _on: bool) -> World:
    return replace(world, network=replace(world.network, carrier_filter=False))


def _use_recovery_code(world: World, _on: bool) -> World:
    """It works once; a new one takes its place (B29)."""
    return replace(world, recovery_code=False)


def _same(world: World, _on: bool) -> World:
    return world


def _free_space(world: World, _on: bool) -> World:
    return replace(world, mailboxes=tuple(replace(mailbox, full=False) for mailbox in world.mailboxes))


_LEAVES_A_MARK: dict[str, Callable[[World], bool]] = {
    "correct_contact": lambda world: not world.has_done(REPLACED),
    REPLACED: lambda world: not world.has_done(REPLACED),
    "stop_and_cool_down": lambda _world: True,
    "use_recovery_code": lambda world: world.recovery_code,
    "use_signed_in_device": lambda world: world.signed_in,
}
"""When a deed leaves a mark. While a replacement waits no contact can be changed (B11)."""

_DEEDS: dict[str, Callable[[World, bool], World]] = {
    "ask_carrier": _ask_carrier,
    "block_unknown_senders": _block_unknown_senders,
    "correct_contact": _same,
    "flight_mode": _flight_mode,
    "free_mailbox_space": _free_space,
    "read_on_other_device": _open_elsewhere,
    "release_from_gateway": _let_through,
    REPLACED: _same,
    "restore_signal": lambda world, on: _flight_mode(world, not on),
    "separate_private_sessions": _open_mailboxes,
    "stop_and_cool_down": _same,
    "trust_sender": _trust_sender,
    "unblock_senders": lambda world, on: _block_unknown_senders(world, not on),
    "use_recovery_code": _use_recovery_code,
    "use_signed_in_device": _same,
}
