"""A whole practice case in the window, over a service that is slow, dead or floods; how long the window was not there.

A heartbeat on the window's thread is late by as much as one turn of the event loop took. Its processor time is that of
the thread alone, so other programs do not count in it; the time on the wall shows what only waits.
"""

import json
import os
import sys
import tempfile
import threading
import time
from dataclasses import replace
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication

from secinfo_desktop.client.errors import UnreachableError
from secinfo_desktop.client.exchange import Incoming
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.desktop.read_ahead import read_ahead
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.shell.leftovers import search_seldom
from secinfo_desktop.gui.theme import Theme
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.catalogues import SOURCE
from tests.gui.hostile import goes_on, hostile_walk
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.ways import PASSWORD
from tests.helpers.direct import Spoil
from tests.helpers.practice_bench import PracticeBench
from tools.bench.rows import NotMeasured

BEAT_MS: Final = 1
READING_TURNS: Final = 30
SLOW_S: Final = 0.3
MANY: Final = {"contacts": 2_000, "evidence": 2_000, "mails": 200}
FEW: Final = 3
"""Of phones, mailboxes and folders, each with as many messages: 2,400 mails in all, a megabyte."""


class Heartbeat(QObject):
    """Beats on the window's thread; the longest pauses in ms, in processor time and on the wall."""

    def __init__(self) -> None:
        super().__init__()
        self.cpu_ms, self.wall_ms, self.turns = 0.0, 0.0, [0.0]
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """From now on."""
        self._cpu, self._wall = time.thread_time(), time.perf_counter()
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        cpu, wall = time.thread_time(), time.perf_counter()
        self.turns.append((cpu - self._cpu) * 1000)
        self.cpu_ms = max(self.cpu_ms, self.turns[-1])
        self.wall_ms = max(self.wall_ms, (wall - self._wall) * 1000)
        self._cpu, self._wall = cpu, wall


def slow(_endpoint: Endpoint, incoming: Incoming) -> Incoming:
    """Every answer takes its time."""
    threading.Event().wait(SLOW_S)
    return incoming


class Dead:
    """Nobody answers: at first each call is refused at once, later it hangs."""

    def __init__(self) -> None:
        self.hangs = False

    def __call__(self, _endpoint: Endpoint, _incoming: Incoming) -> Incoming:
        """Never the answer."""
        if self.hangs:
            threading.Event().wait()
        raise UnreachableError


class Flood:
    """Thousands of everything that an answer has several of, and never the same twice."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self, endpoint: Endpoint, incoming: Incoming) -> Incoming:
        """The answer with much more in it."""
        if incoming.status != HTTPStatus.OK or endpoint.name == "practice_scenarios":
            return incoming
        document = json.loads(incoming.body)
        self._multiply(document)
        return replace(incoming, body=json.dumps(document).encode())

    def _multiply(self, document: dict[str, Any]) -> None:
        for name, value in document.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                for one in value:
                    self._multiply(one)
                copies = MANY.get(name, FEW)
                value += [{**value[0], "id": f"more-{next(self._numbers)}"} for _ in range(copies)]


class Case:
    """A person in the window who goes a whole way, as fast as the window lets them."""

    def __init__(self, appearance: Appearance, bench: PracticeBench, spoil: Spoil, beat: Heartbeat) -> None:
        self._beat = beat
        self.scene = Scene(appearance, LIGHT, hostile_walk(bench, spoil))

    def recovers(self) -> None:
        """From the first page to being back in."""
        before: set[type[object]] = set()
        while not isinstance(self.scene.walk.frame.page, pages.DonePage):
            frame = self.scene.walk.frame
            words = self._ready(frame, before) or goes_on(frame, before)
            if words is None:
                raise NotMeasured(f"the way ends at {_named(frame.page)}")
            before.add(type(frame.page))
            self.scene.says(words)
            self._reads()

    def _reads(self) -> None:
        """Nobody answers a page before it is painted, and the guide has thought ahead."""
        seen = len(self._beat.turns)
        self.scene.until(
            lambda: len(self._beat.turns) > seen + READING_TURNS and not self.scene.conductor.ahead.is_busy
        )

    def _ready(self, frame: Frame, before: set[type[object]]) -> said.Said | None:
        if isinstance(frame.page, pages.NewPasswordPage):
            return said.GavePassword(PASSWORD)
        if pages.OtherStepsPage in before and frame.code is not None:
            return said.GaveCode(self._code())
        return None

    def _code(self) -> str:
        """Time passes in the story until the message is there."""
        viewer = self.scene.viewer
        viewer.wait(60)
        self.scene.until(lambda: self._found() is not None)
        return str(self._found())

    def _found(self) -> str | None:
        world = self.scene.viewer.world
        boxes = world.mailboxes if world is not None else ()
        texts = (mail.text for box in boxes for folder in box.folders for mail in folder.mails)
        return next((code for text in texts if (code := code_in(text)) is not None), None)

    def meets_nobody(self, dead: Dead) -> float:
        """Tries again and again, then waits for nothing; ms from the wish to stop until the window shows it."""
        self.scene.says(said.WantsPractice(), *[said.TriesAgain()] * 5)
        dead.hangs = True
        self.scene.conductor.say(said.TriesAgain())
        self.scene.until(self._offers_to_stop)
        begun = time.perf_counter()
        self.scene.presses(self.scene.window.words.say("page.shell.cancel"))
        self.scene.until(lambda: not self._offers_to_stop() and not self.scene.is_busy)
        return (time.perf_counter() - begun) * 1000

    def _offers_to_stop(self) -> bool:
        name = self.scene.window.words.say("page.shell.cancel")
        found = self.scene.window.findChildren(QAbstractButton)
        return any(one.isVisible() and one.accessibleName() == name for one in found)


def _named(page: pages.Page) -> str:
    """With what failed: a service that is broken is no slow one."""
    return f"trouble: {page.failure}" if isinstance(page, pages.TroublePage) else type(page).__name__


def measure(case: str) -> dict[str, float]:
    """The figures of one case in ms."""
    application = QApplication([])
    appearance = Appearance(application)
    appearance.wear(Theme())
    appearance.load_rest()
    read_ahead(SOURCE)
    beat, dead = Heartbeat(), Dead()
    spoils: dict[str, Spoil] = {"slow": slow, "dead": dead, "flood": Flood()}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bench = PracticeBench(Path(folder))
        one = Case(appearance, bench, spoils[case], beat)
        search_seldom()  # as the app does; here it would search the service, too, which is a process of its own there
        beat.start()
        stopped = one.meets_nobody(dead) if case == "dead" else 0.0
        if case != "dead":
            one.recovers()
        found = {"cpu": beat.cpu_ms, "wall": beat.wall_ms, "stopped": stopped, "turns": len(beat.turns)}
        one.scene.close()
        bench.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])), flush=True)
    os._exit(0)  # what hangs is not waited for
