"""What stands beside the page in place of the notes: the practice world, or what can be done with a hand-over."""

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.pages.hand_over import HandOverPanel
from secinfo_desktop.gui.practice.panel import Beside, PracticePanel
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.shell.middle import NOTES_WIDTH
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import Persona

Subject = Persona | pages.HandOverPage | None


class Side(QObject):
    """Keeps the panel in step with the frame. The practice world stays beside every page until the person leaves it."""

    def __init__(self, window: Window, conductor: Conductor, viewer: WorldViewer) -> None:
        super().__init__(window)
        self._window, self._conductor, self._viewer = window, conductor, viewer
        self._subject: Subject = None
        self._panel: HandOverPanel | None = None
        self._world: PracticePanel | None = None
        self._step: str | None = None
        """The instruction on the page."""

    def show(self, frame: Frame) -> None:
        """Puts up the frame's panel, or takes the last one away."""
        subject = _subject(frame)
        self._step = frame.page.step if isinstance(frame.page, pages.InstructionPage) else None
        if subject != self._subject:
            self._change(subject, frame)
        elif self._world is not None:
            self._world.show_step()

    def _change(self, subject: Subject, frame: Frame) -> None:
        self._world = None
        before, self._subject, self._panel = self._subject, subject, None
        if isinstance(before, Persona):
            self._viewer.stop()
        match subject:
            case Persona() as persona:
                self._viewer.start()
                QTimer.singleShot(0, self, lambda: self._put_up(persona))  # the page has this turn
            case pages.HandOverPage() as page:
                self._window.show_side(lambda: self._hand_over(page, frame), width=NOTES_WIDTH)
            case None:
                self._window.show_side(None)

    def _put_up(self, persona: Persona) -> None:
        if self._subject == persona:
            self._window.show_side(lambda: self._practice(persona))

    def rest(self) -> None:
        """Others use the place beside the page; with the next frame everything is put up again."""
        if isinstance(self._subject, Persona):
            self._viewer.stop()
        self._subject = self._panel = self._world = None
        self._window.show_side(None)

    def take_focus(self) -> None:
        """The keyboard starts in the panel where the page has nothing to press."""
        if self._panel is not None and self._panel.buttons is not None:
            self._panel.buttons.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _practice(self, persona: Persona) -> PracticePanel:
        panel = PracticePanel(
            self._viewer, persona, Beside(self._genuine_sender, lambda: self._step), self._window.words
        )
        self._world = panel
        panel.rebuilt.connect(self._window.order_tab)
        panel.left.connect(self._end_practice)
        return panel

    @Slot()
    def _end_practice(self) -> None:
        self._conductor.say(said.ForgetsIt())

    def _genuine_sender(self) -> str | None:
        """The one address that codes come from (B17), once it is known whose account it is."""
        pack = self._conductor.frame().pack
        return pack.sender_address if pack is not None else None

    def _hand_over(self, page: pages.HandOverPage, frame: Frame) -> HandOverPanel:
        self._panel = HandOverPanel(page, frame, self._window.words)
        if self._panel.buttons is not None:
            self._panel.buttons.finish.clicked.connect(self._finish)
        return self._panel

    @Slot()
    def _finish(self) -> None:
        self._conductor.say(said.Finished())


def _subject(frame: Frame) -> Subject:
    if frame.persona is not None:
        return frame.persona
    return frame.page if isinstance(frame.page, pages.HandOverPage) else None
