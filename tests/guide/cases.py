"""Cases in a line or two, and strategies that draw them."""

from hypothesis import strategies as st

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Answered, Event, Observed, Opened, Retracted, Skipped
from tests.helpers.clock import START

PUBLIC, KNOWN_DEVICE, HELPDESK = Disclosure
EVERYTHING = frozenset({"change_info", "replace_info", "voice_call", "other_contact", "typed_contact", "recovery_code"})
NOTHING: frozenset[str] = frozenset()


def begin(context: str = "sms", audience: Disclosure = PUBLIC) -> Case:
    """A new case of the shipped checklist."""
    return Case(Opened(START, "c0ffee00c0ffee00", "code_not_received", "2026-11-27.2", context, audience))


def answered(step: str, outcome: str, seconds: float | None = None) -> Answered:
    """What came of a step."""
    return Answered(START, step, outcome, seconds)


def skipped(step: str) -> Skipped:
    """A step left out."""
    return Skipped(START, step)


def retracted(step: str) -> Retracted:
    """A step taken back."""
    return Retracted(START, step)


def observed(evidence: str, value: str, disclosure: Disclosure = PUBLIC) -> Observed:
    """A piece of evidence."""
    return Observed(START, evidence, value, disclosure)


def record(case: Case, *events: Event) -> Case:
    """The case with these events."""
    for event in events:
        case = case.record(event)
    return case


def own_case(context: str = "sms", audience: Disclosure = PUBLIC) -> Case:
    """A case of a person who is known to have asked for the code, and to be signed in nowhere else."""
    asked = begin(context, audience).record(answered("asked_for_code", "yes"))
    return asked.record(answered("signed_in_elsewhere", "no"))


def contexts() -> st.SearchStrategy[str]:
    """What kind of contact."""
    return st.sampled_from(["sms", "email"])


@st.composite
def outcomes(draw: st.DrawFn, checklist: Checklist, context: str, most: int = 6) -> list[Answered]:
    """Some different steps of a context, each with something that can come of it, none of them solving."""
    steps = [name for name, question in checklist.questions.items() if context in question.contexts]
    steps += [name for name, action in checklist.actions.items() if context in action.contexts]
    chosen = draw(st.lists(st.sampled_from(steps), unique=True, max_size=most))
    return [answered(step, draw(st.sampled_from(possible(checklist, step)))) for step in chosen]


def possible(checklist: Checklist, step: str) -> tuple[str, ...]:
    """What can come of a step after which the case goes on."""
    return tuple(outcome for outcome in checklist.outcomes(step) if outcome != "solved")
