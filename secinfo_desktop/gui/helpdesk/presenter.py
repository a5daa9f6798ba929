"""Shows the console of one place at a time, and hands over what was said there. Every place keeps its call."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from secinfo_desktop.gui.helpdesk.conductor import ConsoleConductor
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.helpdesk.said import Said
from secinfo_desktop.helpdesk.workplaces import Place, PlaceKind, Workplace


@dataclass(frozen=True)
class _AtWork:
    workplace: Workplace
    conductor: ConsoleConductor


class Presenter(QObject):
    """Window and conductors together."""

    signed_out = Signal(Place)
    """The service of the place that is shown no longer knows who sits here."""

    all_kept = Signal()
    """Nothing that was said waits to be kept any more, at any place."""

    def __init__(self, window: ConsoleWindow, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._at: dict[str, _AtWork] = {}
        self._now: _AtWork | None = None
        window.said.connect(self._say)
        window.preferred.connect(self._speak)

    @property
    def place(self) -> Place | None:
        """Where the window is."""
        return self._now.workplace.place if self._now is not None else None

    def knows(self, place: Place) -> bool:
        """True if there is a console at a place already; of training none is kept."""
        return place.id in self._at

    def has_unkept(self, place: Place | None) -> bool:
        """True while something that was said at a place is kept nowhere but here; None: at any."""
        its = [at for key, at in self._at.items() if place is None or key == place.id]
        return any(at.conductor.has_unkept for at in its if at.workplace.place.kind is not PlaceKind.TRAINING)

    def work_at(self, workplace: Workplace) -> None:
        """Show a console that was made for a place, in place of an earlier one there."""
        self.leave(workplace.place)
        conductor = ConsoleConductor(workplace.console, workplace.ports, self._jobs, self)
        its = self._at[workplace.place.id] = _AtWork(workplace, conductor)
        conductor.changed.connect(partial(self._show_of, its))
        conductor.busy_changed.connect(partial(self._tell_busy, its))
        conductor.signed_out.connect(partial(self._tell_signed_out, its))
        self._turn_to(its)
        conductor.begin()

    def go_back_to(self, place: Place) -> None:
        """Show a place again as it was left."""
        self._turn_to(self._at[place.id])
        self._at[place.id].conductor.come_back()

    def signed_in(self, place: Place) -> None:
        """Somebody has signed in again there: the call goes on."""
        self.go_back_to(place)
        self._at[place.id].conductor.signed_in()

    def leave(self, place: Place) -> None:
        """Nothing is known of a place any more."""
        self._window.wishes.drafts.drop(place.id)
        before = self._at.pop(place.id, None)
        if before is not None:
            before.conductor.stand_aside()
            before.conductor.deleteLater()
            self._now = None if self._now is before else self._now

    def _turn_to(self, its: _AtWork) -> None:
        if self._now is not None and self._now is not its:
            self._now.conductor.stand_aside()
            if self._now.workplace.place.kind is PlaceKind.TRAINING:
                self.leave(self._now.workplace.place)
        self._now = its
        self._window.wishes.drafts.place = its.workplace.place.id
        console = its.workplace.console
        self._window.papers = console.papers
        self._window.keep_time(its.workplace.clock)
        console.words = self._window.words
        self._show_of(its)

    @Slot(object)
    def _say(self, what: Said) -> None:
        if self._now is not None:
            self._now.conductor.say(what)

    def _show_of(self, its: _AtWork) -> None:
        if its is self._now:
            self._window.show_frame(its.conductor.frame())
        if not self.has_unkept(None):
            self.all_kept.emit()

    def _tell_busy(self, its: _AtWork) -> None:
        if its is self._now:
            self._window.set_busy(busy=its.conductor.is_busy)

    def _tell_signed_out(self, its: _AtWork) -> None:
        if its is self._now:
            self.signed_out.emit(its.workplace.place)

    @Slot()
    def _speak(self) -> None:
        """The window speaks another language: so do titles and scripts for the agent."""
        if self._now is not None:
            self._now.workplace.console.words = self._window.words
            self._show_of(self._now)
