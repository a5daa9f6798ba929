"""The console as an app of its own, and as a second window of the app that is open."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui import icons
from secinfo_desktop.gui.appearance import STYLE, Appearance
from secinfo_desktop.gui.helpdesk.leaving import Leaving
from secinfo_desktop.gui.helpdesk.place_chooser import PlaceChooser
from secinfo_desktop.gui.helpdesk.presenter import Presenter
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.workplaces import HERE, Place, PlaceKind, Workplace, Workplaces
from secinfo_desktop.texts.words import Words

NAME: Final = "secinfo-desktop"


def open_console(
    appearance: Appearance,
    console: Console,
    ports: Ports,
    words: Words,
    preferences: Preferences,
    jobs: Jobs,
    workplaces: Workplaces | None = None,
) -> ConsoleWindow:
    """A window that leads a console; the list is asked for at once, on a thread. With it the place can be changed."""
    window = ConsoleWindow(appearance, words, preferences, console.frame())
    presenter = Presenter(window, jobs)
    leaving = Leaving(window, presenter)
    presenter.work_at(Workplace(Place(HERE, "", PlaceKind.HERE), console, ports, words.clock))
    if workplaces is not None:
        PlaceChooser(window, presenter, workplaces, jobs, leaving)
    return window


def show(
    *,
    console: Console,
    ports: Ports,
    words: Words,
    preferences: Preferences,
    workplaces: Workplaces | None = None,
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
    window = open_console(appearance, console, ports, words, preferences, jobs, workplaces)
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
