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
    HOLD = "hold"
    BACK = "hold.back"
    CALL_BACK = "call_back"
    CLOSING = "closing"


class Moment(StrEnum):
    """When something is said."""

    BEGIN = "begin"
    PROVE = "prove"
    REFUSE = "refuse"
    GO_ON = "go_on"
    END = "end"


AT: Final[Mapping[Moment, tuple[Phrase, ...]]] = {
    Moment.BEGIN: (Phrase.OPENING, Phrase.NEVER_ASK, Phrase.NUMBER),
    Moment.PROVE: (Phrase.CHECK_US, Phrase.WORD_PAIR, Phrase.READ_NUMBER),
    Moment.REFUSE: (
        Phrase.REFUSAL, Phrase.UNVERIFIED, Phrase.PERSONAL_DATA, Phrase.CODE, Phrase.MANAGER, Phrase.HURRY,
        Phrase.CONTACT,
    ),
    Moment.GO_ON: (Phrase.HOLD, Phrase.BACK, Phrase.SEND_STEPS, Phrase.COLLEAGUE),
    Moment.END: (Phrase.CALL_BACK, Phrase.CLOSING),
}  # fmt: skip
"""In the order of a call."""
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

    def can_say(self, phrase: Phrase) -> bool:
        """False for a phrase that needs what is not known."""
        needs = {
            Phrase.NUMBER: self.number,
            Phrase.CALL_BACK: self.day,
            Phrase.WORD_PAIR: self.has_word_pair,
            Phrase.READ_NUMBER: self.has_number_to_read,
        }
        return bool(needs.get(phrase, True))


def phrases(known: Known, words: Words) -> tuple[tuple[Phrase, tuple[str, ...]], ...]:
    """What can be said now, with its sentences; ``words`` are the caller's."""
    return tuple((phrase, sentences(phrase, known, words)) for phrase in Phrase if known.can_say(phrase))


def sentences(phrase: Phrase, known: Known, words: Words) -> tuple[str, ...]:
    """The sentences of a phrase; ``words`` are the caller's."""
    opening = "opening.nameless" if not known.name else "opening" if known.organisation else "opening.alone"
    instead = {"opening": opening, "check_us": "check_us" if known.phone else "check_us.no_phone"}
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
