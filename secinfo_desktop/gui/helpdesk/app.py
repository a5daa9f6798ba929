"""The console as an app of its own, and as a second window of the app that is open."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui import icons
from secinfo_desktop.gui.appearance import STYLE, Appearance
from secinfo_desktop.gui.helpdesk.conductor import ConsoleConductor
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.texts.words import Words

NAME: Final = "secinfo-desktop"


class Presenter(QObject):
    """Window and conductor together: shows each frame, and hands over what was said."""

    def __init__(self, window: ConsoleWindow, console: Console, conductor: ConsoleConductor) -> None:
        super().__init__(window)
        self._window, self._console, self._conductor = window, console, conductor
        window.papers = console.papers
        window.said.connect(conductor.say)
        window.preferred.connect(self._speak)
        conductor.changed.connect(self._show)
        conductor.busy_changed.connect(self._tell_busy)

    @Slot()
    def _show(self) -> None:
        self._window.show_frame(self._conductor.frame())

    @Slot()
    def _tell_busy(self) -> None:
        self._window.set_busy(busy=self._conductor.is_busy)

    @Slot()
    def _speak(self) -> None:
        """The window speaks another language: so do titles and scripts for the agent."""
        self._console.words = self._window.words
        self._show()


def open_console(
    appearance: Appearance, console: Console, ports: Ports, words: Words, preferences: Preferences, jobs: Jobs
) -> ConsoleWindow:
    """A window that leads a console; the list is asked for at once, on a thread."""
    window = ConsoleWindow(appearance, words, preferences, console.frame())
    conductor = ConsoleConductor(console, ports, jobs, window)
    Presenter(window, console, conductor)
    conductor.begin()
    return window


def show(
    *,
    console: Console,
    ports: Ports,
    words: Words,
    preferences: Preferences,
    save_preferences: Callable[[Preferences], bool] = lambda _preferred: True,
    after_first_paint: Callable[[], object] = lambda: None,
) -> int:
    """Shows the console until its window is closed; returns the exit status of the process."""
    application = QApplication([NAME, "-style", STYLE])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    appearance = Appearance(application)
    appearance.load_rest()
    jobs = Jobs()
    window = open_console(appearance, console, ports, words, preferences, jobs)
    window.preferred.connect(save_preferences)
    window.painted.connect(lambda: application.setWindowIcon(icons.of_the_program()))
    window.painted.connect(lambda: jobs.run(after_first_paint, lambda _: None, _raise))
    window.show()
    status = application.exec()
    jobs.shutdown()
    return status


def _raise(error: Exception) -> None:
    """Who logs crashes logs this one."""
    raise error
