"""The checklist's sentences about steps, answers and causes, with what is known about this case in their places."""

from dataclasses import dataclass

from secinfo_desktop import texts
from secinfo_desktop.domain.contacts import Channel, domain_of
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class StepWords:
    """Sentences of the checklist for one frame: masked contact (B6), and the one genuine ``address`` (B17)."""

    words: Words
    mask: str
    provider: str
    sender: str
    address: str
    time: str

    def say(self, text_id: str) -> str:
        """The sentence behind an id of the checklist."""
        return self.words.say(
            text_id,
            mask=self.mask,
            provider=self.provider,
            sender=self.sender,
            address=self.address,
            domain=domain_of(self.address),
            time=self.time,
        )

    def say_if_any(self, text_id: str) -> str | None:
        """The sentence behind an id that need not have one."""
        return self.say(text_id) if texts.has(text_id, self.words.language) else None

    def title(self, step: str) -> str:
        """The title of a step, be it a question, an action or the hand-over."""
        found = (self.say_if_any(f"checklist.{kind}.{step}.title") for kind in ("question", "action"))
        return next((title for title in found if title), None) or self.words.say("page.step.person")

    def is_question(self, step: str) -> bool:
        """True if a step asks something, False if it says what to do."""
        return texts.has(f"checklist.question.{step}.title", self.words.language)

    def answer(self, step: str, answer: str) -> str:
        """What came of a step, in the words that the person chose it by."""
        chosen = self.say_if_any(f"checklist.question.{step}.answer.{answer}")
        return chosen or self.words.say(f"page.notes.{answer}")

    def why(self, reason: str, cause: str | None) -> tuple[str, ...]:
        """Why a step: what it is good for and, where one stands out, the cause that it is about."""
        if cause is None:
            return (self.say(reason),)
        return (self.say(reason), self.words.say("checklist.likely_cause", cause=self.say(cause)))


def step_words(frame: Frame, words: Words) -> StepWords:
    """The sentences for a frame; before a contact was chosen none is named."""
    pack, code, contact = frame.pack, frame.code, frame.contact
    is_text = contact is not None and contact.channel is Channel.SMS
    return StepWords(
        words=words,
        mask=contact.mask if contact else words.say("page.step.mask_unknown"),
        provider=pack.name if pack else "",
        sender="" if pack is None else pack.text_sender if is_text else pack.sender_name,
        address=pack.sender_address if pack else "",
        time=words.time(code.asked_at if code else words.clock()),
    )
