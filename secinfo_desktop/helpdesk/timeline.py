"""What happened in a call, as sentences for the agent: as far as they may know it, masked, and who did it."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Final

from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.staff import VERIFIED_FOR
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import SOLVED, Checklist
from secinfo_desktop.guide.events import Answered, Happened, Happening, Observed, StepShown
from secinfo_desktop.helpdesk.pages import TimelineLine
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.helpdesk.scripts import Spoken

DONE, WAITING, UNKNOWN, FAILED, NOTE, NOW = "done", "waiting", "unknown", "failed", "note", "now"
_DETAILED: Final = frozenset({Happening.NOT_DELIVERED, Happening.ERROR_SEEN})
"""What has sentences for its reasons that are true for whoever reads them."""
_WENT_WELL: Final = frozenset(
    {Happening.CODE_ACCEPTED, Happening.PASSWORD_SET, Happening.TROUBLE_TOLD, Happening.CASE_ENDED}
)
_UNSURE: Final = frozenset({"unsure", "unknown", "dont_know", "not_sure"})


def timeline(
    its: HelpCase, view: Case, checklist: Checklist, spoken: Spoken, step: str | None
) -> tuple[TimelineLine, ...]:
    """The lines, oldest first; ``view`` is the log as the agent may see it, ``step`` the one that is shown."""
    return tuple(_lines(its, view, checklist, spoken, step))


def _lines(its: HelpCase, view: Case, checklist: Checklist, spoken: Spoken, step: str | None) -> Iterator[TimelineLine]:
    words, who = spoken.words, _who(its, spoken)
    yield TimelineLine(view.opened.at, words.say("helpdesk.timeline.taken"), "", DONE)
    asked = 0
    for event in view.timeline(view.audience):
        by = who.get(id(event), "")
        if isinstance(event, Answered):
            yield TimelineLine(event.at, _answer(event, spoken), by, _sign(event))
        elif isinstance(event, Happened):
            asked += event.what is Happening.CODE_ASKED
            yield TimelineLine(event.at, _happened(event, asked, spoken), by, _sign_of(event))
        elif event.evidence in checklist.evidence:
            yield TimelineLine(event.at, _known(event, spoken), by, NOTE)
    yield from _proof(its, spoken)
    yield from _end(its, view, spoken, step)


def _proof(its: HelpCase, spoken: Spoken) -> Iterator[TimelineLine]:
    """That the caller has shown who they are, as long as it counts."""
    if its.verified is not None and spoken.words.clock() < its.verified.until:
        at, how = its.verified.until - VERIFIED_FOR, its.verified.how
        yield TimelineLine(at, spoken.words.say(f"helpdesk.timeline.verified.{how}"), "", DONE)


def _end(its: HelpCase, view: Case, spoken: Spoken, step: str | None) -> Iterator[TimelineLine]:
    words, line = spoken.words, its.line
    if line.outcome is not None:
        yield TimelineLine(
            line.changed_at, words.say("helpdesk.timeline.ended"), line.owner.name if line.owner else "", DONE
        )
    elif step is not None:
        shown = [event.at for event in view.later if isinstance(event, StepShown) and event.step == step]
        yield TimelineLine(shown[-1] if shown else view.opened.at, spoken.agents.title(step), "", NOW)


def _who(its: HelpCase, spoken: Spoken) -> dict[int, str]:
    """Who added which event of the log; the caller, where it came from their own app."""
    caller = its.line.caller or spoken.words.say("helpdesk.timeline.caller")
    sides = chain(its.sides, repeat(Side.AGENT))
    said = zip(its.log.later, its.who, sides, strict=False)
    return {id(event): caller if side is Side.CALLER else who for event, who, side in said}


def _answer(event: Answered, spoken: Spoken) -> str:
    """The step and what came of it."""
    said = spoken.agents
    answer = said.say_if_any(f"checklist.question.{event.step}.answer.{event.outcome}")
    answer = answer or spoken.words.say(f"helpdesk.answer.{event.outcome}")
    return spoken.words.say("helpdesk.timeline.answer", step=said.title(event.step), answer=answer)


def _sign(event: Answered) -> str:
    if event.outcome in _UNSURE:
        return UNKNOWN
    return FAILED if event.outcome == "failed" else DONE if event.outcome == SOLVED else NOTE


def _happened(event: Happened, asked: int, spoken: Spoken) -> str:
    if event.what is Happening.CODE_ASKED:
        return spoken.words.say("helpdesk.timeline.code_asked", number=asked)
    if event.what is Happening.CASE_ENDED and event.detail in set(Outcome):
        return spoken.words.say(f"helpdesk.timeline.case_ended.{event.detail}")
    detail = f"page.notes.{event.what}.{event.detail}" if event.what in _DETAILED else ""
    return spoken.words.say_if_any(detail) or spoken.words.say(f"helpdesk.timeline.{event.what}")


def _sign_of(event: Happened) -> str:
    if event.what is Happening.CODE_ASKED:
        return WAITING
    return DONE if event.what in _WENT_WELL else FAILED


def _known(event: Observed, spoken: Spoken) -> str:
    """One's own sentence, or the one that a known computer is told by."""
    own = spoken.words.say_if_any(f"helpdesk.known.{event.evidence}.{event.value}")
    own = own or spoken.words.say_if_any(f"page.notes.{event.evidence}.{event.value}")
    return own or spoken.words.say("helpdesk.timeline.known")
