"""The console in its window: what its list, a new call and an answer take of the window's own thread."""

import gc
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from secinfo_desktop.desktop.read_ahead import read_ahead
from secinfo_desktop.domain.calls import CaseScope
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.theme import Theme
from secinfo_desktop.helpdesk.pages import CaseList
from secinfo_desktop.helpdesk.ports import Query
from secinfo_desktop.texts.catalogues import SOURCE
from tests.gui.console_scene import ConsoleScene
from tests.gui.helpdesk.caller import AgentAtKeys
from tests.gui.looks import LIGHT
from tests.helpers import console_frames as frames
from tools.bench.painted import Moment, Painted

_SCROLLS = 200
_TURNS = 60
_CALLS = 5
_ANSWERS = 8


def turn() -> None:
    """One turn of the event loop, painting included."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def the_list(appearance: Appearance, cases: int) -> dict[str, list[float]]:
    """The turn in which a long list is seen first, and each turn of scrolling through it."""
    scene = ConsoleScene(appearance, LIGHT, frames.no_call())
    for _ in range(5):
        turn()
    lines = frames.many_lines(cases)
    frame = replace(frames.no_call(), cases=CaseList(Query(CaseScope.ALL), lines, frames.COUNTS))
    first = []
    for number in range(_TURNS):  # laid out bit by bit
        begun = time.thread_time()
        if not number:
            scene.window.show_frame(frame)
        turn()
        first.append(1000 * (time.thread_time() - begun))
    bar = scene.window.desk.list.view.verticalScrollBar()
    scrolls = []
    for number in range(1, _SCROLLS + 1):
        begun = time.thread_time()
        bar.setValue(bar.maximum() * number // _SCROLLS)
        turn()
        scrolls.append(1000 * (time.thread_time() - begun))
    scene.close()
    return {"first": first, "scrolls": scrolls}


def calls(appearance: Appearance, folder: Path) -> dict[str, list[float]]:
    """From the key N to the first question on the screen, and from an answer to the next step."""
    agent = AgentAtKeys(appearance, folder)
    found: dict[str, list[float]] = {"question": [], "question_cpu": [], "answers": []}
    for _ in range(_CALLS):
        took = _press(agent, Qt.Key.Key_N)
        found["question"].append(took["wall"])
        found["question_cpu"].append(took["cpu"])
        for _ in range(_ANSWERS):
            if agent.call.step is None or not agent.step.answers:
                break
            found["answers"].append(_press(agent, Qt.Key.Key_1)["cpu"])
    return found


def _press(agent: AgentAtKeys, key: Qt.Key) -> dict[str, float]:
    """Until another step is painted."""
    before = agent.window.desk.step
    painted = Painted(agent.window, lambda: agent.window.desk.step is not before)
    painted.forget()
    begun = Moment.now()
    QTest.keyClick(agent.window, key)
    agent.until(lambda: painted.is_done)
    took = painted.since(begun)
    agent.until(lambda: agent.conductor.is_settled)
    return took


def measure(cases: int, folder: Path) -> dict[str, list[float]]:
    """Everything."""
    application = QApplication([])
    appearance = Appearance(application)
    appearance.wear(Theme())
    appearance.load_rest()
    read_ahead(SOURCE)
    gc.freeze()  # as the app does, once it is loaded
    return {**the_list(appearance, cases), **calls(appearance, folder)}


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        print(json.dumps(measure(int(sys.stdin.read()), Path(place))), flush=True)
    os._exit(0)
