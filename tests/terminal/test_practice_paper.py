"""The made-up person's mailboxes as sentences."""

from dataclasses import replace
from datetime import UTC

from secinfo_desktop.recovery.ports import Mailbox
from secinfo_desktop.terminal import practice_paper, typed
from secinfo_desktop.terminal.screens import Screen
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_practice import FakePractice


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
