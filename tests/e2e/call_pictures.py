"""Draws the pictures of shared calls in the docs: the console with the caller's own window beside it.

``python -m tests.e2e.call_pictures`` leads the two real windows through five scenarios, on whatever screen Qt is told
(``QT_QPA_PLATFORM=xcb`` under Xvfb), and writes ``docs/pictures/helpdesk-*.png``.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.e2e.test_two_windows import Call, a_call, asks_for_approval
from tests.e2e.two_windows import SENIOR, TOP, a_console

FOLDER: Final = TOP / "docs" / "pictures"
CONSOLE, PERSON = (1280, 860), (640, 860)
_SMOOTH: Final = Qt.TransformationMode.SmoothTransformation
_GAP: Final = 16
_SHARPNESS: Final = 60
"""Per cent of the size at which a picture is kept: small files, words that can be read."""


def asks(call: Call) -> None:
    """The agent waits for Allow; both see the two words."""
    call.joins()


def same_step(call: Call) -> None:
    """Both see one step."""
    call.shared()
    call.agent_answers("1")


def person_answers(call: Call) -> None:
    """The person has answered a step in their own app."""
    call.shared()
    call.person.presses_on("No, it is my own")
    call.both_agree()


def verified(call: Call) -> None:
    """A senior has answered for the caller: facts and actions are open."""
    call.shared()
    home = call.hospital.organise(call.hospital.folder / "senior")
    with a_console(home, SENIOR[0]) as senior:
        asks_for_approval(call.console)
        senior.presses_until("Approvals 1", "Approve")
        senior.does("press", "Approve")
        call.console.until("Wrong guesses")
        call.both_agree()


def ended(call: Call) -> None:
    """The person has ended it."""
    call.shared()
    call.agent_answers("2")
    call.person.presses_until("End", "Nobody looks on any more")
    call.console.until_so(lambda seen: "Live with the caller" not in seen["reads"])


SCENARIOS: Final[dict[str, Callable[[Call], None]]] = {
    "asks": asks,
    "same-step": same_step,
    "answered": person_answers,
    "verified": verified,
    "ended": ended,
}


def draw(name: str, lead: Callable[[Call], None], folder: Path) -> None:
    """Leads one scenario and keeps its picture."""
    with a_call(folder) as call:
        call.console.does("size", *CONSOLE)
        call.person.does("size", *PERSON)
        lead(call)
        parts = []
        for side, window in (("console", call.console), ("person", call.person)):
            file = folder / f"{side}.png"
            window.does("picture", str(file))
            parts.append(QImage(str(file)))
        _beside(*parts).save(str(FOLDER / f"helpdesk-{name}.png"), quality=0)


def _beside(one: QImage, other: QImage) -> QImage:
    whole = QImage(one.width() + _GAP + other.width(), max(one.height(), other.height()), QImage.Format.Format_RGB32)
    whole.fill(QColor("#8a8a8a"))
    painter = QPainter(whole)
    painter.drawImage(0, 0, one)
    painter.drawImage(one.width() + _GAP, 0, other)
    painter.end()
    return whole.scaledToWidth(whole.width() * _SHARPNESS // 100, mode=_SMOOTH)


def main() -> int:
    """All of them, or those that are named."""
    wanted = sys.argv[1:] or list(SCENARIOS)
    for name in wanted:
        with TemporaryDirectory() as folder:
            draw(name, SCENARIOS[name], Path(folder) / "call")
    return 0


if __name__ == "__main__":
    sys.exit(main())
