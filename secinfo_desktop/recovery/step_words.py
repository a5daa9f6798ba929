"""The checklist's sentences about steps, answers and causes, with what is known about this case in their places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count, takewhile
from typing import Any

from secinfo_desktop import texts
from secinfo_desktop.domain.contacts import Channel, domain_of
from secinfo_desktop.domain.provider_pages import ProviderButton
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import SeenContact, StepAnswer
from secinfo_desktop.texts.words import Words

_PHONES = frozenset({SeenContact.PHONE_TEXT, SeenContact.PHONE_CALL})
BY_HAND = ".by_hand"
"""The end of an id whose sentence takes another one's place on the provider's own pages."""


@dataclass(frozen=True)
class StepWords:
    """Sentences of the checklist for one frame: masked contact (B6), and the one genuine ``address`` (B17)."""

    words: Words
    mask: str
    provider: str
    sender: str
    address: str
    time: str
    by_hand: bool = False
    buttons: Mapping[str, Any] = field(default_factory=dict)
    """What the provider's buttons say, by the name of their place in a sentence."""

    def say(self, text_id: str) -> str:
        """The sentence behind an id of the checklist; by hand its own one, where there is one."""
        own = f"{text_id}{BY_HAND}"
        return self.words.say(
            own if self.by_hand and texts.has(own, self.words.language) else text_id,
            mask=self.mask,
            provider=self.provider,
            sender=self.sender,
            address=self.address,
            domain=domain_of(self.address),
            time=self.time,
            **self.buttons,
        )

    def say_if_any(self, text_id: str) -> str | None:
        """The sentence behind an id that need not have one."""
        has_own = self.by_hand and texts.has(f"{text_id}{BY_HAND}", self.words.language)
        return self.say(text_id) if has_own or texts.has(text_id, self.words.language) else None

    def numbered(self, base: str) -> tuple[tuple[str, str], ...]:
        """The parts of an instruction with their details; by hand all of them are its own, or none is."""
        is_own = self.by_hand and texts.has(f"{base}.step.1{BY_HAND}", self.words.language)
        end = BY_HAND if is_own else ""
        parts = takewhile(self._has(end), (f"{base}.step.{number}" for number in count(1)))
        return tuple(
            (self.say(part), self.say(f"{part}.detail") if self._has(end)(f"{part}.detail") else "") for part in parts
        )

    def _has(self, end: str) -> Callable[[str], bool]:
        return lambda text_id: texts.has(f"{text_id}{end}", self.words.language)

    def title(self, step: str) -> str:
        """The title of a step, be it a question, an action or the hand-over."""
        found = (self.say_if_any(f"checklist.{kind}.{step}.title") for kind in ("question", "action"))
        return next((title for title in found if title), None) or self.words.say("page.step.person")

    def is_question(self, step: str) -> bool:
        """True if a step asks something, False if it says what to do."""
        return texts.has(f"checklist.question.{step}.title", self.words.language)

    def answer(self, step: str, answer: str) -> str:
        """What came of a step, in the words that the person chose it by; of one that helped, that it did."""
        chosen = self.say_if_any(f"checklist.question.{step}.answer.{answer}")
        if answer == StepAnswer.FAILED:
            chosen = chosen or self.say_if_any(f"checklist.action.{step}.failed")
        return chosen or self.words.say(f"page.notes.{answer}")

    def why(self, reason: str, cause: str | None) -> tuple[str, ...]:
        """Why a step: what it is good for and, where one stands out, the cause that it is about."""
        if cause is None:
            return (self.say(reason),)
        return (self.say(reason), self.words.say("checklist.likely_cause", cause=self.say(cause)))


def step_words(frame: Frame, words: Words) -> StepWords:
    """The sentences for a frame; before a contact was chosen none is named."""
    pack, code, contact = frame.pack, frame.code, frame.contact
    asked_at = code.asked_at if code else frame.requests.last_at if frame.requests else None
    is_text = frame.seen in _PHONES or (contact is not None and contact.channel is Channel.SMS)
    return StepWords(
        words=words,
        mask=contact.mask if contact else words.say("page.step.mask_unknown"),
        provider="" if pack is None else pack.brand if frame.by_hand else pack.name,
        sender="" if pack is None else pack.text_sender if is_text else pack.sender_name,
        address=pack.sender_address if pack else "",
        time=words.time(asked_at or words.clock()),
        by_hand=frame.by_hand,
        buttons={button.value: _button(frame, button, words) for button in ProviderButton},
    )


def _button(frame: Frame, button: ProviderButton, words: Words) -> str:
    """The words on the provider's button as they stand in its pack; else our own."""
    by_hand = frame.pack.by_hand if frame.pack else None
    return (by_hand.buttons.get(button) if by_hand else None) or words.say(f"page.by_hand.button.{button}")
