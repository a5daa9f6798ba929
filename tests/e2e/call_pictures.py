"""Draws the pictures of the five calls in the docs: the console, and the caller's own window beside it.

``python -m tests.e2e.call_pictures [CALL …]`` leads both windows as ``test_five_calls`` does, each before a screen of
their own (Xvfb), and writes ``docs/pictures/call-*.png`` at the moment that decides.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.e2e.five_calls import Call, a_house, approves, asks_for, finds, refuses, types_until_gone, waits_for_code
from tests.e2e.two_windows import TOP

FOLDER: Final = TOP / "docs" / "pictures"
_SMOOTH: Final = Qt.TransformationMode.SmoothTransformation
_GAP: Final = 16
_SHARPNESS: Final = 60
"""Per cent of the size at which a picture is kept: small files, words that can be read."""
Lead = Callable[[Call], None]


def spam(call: Call) -> None:
    """The code from the junk folder was right; the agent has seen that it was, and nothing else."""
    call.answers("2")
    code = call.house.hospital.code()
    call.person.presses_until("I found it", "Type the code from the message")
    types_until_gone(call.person, code, "Type the code from the message")
    call.console.until("Verified: the code was right")


def number(call: Call) -> None:
    """The number is read out, and typed beside the sentence that it allows."""
    finds(call.console, "send code again")
    call.console.until("Verify the caller")
    call.console.keys("1")
    call.person.does("types", call.reads_number_out())


def lost(call: Call) -> None:
    """The replacement has begun: both sides know it, and no new contact was told to anybody."""
    call.is_verified_for("start a replacement")
    asks_for(call.console, "start a replacement", "phone and mailbox are lost")
    approves(call.house.console("tove"), "Start a replacement, case")
    call.console.until_so(lambda seen: "Start a replacement: Approved" in seen["reads"])
    asks_for(call.console, "start a replacement", "phone and mailbox are lost")
    call.console.until("Start a replacement: done")
    call.person.until("The replacement of your security info has begun")


def handed(call: Call) -> None:
    """A colleague is to go on: the caller is asked anew, with the words that this colleague says."""
    call.answers("2")
    finds(call.console, "to sami")
    call.console.until("Sami Koch leads this case")
    call.console = call.house.console("sami")
    finds(call.console, "4F-000")
    call.console.until("Your word pair")
    call.person.until("Sami Koch of Example Organisation wants to join")


def impostor(call: Call) -> None:
    """No colleague speaks for this caller: nothing is known here, nothing can be done."""
    call.console.keys("V")
    call.console.until("Verify the caller")
    call.console.keys("2")
    call.console.until("A senior agent reads this and decides.")
    call.console.does("types", "says he is her manager")
    call.console.keys("Return")
    refuses(call.house.console("sami"), "Answer for a caller, case")
    call.console.until_so(lambda seen: "A colleague answers for the caller: Refused" in seen["reads"])
    call.console.keys("U")
    call.console.still()


CALLS: Final[dict[str, tuple[str, Lead]]] = {
    "call-1-spam": ("rosa", spam),
    "call-2-number": ("rosa", number),
    "call-3-lost-all": ("sami", lost),
    "call-4-handed-over": ("rosa", handed),
    "call-5-impostor": ("rosa", impostor),
}
"""The picture's name, who takes the call, and the way to the moment."""


def draw(name: str, folder: Path) -> None:
    """Leads one call and keeps its picture."""
    who, lead = CALLS[name]
    with a_house(folder) as house:
        call = Call(house.hospital, house.console(who), house.person(is_known=lead is not impostor), house)
        waits_for_code(call.person)
        call.joins()
        lead(call)
        parts = []
        for side, window in (("console", call.console), ("person", call.person)):
            file = folder / f"{side}.png"
            window.does("picture", str(file))
            parts.append(QImage(str(file)))
        _beside(*parts).save(str(FOLDER / f"{name}.png"), quality=0)


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
    for name in sys.argv[1:] or CALLS:
        with TemporaryDirectory() as folder:
            draw(name, Path(folder) / "house")
    return 0


if __name__ == "__main__":
    sys.exit(main())
