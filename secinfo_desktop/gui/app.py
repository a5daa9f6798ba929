"""The window face, put together. Who starts it says where flows, accounts and settings come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.ports import Accounts
from secinfo_desktop.texts.words import Words

NAME = "secinfo-desktop"


@dataclass(frozen=True)
class Outside:
    """What the window needs from outside. ``after_first_paint`` may start what takes time."""

    new_flow: Callable[[], Flow]
    accounts: Accounts
    words: Words
    preferences: Preferences
    save_preferences: Callable[[Preferences], object]
    after_first_paint: Callable[[], object]


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Shows the window until it is closed; returns the exit status of the process."""
    application = QApplication([NAME, *arguments])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    appearance = Appearance(application)
    jobs = Jobs()
    window = Window(appearance, outside.words, outside.preferences)
    conductor = Conductor(outside.new_flow(), outside.accounts, jobs, window)
    presenter = Presenter(window, conductor, WorldViewer(outside.accounts, jobs, window))
    presenter.left.connect(window.close)
    window.preferred.connect(outside.save_preferences)
    window.painted.connect(appearance.load_rest)
    window.painted.connect(outside.after_first_paint)
    window.show()
    status = application.exec()
    jobs.shutdown()
    return status
