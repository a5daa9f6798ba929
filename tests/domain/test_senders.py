"""Only the one address is exact; whatever only looks like it is explained; no text makes the comparison fail."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secinfo_desktop import resources
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.letters import hidden_signs
from secinfo_desktop.domain.senders import Match, Sign, check_sender, check_text_sender
from tests.domain.senders_corpus import EXACT, HOST, NAME, NO_ADDRESS, NOT_OURS, RIGHT, TRICKS, Trick

PACK = providers.parse(resources.text("providers/microsoft.toml"))
AROUND = " \t\r\n\u00a0\"'()[]{}<>.,;«»“”‘’"
"""Signs that may stand around an address; all others would make it another one."""
PLACES = st.integers(1, len(RIGHT) - 1)


def test_the_corpus_is_about_the_address_of_the_pack() -> None:
    assert PACK.sender_address == RIGHT
    assert len(EXACT) + len(TRICKS) + len(NOT_OURS) + len(NO_ADDRESS) >= 60
    assert {trick.sign for trick in TRICKS} == set(Sign)


@pytest.mark.parametrize("text", EXACT, ids=ascii)
def test_the_right_address_matches_however_it_was_copied(text: str) -> None:
    found = check_sender(text, PACK)
    assert (found.match, found.signs, found.plain) == (Match.EXACT, (), None)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: ascii(trick.text))
def test_what_only_looks_like_it_is_explained(trick: Trick) -> None:
    found = check_sender(trick.text, PACK)
    assert found.match is Match.LOOK_ALIKE
    assert trick.sign in found.signs, found.signs


@pytest.mark.parametrize("text", NOT_OURS, ids=ascii)
def test_an_address_that_pretends_nothing_is_just_another_one(text: str) -> None:
    assert (check_sender(text, PACK).match, check_sender(text, PACK).signs) == (Match.NOT_OURS, ())


@pytest.mark.parametrize("text", NO_ADDRESS, ids=lambda text: ascii(text[:40]))
def test_what_is_no_address_is_not_judged(text: str) -> None:
    assert check_sender(text, PACK).match is Match.NO_ADDRESS


@pytest.mark.parametrize(
    "is_fooled",
    [
        lambda text: RIGHT in text,
        lambda text: text.endswith("microsoft.com"),
        lambda text: HOST in text and NAME in text,
        lambda text: unicodedata.normalize("NFKC", text).casefold().strip() == RIGHT,
    ],
    ids=["contains it", "ends like it", "has both halves", "is the same in compatible letters"],
)
def test_a_simple_comparison_is_fooled_by_the_corpus(is_fooled: Callable[[str], bool]) -> None:
    assert any(is_fooled(trick.text) for trick in TRICKS)


@given(PLACES, st.text(min_size=1, max_size=4))
@example(len(RIGHT) - 1, "\u200b")
@example(len(NAME), "@")
def test_nothing_can_be_put_into_the_address(place: int, more: str) -> None:
    assert check_sender(RIGHT[:place] + more + RIGHT[place:], PACK).match is not Match.EXACT


@given(st.text(max_size=4), st.text(max_size=4))
@example("", "\u200e")
@example("", ".evil.example")
@example("x", "")
def test_nothing_but_space_quotes_and_brackets_may_touch_the_address(before: str, after: str) -> None:
    touching = before[-1:].strip(AROUND) + after[:1].strip(AROUND)
    hidden = hidden_signs(before + after)
    if touching or hidden:
        assert check_sender(before + RIGHT + after, PACK).match is not Match.EXACT


@given(st.text("@?<>,;:=&.\"'()[] ae", max_size=8), st.text("@?<>,;:=&.\"'()[] ae", max_size=8))
@example("", "?@evil.example")
@example("<", ">@evil.example")
@example("", " @evil.example")
@example("", ">.evil.example")
def test_beside_the_right_address_there_may_be_a_name_but_no_other_address_and_no_rest_of_one(
    before: str, after: str
) -> None:
    if check_sender(before + RIGHT + after, PACK).match is Match.EXACT:
        assert "@" not in before + after
        assert after.partition(" ")[0].strip(AROUND) == ""
        assert before.rpartition(" ")[2].rpartition("<")[2].strip(AROUND) == ""


@given(PLACES, st.characters())
def test_no_letter_of_the_address_can_be_another_one(place: int, letter: str) -> None:
    if letter.lower() != RIGHT[place] or not letter.isascii():
        assert check_sender(RIGHT[:place] + letter + RIGHT[place + 1 :], PACK).match is not Match.EXACT


@given(st.text(max_size=80), st.text(max_size=80))
@example("\ud800", "x")
def test_whatever_was_typed_has_a_verdict_and_hides_nothing(local: str, domain: str) -> None:
    found = check_sender(f"{local}@{domain}", PACK)
    assert hidden_signs(found.shown) == ()
    assert found.plain is None or found.plain.isascii()


def test_the_right_address_behind_a_turned_name_is_not_called_only_shown() -> None:
    found = check_sender(f"Microsoft \u202eelpmaxe.live <\u202c{RIGHT}>", PACK)
    assert found.signs == (Sign.HIDDEN,)
    assert "[U+202E]" in found.shown


def test_an_organisation_whose_name_is_an_ending_does_not_see_itself_everywhere() -> None:
    example = providers.parse(resources.text("providers/example-organisation.toml"))
    assert check_sender("news@shop.example", example).match is Match.NOT_OURS
    assert check_sender("somebody@example.org", example).signs == (Sign.ANYBODYS_MAILBOX,)


def test_hidden_signs_are_shown_by_their_number() -> None:
    assert check_sender(f"{NAME}@account\u200bprotection.microsoft.com", PACK).shown == (
        f"{NAME}@account[U+200B]protection.microsoft.com"
    )


def test_foreign_letters_are_shown_as_the_network_knows_them() -> None:
    found = check_sender(f"{NAME}@accountprotection.micros\u043eft.com", PACK)
    assert found.plain == f"{NAME}@accountprotection.xn--microsft-sbh.com"
    found = check_sender(f"\u0430ccount-security-noreply@{HOST}", PACK)
    assert found.plain == f"[U+0430]ccount-security-noreply@{HOST}"


def test_nothing_of_what_was_seen_is_in_what_a_log_would_show() -> None:
    assert "post.example" not in repr(check_sender("rowan.hale@post.example", PACK))


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Microsoft", Match.EXACT),
        (" microsoft ", Match.EXACT),
        ("Micros0ft", Match.LOOK_ALIKE),
        ("Micr\u043esoft", Match.LOOK_ALIKE),
        ("Micro\u200bsoft", Match.LOOK_ALIKE),
        ("Microsoft Support", Match.NOT_OURS),
        ("+49 171 3920041", Match.NOT_OURS),
        (" ", Match.NO_ADDRESS),
    ],
)
def test_the_name_over_a_text_message_is_compared_too(text: str, match: Match) -> None:
    assert check_text_sender(text, PACK).match is match


@given(st.text(max_size=30))
def test_only_the_name_of_the_pack_is_the_name_of_a_text(text: str) -> None:
    is_right = text.strip().isascii() and text.strip().lower() == "example"
    pack = replace(PACK, text_sender="Example")
    assert (check_text_sender(text, pack).match is Match.EXACT) == is_right
