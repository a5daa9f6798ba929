"""The next step: the one with the least expected time to the end, after what security asks first (B30)."""

from dataclasses import dataclass
from math import inf

from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import HANDOFF, StepKind
from secinfo_desktop.guide.lookahead import Lookahead, Outlook, steps_after
from secinfo_desktop.guide.offers import Guard, Offer, guard, offered
from secinfo_desktop.guide.pace import pace
from secinfo_desktop.guide.plan import Plan, make_plan
from secinfo_desktop.guide.progress import progress

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


def decide(checklist: Checklist, case: Case, capabilities: frozenset[str]) -> Decision:
    """The next step for the audience of the case; the hand-over if nothing else is worth its time.

    Depends on the log and the capabilities alone: the same log gives the same step on any machine.
    """
    position = _Position(checklist, case, capabilities)
    decision = position.decide(skips=0)
    if decision.step != HANDOFF or not position.done.skipped:
        return decision
    return position.decide(MOST_SKIPS)


def other_steps(checklist: Checklist, case: Case, capabilities: frozenset[str]) -> tuple[str, ...]:
    """Everything that may be shown instead of the shown step, best first, skipped steps behind, the hand-over last."""
    position = _Position(checklist, case, capabilities)
    steps = position.offer(_ANY_SKIPS).steps
    worth = position.outlook(_ANY_SKIPS).remaining_s
    ranked = sorted(steps, key=lambda step: (position.done.skipped.get(step, 0), worth.get(step, inf)))
    return tuple(step for step in (*ranked, HANDOFF) if step != case.shown)


def better_step(checklist: Checklist, case: Case, capabilities: frozenset[str]) -> str | None:
    """A step to offer instead of the shown one, if that has become pointless or may not be shown any more."""
    shown = case.shown
    if shown is None or shown == HANDOFF:
        return None
    position = _Position(checklist, case, capabilities)
    if shown in position.offer(_ANY_SKIPS).steps and not position.is_pointless(shown):
        return None
    step = decide(checklist, case, capabilities).step
    return step if step != shown else None


_ANY_SKIPS = 1_000_000


class _Position:
    """Everything that a decision starts from, worked out once."""

    def __init__(self, checklist: Checklist, case: Case, capabilities: frozenset[str]) -> None:
        self._checklist = checklist
        self._capabilities = capabilities
        self.done = progress(checklist, case)
        self._guard = guard(checklist, self.done)
        self._belief = believe(checklist, case, case.audience)
        self._pace = pace(case.entries(), self._belief.tables.cost_s)

    def offer(self, skips: int) -> Offer:
        """What may be shown now."""
        return offered(self._checklist, self.done, self._capabilities, skips=skips)

    def decide(self, skips: int) -> Decision:
        """The best step among those that were not skipped more often."""
        offer = self.offer(skips)
        plan = self._plan(skips)
        outlook = Lookahead(plan).choose()
        step = self._safe_first(offer) or outlook.step
        return Decision(
            step=step,
            kind=self._checklist.kind(step),
            remaining_s=outlook.remaining_s.get(step, plan.handoff_s),
            about_left=round(steps_after(plan, step)),
            alternatives=_alternatives(outlook, offer, step),
        )

    def outlook(self, skips: int) -> Outlook:
        """What each step would cost until the end."""
        return Lookahead(self._plan(skips)).choose()

    def is_pointless(self, step: str) -> bool:
        """True if a step would cost nearly its whole time more than the best other one, or was not worth weighing."""
        plan = self._plan(_ANY_SKIPS)
        outlook = Lookahead(plan).choose()
        if step not in outlook.remaining_s:
            return outlook.nodes > 0
        others = min(seconds for other, seconds in outlook.remaining_s.items() if other != step)
        return outlook.remaining_s[step] - others >= POINTLESS * plan.cost_s[step]

    def _plan(self, skips: int) -> Plan:
        """The plan for what may be shown; while it is open who asked for the code, for what may be shown after."""
        offer = self.offer(skips)
        if self._guard is Guard.UNKNOWN and self._safe_first(offer):
            offer = offered(self._checklist, self.done, self._capabilities, skips=skips, state=Guard.SAFE)
        return make_plan(self._belief, offer, self._pace)

    def _safe_first(self, offer: Offer) -> str | None:
        """The step that security puts before all others: who asked for the code, then securing the account.

        Asking this first costs nothing: it has to be known before any step that uses a code.
        """
        first = self._checklist.security
        if first is None or self._guard is Guard.SAFE:
            return None
        step = first.question if self._guard is Guard.UNKNOWN else first.step
        return step if step in offer.steps else None


def _alternatives(outlook: Outlook, offer: Offer, chosen: str) -> tuple[tuple[str, float], ...]:
    steps = [step for step in (*offer.steps, HANDOFF) if step != chosen and step in outlook.remaining_s]
    ranked = sorted(steps, key=outlook.remaining_s.__getitem__)[:ALTERNATIVES]
    return tuple((step, outlook.remaining_s[step]) for step in ranked)
