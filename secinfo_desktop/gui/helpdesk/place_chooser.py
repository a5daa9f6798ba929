"""Leads to another place: which there are, signing in there, coming back, signing out. Nothing of it is waited for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.helpdesk.leaving import Leaving
from secinfo_desktop.gui.helpdesk.presenter import Presenter
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.helpdesk.workplaces import HERE, Place, PlaceKind, Workplace, Workplaces
from secinfo_desktop.recovery.ports import RefusedError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

T = TypeVar("T")
_HERE = Place(HERE, "", PlaceKind.HERE)


class PlaceChooser(QObject):
    """One question at a time; what was typed as a password is held by nobody."""

    def __init__(
        self, window: ConsoleWindow, presenter: Presenter, workplaces: Workplaces, jobs: Jobs, leaving: Leaving
    ) -> None:
        super().__init__(window)
        self._leaving = leaving
        self._window, self._presenter, self._places, self._jobs = window, presenter, workplaces, jobs
        self._sheet: QDialog | None = None
        window.places_wanted.connect(self.open)
        window.practice_wanted.connect(self.practise)
        window.sign_in_wanted.connect(self._sign_in_here)
        presenter.signed_out.connect(self._ask_who)

    # -- which place

    @Slot()
    def open(self) -> None:
        """Ask where to work."""
        self._do(self._places.places, self._choose, self._tell_trouble)

    def _choose(self, places: tuple[Place, ...]) -> None:
        from secinfo_desktop.gui.helpdesk.place_sheets import places_sheet

        here = self._presenter.place
        self._show(places_sheet(places, here, self._window.words, self._window, self._go))

    def _go(self, way: object) -> None:
        from secinfo_desktop.gui.helpdesk.place_sheets import Enters, Practises, SignsOut

        match way:
            case Enters(place):
                self._enter(place)
            case SignsOut(place):
                self._leaving.before(place, partial(self._sign_out, place))
            case Practises():
                self.practise()

    def _enter(self, place: Place) -> None:
        if self._presenter.knows(place) and place.is_open:
            self._presenter.go_back_to(place)
        elif place.is_open:
            self._open(place)
        else:
            self._ask_who(place)

    def _open(self, place: Place) -> None:
        enter = partial(self._places.enter, place, self._window.words)
        self._do(enter, self._presenter.work_at, partial(self._not_entered, place))

    def _not_entered(self, place: Place, refused: RefusedError) -> None:
        if refused.failure is Failure.NOT_STAFF:
            self._ask_who(place)
        else:
            self._tell_trouble(refused)

    def _sign_out(self, place: Place) -> None:
        self._do(partial(self._places.sign_out, place), partial(self._out, place), partial(self._out, place))

    def _out(self, place: Place, _told: object) -> None:
        """Signed out; that the service could not be told changes nothing here."""
        self._presenter.leave(place)
        self._enter(_HERE)

    # -- who

    @Slot()
    def _sign_in_here(self) -> None:
        if self._presenter.place is not None:
            self._ask_who(self._presenter.place)

    @Slot(Place)
    def _ask_who(self, place: Place, name: str = "", problem: str = "") -> None:
        from secinfo_desktop.gui.helpdesk.place_sheets import sign_in_sheet

        tell = partial(self._sign_in, place)
        self._show(sign_in_sheet(place, self._window.words, self._window, tell, name=name, problem=problem))

    def _sign_in(self, place: Place, name: str, password: str) -> None:
        sign_in = partial(self._places.sign_in, place, name, password)
        self._do(sign_in, partial(self._in, place), partial(self._not_in, place, name))

    def _in(self, place: Place, _none: None) -> None:
        if self._presenter.knows(place):
            self._presenter.signed_in(place)
        else:
            self._open(place)

    def _not_in(self, place: Place, name: str, refused: RefusedError) -> None:
        happened, *rest = self._window.words.failure(refused.failure, refused.retry_at)
        if refused.failure is Failure.SIGN_IN_WRONG:
            rest = [self._window.words.say("helpdesk_window.sign_in.wrong.now")]
        self._ask_who(place, name, " ".join((happened, *rest)))

    # -- practice

    @Slot()
    def practise(self) -> None:
        """Ask with which made-up caller."""
        from secinfo_desktop.gui.helpdesk.place_sheets import stories_sheet

        self._show(stories_sheet(self._places.stories(), self._window.words, self._window, self._practise))

    def _practise(self, story: object) -> None:
        begin: Callable[[], Workplace] = partial(self._places.practise, str(story), self._window.words)
        self._do(begin, self._presenter.work_at, self._tell_trouble)

    # -- how

    def _do(
        self, work: Callable[[], T], done: Callable[[T], object], refused: Callable[[RefusedError], object]
    ) -> None:
        self._window.set_busy(busy=True)
        self._jobs.run(work, partial(self._done, done), partial(self._failed, refused))

    def _done(self, done: Callable[[T], object], what: T) -> None:
        self._window.set_busy(busy=False)
        done(what)

    def _failed(self, refused: Callable[[RefusedError], object], error: Exception) -> None:
        self._window.set_busy(busy=False)
        if not isinstance(error, RefusedError):
            self._tell_trouble(RefusedError(Failure.BROKEN))
            raise error
        refused(error)

    def _tell_trouble(self, refused: RefusedError) -> None:
        from secinfo_desktop.gui.helpdesk.place_sheets import trouble_sheet

        self._show(trouble_sheet(refused.failure, refused.retry_at, self._window.words, self._window))

    def _show(self, sheet: "QDialog") -> None:
        """In place of one that is still open."""
        if self._sheet is not None:
            self._sheet.reject()
        self._sheet = sheet
        sheet.finished.connect(partial(self._gone, sheet))
        sheet.open()

    def _gone(self, sheet: "QDialog", _result: int) -> None:
        if self._sheet is sheet:
            self._sheet = None
