"""The window waits for something outside: a short wait is not shown, a longer one where the person pressed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import Button
    from secinfo_desktop.gui.shell.window import Window

WORKING_AFTER_MS: Final = 300
"""Most answers come sooner; a sign that flashes is only noise."""


class Waiting(QObject):
    """Shows, after a moment, that the page waits; ``tell`` says it aloud when that is shown."""

    def __init__(self, window: "Window", tell: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._tell = window, tell
        self._button: Button | None = None
        self.is_on = False
        self._soon = QTimer(self, singleShot=True, interval=WORKING_AFTER_MS)
        self._soon.timeout.connect(self._show)

    def set(self, *, on: bool) -> None:
        """Begin or end."""
        self.is_on = on
        if on:
            self._soon.start()
            return
        self._soon.stop()
        self._window.body.set_working(shown=False)
        if self._button is not None:
            self._button.set_idle()
            self._button = None

    def move(self) -> None:
        """Go on in a new body: the button of the one before is gone."""
        self._button = None
        self.set(on=self.is_on)

    @Slot()
    def _show(self) -> None:
        from secinfo_desktop.gui.shell import keyboard

        body, words = self._window.body, self._window.words.say("page.shell.working")
        self._button = keyboard.pressed_button(body)
        if self._button is not None:
            self._button.set_working(words)
        body.set_working(shown=True)
        self._tell(words)
