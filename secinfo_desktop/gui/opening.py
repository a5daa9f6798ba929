"""Opens the app in two steps: the first page at once, and what stands behind it as soon as that is painted.

Everything that the first page does not show is loaded on a thread, so that the window answers meanwhile.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from secinfo_desktop.gui.first_page import FirstPage
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.turns import Turns

if TYPE_CHECKING:
    from secinfo_desktop.gui.behind import Behind
    from secinfo_desktop.gui.jobs import Jobs
    from secinfo_desktop.recovery.start import StartPage


UNDISTURBED_S: Final = 1.0
"""How long Python leaves a thread at work while another one wants to, until everything is loaded; by itself 5 ms.

PySide6 makes each class of Qt when it is first asked for, in Python and C by turns. Two threads at the same one end the
process (docs/decisions/0015-first-paint.md). Whenever the thread reads a file the window goes on.
"""


class Opening(QObject):
    """One start of the app. ``load`` may take a while; ``then`` is done after it, and after the first paint."""

    failed = Signal()
    """Something can't be loaded: there is nothing that the window could lead to."""

    def __init__(
        self,
        window: Window,
        turns: Turns,
        load: "Callable[[], Behind]",
        then: Callable[[], object],
        *,
        page: "StartPage | None",
    ) -> None:
        """``page`` None: the first page tells of kept cases, and can't be shown before these are read."""
        super().__init__(window)
        self._window, self._turns, self._load, self._then = window, turns, load, then
        self._first: FirstPage | None = None
        self._jobs: Jobs | None = None
        if page is None:
            self._open_whole()
        else:
            self._first = FirstPage(window, page)
            window.painted.connect(self._load_rest)

    def close(self) -> None:
        """Nothing more is done. Returns at once, even while something is loaded or work hangs."""
        if self._jobs is not None:
            self._jobs.shutdown()

    def _open_whole(self) -> None:
        behind = self._load()
        still = behind.stand(self._window, self._new_jobs(), None)
        self._window.painted.connect(lambda: self._turns.add(*still, self._then))

    @Slot()
    def _load_rest(self) -> None:
        self._new_jobs().run(self._load_undisturbed, self._stand, self._give_up)

    def _load_undisturbed(self) -> "Behind":
        before = sys.getswitchinterval()
        sys.setswitchinterval(UNDISTURBED_S)
        try:
            return self._load()
        finally:
            sys.setswitchinterval(before)

    def _new_jobs(self) -> "Jobs":
        from secinfo_desktop.gui.jobs import Jobs

        self._jobs = Jobs()
        return self._jobs

    def _stand(self, behind: "Behind") -> None:
        if self._jobs is not None:
            self._turns.add(*behind.stand(self._window, self._jobs, self._first), self._then)

    def _give_up(self, error: Exception) -> None:
        """A broken installation. Who logs crashes logs this one."""
        self.failed.emit()
        raise error
