"""Looks at the practice world every second and does deeds in it; all of it on the threads of ``jobs``."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.recovery.ports import Accounts, World

EVERY_MS = 1000


class WorldViewer(QObject):
    """The world as it was seen last. A look that fails changes nothing: the next one tells."""

    changed = Signal()
    did = Signal(str)
    """A deed has been done in the world."""
    moved = Signal()
    """Time has passed in the world because somebody wanted it."""

    def __init__(self, accounts: Accounts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._accounts, self._jobs = accounts, jobs
        self._looking: Ticket | None = None
        self.world: World | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look now, and then every second."""
        self._timer.start()
        self._look()

    def stop(self) -> None:
        """Look no more; what was seen is forgotten."""
        self._timer.stop()
        if self._looking is not None:
            self._looking.forget()
        self._looking, self.world = None, None

    def do(self, deed: str, *, on: bool = True) -> None:
        """The made-up person does something: a switch, a sign-in to their mailbox, or a step of the guide."""

        def done(world: World) -> None:
            self._seen(world)
            self.did.emit(deed)

        self._run(lambda: self._accounts.practice().do(deed, on), done)

    def wait(self, seconds: float) -> None:
        """Let time pass in the story."""

        def done(world: World) -> None:
            self._seen(world)
            self.moved.emit()

        self._run(lambda: self._accounts.practice().move_clock(seconds), done)

    @Slot()
    def _look(self) -> None:
        if self._looking is None or not self._looking.is_open:
            self._run(lambda: self._accounts.practice().look())

    def _run(self, work: Callable[[], World], seen: Callable[[World], None] | None = None) -> None:
        """A deed overtakes a look that is under way: its answer is the newer one."""
        if self._looking is not None:
            self._looking.forget()
        self._looking = self._jobs.run(work, seen or self._seen, self._not_seen)

    def _seen(self, world: World) -> None:
        is_new = self.world is None or _without_time(world) != _without_time(self.world)
        is_later = self.world is None or _minute(world) != _minute(self.world)
        self.world = world
        if is_new or is_later:
            self.changed.emit()

    def _not_seen(self, _error: Exception) -> None:
        """The service has its own page for trouble; here the last sight stays."""


def _without_time(world: World) -> tuple[object, object]:
    return world.phones, world.mailboxes


def _minute(world: World) -> datetime:
    return world.now.replace(second=0, microsecond=0)
