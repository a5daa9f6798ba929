"""Opens the app in two steps: the first page at once, and what stands behind it as soon as that is painted.

Everything that the first page does not show is loaded on a thread, so that the window answers meanwhile.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from secinfo_desktop.gui.first_page import FirstPage
from secinfo_desktop.gui.shell.window import Window

if TYPE_CHECKING:
    from secinfo_desktop.gui.behind import Behind
    from secinfo_desktop.gui.jobs import Jobs

BROKEN = 1
"""Exit status of an app of which something can't be loaded."""
_LOG = logging.getLogger(__name__)


class Opening(QObject):
    """One start of the app. ``load`` may take a while; ``then`` is called once after it, and after the first paint."""

    def __init__(
        self, window: Window, load: "Callable[[], Behind]", then: Callable[[], object], *, shows_kept: bool
    ) -> None:
        """``shows_kept``: the first page tells of kept cases, and so can't be shown before these are read."""
        super().__init__(window)
        self._window, self._load, self._then = window, load, then
        self._first: FirstPage | None = None
        self._jobs: Jobs | None = None
        if shows_kept:
            self._open_whole()
        else:
            self._first = FirstPage(window)
            window.painted.connect(self._load_rest)

    def close(self) -> None:
        """Nothing more is done. Returns at once, even while something is loaded or work hangs."""
        if self._jobs is not None:
            self._jobs.shutdown()

    def _open_whole(self) -> None:
        behind = self._everything()
        look_after = behind.stand(self._window, self._new_jobs(), None)
        self._window.painted.connect(lambda: self._go_on(look_after))

    @Slot()
    def _load_rest(self) -> None:
        self._new_jobs().run(self._everything, self._stand, self._give_up)

    def _new_jobs(self) -> "Jobs":
        from secinfo_desktop.gui.jobs import Jobs

        self._jobs = Jobs()
        return self._jobs

    def _everything(self) -> "Behind":
        import secinfo_desktop.gui.behind  # with every page, before it is needed on the window's own thread

        return self._load()

    def _stand(self, behind: "Behind") -> None:
        if self._jobs is not None:
            self._go_on(behind.stand(self._window, self._jobs, self._first))

    def _go_on(self, look_after: Callable[[], None]) -> None:
        look_after()
        self._then()

    def _give_up(self, error: Exception) -> None:
        """A broken installation: there is nothing that the window could lead to."""
        _LOG.critical("the app could not be loaded", exc_info=error)
        QCoreApplication.exit(BROKEN)
