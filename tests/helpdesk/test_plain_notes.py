"""A note that looks as if it held a secret is not kept, and a ticket tells none even of one that was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.helpdesk.plain_notes import called, referred, told
from secinfo_desktop.note_check import holds_secret

SECRET = (
    "code 4711",
    "the code was 12 34 56",
    "Code: 123456",
    "Der Code lautet 8812",
    "PIN 1234",
    "his password is hunter2",
    "Passwort ist geheim",
    "anna@example.org",
    "+49 171 3920017",
    "abcd1-fghjk-lmnop-qrstu-vwxyz",
    "\uff11\uff12\uff13\uff14\uff15\uff16",
    "1\u200b2\u200d3456",
    "12\u202e3456",
    "12*34*56",
    "1,2,3,4,5,6",
    "\u2460\u2461\u2462\u2463\u2464\u2465",
    "\u0661\u0662\u0663\u0664\u0665\u0666",
    "1\u03012\u03013456",
)
HARMLESS = (
    "Case 4F-207, the second call",
    "call back tomorrow at 14:05",
    "says code 2 · K7 came",
    "=cmd|'/c calc'!A0",
    "These words stand where other words stood",
    "knows neither code nor password",
    "No code since 27.11.2026; see INC0012345",
)


@pytest.mark.parametrize("text", SECRET)
def test_a_secret_in_a_note_is_seen(text: str) -> None:
    assert holds_secret(text)
    assert holds_secret(f"She said: {text}.")


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_note_is_kept_as_typed(text: str) -> None:
    assert not holds_secret(text)
    assert told(text) == text


@pytest.mark.parametrize("text", SECRET)
def test_a_ticket_does_not_tell_it(text: str) -> None:
    assert not holds_secret(told(f"noted: {text}"))


@given(st.text(max_size=300))
def test_what_was_told_can_be_told_again_and_holds_nothing_more(text: str) -> None:
    assert told(told(text)) == told(text)
    assert not holds_secret(told(text))
    assert "\n" not in called(text)


@pytest.mark.parametrize("number", ["INC0012345", "HD-77", "OPS 1234567"])
def test_the_number_of_another_ticket_stays_whole(number: str) -> None:
    assert referred(number) == number


def test_a_code_is_no_number_of_a_ticket() -> None:
    assert referred("123456") == "<number>"
