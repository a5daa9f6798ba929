"""The next step: the one with the least expected time to the end, after what security asks first (B30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from secinfo_desktop.guide.belief import Belief, believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import HANDOFF, StepKind
from secinfo_desktop.guide.lookahead import Lookahead, Outlook, steps_after
from secinfo_desktop.guide.offers import Guard, Offer, guard, offered
from secinfo_desktop.guide.pace import about, pace
from secinfo_desktop.guide.plan import make_plan
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.thoughts import Thought, Thoughts

MOST_SKIPS = 1
"""A step that was skipped is offered once more when nothing else is left, and then never again."""
ALTERNATIVES = 3
POINTLESS = 0.9
"""A step is not worth staying at if nine tenths of its own time would be lost against the best other one."""


@dataclass(frozen=True)
class Decision:
    """The next step.

    Times are the expected seconds to the end of the case if the step is taken. ``about_left`` is how many steps will
    probably follow it. ``alternatives`` are the next best steps that may be shown, best first.
    """

    step: str
    kind: StepKind
    remaining_s: float
    about_left: int
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Weighed:
    """The decision, and everything that may be shown besides: ``ranked`` as ``other_steps`` has it, with ``seconds``.

    A step that was not worth weighing has no seconds.
    """

    decision: Decision
    ranked: tuple[str, ...]
    seconds: Mapping[str, float]


def decide(
    checklist: Checklist, case: Case, capabilities: frozenset[str], thoughts: Thoughts | None = None
) -> Decision:
    """The next step for the audience of the case; the hand-over if nothing else is worth its time.

    Depends on the log and the capabilities alone: the same log gives the same step on any machine. What was thought
    before (``thoughts``) saves time, and changes nothing.
    """
    return _Position(checklist, case, capabilities, thoughts).best()


def weigh(checklist: Checklist, case: Case, capabilities: frozenset[str]) -> Weighed:
    """The decision and all that may be shown instead, worked out together."""
    position = _Position(checklist, case, capabilities)
    return Weighed(position.best(), (*position.ranked(), HANDOFF), position.outlook(_ANY_SKIPS).remaining_s)


def other_steps(
    checklist: Checklist, case: Case, capabilities: frozenset[str], thoughts: Thoughts | None = None
) -> tuple[str, ...]:
    """Everything that may be shown instead of the shown step, best first, skipped steps behind, the hand-over last."""
    ranked = _Position(checklist, case, capabilities, thoughts).ranked()
    return tuple(step for step in (*ranked, HANDOFF) if step != case.shown)


def better_step(
    checklist: Checklist, case: Case, capabilities: frozenset[str], thoughts: Thoughts | None = None
) -> str | None:
    """A step to offer instead of the shown one, if that has become pointless or may not be shown any more."""
    shown = case.shown
    if shown is None or shown == HANDOFF:
        return None
    position = _Position(checklist, case, capabilities, thoughts)
    if shown in position.offer(_ANY_SKIPS).steps and not position.is_pointless(shown):
        return None
    step = position.best().step
    return step if step != shown else None


_ANY_SKIPS = 1_000_000


class _Position:
    """Everything that a decision starts from, worked out once."""

    def __init__(
        self, checklist: Checklist, case: Case, capabilities: frozenset[str], thoughts: Thoughts | None = None
    ) -> None:
        self._checklist = checklist
        self._capabilities = capabilities
        self.done = progress(checklist, case)
        self._guard = guard(checklist, self.done)
        self._belief = believe(checklist, case, case.audience)
        self._pace = about(pace(case.entries(), self._belief.tables.cost_s))
        self._thoughts = Thoughts() if thoughts is None else thoughts

    def offer(self, skips: int) -> Offer:
        """What may be shown now."""
        return offered(self._checklist, self.done, self._capabilities, skips=skips)

    def best(self) -> Decision:
        """The best step; one that was skipped only where nothing else is left."""
        decision = self.decide(skips=0)
        return decision if decision.step != HANDOFF or not self.done.skipped else self.decide(MOST_SKIPS)

    def ranked(self) -> tuple[str, ...]:
        """Everything that may be shown but the hand-over, best first, skipped steps behind."""
        worth = self.outlook(_ANY_SKIPS).remaining_s
        steps = self.offer(_ANY_SKIPS).steps
        return tuple(sorted(steps, key=lambda step: (self.done.skipped.get(step, 0), worth.get(step, inf))))

    def decide(self, skips: int) -> Decision:
        """The best step among those that were not skipped more often."""
        thought = self._look(skips)
        step = thought.step
        return Decision(
            step=step,
            kind=self._checklist.kind(step),
            remaining_s=thought.outlook.remaining_s.get(step, thought.handoff_s),
            about_left=thought.about_left,
            alternatives=_alternatives(thought.outlook, self.offer(skips), step),
        )

    def outlook(self, skips: int) -> Outlook:
        """What each step would cost until the end."""
        return self._look(skips).outlook

    def is_pointless(self, step: str) -> bool:
        """True if a step would cost nearly its whole time more than the best other one, or was not worth weighing."""
        thought = self._look(_ANY_SKIPS)
        outlook = thought.outlook
        if step not in outlook.remaining_s:
            return outlook.nodes > 0
        others = min(seconds for other, seconds in outlook.remaining_s.items() if other != step)
        return outlook.remaining_s[step] - others >= POINTLESS * thought.cost_s[step]

    def _look(self, skips: int) -> Thought:
        """The outlook for what may be shown; while it is open who asked for the code, for what may be shown after."""
        offer = self.offer(skips)
        first = self._safe_first(offer)
        if self._guard is Guard.UNKNOWN and first:
            offer = offered(self._checklist, self.done, self._capabilities, skips=skips, state=Guard.SAFE)
        belief = self._belief
        steps = (offer.questions, offer.actions, tuple(offer.closed.items()))
        position = (belief.tables, belief.chances, steps, first, self._pace)
        return self._thoughts.of(position, lambda: _think(belief, offer, first, self._pace))

    def _safe_first(self, offer: Offer) -> str | None:
        """The step that security puts before all others: who asked for the code, then securing the account.

        Asking this first costs nothing: it has to be known before any step that uses a code.
        """
        first = self._checklist.security
        if first is None or self._guard is Guard.SAFE:
            return None
        step = first.question if self._guard is Guard.UNKNOWN else first.step
        return step if step in offer.steps else None


def _think(belief: Belief, offer: Offer, first: str | None, at_pace: float) -> Thought:
    """Looks ahead; ``first`` is shown before anything else."""
    plan = make_plan(belief, offer, at_pace)
    outlook = Lookahead(plan).choose()
    step = first or outlook.step
    return Thought(outlook, step, round(steps_after(plan, step)), plan.handoff_s, plan.cost_s)


def _alternatives(outlook: Outlook, offer: Offer, chosen: str) -> tuple[tuple[str, float], ...]:
    steps = [step for step in (*offer.steps, HANDOFF) if step != chosen and step in outlook.remaining_s]
    ranked = sorted(steps, key=outlook.remaining_s.__getitem__)[:ALTERNATIVES]
    return tuple((step, outlook.remaining_s[step]) for step in ranked)
