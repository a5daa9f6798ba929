"""Shows what the conductor says: the page, what stands around it, and in practice the world beside it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, SignalInstance, Slot
from PySide6.QtGui import QDesktopServices

from secinfo_desktop.browsers import told
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.apart import Windows, Work
from secinfo_desktop.gui.company import Company
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.dialogs import forget_dialog, help_dialog, leave_dialog, lose_dialog, windows_dialog
from secinfo_desktop.gui.help_notices import hands_are_free
from secinfo_desktop.gui.leaving import Leaving
from secinfo_desktop.gui.note_signs import SIGNS
from secinfo_desktop.gui.pages.apart import WindowsView
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.endings import DoneView
from secinfo_desktop.gui.pages.problems import is_from_dock, page_notice
from secinfo_desktop.gui.pages.start import StartView
from secinfo_desktop.gui.pages.steps import InstructionView
from secinfo_desktop.gui.pages.views import view
from secinfo_desktop.gui.parts import Button, Event, Notice, State, Tone, isolated
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.shell.carry_over import Doings
from secinfo_desktop.gui.shell.surroundings import Dock, Surroundings, Way
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.side import Side
from secinfo_desktop.gui.surprise import Surprise
from secinfo_desktop.gui.ways import SAID, WAYS
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.apart import Target
from secinfo_desktop.recovery.hand_words import not_affiliated
from secinfo_desktop.recovery.live_pages import ReadNumberPage
from secinfo_desktop.recovery.pages import Frame, Note, Page
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.recovery.sentences import doubt, note
from secinfo_desktop.recovery.start import WantsSecurityInfo
from secinfo_desktop.recovery.step_words import step_words

_BEFORE_ANY_ACCOUNT = pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage
_ANOTHER_EACH_TIME = pages.QuestionPage | pages.SessionsPage
"""Pages of one kind that ask something else each time: nothing is carried over."""
_WITHOUT_STEP = pages.StartPage | pages.DonePage
"""Pages on which it is said that browser windows are still open."""
_WITHOUT_DOCK = pages.WaitingPage | pages.EnterCodePage | ReadNumberPage
"""Pages with a field for the code, or for another number: nobody shall take one for the other."""


def _shows_windows(page: Page) -> bool:
    return isinstance(page, pages.SessionsPage) and page.stage is pages.Stage.WINDOWS


Forgets = said.ForgetsIt | said.ForgetsCase | said.ForgetsAll


def _open_folder(folder: str) -> None:
    """In the desktop's own program for files; where there is none, its name stands on the page."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


class Presenter(QObject):
    """Keeps window and flow in step. News changes what stands around the page, never the page."""

    left = Signal()
    """The person wants to close the app."""
    wants_security_info = Signal(object)
    """The person wants to look after the security info: the frame that they come from, or None from the first page."""
    wants_helpdesk = Signal()
    """Somebody takes calls here."""
    wants_good_day = Signal()
    """The person wants to look after a made-up person's security info."""

    def __init__(
        self,
        window: Window,
        conductor: Conductor,
        viewer: WorldViewer,
        windows: Windows,
        open_folder: Callable[[str], object] = _open_folder,
        *,
        shown: Page | None = None,
    ) -> None:
        """``shown`` is the page that the window shows already."""
        super().__init__(window)
        self._window, self._conductor, self._open_folder = window, conductor, open_folder
        self._windows, self._has_windows = windows, False
        self._is_away = self._has_to_tell_not_kept = False
        self._page = shown
        self._leaving, self._surprise = Leaving.NOT, Surprise()
        self._company = Company(window, conductor, self._surprise)
        self._side = Side(window, conductor, viewer)
        self._conductor.sharing.hands_free = lambda: not self._is_away and hands_are_free(window)
        self._conductor.changed.connect(self.show_frame)
        self._conductor.busy_changed.connect(self._show_busy)
        self._conductor.keeping.began_to_fail.connect(self._tell_not_kept)
        self._windows.changed.connect(self._show_windows)
        self._connect()
        self.show_frame()

    def _connect(self) -> None:
        for signal, slot in self._heard():
            signal.connect(slot)

    def _heard(self) -> tuple[tuple[SignalInstance, Callable[..., object]], ...]:
        """What the window says and who hears it."""
        window = self._window
        return (
            (window.spoke, self._say_around_again),
            (window.went_back, self._go_back),
            (window.cancelled, self._conductor.cancel),
            (window.code_given, self._give_code),
            (window.way_taken, self._take_way),
            (window.asked_for_help, self._help),
            (window.wants_to_leave, self._ask_before_leaving),
            (window.wants_to_forget, self._ask_before_forgetting_this),
        )

    @Slot()
    def stand_back(self) -> None:
        """Somebody else uses the window. What arrives meanwhile is seen afterwards."""
        self._is_away = True
        self._side.rest()
        for signal, slot in self._heard():
            signal.disconnect(slot)

    @Slot()
    def come_back(self) -> None:
        """Use the window again, at the page that was left."""
        self._is_away, self._page = False, None
        self._connect()
        self.show_frame()

    @Slot()
    def show_frame(self) -> None:
        """Shows the frame; what was typed stays where the page stays."""
        frame = self._conductor.frame()
        self._company.show(frame, is_away=self._is_away)
        if self._is_away or self._has_left(frame):
            return
        if isinstance(frame.page, pages.SessionsPage):
            self._windows.find()
        if frame.page == self._page and frame.problem is None:
            self._side.show(frame)
            self._window.surround(self._around(frame))
        else:
            self._show_page(frame)
        self._show_banner(frame)

    def _show_page(self, frame: Frame) -> None:
        doings = None
        if type(frame.page) is type(self._page) and not isinstance(frame.page, _ANOTHER_EACH_TIME):
            doings = Doings.of(self._window.page) if self._window.page is not None else None
        self._page = frame.page
        self._surprise.page_came(by_itself=self._conductor.comes_from_outside)
        with self._window.one_change():
            self._side.show(frame)
            self._window.show_page(lambda: self._view(frame), self._around(frame))
        self._side.take_focus()
        if is_from_dock(frame):
            self._window.type_code()
        if frame.problem is not None:  # where it is, is known after the next layout
            QTimer.singleShot(0, self._window.bring_focus_into_view)
        if doings is not None and self._window.page is not None:
            doings.put_into(self._window.page)

    def _view(self, frame: Frame) -> FlowPage:
        page = view(frame, self._window.words, self._windows.now)
        page.said.connect(self.hear)
        if isinstance(page, DoneView):
            page.left.connect(self._ask_before_leaving)
        if isinstance(page, InstructionView):
            page.offer_replacement(frame, self._window.words)
            page.wants_replacement.connect(self._replace)
        if isinstance(page, StartView):
            page.wants_to_forget.connect(self.ask_before_forgetting)
            page.wants_folder.connect(self.show_folder)
            page.wants_helpdesk.connect(self.wants_helpdesk)
        if isinstance(page, WindowsView):
            page.wants_windows.connect(self._open_windows)
            page.wants_closing.connect(self._windows.close)
            page.wants_one_closed.connect(self._windows.close_one)
            page.wants_front.connect(self._windows.show)
            page.chose_browser.connect(self._windows.choose)
            page.rebuilt.connect(self._window.order_tab)
        return page

    @Slot(object)
    def hear(self, what: said.Said | WantsSecurityInfo) -> None:
        """What is said on a page goes into the flow, or leads to the security info."""
        if not isinstance(what, WantsSecurityInfo):
            if not self._surprise.hides(what):
                self._conductor.say(what)
        elif what.practice:
            self.wants_good_day.emit()
        else:
            self.wants_security_info.emit(None)

    @Slot()
    def _replace(self) -> None:
        self.wants_security_info.emit(self._conductor.frame())

    def _around(self, frame: Frame) -> Surroundings:
        has_account = not isinstance(frame.page, _BEFORE_ANY_ACCOUNT)
        needs_dock = frame.code is not None and not isinstance(frame.page, _WITHOUT_DOCK)
        return Surroundings(
            can_go_back=frame.can_go_back,
            account=frame.account_name if has_account else None,
            host=frame.host if has_account else "",
            practice=frame.persona is not None,
            dock=Dock(frame.code.tag) if needs_dock and frame.code is not None else self._hand_dock(frame),
            notes=self._notes(frame) if has_account else None,
            has_help=True,
            can_forget=frame.can_forget,
            asks_before_closing=not isinstance(frame.page, pages.StartPage) or self._windows.now.is_open,
            wide=_shows_windows(frame.page),
            ways=tuple(Way(way, self._window.words.say(f"page.shell.{way}")) for way in WAYS if frame.can_end),
            not_affiliated=not_affiliated(frame, self._window.words) or "",
        )

    @Slot()
    def _say_around_again(self) -> None:
        self._window.surround(self._around(self._conductor.frame()))

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
        return Event(SIGNS.get(one.what or one.answer or "", State.NOTE), line.text, line.detail)

    def _show_banner(self, frame: Frame) -> None:
        words = self._window.words
        if page_notice(frame, words) is not None:
            self._window.show_banner(lambda: self._notice(frame))
        elif (line := doubt(frame.page, step_words(frame, words))) is not None:
            self._window.show_banner(lambda: Notice(line.text, line.detail, Tone.WARN))
        elif frame.better_step is not None:
            self._window.show_banner(lambda: self._offer(frame))
        elif self._has_to_tell_not_kept:
            self._has_to_tell_not_kept = False
            self._window.show_banner(self._not_kept)
        elif isinstance(frame.page, _WITHOUT_STEP) and self._windows.now.is_open:
            self._window.show_banner(self._still_open)

    @Slot()
    def _tell_not_kept(self) -> None:
        """Once, on the first page that has nothing more important to say."""
        self._has_to_tell_not_kept = True
        self._show_banner(self._conductor.frame())

    def _not_kept(self) -> Notice:
        happened, *rest = self._window.words.failure(Failure.NOT_KEPT)
        return Notice(happened, " ".join(rest), Tone.WARN)

    def _notice(self, frame: Frame) -> Notice:
        return page_notice(frame, self._window.words) or Notice("")

    def _offer(self, frame: Frame) -> Notice:
        """Another step has become clearly better: it is offered, never taken by itself."""
        words, step = self._window.words, frame.better_step or ""
        title = step_words(frame, words).title(step)
        go = Button(words.say("page.step.better.go"), name=words.say("page.step.better.take", step=title))
        go.clicked.connect(lambda: self._conductor.say(said.ChoseStep(step)))
        return Notice(words.say("page.step.better"), title, Tone.NEUTRAL, go)

    # -- the separate browser windows

    @Slot()
    def _show_windows(self) -> None:
        """News of the windows changes what says so, and nothing else; closing asks as soon as there is one."""
        frame, page = self._conductor.frame(), self._window.page
        if self._is_away:
            return
        if isinstance(page, WindowsView):
            page.show_now(self._windows.now)
        if self._windows.now.is_open is not self._has_windows:
            self._has_windows = self._windows.now.is_open
            self._window.surround(self._around(frame))
        if isinstance(frame.page, _WITHOUT_STEP) and page_notice(frame, self._window.words) is None:
            self._window.show_banner(self._still_open if self._windows.now.is_open else None)

    @Slot(object)
    def _open_windows(self, targets: tuple[Target, ...]) -> None:
        self._windows.open(targets, self._window.words.language)

    def _still_open(self) -> Notice:
        """On pages that have no place for it: they are not forgotten."""
        say = self._window.words.say
        now = self._windows.now
        close = Button(say("apart.still_open.close", n=now.open_count))
        close.clicked.connect(self._windows.close)
        if now.work is Work.CLOSING:
            close.set_working(say("apart.closing"))
        still_open = told.still_open(now.open_count, self._window.words, from_before=now.from_before)
        return Notice(still_open.title, still_open.body, Tone.NEUTRAL, close)

    # -- what is said around the page

    @Slot()
    def _show_busy(self) -> None:
        if not self._is_away:
            self._window.set_busy(busy=self._conductor.is_busy)

    @Slot()
    def _go_back(self) -> None:
        self._conductor.say(said.WentBack())

    @Slot(str)
    def _give_code(self, code: str) -> None:
        self._conductor.say(said.GaveCode(code))

    @Slot(str)
    def _take_way(self, way: str) -> None:
        self._conductor.say(SAID[way])

    @Slot()
    def _help(self) -> None:
        help_dialog(self._window.words, self._window, by_hand=self._conductor.frame().by_hand).open()

    @Slot()
    def _ask_before_leaving(self) -> None:
        """First what becomes of the browser windows, then what becomes of the answers."""
        if self._windows.now.is_open:
            leave = self._ask_about_case
            windows_dialog(
                self._window.words,
                self._window,
                lambda: self._windows.close_then(leave),
                lambda: self._leave_windows(leave),
            ).open()
        else:
            self._ask_about_case()

    def _leave_windows(self, then: Callable[[], object]) -> None:
        self._windows.leave_open()
        then()

    def _ask_about_case(self) -> None:
        """Nothing is asked where nothing can be lost: what is not worth keeping goes with the window."""
        frame, keeping = self._conductor.frame(), self._conductor.keeping
        if isinstance(frame.page, pages.StartPage):
            self._go()
        elif not self._conductor.is_worth_keeping:
            self._forget_and_leave(even_if_refused=True)
        elif isinstance(frame.page, pages.DonePage):
            keeping.when_settled(self._go)
        elif keeping.has_failed:
            lose_dialog(self._window.words, self._window, self._go).open()
        else:
            until = frame.code.ends_at if frame.code is not None else None
            self._leave_dialog(until if until is not None and until > self._window.words.clock() else None)

    def _leave_dialog(self, code_until: datetime | None) -> None:
        keeping, window = self._conductor.keeping, self._window
        leave_dialog(
            window.words,
            window,
            lambda: keeping.when_settled(self._go),
            self._forget_and_leave,
            code_until=code_until,
        ).open()

    def _forget_and_leave(self, *, even_if_refused: bool = False) -> None:
        """What can't be deleted is said, and the window stays; unless it was not worth keeping anyway."""
        self._leaving = Leaving.IN_ANY_CASE if even_if_refused else Leaving.ONCE_FORGOTTEN
        self._forget(said.ForgetsIt())

    def _has_left(self, frame: Frame) -> bool:
        leaving, self._leaving = self._leaving, Leaving.NOT
        if leaving is Leaving.NOT or (leaving is Leaving.ONCE_FORGOTTEN and frame.problem is not None):
            return False
        self._go()
        return True

    def _go(self) -> None:
        """Nobody looks on once the window is closed."""
        self._conductor.sharing.when_ended(self.left.emit)

    @Slot()
    def _ask_before_forgetting_this(self) -> None:
        self.ask_before_forgetting(said.ForgetsIt())

    @Slot(object)
    def ask_before_forgetting(self, what: Forgets) -> None:
        """Ask first; what is forgotten does not come back."""
        is_all = isinstance(what, said.ForgetsAll)
        forget_dialog(self._window.words, self._window, lambda: self._forget(what), everything=is_all).open()

    def _forget(self, what: Forgets) -> None:
        """At once: whatever is being done outside is no longer waited for."""
        self._conductor.cancel()
        self._conductor.say(what)

    @Slot(str)
    def show_folder(self, folder: str) -> None:
        """Show the person where the kept cases lie."""
        self._open_folder(folder)
