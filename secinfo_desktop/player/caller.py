"""The practice caller: a made-up person on the phone. The story decides what they say, the seed their pace."""

from dataclasses import dataclass
from random import Random

from secinfo_desktop import resources
from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.checklist import FAILED, SOLVED, Checklist
from secinfo_desktop.helpdesk.practice_calls import Reply
from secinfo_desktop.player.person import THINKING, TIMES, WORKING
from secinfo_desktop.player.stories import story as scenario_of
from secinfo_desktop.practice import callers
from secinfo_desktop.practice.callers import CallerStory
from secinfo_desktop.practice.scenarios import Scenario

MOSTLY = 0.5
"""An action that cures a cause for half of all people cures it for this caller, if they can do it."""
_FOLDER, _SUFFIX = "training", ".toml"


def all_callers() -> tuple[CallerStory, ...]:
    """The stories that come with the program, the gentle ones first."""
    found = (_parse(name.removesuffix(_SUFFIX)) for name in resources.names(_FOLDER, _SUFFIX))
    return tuple(sorted(found, key=lambda story: (story.difficulty, story.id)))


def caller(story_id: str, checklist: Checklist, seed: int) -> "Caller | None":
    """The caller of a story; None if there is no such story."""
    if f"{story_id}{_SUFFIX}" not in resources.names(_FOLDER, _SUFFIX):
        return None
    its = _parse(story_id)
    scenario = scenario_of(its.scenario)
    return Caller(its, scenario, checklist, seed) if scenario is not None else None


def _parse(story_id: str) -> CallerStory:
    return callers.parse(story_id, resources.text(f"{_FOLDER}/{story_id}{_SUFFIX}"))


@dataclass(frozen=True)
class Caller:
    """One call's caller. An impostor answers as the owner would, but nothing ever helps: it is not help they want."""

    its: CallerStory
    scenario: Scenario
    checklist: Checklist
    seed: int

    @property
    def story(self) -> str:
        """The story's id."""
        return self.its.id

    @property
    def name(self) -> str:
        """The owner's first name."""
        return self.scenario.person.name

    @property
    def context(self) -> str:
        """Text or mail."""
        return self.scenario.context.value

    @property
    def cause(self) -> str:
        """The scenario's."""
        return self.scenario.cause

    @property
    def is_impostor(self) -> bool:
        """As the story has it."""
        return self.its.impostor

    def replies(self, step: str, turn: int) -> Reply:
        """An answer, and from their turn on each thing that they try, once."""
        return Reply(self._value(step), self._seconds(step), self._tries(turn))

    def can_prove(self, how: CallerProof) -> bool:
        """Only who holds the owner's app can type a number into it; nobody is called back in training."""
        return how is CallerProof.NUMBER and self.its.has_app

    def _value(self, step: str) -> str | None:
        if step in self.checklist.questions:
            return self.scenario.answers.get(step)
        action = self.checklist.actions.get(step)
        if action is None or step in self.scenario.leaves_out:
            return None
        helps = step in self.scenario.abilities and action.fixes.get(self.cause, 0.0) >= MOSTLY
        return SOLVED if helps and not self.is_impostor else FAILED

    def _seconds(self, step: str) -> float:
        usual = THINKING if step in self.checklist.questions else TIMES.get(step, WORKING)
        return Random(f"{self.seed}/{self.story}/{step}").uniform(*usual)  # a pace, no secret

    def _tries(self, turn: int) -> Pretext | None:
        return next((one.pretext for one in self.its.tries if one.after == turn), None)
