"""The real window in one process that many cases are walked in: what it uses after each round, one JSON line a round.

Started with the number of rounds, and with the name of a planted mistake if there shall be one.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

import psutil
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import computer, log
from secinfo_desktop.gui import app
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import Said, SeenContact, Start

LOOKS_EVERY_MS: Final = 2
_BY_HAND: Final[tuple[Said, ...]] = (
    said.Began(Start.FORGOT_PASSWORD),
    said.ChoseAccount("microsoft"),
    said.SawContact(SeenContact.PHONE_TEXT),
    said.AskedThere(),
    said.DidNotCome(),
    said.WantsOtherStep(),
    said.ChoseStep("unblock_senders"),
    said.Answered("done"),
    said.WantsPerson(),
    said.ForgetsIt(),
)
_PRACTICE: Final[tuple[Said | str, ...]] = (
    said.WantsPractice(),
    said.ChoseStory("first-visit"),
    "gives name",
    "chooses",
    said.DidNotCome(),
    said.WantsOtherStep(),
    said.ForgetsIt(),
)
ROUND: Final = (*_BY_HAND, *_PRACTICE)

here = computer.find(os.environ)


def _word(word: Said | str, conductor: Conductor) -> Said:
    """What a made-up person types is known only in the story."""
    if not isinstance(word, str):
        return word
    frame = conductor.frame()
    assert frame.persona is not None
    if word == "gives name":
        return said.GaveName(frame.persona.account_name)
    assert isinstance(frame.page, pages.ContactPage)
    contact = next(contact for contact in frame.page.contacts if contact.kind == "phone")
    return said.ChoseContact(contact.id, next(own.value for own in frame.persona.contacts if own.kind == "phone"))


class Walker(QObject):
    """Walks round after round; a round ends on the first page, where everything of it is gone."""

    def __init__(self, window: Window, rounds: int, keep: Callable[[Window], object]) -> None:
        super().__init__(window)
        conductor = window.findChild(Conductor)
        assert isinstance(conductor, Conductor)
        self._window, self._conductor, self._rounds, self._keep = window, conductor, rounds, keep
        self._left: Iterator[Said | str] = iter(())
        self._look = QTimer(self, interval=LOOKS_EVERY_MS)
        self._look.timeout.connect(self._go_on_when_still)
        self._look.start()

    def _go_on_when_still(self) -> None:
        if self._conductor.is_busy or self._conductor.keeping.is_busy:
            return
        word = next(self._left, None)
        if word is not None:
            self._conductor.say(_word(word, self._conductor))
            return
        self._end_round()

    def _end_round(self) -> None:
        assert isinstance(self._conductor.frame().page, pages.StartPage), self._conductor.frame()
        self._keep(self._window)
        print(json.dumps(self._sample()), flush=True)  # noqa: T201 - to the test
        self._rounds -= 1
        self._left = iter(ROUND)
        if self._rounds <= 0:
            self._look.stop()
            QApplication.exit()

    def _sample(self) -> dict[str, int]:
        process = psutil.Process()
        parts = len(self._window.findChildren(QObject)) + len(QApplication.allWidgets())
        threads, memory = process.num_threads(), process.memory_info().rss
        return {"memory": memory, "handles": process.num_fds(), "threads": threads, "parts": parts}


_kept: list[Any] = []
MISTAKES: Final[dict[str, Callable[[Window], object]]] = {
    "": lambda _window: None,
    "memory": lambda _window: _kept.append(bytearray(b"x") * 1_000_000),
    "handles": lambda _window: _kept.append(os.open("/dev/null", os.O_RDONLY)),
    "parts": lambda window: _kept.extend((QWidget(window), QWidget(window))),
}
"""What is kept of every round."""


def run(rounds: int, mistake: str = "") -> int:
    """The app, as it is started by its command."""
    log.start_log(here.folders.log_file)
    stands_on = outside(here.folders, Rest(lambda: here))

    def painted() -> None:
        stands_on.after_first_paint()
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window))
        Walker(window, rounds, MISTAKES[mistake])

    try:
        return app.run((), stands_on._replace(after_first_paint=painted))
    finally:
        here.backend.stop()


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), *sys.argv[2:]))
