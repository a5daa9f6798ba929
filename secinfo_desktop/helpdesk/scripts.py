"""What the agent says, in the caller's language, and what to listen for, in the agent's own.

The sentences stand in the catalogue ``helpdesk_script``; a step without any takes those of the checklist, which speak
to the caller as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from secinfo_desktop import texts
from secinfo_desktop.domain.provider_pages import ProviderButton
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.checklist import HANDOFF, StepKind
from secinfo_desktop.helpdesk.pages import Script
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Spoken:
    """Scripts of one call: ``words`` are the agent's, ``caller`` the caller's; ``is_text`` for codes to a phone."""

    words: Words
    caller: Words
    pack: ProviderPack | None
    is_text: bool
    time: str
    by_hand: bool = True

    def script(self, step: str, kind: StepKind) -> Script:
        """The script of a step."""
        say = self._say(step)
        return Script(
            language=self.caller.language,
            say=say or self._own(step, kind),
            parts=self._parts(step, kind, has_script=bool(say)),
            never_ask=self.caller.say("helpdesk.never_ask"),
            listen_for=self.agents.say_if_any(f"helpdesk_script.listen.{step}") or "",
        )

    @property
    def agents(self) -> StepWords:
        """The checklist's sentences for the agent."""
        return _step_words(self, self.words)

    @property
    def callers(self) -> StepWords:
        """The checklist's sentences in the caller's language."""
        return _step_words(self, self.caller)

    def _say(self, step: str) -> str | None:
        """The script itself, if the caller's language has one: nobody is read two languages in one breath."""
        text_id = f"helpdesk_script.say.{step}"
        return self.callers.say(text_id) if texts.has(text_id, self.caller.language, alone=True) else None

    def _own(self, step: str, kind: StepKind) -> str:
        said = self.callers
        if step == HANDOFF:
            return said.title(step)
        lead = said.say_if_any(f"checklist.{kind}.{step}.lead")
        return " ".join(sentence for sentence in (_ended(said.title(step)), lead) if sentence)

    def _parts(self, step: str, kind: StepKind, *, has_script: bool) -> tuple[str, ...]:
        if kind is not StepKind.ACTION:
            return ()
        if has_script and (own := tuple(self._own_parts(step))):
            return own
        parts = self.callers.numbered(f"checklist.action.{step}")
        return tuple(f"{_ended(part)} {detail}".strip() for part, detail in parts)

    def _own_parts(self, step: str) -> Iterator[str]:
        language, said = self.caller.language, self.callers
        ids = (f"helpdesk_script.say.{step}.part.{number}" for number in count(1))
        yield from map(said.say, takewhile(lambda text_id: texts.has(text_id, language, alone=True), ids))


def _ended(sentence: str) -> str:
    """With a full stop, since it is read aloud before another one."""
    return sentence if sentence.endswith((".", "?", ":", "…")) else f"{sentence}."


def _step_words(spoken: Spoken, words: Words) -> StepWords:
    """Nobody at the helpdesk knows the contact: none is named."""
    pack, by_hand = spoken.pack, spoken.pack.by_hand if spoken.pack else None
    return StepWords(
        words=words,
        mask=words.say("page.step.mask_unknown"),
        provider=words.say("helpdesk.provider") if pack is None else pack.brand if spoken.by_hand else pack.name,
        sender=words.say("helpdesk.sender")
        if pack is None
        else pack.text_sender
        if spoken.is_text
        else pack.sender_name,
        address=pack.sender_address if pack else "",
        time=spoken.time or words.say("helpdesk.then"),
        by_hand=spoken.by_hand,
        buttons={
            button.value: (by_hand.buttons.get(button) if by_hand else None)
            or words.say(f"page.by_hand.button.{button}")
            for button in ProviderButton
        },
    )
