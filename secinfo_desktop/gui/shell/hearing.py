"""What the window hears: short cuts at any time, and other keys when no control has taken them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from secinfo_desktop.gui.shell import keyboard
from secinfo_desktop.gui.shell.keys import Meaning, meaning

if TYPE_CHECKING:
    from collections.abc import Callable

    from secinfo_desktop.gui.shell.window import Window


def listen(window: "Window") -> None:
    """Hear the short cuts from now on."""
    wishes: dict[str, Callable[[Window], object]] = {
        "Alt+Left": _back,
        "Alt+C": lambda its: its.type_code(),
        "Alt+W": _why,
        "Alt+K": _notes,
        "F1": _help,
        "Ctrl++": lambda its: _change_size(its, 1),
        "Ctrl+=": lambda its: _change_size(its, 1),
        "Ctrl+-": lambda its: _change_size(its, -1),
        "Ctrl+0": lambda its: its.prefer(replace(its.preferences, scale=1.0)),
    }
    for sequence, do in wishes.items():
        QShortcut(QKeySequence(sequence), window).activated.connect(lambda do=do: do(window))


def hear(window: "Window", event: QKeyEvent) -> bool:
    """Do what a key means; False if it means nothing here."""
    body = window.body
    match meaning(event):
        case Meaning.DIGIT:
            keyboard.type_digit(body, event.text())
        case Meaning.PASTE:
            keyboard.paste(body)
        case Meaning.LETTER if not window.is_busy:
            keyboard.answer(body, event.text())
        case Meaning.ENTER if not window.is_busy:
            keyboard.enter(body)
        case Meaning.LEAVE:
            _leave(window)
        case _:
            return False
    return True


def _leave(window: "Window") -> None:
    if window.is_busy:
        window.cancelled.emit()
    elif window.body.notes_open:
        window.body.toggle_notes()
    else:
        window.wants_to_leave.emit()


def _back(window: "Window") -> None:
    if window.around.can_go_back:
        window.went_back.emit()


def _why(window: "Window") -> None:
    if window.page is not None and (why := window.page.why()) is not None:
        why.toggle()


def _notes(window: "Window") -> None:
    window.body.toggle_notes()


def _help(window: "Window") -> None:
    if window.around.has_help:
        window.asked_for_help.emit()


def _change_size(window: "Window", steps: int) -> None:
    window.prefer(replace(window.preferences, scale=window.preferences.next_scale(steps)))
