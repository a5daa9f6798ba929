"""The step in the middle, with its script, its answers, and the numbers behind it."""

from secinfo_desktop.guide.agent_explanation import AgentExplanation, remaining_s, runner_up
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF
from secinfo_desktop.guide.expected import CANNOT, expected_shares
from secinfo_desktop.guide.explanation import likely_causes
from secinfo_desktop.helpdesk import script_texts
from secinfo_desktop.helpdesk.leading import Leading
from secinfo_desktop.helpdesk.pages import Answer, Likely, Moved, OtherStep, Step, Why
from secinfo_desktop.helpdesk.scripts import Spoken


def step_of(leading: Leading, view: Case, step: str, spoken: Spoken, told: AgentExplanation | None) -> Step:
    """A step; ``told`` is what takes longer to work out, None while that is not there yet."""
    kind = leading.checklist.kind(step)
    weighed = leading.weighing.weigh(leading.checklist, view, leading.capabilities)
    stands = leading.stands(view, step)
    return Step(
        step=step,
        kind=kind,
        title=spoken.agents.title(step),
        script=spoken.script(step, kind),
        answers=_answers(leading, view, step, spoken, told),
        why=_why(leading, view, step, spoken, told),
        others=tuple(
            OtherStep(other, spoken.agents.title(other), weighed.seconds.get(other))
            for other in weighed.ranked
            if other != step
        ),
        can_undo=leading.can_undo(view),
        can_skip=step != HANDOFF,
        safe_first=_safe_first(leading, step, spoken),
        stands=_answer_words(step, stands, spoken) if stands is not None else "",
        better=_better(leading, view, spoken),
        is_worked_out=told is not None or step == HANDOFF,
    )


def _answers(
    leading: Leading, view: Case, step: str, spoken: Spoken, told: AgentExplanation | None
) -> tuple[Answer, ...]:
    shares = expected_shares(leading.checklist, view, step)
    then = told.then if told is not None else {}
    return tuple(
        Answer(
            value=outcome,
            title=_answer_words(step, outcome, spoken),
            leads_to=spoken.agents.title(then[outcome]) if outcome in then else "",
            share=shares.get(outcome),
        )
        for outcome in leading.outcomes(step)
    )


def _answer_words(step: str, outcome: str, spoken: Spoken) -> str:
    """What the caller may say, else the checklist's own words; what came of an action is said in the agent's."""
    said = spoken.agents
    own = said.say_if_any(script_texts.hear(step, outcome))
    own = own or said.say_if_any(f"checklist.question.{step}.answer.{outcome}")
    if outcome == CANNOT:
        own = own or said.say_if_any(f"checklist.action.{step}.cannot")
    return own or spoken.words.say(f"helpdesk.answer.{outcome}")


def _why(leading: Leading, view: Case, step: str, spoken: Spoken, told: AgentExplanation | None) -> Why:
    weighed = leading.weighing.weigh(leading.checklist, view, leading.capabilities)
    second = runner_up(weighed, step)
    return Why(
        remaining_s=remaining_s(leading.checklist, weighed, step),
        causes=tuple(
            Likely(cause, spoken.agents.say(f"checklist.cause.{cause}"), chance)
            for cause, chance in likely_causes(leading.checklist, view, view.audience)
        ),
        moves=tuple(Moved(one.step, one.outcome, one.cause, one.moved) for one in told.moves) if told else (),
        runner_up=(second[0], spoken.agents.title(second[0]), second[1]) if second is not None else None,
    )


def _safe_first(leading: Leading, step: str, spoken: Spoken) -> str:
    first = leading.checklist.security
    if first is None or step not in {first.question, first.step}:
        return ""
    return spoken.words.say("helpdesk.safe_first.ask" if step == first.question else "helpdesk.safe_first.secure")


def _better(leading: Leading, view: Case, spoken: Spoken) -> tuple[str, str] | None:
    """Only where something became known since the step was shown: it was chosen knowing all else."""
    if view.shown is None or not view.is_news(view.audience):
        return None
    step = leading.weighing.better_step(leading.checklist, view, leading.capabilities)
    return (step, spoken.agents.title(step)) if step is not None else None
