"""Keeps the line that says who looks on in step with the flow, whoever uses the window, and hears its buttons."""

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.help_notices import END, OFFERS, help_said, in_company
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.surprise import Surprise
from secinfo_desktop.recovery.pages import Frame


class Company(QObject):
    """It can be ended at any time; what the other side proposes waits until the person is back at these pages."""

    def __init__(self, window: Window, conductor: Conductor, surprise: Surprise) -> None:
        super().__init__(window)
        self._window, self._conductor, self._surprise = window, conductor, surprise
        self._told: tuple[Frame, bool] | None = None
        window.company_heard.connect(self._hear)
        window.spoke.connect(self._say_again)

    def show(self, frame: Frame, *, is_away: bool) -> None:
        """Says what there is to say."""
        self._told = frame, is_away
        before, company = self._window.company, in_company(frame, self._window.words, is_away=is_away)
        if company is not None and company.offer != (before.offer if before is not None else None):
            self._surprise.offer_came()
        self._window.show_company(company)

    @Slot()
    def _say_again(self) -> None:
        """In another language."""
        if self._told is not None:
            self.show(self._told[0], is_away=self._told[1])

    @Slot(str)
    def _hear(self, way: str) -> None:
        if way == END:
            self._conductor.end_help()
        elif way not in OFFERS or not self._surprise.hides_offer():
            self._conductor.say(help_said(way, self._window.words.language))
