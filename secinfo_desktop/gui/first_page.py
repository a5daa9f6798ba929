"""The first page while nothing stands behind it yet: it is painted at once, and what is said on it is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.pages.start import StartView
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.start import StartPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from secinfo_desktop.recovery.said import Said

PAGE = StartPage()


class FirstPage(QObject):
    """Shows the first page of somebody of whom nothing is kept. No press is lost: one waits until it is heard."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._listener: Callable[[Said], object] | None = None
        self._waiting: Said | None = None
        self._wants_help = False
        window.asked_for_help.connect(self._want_help)
        window.cancelled.connect(self._take_back)
        window.wants_to_leave.connect(window.leave)
        window.show_page(self._view, Surroundings(has_help=True))

    def hand_over(self, listener: "Callable[[Said], object]") -> None:
        """From now on what is said is heard there; first what was said until now, and the wish for help."""
        window, waiting = self._window, self._waiting
        window.asked_for_help.disconnect(self._want_help)
        window.cancelled.disconnect(self._take_back)
        window.wants_to_leave.disconnect(window.leave)
        self._listener = listener
        if waiting is not None:
            window.set_busy(busy=False)
            listener(waiting)
        if self._wants_help:
            window.asked_for_help.emit()

    def _view(self) -> StartView:
        page = StartView(PAGE, self._window.words)
        page.said.connect(self._hear)
        return page

    @Slot(object)
    def _hear(self, what: "Said") -> None:
        if self._listener is not None:
            self._listener(what)
        elif self._waiting is None:
            self._waiting = what
            self._window.set_busy(busy=True)

    @Slot()
    def _take_back(self) -> None:
        self._waiting = None
        self._window.set_busy(busy=False)

    @Slot()
    def _want_help(self) -> None:
        self._wants_help = True
