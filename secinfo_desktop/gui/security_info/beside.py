"""The practice world beside My security info: the made-up person's things, and a clock that can be moved by days."""

from PySide6.QtCore import QObject, Signal

from secinfo_desktop.gui.practice.panel import Beside, PracticePanel
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.ports import Persona


class PracticeBeside(QObject):
    """Puts the panel up and takes it away again."""

    left = Signal()
    """The person wants to end practice."""

    def __init__(self, window: Window, viewer: WorldViewer) -> None:
        super().__init__(window)
        self._window, self._viewer = window, viewer
        self._is_up = False

    def put_up(self, persona: Persona) -> None:
        """Show the world of a made-up person until it is taken away."""
        self._is_up = True
        self._viewer.start()
        self._window.show_side(lambda: self._panel(persona))

    def take_away(self) -> None:
        """No world any more."""
        if self._is_up:
            self._is_up = False
            self._viewer.stop()
            self._window.show_side(None)

    def _panel(self, persona: Persona) -> PracticePanel:
        beside = Beside(lambda: None, lambda: None, by_days=True)
        panel = PracticePanel(self._viewer, persona, beside, self._window.words)
        panel.rebuilt.connect(self._window.order_tab)
        panel.left.connect(self.left)
        return panel
