"""The checklist's sentences as said on the phone: about the provider's own pages, and with no contact named."""

from datetime import datetime

from secinfo_desktop.domain.provider_pages import ProviderButton
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words

PHONE = "sms"
"""The context of a checklist that is about a phone."""


def call_words(words: Words, pack: ProviderPack | None, context: str, asked_at: datetime | None = None) -> StepWords:
    """The sentences for a call. Where the code goes is said to nobody: they see it on the page (B6)."""
    sender = (pack.text_sender if context == PHONE else pack.sender_name) if pack else ""
    return StepWords(
        words=words,
        mask=words.say("page.step.mask_unknown"),
        provider=pack.brand if pack else words.say("helpdesk_ticket.provider_unknown"),
        sender=sender or words.say("helpdesk_ticket.provider_unknown"),
        address=pack.sender_address if pack else words.say("helpdesk_ticket.provider_unknown"),
        time=words.time(asked_at or words.clock()),
        by_hand=True,
        buttons={button.value: _button(pack, button, words) for button in ProviderButton},
    )


def _button(pack: ProviderPack | None, button: ProviderButton, words: Words) -> str:
    by_hand = pack.by_hand if pack else None
    return (by_hand.buttons.get(button) if by_hand else None) or words.say(f"page.by_hand.button.{button}")
