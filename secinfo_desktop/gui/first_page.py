"""The first page while nothing stands behind it yet: it is painted at once, and what is said on it is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from secinfo_desktop.gui.pages.start import StartView
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.start import StartPage

if TYPE_CHECKING:
    from collections.abc import Callable


class FirstPage(QObject):
    """Shows the first page before anything stands behind it. No press is lost: one waits until it is heard."""

    said = Signal(object)
    wants_to_forget = Signal(object)
    wants_folder = Signal(str)
    wants_helpdesk = Signal()
    """As the page has them, once they are heard."""

    def __init__(self, window: Window, page: StartPage) -> None:
        super().__init__(window)
        self._window, self.page = window, page
        self._is_heard = self._wants_help = False
        self._waiting: Callable[[], object] | None = None
        window.asked_for_help.connect(self._want_help)
        window.cancelled.connect(self._take_back)
        window.wants_to_leave.connect(window.leave)
        window.show_page(self._view, Surroundings(has_help=True))

    def hand_over(self) -> None:
        """From now on somebody hears what is said, and the window's other signals are left to others."""
        window, self._is_heard = self._window, True
        window.asked_for_help.disconnect(self._want_help)
        window.wants_to_leave.disconnect(window.leave)

    @Slot()
    def say_what_waited(self) -> None:
        """What was said until it was handed over, and the wish for help; until now it could be taken back."""
        self._window.cancelled.disconnect(self._take_back)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._window.set_busy(busy=False)
            waiting()
        if self._wants_help:
            self._window.asked_for_help.emit()

    def _view(self) -> StartView:
        page = StartView(self.page, self._window.words)
        page.said.connect(lambda what: self._hear(lambda: self.said.emit(what)))
        page.wants_to_forget.connect(lambda what: self._hear(lambda: self.wants_to_forget.emit(what)))
        page.wants_folder.connect(lambda folder: self._hear(lambda: self.wants_folder.emit(folder)))
        page.wants_helpdesk.connect(lambda: self._hear(self.wants_helpdesk.emit))
        return page

    def _hear(self, tell: "Callable[[], object]") -> None:
        if self._waiting is not None:  # a second press would be about a page that is not there yet
            return
        if self._is_heard:
            tell()
        else:
            self._waiting = tell
            self._window.set_busy(busy=True)

    @Slot()
    def _take_back(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self._window.set_busy(busy=False)

    @Slot()
    def _want_help(self) -> None:
        self._wants_help = True
