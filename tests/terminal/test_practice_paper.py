"""The made-up person's mailboxes as sentences."""

from dataclasses import replace
from datetime import UTC

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.recovery.ports import Mailbox
from secinfo_desktop.terminal import practice_paper, typed
from secinfo_desktop.terminal.screens import Screen
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_practice import NUMBER, FakePractice


def phone_drawn(*, is_ringing: bool) -> Screen:
    """A phone with a text and a later call."""
    clock = FrozenClock()
    practice = FakePractice(clock)
    practice.start("first-visit")
    practice.receive(Channel.SMS, NUMBER, "481906", "KR")
    clock.advance(minutes=1)
    practice.receive(Channel.CALL, NUMBER, "481906", "KR")
    world = practice.look()
    calls = tuple(replace(call, is_ringing=is_ringing) for call in world.phones[0].calls)
    world = replace(world, phones=(replace(world.phones[0], calls=calls),))
    return practice_paper.phones(world, "Mara", Words(clock, zone=UTC))[0]


def test_a_call_stands_among_the_messages_with_what_the_voice_says() -> None:
    text, call, *_ = phone_drawn(is_ringing=True).items
    assert (text.text, call.text) == ("14:00 from Example", "14:01 from Example")
    assert call.detail == "The phone rings. A voice says:\nYour code is 4 8 1 9 0 6, its tag K R"


def test_a_call_that_was_taken_can_be_read_again() -> None:
    assert phone_drawn(is_ringing=False).items[1].detail.startswith("You took the call. A voice said:\n")


def drawn(*, is_open: bool) -> tuple[Mailbox, Screen]:
    clock = FrozenClock()
    practice = FakePractice(clock)
    practice.start("first-visit")
    mailbox = replace(practice.look().mailboxes[0], is_open=is_open)
    world = replace(practice.look(), mailboxes=(mailbox,))
    return mailbox, practice_paper.mailboxes(world, "Mara", Words(clock, zone=UTC))[0]


def test_a_closed_mailbox_says_what_to_type_to_sign_in() -> None:
    mailbox, screen = drawn(is_open=False)
    assert screen.overline == mailbox.address
    (way_in,) = screen.items
    place = typed.Place(screen, is_practice=True)
    assert way_in.text == "Sign in to this mailbox"
    assert typed.understand(way_in.detail, place) == typed.Do("separate_private_sessions")


def test_an_open_mailbox_shows_its_folders() -> None:
    _, screen = drawn(is_open=True)
    assert "Inbox" in [item.text for item in screen.items]
