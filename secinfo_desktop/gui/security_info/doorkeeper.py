"""Between the wizard and My security info: who uses the window, and what the one tells the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.security_info.goal import Goal, Way
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import Answered, StepAnswer
from secinfo_desktop.security_info.pages import ReplacePage

if TYPE_CHECKING:
    from secinfo_desktop.gui.security_info.door import Door


class Doorkeeper(QObject):
    """Lets the wizard stand back while the door is open. A replacement that was begun inside is the wizard's answer.

    The door is made when it is wanted, and its pages are loaded then, or before on a thread with ``load_ahead``.
    """

    def __init__(
        self, window: Window, way: Way, jobs: Jobs, viewer: WorldViewer, presenter: Presenter, conductor: Conductor
    ) -> None:
        super().__init__(window)
        self._window, self._way, self._jobs, self._viewer = window, way, jobs, viewer
        self._presenter, self._conductor = presenter, conductor
        self._door: Door | None = None
        self._is_for_step = False
        presenter.wants_security_info.connect(self._open)
        presenter.wants_good_day.connect(self._open_practice)

    @property
    def door(self) -> "Door":
        """The way in."""
        if self._door is None:
            from secinfo_desktop.gui.security_info.door import Door

            self._door = Door(self._window, self._way, self._jobs, self._viewer)
            self._door.opened.connect(self._presenter.stand_back)
            self._door.left.connect(self._come_back)
        return self._door

    @Slot(object)
    def _open(self, frame: Frame | None) -> None:
        self._is_for_step = frame is not None
        if frame is None or frame.choice is None:
            self.door.open()
        else:
            self.door.open_at(Goal(frame.choice, ReplacePage(), frame.account_name or "", frame.persona))

    @Slot()
    def _open_practice(self) -> None:
        self._is_for_step = False
        self.door.open_practice()

    @Slot(bool)
    def _come_back(self, is_waiting: bool) -> None:
        self._presenter.come_back()
        if self._is_for_step and is_waiting:
            self._conductor.say(Answered(StepAnswer.DONE))


def load_ahead() -> None:
    """Load what is behind the door; may be called on a thread."""
    from secinfo_desktop.gui.security_info import door as _door  # noqa: F401 - loading it is all that is wanted
