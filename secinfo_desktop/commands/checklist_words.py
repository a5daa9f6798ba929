"""A checklist in words on the command line: its own sentences where the program has them, else its ids."""

from dataclasses import dataclass

from secinfo_desktop import texts
from secinfo_desktop.commands.speech import say
from secinfo_desktop.guide.checklist import FAILED, HANDOFF, SOLVED
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class ChecklistWords:
    """Names of steps, answers, causes and contexts in one language."""

    words: StepWords

    def step(self, step: str) -> str:
        """What a step asks or says."""
        if step == HANDOFF:
            return say("command.guide.handoff")
        found = (self.words.say_if_any(f"checklist.{kind}.{step}.title") for kind in ("question", "action"))
        return next((title for title in found if title), step)

    def outcome(self, step: str, outcome: str) -> str:
        """What came of a step."""
        if outcome in (SOLVED, FAILED):
            return say(f"command.guide.outcome.{outcome}")
        return self.words.say_if_any(f"checklist.question.{step}.answer.{outcome}") or outcome

    def cause(self, cause: str) -> str:
        """What lies behind the trouble."""
        return self.words.say_if_any(f"checklist.cause.{cause}") or cause

    def context(self, context: str) -> str:
        """The kind of contact."""
        text_id = f"command.guide.context.{context}"
        return say(text_id) if texts.has(text_id) else context


def checklist_words(language: str) -> ChecklistWords:
    """The words without a case: no contact, provider or time is named."""
    from secinfo_desktop.desktop import clock
    from secinfo_desktop.domain.provider_pages import ProviderButton

    words = Words(clock.now, language)
    buttons = {button.value: words.say(f"page.by_hand.button.{button}") for button in ProviderButton}
    provider = words.say("command.guide.provider")
    mask = words.say("page.step.mask_unknown")
    step_words = StepWords(words, mask, provider, provider, "…", "…", by_hand=True, buttons=buttons)
    return ChecklistWords(step_words)
