"""The first page while nothing stands behind it yet: it is painted at once, and what is said on it is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.pages.start import StartView
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.start import StartPage, WantsSecurityInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from secinfo_desktop.recovery.said import Said

PAGE = StartPage()


class FirstPage(QObject):
    """Shows the first page of somebody of whom nothing is kept. No press is lost: one waits until it is heard."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._listener: Callable[[Said | WantsSecurityInfo], object] | None = None
        self._waiting: Said | WantsSecurityInfo | None = None
        self._wants_help = False
        window.asked_for_help.connect(self._want_help)
        window.cancelled.connect(self._take_back)
        window.wants_to_leave.connect(window.leave)
        window.show_page(self._view, Surroundings(has_help=True))

    def hand_over(self, listener: "Callable[[Said | WantsSecurityInfo], object]") -> None:
        """From now on what is said is heard there, and the window's other signals are left to others."""
        window, self._listener = self._window, listener
        window.asked_for_help.disconnect(self._want_help)
        window.cancelled.disconnect(self._take_back)
        window.wants_to_leave.disconnect(window.leave)

    @Slot()
    def say_what_waited(self) -> None:
        """What was said until it was handed over, and the wish for help."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self._listener is not None:
            self._window.set_busy(busy=False)
            self._listener(waiting)
        if self._wants_help:
            self._window.asked_for_help.emit()

    def _view(self) -> StartView:
        page = StartView(PAGE, self._window.words)
        page.said.connect(self._hear)
        return page

    @Slot(object)
    def _hear(self, what: "Said | WantsSecurityInfo") -> None:
        if self._waiting is not None:  # a second press would be about a page that is not there yet
            return
        if self._listener is not None:
            self._listener(what)
        else:
            self._waiting = what
            self._window.set_busy(busy=True)

    @Slot()
    def _take_back(self) -> None:
        self._waiting = None
        self._window.set_busy(busy=False)

    @Slot()
    def _want_help(self) -> None:
        self._wants_help = True
