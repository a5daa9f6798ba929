"""What the agent says, in the caller's language, and what to listen for, in the agent's own.

The sentences stand in the catalogue ``helpdesk_script``; a step without any takes those of the checklist, which speak
to the caller as well.
"""

from dataclasses import dataclass
from datetime import datetime

from secinfo_desktop import texts
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.checklist import HANDOFF, StepKind
from secinfo_desktop.helpdesk import script_texts
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.pages import Script
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Spoken:
    """Scripts of one call: ``words`` are the agent's, ``caller`` the caller's. ``asked_at``: for the newest code."""

    words: Words
    caller: Words
    pack: ProviderPack | None
    context: str
    asked_at: datetime | None = None

    def script(self, step: str, kind: StepKind) -> Script:
        """The script of a step."""
        say = self._say(step)
        return Script(
            language=self.caller.language,
            say=say or self._own(step, kind),
            parts=self._parts(step, kind, has_script=bool(say)),
            never_ask=self.caller.say(script_texts.NEVER_ASK),
            listen_for=self.agents.say_if_any(script_texts.listen(step)) or "",
        )

    @property
    def agents(self) -> StepWords:
        """The checklist's sentences for the agent."""
        return self._said(self.words)

    @property
    def callers(self) -> StepWords:
        """The checklist's sentences in the caller's language."""
        return self._said(self.caller)

    def _said(self, words: Words) -> StepWords:
        return call_words(words, self.pack, self.context, self.asked_at)

    def _say(self, step: str) -> str | None:
        """The script itself, if the caller's language has one: nobody is read two languages in one breath."""
        text_id = script_texts.say(step)
        return self.callers.say(text_id) if texts.has(text_id, self.caller.language, alone=True) else None

    def _own(self, step: str, kind: StepKind) -> str:
        said = self.callers
        if step == HANDOFF:
            return said.title(step)
        lead = said.say_if_any(f"checklist.{kind}.{step}.lead")
        return " ".join(sentence for sentence in (ended(said.title(step)), lead) if sentence)

    def _parts(self, step: str, kind: StepKind, *, has_script: bool) -> tuple[str, ...]:
        if kind is not StepKind.ACTION:
            return ()
        if has_script and (own := script_texts.parts(step, self.caller.language)):
            return tuple(map(self.callers.say, own))
        parts = self.callers.numbered(f"checklist.action.{step}")
        return tuple(f"{ended(part)} {detail}".strip() for part, detail in parts)


def ended(sentence: str) -> str:
    """With a full stop, since it is read aloud before another one."""
    return sentence if sentence.endswith((".", "?", ":", "…")) else f"{sentence}."
