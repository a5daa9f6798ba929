"""What is said beside the steps: the greeting, how to check the helpdesk, a polite refusal, the call back, the end.

Read aloud in the caller's language. A phrase that needs what is not known (a number of a case, a day) is not offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from secinfo_desktop.helpdesk.script_texts import around
from secinfo_desktop.texts.words import Words


class Phrase(StrEnum):
    """One thing to say, in the order of a call."""

    OPENING = "opening"
    NEVER_ASK = "never_ask"
    NUMBER = "number"
    CHECK_US = "check_us"
    WORD_PAIR = "word_pair"
    READ_NUMBER = "read_number"
    UNVERIFIED = "unverified"
    PERSONAL_DATA = "no_personal_data"
    REFUSAL = "refusal"
    CODE = "refusal.code"
    MANAGER = "refusal.manager"
    HURRY = "refusal.hurry"
    CONTACT = "refusal.contact"
    SEND_STEPS = "send_steps"
    COLLEAGUE = "colleague"
    CALL_BACK = "call_back"
    CLOSING = "closing"


SENTENCES: Final[Mapping[Phrase, tuple[str, ...]]] = {
    Phrase.CHECK_US: ("who_called", "check_us"),
    Phrase.WORD_PAIR: ("word_pair", "word_pair.limit"),
    Phrase.REFUSAL: ("refusal", "refusal.offer"),
    Phrase.CALL_BACK: ("call_back", "call_back.never_ask"),
    Phrase.CLOSING: ("closing", "closing.never_ask"),
}
"""Phrases of more than one sentence."""


@dataclass(frozen=True)
class Known:
    """What can be put into phrases; "" is not known. ``day`` is that of the call back, as people say it."""

    name: str
    organisation: str = ""
    number: str = ""
    phone: str = ""
    day: str = ""
    has_word_pair: bool = False
    has_number_to_read: bool = False


def phrases(known: Known, words: Words) -> tuple[tuple[Phrase, tuple[str, ...]], ...]:
    """What can be said now, with its sentences; ``words`` are the caller's."""
    missing = {
        phrase
        for phrase, is_there in (
            (Phrase.NUMBER, known.number),
            (Phrase.CALL_BACK, known.day),
            (Phrase.WORD_PAIR, known.has_word_pair),
            (Phrase.READ_NUMBER, known.has_number_to_read),
        )
        if not is_there
    }
    return tuple((phrase, _said(phrase, known, words)) for phrase in Phrase if phrase not in missing)


def _said(phrase: Phrase, known: Known, words: Words) -> tuple[str, ...]:
    instead = {} if known.organisation else {"opening": "opening.alone"}
    instead |= {} if known.phone else {"check_us": "check_us.no_phone"}
    return tuple(
        words.say(
            around(instead.get(what, what)),
            name=known.name,
            organisation=known.organisation,
            number=known.number,
            phone=known.phone,
            day=known.day,
        )
        for what in SENTENCES.get(phrase, (phrase.value,))
    )
