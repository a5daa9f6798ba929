"""The console beside the person's window, in the same app. What it is made of is loaded when it is wanted."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
    from secinfo_desktop.helpdesk.acts import Ports
    from secinfo_desktop.helpdesk.console import Console
    from secinfo_desktop.helpdesk.workplaces import Workplaces

MakeConsole = Callable[[Words], "tuple[Console, Ports, Workplaces | None]"]
"""A console, where its cases are kept, and where else one can work; may take a while."""


class SecondWindow(QObject):
    """One look for both windows, and one console however often it is asked for."""

    def __init__(self, window: Window, make: MakeConsole, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._make, self._jobs = window, make, jobs
        self._is_coming = False
        self.console: ConsoleWindow | None = None
        """None until it was wanted."""

    @Slot()
    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.console is not None:
            self.console.show()
            self.console.come_to_front()
        elif not self._is_coming:
            self._is_coming = True
            self._window.set_busy(busy=True)
            self._jobs.run(partial(self._make, self._window.words), self._show, self._failed)

    def _show(self, made: "tuple[Console, Ports, Workplaces | None]") -> None:
        from secinfo_desktop.gui.helpdesk.app import open_console

        window, self._is_coming = self._window, False
        window.set_busy(busy=False)
        its, ports, workplaces = made
        console = open_console(window.appearance, its, ports, window.words, window.preferences, self._jobs, workplaces)
        console.preferred.connect(window.prefer)
        window.preferred.connect(console.prefer)
        self.console = console
        console.show()
        console.come_to_front()

    def _failed(self, error: Exception) -> None:
        """A broken installation. Who logs crashes logs this one."""
        self._is_coming = False
        self._window.set_busy(busy=False)
        raise error
