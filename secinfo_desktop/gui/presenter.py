"""Shows what the conductor says: the page, what stands around it, and in practice the world beside it."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.dialogs import help_dialog, leave_dialog
from secinfo_desktop.gui.pages import DoneView, FlowPage, is_from_dock, page_notice, view
from secinfo_desktop.gui.parts import Button, Event, Notice, State, Tone, isolated
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.shell.carry_over import Doings
from secinfo_desktop.gui.shell.hand_dock import REFUSED, WORKED
from secinfo_desktop.gui.shell.surroundings import Dock, Surroundings, Way
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.side import Side
from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.hand_words import not_affiliated
from secinfo_desktop.recovery.pages import Frame, Note, Page
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.recovery.sentences import note
from secinfo_desktop.recovery.step_words import step_words

_BEFORE_ANY_ACCOUNT = pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage
_WITH_CODE_FIELD = pages.WaitingPage | pages.EnterCodePage
WAYS = ("in_already", "stop")
"""What can be said below every page."""
_SAID: dict[str, said.Said] = {
    WORKED: said.CodeWorked(),
    REFUSED: said.SeesRefusal(),
    "in_already": said.InAlready(),
    "stop": said.StopsForNow(),
}
_SIGNS = {
    "code_refused_too_many": State.FAILED,
    "error_seen": State.FAILED,
    "code_accepted": State.DONE,
    "password_set": State.DONE,
    "code_asked": State.DONE,
    "code_missed": State.FAILED,
    "not_delivered": State.FAILED,
    "code_refused_wrong": State.FAILED,
    "code_refused_expired": State.FAILED,
    "code_refused_superseded": State.FAILED,
    "code_refused_used": State.FAILED,
    SOLVED: State.DONE,
}


class Presenter(QObject):
    """Keeps window and flow in step. News changes what stands around the page, never the page."""

    left = Signal()
    """The person wants to close the app."""

    def __init__(self, window: Window, conductor: Conductor, viewer: WorldViewer) -> None:
        super().__init__(window)
        self._window, self._conductor = window, conductor
        self._page: Page | None = None
        self._side = Side(window, conductor, viewer)
        self._connect()
        self.show_frame()

    def _connect(self) -> None:
        self._conductor.changed.connect(self.show_frame)
        self._conductor.busy_changed.connect(self._show_busy)
        self._window.went_back.connect(self._go_back)
        self._window.cancelled.connect(self._conductor.cancel)
        self._window.code_given.connect(self._give_code)
        self._window.way_taken.connect(self._take_way)
        self._window.asked_for_help.connect(self._help)
        self._window.wants_to_leave.connect(self._ask_before_leaving)

    @Slot()
    def show_frame(self) -> None:
        """Shows the frame; what was typed stays where the page stays."""
        frame = self._conductor.frame()
        self._side.show(frame)
        if frame.page == self._page and frame.problem is None:
            self._window.surround(self._around(frame))
        else:
            self._show_page(frame)
        self._show_banner(frame)

    def _show_page(self, frame: Frame) -> None:
        doings = None
        if type(frame.page) is type(self._page) and not isinstance(frame.page, pages.QuestionPage):
            doings = Doings.of(self._window.page) if self._window.page is not None else None
        self._page = frame.page
        self._window.show_page(lambda: self._view(frame), self._around(frame))
        self._side.take_focus()
        if is_from_dock(frame):
            self._window.type_code()
        if frame.problem is not None:  # where it is, is known after the next layout
            QTimer.singleShot(0, self._window.bring_focus_into_view)
        if doings is not None and self._window.page is not None:
            doings.put_into(self._window.page)

    def _view(self, frame: Frame) -> FlowPage:
        page = view(frame, self._window.words)
        page.said.connect(self._conductor.say)
        if isinstance(page, DoneView):
            page.left.connect(self.left)
        return page

    def _around(self, frame: Frame) -> Surroundings:
        has_account = not isinstance(frame.page, _BEFORE_ANY_ACCOUNT)
        needs_dock = frame.code is not None and not isinstance(frame.page, _WITH_CODE_FIELD)
        return Surroundings(
            can_go_back=frame.can_go_back,
            account=frame.account_name if has_account else None,
            host=frame.host if has_account else "",
            practice=frame.persona is not None,
            dock=Dock(frame.code.tag) if needs_dock and frame.code is not None else self._hand_dock(frame),
            notes=self._notes(frame) if has_account else None,
            has_help=True,
            ways=tuple(Way(way, self._window.words.say(f"page.shell.{way}")) for way in WAYS if frame.can_end),
            not_affiliated=not_affiliated(frame, self._window.words) or "",
        )

    @staticmethod
    def _hand_dock(frame: Frame) -> Dock | None:
        """Only after a code was asked for, and not on the page that asks the same."""
        is_asked = isinstance(frame.page, pages.RefusedTherePage)
        return Dock(by_hand=True) if frame.hears_of_code and not is_asked else None

    def _notes(self, frame: Frame) -> tuple[Event, ...]:
        """What is known so far; before anything happened only whose account it is."""
        if frame.notes or not frame.account_name:
            return tuple(self._event(one, frame) for one in frame.notes)
        say = self._window.words.say
        named = Event(State.DONE, say("page.notes.account_named"), isolated(frame.account_name))
        none = Event(State.UNKNOWN, say("page.notes.none_asked"))
        return (named,) if frame.purpose is Purpose.SECURE else (named, none)

    def _event(self, one: Note, frame: Frame) -> Event:
        line = note(one, frame, self._window.words)
        return Event(_SIGNS.get(one.what or one.answer or "", State.NOTE), line.text, line.detail)

    def _show_banner(self, frame: Frame) -> None:
        words = self._window.words
        if page_notice(frame, words) is not None:
            self._window.show_banner(lambda: self._notice(frame))
        elif frame.better_step is not None:
            self._window.show_banner(lambda: self._offer(frame))

    def _notice(self, frame: Frame) -> Notice:
        return page_notice(frame, self._window.words) or Notice("")

    def _offer(self, frame: Frame) -> Notice:
        """Another step has become clearly better: it is offered, never taken by itself."""
        words, step = self._window.words, frame.better_step or ""
        title = step_words(frame, words).title(step)
        go = Button(words.say("page.step.better.take", step=title))
        go.clicked.connect(lambda: self._conductor.say(said.ChoseStep(step)))
        return Notice(words.say("page.step.better"), "", Tone.NEUTRAL, go)

    # -- what is said around the page

    @Slot()
    def _show_busy(self) -> None:
        self._window.set_busy(busy=self._conductor.is_busy)

    @Slot()
    def _go_back(self) -> None:
        self._conductor.say(said.WentBack())

    @Slot(str)
    def _give_code(self, code: str) -> None:
        self._conductor.say(said.GaveCode(code))

    @Slot(str)
    def _take_way(self, way: str) -> None:
        self._conductor.say(_SAID[way])

    @Slot()
    def _help(self) -> None:
        help_dialog(self._window.words, self._window, by_hand=self._conductor.frame().by_hand).open()

    @Slot()
    def _ask_before_leaving(self) -> None:
        """Nothing is asked where nothing can be lost."""
        frame = self._conductor.frame()
        if isinstance(frame.page, pages.StartPage | pages.DonePage):
            self.left.emit()
        else:
            code_is_out = frame.code is not None
            leave_dialog(self._window.words, self.left.emit, self._window, code_is_out=code_is_out).open()
