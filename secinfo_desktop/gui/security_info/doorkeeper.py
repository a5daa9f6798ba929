"""Between the wizard and My security info: who uses the window, and what the one tells the other."""

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.security_info.door import Door, Goal
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import Answered, StepAnswer
from secinfo_desktop.security_info.pages import ReplacePage


class Doorkeeper(QObject):
    """Lets the wizard stand back while the door is open. A replacement that was begun inside is the wizard's answer."""

    def __init__(self, door: Door, presenter: Presenter, conductor: Conductor) -> None:
        super().__init__(door)
        self._door, self._presenter, self._conductor = door, presenter, conductor
        self._is_for_step = False
        presenter.wants_security_info.connect(self._open)
        door.opened.connect(presenter.stand_back)
        door.left.connect(self._come_back)

    @Slot(object)
    def _open(self, frame: Frame | None) -> None:
        self._is_for_step = frame is not None
        if frame is None or frame.choice is None:
            self._door.open()
        else:
            self._door.open_at(Goal(frame.choice, ReplacePage(), frame.account_name or "", frame.persona))

    @Slot(bool)
    def _come_back(self, is_waiting: bool) -> None:
        self._presenter.come_back()
        if self._is_for_step and is_waiting:
            self._conductor.say(Answered(StepAnswer.DONE))
