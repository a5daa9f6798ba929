"""How messages walk through the practice world: each hidden cause does what it says, and its remedy helps."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop import resources
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.practice import scenarios
from secinfo_desktop.practice.deeds import UnknownDeed, do
from secinfo_desktop.practice.walk import SLOWEST, Message, settle, walk
from secinfo_desktop.practice.world import Done, Mailbox, Network, Parcel, Phone, Place, World
from tests.helpers.clock import START

NUMBER = "+49 171 3920041"
STORED = "+491713920041"
ADDRESS = "mara.post@example.com"
SOON = START + timedelta(seconds=SLOWEST)
LATER = START + timedelta(minutes=5)


def world(
    phone: Phone | None = None, mailbox: Mailbox | None = None, network: Network | None = None, seed: int = 0
) -> World:
    phones = (phone,) if phone else ()
    mailboxes = (mailbox,) if mailbox else ()
    return World("story", seed, phones, mailboxes, network or Network())


def text_to(number: str = STORED, its_id: str = "1") -> Message:
    return Message(its_id, Channel.SMS, number)


def mail_to(address: str = ADDRESS, its_id: str = "1") -> Message:
    return Message(its_id, Channel.EMAIL, address)


def arrived(before: World, message: Message, at: datetime = SOON) -> Parcel:
    return settle(walk(before, message, START), at).parcels[-1]


def a_phone(**switches: bool) -> Phone:
    return Phone(NUMBER, **switches)


def a_mailbox(*, junk_unknown_senders: bool = False, full: bool = False, is_open: bool = True) -> Mailbox:
    return Mailbox("private", ADDRESS, is_open, junk_unknown_senders=junk_unknown_senders, full=full)


def test_a_text_reaches_a_phone_that_is_on() -> None:
    parcel = arrived(world(a_phone()), text_to())
    assert (parcel.place, parcel.state) == (Place.PHONE, DeliveryState.DELIVERED)


def test_a_message_takes_its_time() -> None:
    on_its_way = settle(walk(world(a_phone()), text_to(), START), START)
    assert on_its_way.parcels[0].place is Place.ON_THE_WAY
    assert on_its_way.parcels[0].state is DeliveryState.ACCEPTED
    assert settle(on_its_way, SOON).parcels[0].place is Place.PHONE


def test_a_slow_network_adds_its_delay() -> None:
    slow = world(a_phone(), network=Network(delay=timedelta(seconds=90)))
    assert arrived(slow, text_to(), START + timedelta(seconds=90)).place is Place.ON_THE_WAY
    assert arrived(slow, text_to(), SOON + timedelta(seconds=90)).place is Place.PHONE


def test_a_phone_that_blocks_hides_a_message_for_good() -> None:
    blocked = settle(walk(world(a_phone(block_unknown_senders=True)), text_to(), START), SOON)
    assert blocked.parcels[0].place is Place.BLOCKED
    assert blocked.parcels[0].state is DeliveryState.DELIVERED
    opened = do(blocked, "unblock_senders", SOON)
    assert opened.parcels[0].place is Place.BLOCKED
    assert arrived(opened, text_to(its_id="2"), LATER).place is Place.PHONE


def test_what_was_held_for_a_phone_without_signal_comes_when_it_is_back() -> None:
    away = settle(walk(world(a_phone(flight_mode=True)), text_to(), START), SOON)
    assert (away.parcels[0].place, away.parcels[0].state) == (Place.HELD, DeliveryState.ACCEPTED)
    back = do(away, "restore_signal", LATER)
    assert (back.parcels[0].place, back.parcels[0].at) == (Place.PHONE, LATER)
    assert back.parcels[0].state is DeliveryState.DELIVERED


def test_what_arrived_before_a_switch_was_moved_stays_where_it_is() -> None:
    sent = walk(world(a_phone(block_unknown_senders=True)), text_to(), START)
    assert do(sent, "unblock_senders", LATER).parcels[0].place is Place.BLOCKED


def test_a_filtering_network_delivers_nothing() -> None:
    parcel = arrived(world(a_phone(), network=Network(carrier_filter=True)), text_to())
    assert (parcel.place, parcel.became) == (Place.LOST, Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED))


def test_a_number_that_is_somebody_elses_now_is_delivered_there() -> None:
    parcel = arrived(world(a_phone()), text_to("+491713920099"))
    assert (parcel.place, parcel.state) == (Place.LOST, DeliveryState.DELIVERED)


def test_mail_reaches_the_inbox() -> None:
    parcel = arrived(world(mailbox=a_mailbox()), mail_to(ADDRESS.upper()))
    assert (parcel.place, parcel.state) == (Place.INBOX, DeliveryState.DELIVERED)


def test_mail_of_an_unknown_sender_goes_to_junk_until_the_sender_is_trusted() -> None:
    in_junk = settle(walk(world(mailbox=a_mailbox(junk_unknown_senders=True)), mail_to(), START), SOON)
    assert in_junk.parcels[0].place is Place.JUNK
    trusted = do(in_junk, "trust_sender", SOON)
    assert trusted.parcels[0].place is Place.INBOX
    assert arrived(trusted, mail_to(its_id="2"), LATER).place is Place.INBOX
    no_more = do(trusted, "trust_sender", LATER, on=False)
    assert arrived(no_more, mail_to(its_id="3"), LATER).place is Place.JUNK


def test_a_rule_files_mail_before_the_junk_filter_sees_it() -> None:
    mailbox = replace(a_mailbox(junk_unknown_senders=True), moves_to=Place.ARCHIVE)
    assert arrived(world(mailbox=mailbox), mail_to()).place is Place.ARCHIVE


def test_b28_a_full_mailbox_bounces_until_there_is_space() -> None:
    full = world(mailbox=a_mailbox(full=True))
    bounced = arrived(full, mail_to())
    assert (bounced.place, bounced.became) == (Place.LOST, Delivery(DeliveryState.BOUNCED, Reason.MAILBOX_FULL))
    assert arrived(do(full, "free_mailbox_space", START), mail_to()).place is Place.INBOX


def test_an_address_that_nobody_has_bounces() -> None:
    lost = arrived(world(mailbox=a_mailbox()), mail_to("nobody@example.com"))
    assert lost.became == Delivery(DeliveryState.BOUNCED, Reason.ADDRESS_UNKNOWN)


def test_a_closed_mailbox_is_opened_by_separate_windows() -> None:
    closed = world(mailbox=a_mailbox(is_open=False))
    opened = do(closed, "separate_private_sessions", START)
    assert opened.mailboxes[0].open
    assert arrived(closed, mail_to()).place is Place.INBOX


def test_a_landline_shows_no_text() -> None:
    parcel = arrived(world(a_phone(landline=True)), text_to())
    assert (parcel.place, parcel.state) == (Place.LOST, DeliveryState.UNDELIVERED)


def test_a_filter_before_the_mailbox_keeps_mail_until_it_is_let_through() -> None:
    kept = settle(walk(world(mailbox=replace(a_mailbox(), held_back=True)), mail_to(), START), SOON)
    assert (kept.parcels[0].place, kept.parcels[0].state) == (Place.HELD, DeliveryState.ACCEPTED)
    through = do(kept, "release_from_gateway", LATER)
    assert (through.parcels[0].place, through.parcels[0].at) == (Place.INBOX, LATER)
    assert arrived(through, mail_to(its_id="2"), LATER).place is Place.INBOX


def test_a_mailbox_is_open_on_another_device_only_if_somebody_is_signed_in_there() -> None:
    def opened(*, elsewhere: bool) -> bool:
        closed = world(mailbox=replace(a_mailbox(is_open=False), open_elsewhere=elsewhere))
        return do(closed, "read_on_other_device", START).mailboxes[0].open

    assert opened(elsewhere=True)
    assert not opened(elsewhere=False)


def test_a_phone_company_that_is_asked_lets_codes_through() -> None:
    filtering = world(a_phone(), network=Network(carrier_filter=True))
    assert arrived(do(filtering, "ask_carrier", START), text_to()).place is Place.PHONE


def test_what_a_silent_service_sends_is_lost_and_later_it_sends_again() -> None:
    silent = replace(world(a_phone()), silent_until=START + timedelta(minutes=8))
    lost = arrived(silent, text_to())
    assert (lost.place, lost.state) == (Place.LOST, DeliveryState.FAILED)
    later = walk(silent, text_to(), START + timedelta(minutes=9))
    assert settle(later, START + timedelta(minutes=10)).parcels[0].place is Place.PHONE


def test_beyond_what_a_network_takes_in_an_hour_nothing_comes_until_there_was_a_pause() -> None:
    its = world(a_phone(), network=Network(most_an_hour=2))
    for number in range(3):
        now = START + timedelta(minutes=10 * number)
        its = settle(walk(its, text_to(its_id=str(number)), now), now + timedelta(minutes=1))
    assert [parcel.place for parcel in its.parcels] == [Place.PHONE, Place.PHONE, Place.LOST]
    after = START + timedelta(hours=2)
    its = settle(walk(its, text_to(its_id="4"), after), after + timedelta(minutes=1))
    assert its.parcels[-1].place is Place.PHONE


def test_a_replacement_counts_from_its_first_start_and_freezes_the_contacts() -> None:
    started = do(world(a_phone()), "replace_all_info", START)
    again = do(do(started, "replace_all_info", LATER), "correct_contact", LATER)
    assert again.done == (Done("replace_all_info", START),)
    assert do(world(a_phone()), "correct_contact", START).has_done("correct_contact")


def test_a_short_cut_leads_in_only_where_there_is_one_and_a_recovery_code_once() -> None:
    for deed in ("use_signed_in_device", "use_recovery_code"):
        assert not do(world(), deed, START).has_done(deed)
    able = replace(world(), signed_in=True, recovery_code=True)
    used = do(do(able, "use_recovery_code", START), "use_recovery_code", LATER)
    assert used.done == (Done("use_recovery_code", START),)
    assert do(able, "use_signed_in_device", START).has_done("use_signed_in_device")


def test_a_pause_is_written_down() -> None:
    assert do(world(), "stop_and_cool_down", START).done == (Done("stop_and_cool_down", START),)


def test_a_message_that_is_handed_over_twice_walks_once() -> None:
    once = walk(world(a_phone()), text_to(), START)
    assert walk(once, text_to(), LATER) == once


def test_looking_changes_nothing() -> None:
    before = settle(walk(world(mailbox=a_mailbox(junk_unknown_senders=True)), mail_to(), START), SOON)
    for deed in ("look_in_junk", "search_all_folders", "wait_and_look_again"):
        assert do(before, deed, SOON) == before


def test_a_deed_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownDeed):
        do(world(a_phone()), "rob_a_bank", START)


def test_folders_and_phones_show_what_is_theirs_oldest_first() -> None:
    both = walk(world(a_phone(), a_mailbox()), text_to(), LATER)
    both = walk(walk(both, text_to(its_id="2"), START), mail_to(its_id="3"), START)
    both = settle(both, LATER + timedelta(minutes=1))
    assert [parcel.message for parcel in both.on_phone(both.phones[0])] == ["2", "1"]
    assert [parcel.message for parcel in both.in_folder(both.mailboxes[0], Place.INBOX)] == ["3"]
    assert both.in_folder(both.mailboxes[0], Place.JUNK) == ()


@given(st.integers(), st.lists(st.sampled_from(["unblock_senders", "flight_mode", "restore_signal"]), max_size=6))
def test_the_same_seed_and_deeds_tell_the_same_story(seed: int, deeds: list[str]) -> None:
    def play() -> World:
        its, now = world(a_phone(block_unknown_senders=True), seed=seed), START
        for number, deed in enumerate(deeds):
            its = do(walk(its, text_to(its_id=str(number)), now), deed, now)
            now += timedelta(seconds=3)
        return settle(its, now)

    assert play() == play()


@given(st.lists(st.tuples(st.sampled_from(["flight_mode", "block_unknown_senders"]), st.booleans()), max_size=8))
def test_no_message_is_lost_on_the_way_to_a_phone(moves: list[tuple[str, bool]]) -> None:
    its, now = world(a_phone()), START
    for number, (switch, on) in enumerate(moves):
        its = do(walk(its, text_to(its_id=str(number)), now), switch, now, on=on)
        now += timedelta(seconds=2)
    its = do(settle(its, now + timedelta(minutes=1)), "flight_mode", now + timedelta(minutes=1), on=False)
    assert len(its.parcels) == len(moves)
    assert {parcel.place for parcel in its.parcels} <= {Place.PHONE, Place.BLOCKED}


REMEDIES = {
    "first-visit": ("wait_and_look_again", Place.PHONE),
    "text-blocked": ("unblock_senders", Place.PHONE),
    "text-no-signal": ("restore_signal", Place.PHONE),
    "mail-junk": ("look_in_junk", Place.JUNK),
    "mail-second-account": ("separate_private_sessions", Place.INBOX),
    "needs-a-person": ("look_in_junk", Place.LOST),
    "stranger": ("secure_account", Place.PHONE),
}


@pytest.mark.parametrize("name", REMEDIES)
def test_each_scenario_leads_where_its_story_says(name: str) -> None:
    scenario = scenarios.parse(name, resources.text(f"scenarios/{name}.toml"))
    its = World(name, 0, scenario.phones, scenario.mailboxes, scenario.network)
    deed, place = REMEDIES[name]
    contact = scenario.person.contacts[0].value
    its = do(its, deed, START)
    assert arrived(its, Message("1", scenario.context, contact), LATER).place is place
