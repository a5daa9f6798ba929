"""Puts the console's window and its conductor together."""

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.helpdesk.conductor import ConsoleConductor
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow


class ConsolePresenter(QObject):
    """Shows each frame, and hands over what was said."""

    def __init__(self, window: ConsoleWindow, conductor: ConsoleConductor) -> None:
        super().__init__(window)
        self._window, self._conductor = window, conductor
        window.said.connect(conductor.say)
        conductor.changed.connect(self._show)
        conductor.busy_changed.connect(self._tell_busy)

    @Slot()
    def _show(self) -> None:
        self._window.show_frame(self._conductor.frame())

    @Slot()
    def _tell_busy(self) -> None:
        self._window.set_busy(busy=self._conductor.is_busy)
