"""What is said beside the steps: whole sentences, of what is known, and in every language."""

import pytest

from secinfo_desktop.helpdesk import script_texts
from secinfo_desktop.helpdesk.phrases import AT, SENTENCES, Known, Phrase, phrases
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.words import Words
from tests.helpdesk.cases import BEGAN
from tests.helpers.clock import FrozenClock

ALL = Known("Mira", "Example", "4F-207", "+49 30 23125100", "29 November", has_word_pair=True, has_number_to_read=True)


def said(known: Known, language: str = "en") -> dict[Phrase, tuple[str, ...]]:
    return dict(phrases(known, Words(FrozenClock(BEGAN), language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_knows_all_can_say_all(language: str) -> None:
    its = said(ALL, language)
    assert set(its) == set(Phrase)
    assert "Mira" in its[Phrase.OPENING][0]
    assert "+49 30 23125100" in its[Phrase.CHECK_US][1]
    assert "{" not in "".join(sentence for sentences in its.values() for sentence in sentences)


def test_what_is_not_known_is_not_said() -> None:
    its = said(Known("Mira"))
    left_out = {Phrase.NUMBER, Phrase.CALL_BACK, Phrase.WORD_PAIR, Phrase.READ_NUMBER}
    assert set(Phrase) - set(its) == left_out
    assert "hang up. Find our number yourself" in its[Phrase.CHECK_US][1]
    assert its[Phrase.OPENING] == ("This is Mira from the helpdesk. What is the trouble?",)


def test_who_has_told_no_name_says_none() -> None:
    for known in (Known(""), Known("", "Example")):
        assert said(known)[Phrase.OPENING] == ("This is the helpdesk. What is the trouble?",)


def test_every_phrase_has_its_moment() -> None:
    assert sorted(phrase for its in AT.values() for phrase in its) == sorted(Phrase)


def test_who_asks_to_wait_gives_thanks_only_once_they_are_back() -> None:
    its = said(ALL)
    assert its[Phrase.HOLD] == ("Stay on the line. I’ll look something up and come back to you.",)
    assert its[Phrase.BACK] == ("Thank you for waiting.",)


def test_the_line_that_nobody_needs_a_code_is_always_there() -> None:
    assert Phrase.NEVER_ASK in said(Known("Mira"))


def test_braces_in_a_name_are_only_braces() -> None:
    assert "{phone} {0}" in said(Known("{phone} {0}"))[Phrase.OPENING][0]


def test_every_sentence_beside_the_steps_is_said_somewhere() -> None:
    spoken = {what for phrase in Phrase for what in SENTENCES.get(phrase, (phrase.value,))}
    assert spoken | {"opening.alone", "opening.nameless", "check_us.no_phone"} == set(script_texts.AROUND)
