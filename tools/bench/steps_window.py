"""Whole cases by hand in the window; how long each answer takes until the next page is painted, and what it shows.

The person's answers are drawn by chance, the same in each run. The time is that of the window's own thread: from the
answer, through the guide's decision and the layout, to the end of the turn of the event loop that paints the page.
"""

import secinfo_desktop.gui  # noqa: F401 - first of all, as in the app: it says how Qt is loaded

# isort: split

import json
import os
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import exp
from random import Random
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from secinfo_desktop.desktop.read_ahead import read_ahead
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.shell.leftovers import search_seldom
from secinfo_desktop.gui.theme import Theme
from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.guide.tables import compile_tables
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.apart import answers as answers_apart
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.catalogues import SOURCE
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import MICROSOFT
from tests.helpers.walk import Walk, checklist
from tools.bench.painted import Moment, Painted
from tools.bench.rows import NotMeasured

_REST_MS: Final = 20
_PAGE_S: Final = 20.0
"""So long a person usually reads a page that is no step."""
_SPREAD: Final = 0.6
"""Of the logarithm of a person's seconds: a half up or down, more than the guide's pace supposes."""
_ALWAYS: Final[dict[type[object], said.Said]] = {
    pages.StartPage: said.Began(said.Start.NO_CODE),
    pages.WhoseAccountPage: said.ChoseAccount(MICROSOFT.id),
    pages.AskedBeforePage: said.AskedBefore(said.TimesAsked.ONE),
    pages.AskTherePage: said.AskedThere(),
    pages.CodeTherePage: said.DidNotCome(),
    pages.InstructionPage: said.Answered(said.StepAnswer.FAILED),
    pages.HandOverPage: said.Finished(),
    pages.DonePage: said.StartsOver(),
}


def answer(frame: Frame, chance: Random) -> said.Said:
    """What a person says whom nothing helps.

    Raises:
        NotMeasured: they have no answer to a page.
    """
    match frame.page:
        case pages.SeePage():
            return said.SawContact(chance.choice(list(said.SeenContact)))
        case pages.QuestionPage(answers=answers):
            return said.Answered(chance.choice([one for one in answers if one != SOLVED]))
        case pages.SessionsPage() as page:
            return said.Answered(chance.choice(answers_apart(page)))
        case page if type(page) in _ALWAYS:
            return _ALWAYS[type(page)]
    raise NotMeasured(f"the way ends at {type(frame.page).__name__}")


def content(page: QWidget) -> dict[str, Any]:
    """What can be read and pressed on a page."""
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    buttons = [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    return {"texts": labels, "buttons": buttons}


def changes(scene: Scene, cases: int) -> Iterator[dict[str, Any]]:
    """Each change from one page to another."""
    before = scene.window.page
    painted = Painted(scene.window, lambda: scene.window.page is not before and not scene.window.is_to_be_painted)
    chance, readers, ended = Random(1), Random(2), 0
    while ended < cases:
        before, frame = scene.window.page, scene.walk.frame
        words = answer(frame, chance)
        ended += isinstance(words, said.StartsOver)
        painted.forget()
        begun = Moment.now()
        scene.conductor.say(words)
        thinking = Moment.now().since(begun)["cpu"]
        scene.until(lambda: painted.is_done)
        took = painted.since(begun)
        painted_at = Moment.now()
        _rest()
        tidying = Moment.now().since(painted_at)["cpu"]
        meanwhile = {"tidying": tidying, **_thinks_ahead(scene)}
        scene.walk.accounts.clock.advance(seconds=_reads_s(scene.walk.frame, readers))
        figures = {**took, "thinking": thinking, "showing": took["cpu"] - thinking, **meanwhile}
        yield {**figures, **content(scene.window)}


def _rest() -> None:
    """A person reads before they answer; meanwhile the window throws away what stood in it before."""
    loop = QEventLoop()
    QTimer.singleShot(_REST_MS, loop.quit)
    loop.exec()


def _thinks_ahead(scene: Scene) -> dict[str, float]:
    """Nobody answers before the guide has thought of it, a second at most. All of it, and its longest turn."""
    turns, begun = [0.0], Moment.now()

    def is_over() -> bool:
        turns.append(Moment.now().since(begun)["cpu"])
        return not scene.conductor.ahead.is_busy

    scene.until(is_over)
    return {"ahead": turns[-1], "turn": max(after - before for before, after in pairwise(turns))}


def _reads_s(frame: Frame, chance: Random) -> float:
    """How long a person takes, drawn as the guide's pace supposes; but anybody may be much quicker or slower."""
    step = frame.page.step if isinstance(frame.page, pages.StepPage) else None
    usual = compile_tables(checklist(), "sms").cost_s.get(step or "", _PAGE_S)
    return usual * exp(chance.gauss(0, _SPREAD))


def measure(cases: int) -> list[dict[str, Any]]:
    """All changes of so many cases."""
    application = QApplication([])
    appearance = Appearance(application)
    appearance.wear(Theme())
    appearance.load_rest()
    read_ahead(SOURCE)
    search_seldom()  # as the app does, once it is loaded
    scene = Scene(appearance, LIGHT, Walk(StoryAccounts()))
    found = list(changes(scene, cases))
    scene.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(json.load(sys.stdin))), flush=True)
    os._exit(0)
