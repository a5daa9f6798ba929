"""What stood in the window before: it is thrown away once the next page is painted, not on the way to it."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from secinfo_desktop.gui.shell.top_level import TopLevel

_TURNS: Final = 4
"""Of the event loop: one asks for the paint, one paints, and what was pressed meanwhile comes before this, too."""
_YOUNG: Final = 1
_MANY: Final = 20_000
"""Things that may be made before Python looks for garbage by itself: a page and its surroundings make some thousand."""


def search_seldom() -> None:
    """What the whole app consists of is no garbage, and is not looked through again. For when all of it is loaded."""
    gc.freeze()
    gc.set_threshold(_MANY)
    gc.enable()


class Leftovers(QObject):
    """Deletes widgets, and looks for garbage at the same time, so that the search does not meet the next page."""

    def __init__(self, place: QWidget) -> None:
        """For what stood in a place of a window."""
        super().__init__(place)
        self._place = place
        self._widgets: list[QWidget] = []
        self._turns = _TURNS
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._wait)

    def take(self, widget: QWidget) -> None:
        """Hide it now, delete it soon."""
        widget.hide()
        self._widgets.append(widget)
        self._turns = _TURNS
        self._timer.start()

    @Slot()
    def _wait(self) -> None:
        """While the window waits to be painted its turns don't count."""
        window = self._place.window()
        self._turns -= not (isinstance(window, TopLevel) and window.is_to_be_painted)
        if not self._turns:
            self._timer.stop()
            self._delete()

    def _delete(self) -> None:
        gone, self._widgets = self._widgets, []
        for widget in gone:
            if isValid(widget):  # else it went with what it stood in
                widget.deleteLater()
        if gc.isenabled():
            gc.collect(_YOUNG)
