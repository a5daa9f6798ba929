"""The console of a practice call: the same as any other, and beside it the caller who answers, and the score.

The caller says something to each step that is shown; what the trainee says goes into the training as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.helpdesk import said, script_texts, training_sheet
from secinfo_desktop.helpdesk.acts import Act, Outcome, Ports, Refused
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.pages import ConsoleFrame, Heard
from secinfo_desktop.helpdesk.ports import AccountFacts
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller, Reply
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.helpdesk.training import REFUSALS, Training
from secinfo_desktop.helpdesk.training_score import Score, score
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.texts.words import Words

_ELSEWHERE = said.NewCall | said.OpensCase | said.Joins | said.Erases | said.Exports | said.ChoosesTrouble
"""What leads away from the one call of a training."""


@dataclass(frozen=True)
class Judge:
    """Works out what came of the call; takes longer than an answer may."""

    training: Training
    checklist: Checklist
    capabilities: frozenset[str]

    def perform(self, _ports: Ports, /) -> Score:
        """Thinks, and needs nothing from outside."""
        return score(self.training, self.checklist, self.capabilities)


class TrainingConsole(Console):
    """One call from a made-up caller. ``new_id`` makes the id of its case."""

    def __init__(self, desk: Desk, words: Words, new_id: Callable[[], str], caller: PracticeCaller) -> None:
        super().__init__(desk, words, new_id)
        self._checklist = desk.checklists[desk.first_checklist]
        self._can = desk.capabilities
        self._training = Training(caller, words.clock())
        self._heard: tuple[str, Reply] | None = None
        self._is_first = True
        self._was_refused_proof = False
        self._score: Score | None = None

    def begin(self) -> Act | None:
        """The phone is taken up: the caller speaks first."""
        caller = self._training.caller
        self._begin_call(self._checklist.id, caller.context, caller=caller.name)
        self._listen()
        return super().begin()

    def take(self, what: said.Said) -> Act | None:
        """Takes what the trainee said; what leads away from the call is left aside."""
        if isinstance(what, _ELSEWHERE) or self._training.is_over:
            return None
        before = self._training
        self._training = before.took(what, self._step(), self.words.clock())
        if isinstance(what, said.Verifies):
            self._was_refused_proof = self._training.is_verified is False
        act = super().take(what)
        self._listen()
        if self._training.is_over:
            self._push(Judge(self._training, self._checklist, self._can))
        return act or self._go_on()

    def observe(self, act: Act, outcome: Outcome | Refused) -> Act | None:
        """Takes what came of an act."""
        if isinstance(outcome, AccountFacts):
            self._training = self._training.opened_facts(self.words.clock())
        if isinstance(outcome, Score):
            self._score = outcome
        following = super().observe(act, outcome)
        self._listen()
        return following

    def frame(self) -> ConsoleFrame:
        """What is seen: with what the caller says, and in the end the score."""
        frame = super().frame()
        call = replace(frame.call, heard=self._words_of_caller()) if frame.call is not None else None
        return replace(frame, call=call, is_training=True, score=self._sheet())

    def _step(self) -> str | None:
        call = super().frame().call
        return call.step.step if call is not None and call.step is not None else None

    def _listen(self) -> None:
        """Puts the step to the caller, once as long as it is shown."""
        step = self._step()
        if step is None or step == HANDOFF or (self._heard is not None and self._heard[0] == step):
            return
        self._is_first = self._heard is None
        self._training, reply = self._training.ask(step)
        self._heard, self._was_refused_proof = (step, reply), False

    def _words_of_caller(self) -> Heard | None:
        if self._heard is None or self._step() != self._heard[0]:
            return None
        step, reply = self._heard
        say, caller = self.words.say, self._training.caller
        first = (say(f"helpdesk_training.story.{caller.story}.opening"),) if self._is_first else ()
        answer = say(script_texts.hear(step, reply.value)) if reply.value else say("helpdesk_training.cannot_tell")
        tries = (say(f"helpdesk_training.pretext.{reply.pretext}"),) if reply.pretext is not None else ()
        refusal = say(REFUSALS[reply.pretext]) if reply.pretext is not None else ""
        proof = say("helpdesk_training.terminal.unverified") if self._was_refused_proof else ""
        return Heard(caller.name, (*first, answer, *tries), refusal, proof)

    def _sheet(self) -> Sheet | None:
        if self._score is None:
            return None
        words = call_words(self.words, self._desk.pack, self._training.caller.context)
        return training_sheet.as_sheet(self._score, words)
