"""What can be taken along from a page: its steps, or how it went. Nothing secret, and practice says so."""

import re
from collections.abc import Callable

import pytest

from secinfo_desktop.recovery import said, sheet, taken_along
from secinfo_desktop.recovery.howto import Topic
from tests.gui import practice_ways, ways
from tests.gui.story_world import StoryAccounts
from tests.helpers.pseudo_words import plain_words
from tests.helpers.walk import Walk

Way = Callable[[Walk], None]
WITH_STEPS = (
    ways.instruction,
    ways.secures,
    ways.how_to_phone,
    ways.how_to_general,
    ways.hand_asks,
    ways.hand_asks_again,
    ways.hand_secures,
    ways.hand_replaces,
    ways.find_name,
    ways.hand_finds_name,
    practice_ways.practice_mail,
    practice_ways.practice_how_to,
)
ENDS = (ways.hand_over, ways.handed_over, ways.got_in, ways.secured, ways.stopped, ways.replacing, ways.hand_in)
WITHOUT = (ways.start, ways.contact, ways.waits, ways.question, ways.password, ways.trouble)


def at(way: Way) -> Walk:
    walk = Walk(StoryAccounts())
    way(walk)
    return walk


def taken(walk: Walk) -> str:
    words = plain_words(walk.accounts.clock)
    made = taken_along.sheet(walk.frame, words)
    assert made is not None
    return sheet.as_text(made, words)


@pytest.mark.parametrize("way", WITH_STEPS, ids=lambda way: way.__name__)
def test_the_steps_of_a_page_are_numbered(way: Way) -> None:
    text = taken(at(way))
    assert re.findall(r"^\d+\. ", text, re.MULTILINE)[:2] == ["1. ", "2. "]


@pytest.mark.parametrize("way", ENDS, ids=lambda way: way.__name__)
def test_how_it_went_is_told_under_its_title(way: Way) -> None:
    assert len(taken(at(way)).splitlines()) > 4


@pytest.mark.parametrize("way", WITHOUT, ids=lambda way: way.__name__)
def test_where_nothing_is_to_be_done_elsewhere_there_is_nothing_to_take(way: Way) -> None:
    walk = at(way)
    assert taken_along.sheet(walk.frame, plain_words(walk.accounts.clock)) is None


@pytest.mark.parametrize("way", [*WITH_STEPS, *ENDS], ids=lambda way: way.__name__)
def test_nothing_secret_is_in_it_and_practice_alone_says_so(way: Way) -> None:
    walk = at(way)
    text, sent = taken(walk), [delivery.code for delivery in walk.accounts.deliveries]
    codes = [code for code in sent if code in text or f"{code[:3]} {code[3:]}" in text]
    contacts = [contact.value for contact in walk.account.contacts if contact.value in text]
    assert (codes, contacts, ways.TYPED in text, ways.PASSWORD in text) == ([], [], False, False)
    assert text.startswith("Practice: nobody in here is real") is (walk.frame.persona is not None)


def test_the_end_tells_the_reason_and_what_helps_next_time() -> None:
    walk = at(ways.got_in_from_junk)
    text = taken(walk)
    assert text.splitlines()[0] == "You are back in"
    assert "The reason: the message is in your junk folder." in text
    assert plain_words(walk.accounts.clock).say("next_time.never_ask") in text


def test_going_on_reading_takes_the_how_to_along() -> None:
    walk = at(ways.instruction)
    step = taken(walk)
    walk.says(said.WantsHowTo(Topic.BLOCKED_SENDERS), said.ChoseHowTo("iphone"))
    assert taken(walk) != step
