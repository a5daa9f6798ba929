"""Asks before the window closes, or somebody signs out, while something is kept nowhere: an answer, a begun note.

What is being kept just now is waited for, for a moment; nothing is asked if that was all.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from secinfo_desktop.gui.helpdesk.presenter import Presenter
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.once import Once
from secinfo_desktop.helpdesk.workplaces import Place

LONGEST_MS: Final = 700
"""A service or a disk that hangs must not hold the window."""
Go = Callable[[], object]


class Leaving(QObject):
    """Of all places, or of one."""

    def __init__(self, window: ConsoleWindow, presenter: Presenter) -> None:
        super().__init__(window)
        self._window, self._presenter, self._waits = window, presenter, False
        window.asks_before_closing = True
        window.wants_to_leave.connect(self._close)

    @Slot()
    def _close(self) -> None:
        """In the next turn: Qt is in the middle of closing the window."""
        QTimer.singleShot(0, self, lambda: self.before(None, self._window.leave))

    def before(self, place: Place | None, go: Go) -> None:
        """Go, as soon as that loses nothing of a place (None: of any), or the agent has said so. Once at a time."""
        if self._waits:
            return
        if not self._presenter.has_unkept(place):
            self._decide(place, go)
            return
        late = QTimer(self, singleShot=True, interval=LONGEST_MS)
        once = Once(partial(self._decide, place, go), self)
        self._presenter.all_kept.connect(once.do)
        late.timeout.connect(once.do)
        late.start()
        self._waits = True

    def _decide(self, place: Place | None, go: Go) -> None:
        self._waits = False
        place_id = place.id if place is not None else None
        begun, said = self._window.wishes.drafts.has_some(place_id), self._presenter.has_unkept(place)
        if begun or said:
            self._ask(partial(self._lose, place_id, go), begun=begun, said=said)
        else:
            go()

    def _lose(self, place_id: str | None, go: Go) -> None:
        self._window.wishes.drafts.drop(place_id)
        go()

    def _ask(self, go: Go, *, begun: bool, said: bool) -> None:
        from secinfo_desktop.gui.helpdesk.leave_sheet import leave_sheet

        leave_sheet(self._window.words, self._window, go, begun=begun, said=said).open()
