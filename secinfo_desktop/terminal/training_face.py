"""A practice call in the terminal: the step is read aloud, the caller answers, the trainee types what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from secinfo_desktop.domain.calls import HandedTo, OutcomeCode
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.checklist import HANDOFF
from secinfo_desktop.helpdesk import said, script_texts, training_sheet
from secinfo_desktop.helpdesk.practice_calls import Reply
from secinfo_desktop.helpdesk.scripts import Spoken
from secinfo_desktop.helpdesk.training import REFUSALS
from secinfo_desktop.helpdesk.training_call import PracticeCall, rightly
from secinfo_desktop.helpdesk.training_score import Score
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.terminal.console import Console
from secinfo_desktop.texts.words import Words

KEYS: Final = ("number", "s", "o", "u", "f", "v", "a", "n", "h", "r", "e")
"""What can be typed, in the order in which it is told."""
_WORDS: Final[dict[str, said.Said]] = {
    "s": said.Skips(),
    "u": said.Undoes(),
    "v": said.Verifies(CallerProof.NUMBER),
    "a": said.AsksApproval(None, ""),
    "h": said.HandsOver(HandedTo.SECOND_LINE),
    "r": said.Closes(OutcomeCode.REFUSED),
    "e": said.Closes(OutcomeCode.CALLER_GOES_ON),
}


@dataclass
class TrainingFace:
    """Leads one practice call over a console; ``clock`` is the trainee's time."""

    call: PracticeCall
    console: Console
    words: Words
    pack: ProviderPack | None
    clock: Callable[[], datetime]

    def play(self) -> Score:
        """Until the call has ended, or the input; then what came of it is written."""
        self._begin()
        for key in KEYS:
            self._write(f"helpdesk_training.terminal.key.{key}")
        while not self.call.training.is_over:
            self._show()
            self._ask()
            if not self._hear():
                break
        return self._end()

    def demonstrate(self) -> Score:
        """Leads the call as it is right, in the caller's time."""
        self._begin()
        at = self.call.training.began
        while not self.call.training.is_over:
            self._show()
            reply = self._ask()
            at += timedelta(seconds=reply.seconds)
            self._take(rightly(self.call, reply), at)
        return self._end()

    def _begin(self) -> None:
        caller = self.call.training.caller
        self.console.write(self.words.say("page.practice.banner"))
        self.console.write(self.words.say(f"helpdesk_training.story.{caller.story}.title"))
        self._spoken(self.words.say(f"helpdesk_training.story.{caller.story}.opening"))

    def _show(self) -> None:
        """The step as it is read aloud, what to listen for, and the answers with their numbers."""
        call, spoken = self.call, self._scripts()
        script = spoken.script(call.step, call.checklist.kind(call.step))
        self.console.write("")
        for sentence in (script.say, *script.parts):
            self._write("helpdesk_training.terminal.say", words=sentence)
        self._write("helpdesk_training.terminal.listen", words=script.listen_for)
        for number, outcome in enumerate(call.checklist.outcomes(call.step), 1):
            self.console.write(f"  {number}  {self._heard(call.step, outcome)}")

    def _ask(self) -> Reply:
        if self.call.step == HANDOFF:
            return Reply(None, 0.0)
        self.call, reply = self.call.ask()
        said_by_them = self._heard(self.call.step, reply.value) if reply.value else None
        self._spoken(said_by_them or self.words.say("helpdesk_training.cannot_tell"))
        if reply.pretext is not None:
            self._spoken(self.words.say(f"helpdesk_training.pretext.{reply.pretext}"))
            self._write("helpdesk_training.terminal.say", words=self.words.say(REFUSALS[reply.pretext]))
            self._write("helpdesk_training.terminal.say", words=self.words.say(script_texts.NEVER_ASK))
        return reply

    def _hear(self) -> bool:
        """Takes lines until one leads to another step or ends the call; False at the end of the input."""
        step, standing = self.call.step, len(self.call.log.later)
        while self.call.step == step and len(self.call.log.later) == standing and not self.call.training.is_over:
            line = self.console.read(self.words.say("helpdesk_training.terminal.prompt"))
            if line is None:
                return False
            self._understand(line.strip())
        return True

    def _understand(self, line: str) -> None:
        key, _, rest = line.partition(" ")
        outcomes = self.call.checklist.outcomes(self.call.step)
        if line.isdecimal() and len(line) < len(KEYS) and 1 <= int(line) <= len(outcomes):
            self._take(said.Answered(outcomes[int(line) - 1]), self.clock())
        elif key == "n" and rest:
            self._take(said.Notes(rest), self.clock())
        elif key == "o":
            self._other(rest)
        elif key == "f" and not rest:
            self.call = self.call.opened_facts(self.clock())
            self._write("helpdesk_training.terminal.facts")
        elif key in _WORDS and not rest:
            self._take(_WORDS[key], self.clock())
        else:
            self._write("helpdesk_training.terminal.not_understood")

    def _other(self, number: str) -> None:
        """Without a number the other steps are told, with one it is shown."""
        others = self.call.others
        if number.isdecimal() and len(number) < len(KEYS) and 1 <= int(number) <= len(others):
            self._take(said.ChoosesStep(others[int(number) - 1]), self.clock())
            return
        for place, step in enumerate(others, 1):
            self.console.write(f"  o {place}  {self._scripts().agents.title(step)}")

    def _take(self, what: said.Said, at: datetime) -> None:
        self.call = self.call.took(what, at)
        if isinstance(what, said.Verifies):
            is_shown = self.call.training.is_verified
            self._write("helpdesk_training.terminal.verified" if is_shown else "helpdesk_training.terminal.unverified")

    def _end(self) -> Score:
        its = self.call.score()
        self.console.write("")
        self.console.write(as_text(training_sheet.as_sheet(its, self._scripts().agents), self.words))
        return its

    def _heard(self, step: str, outcome: str) -> str:
        return self.words.say(script_texts.hear(step, outcome))

    def _spoken(self, words: str) -> None:
        self._write("helpdesk_training.terminal.caller", name=self.call.training.caller.name, words=words)

    def _scripts(self) -> Spoken:
        return Spoken(self.words, self.words, self.pack, self.call.log.context)

    def _write(self, text_id: str, **values: str) -> None:
        self.console.write(self.words.say(text_id, n=None, **values))
