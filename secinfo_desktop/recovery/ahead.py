"""Thinks ahead while the person reads: what the guide would say to each answer that they may give.

The answers are given in a situation that is only imagined, on the way that real ones take, so that nothing has to be
known here of what follows what. Nothing of it is kept but the guide's thoughts. Each depends on all that was
known: whoever answers otherwise, or at another pace, has the guide think anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.by_hand import ByHand
from secinfo_desktop.recovery.search import Search
from secinfo_desktop.recovery.situation import Situation

MOST = 16
"""So many answers are imagined for a page: three or four, each at several paces. More of them tell less."""


@dataclass(frozen=True)
class Imagined:
    """Something that the person may say, and when."""

    what: said.Said
    at: datetime


def imagined(at: Situation) -> tuple[Imagined, ...]:
    """What the guide can think about now, the likeliest first; nothing where no answer leads to it."""
    if at.guiding.case is None or at.guiding.case.is_closed:
        return ()
    words, step = tuple(_answers(at.page)), _step(at)
    first, *others = (at.guiding.likely_times(step) if words and step is not None else ()) or (at.clock(),)
    usual = [Imagined(what, first) for what in words]
    quicker_or_slower = [Imagined(what, time) for time in others for what in words if _tells_pace(what)]
    return (*usual, *quicker_or_slower)[:MOST]


def think(at: Situation, one: Imagined) -> None:
    """Answers so in an imagined situation; what the guide thinks there is known here from now on."""
    there = at.imagined(lambda: one.at)
    by_hand = ByHand(there)
    if isinstance(there.page, pages.ByHandPage):
        by_hand.take(one.what)
    else:
        Search(there, by_hand).take(one.what)


def _tells_pace(what: said.Said) -> bool:
    return what not in (said.Skipped(), said.Answered(said.StepAnswer.CANNOT))


def _step(at: Situation) -> str | None:
    """The step whose time the answer tells."""
    return at.page.step if isinstance(at.page, pages.StepPage) else at.step


def _answers(page: pages.Page) -> Iterator[said.Said]:
    match page:
        case pages.QuestionPage(answers=answers):
            yield from (said.Answered(answer) for answer in answers if answer != SOLVED)
        case pages.InstructionPage() | pages.SessionsPage() | pages.RecoveryCodePage():
            yield said.Answered(said.StepAnswer.FAILED)
            if page.cannot and not isinstance(page, pages.RecoveryCodePage):
                yield said.Answered(said.StepAnswer.CANNOT)
        case pages.AskedBeforePage():
            yield said.AskedBefore(said.TimesAsked.ONE)
            yield said.AskedBefore(said.TimesAsked.FEW)
        case pages.CodeTherePage():
            yield said.DidNotCome()
            return
        case _:
            return
    if isinstance(page, pages.StepPage):
        yield said.Skipped()
