"""Brings visit, jobs and window together: what the person says goes into the visit, and its acts go to a thread."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.dialogs import Dialog, help_dialog
from secinfo_desktop.gui.jobs import Jobs, Ticket
from secinfo_desktop.gui.parts import Button, Kind, Notice, Text, Tone, announce, isolated
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.problems import page_notice
from secinfo_desktop.gui.security_info.views import view
from secinfo_desktop.gui.shell.carry_over import Doings
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.shell.window import Announce, Window
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import Act, Outcome, Refused, attempt
from secinfo_desktop.security_info.pages import Frame, Page, Told
from secinfo_desktop.security_info.ports import SignedInAccount
from secinfo_desktop.security_info.said import Does, Said, WentBack
from secinfo_desktop.security_info.telling import Question, question_before
from secinfo_desktop.security_info.visit import Visit

_LOG = logging.getLogger(__name__)


class SecurityInfoPresenter(QObject):
    """Leads through My security info in a window that others used before and use again afterwards."""

    left = Signal()
    """The person goes back to where they came from."""
    shown = Signal()
    """Another frame is shown."""

    def __init__(
        self,
        window: Window,
        visit: Visit,
        account: SignedInAccount,
        jobs: Jobs,
        *,
        practice: bool = False,
        host: str = "",
        say_aloud: Announce = announce,
    ) -> None:
        super().__init__(window)
        self._window, self._visit, self._account, self._jobs = window, visit, account, jobs
        self._practice, self._host, self._say_aloud = practice, host, say_aloud
        self._ticket: Ticket | None = None
        self._page: Page | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)

    @property
    def is_busy(self) -> bool:
        """True while an answer is awaited, or the next page is about to be shown."""
        return self._ticket is not None or self._soon.isActive()

    @property
    def frame(self) -> Frame:
        """What is shown."""
        return self._visit.frame()

    def begin(self) -> None:
        """Take the window over."""
        self._window.went_back.connect(self._go_back)
        self._window.cancelled.connect(self._cancel)
        self._window.wants_to_leave.connect(self._go_back)
        self._window.spoke.connect(self._surround)
        self._window.asked_for_help.connect(self._help)
        self._go_on(self._visit.begin())

    def end(self) -> None:
        """Give the window back."""
        self._cancel_quietly()
        self._window.went_back.disconnect(self._go_back)
        self._window.cancelled.disconnect(self._cancel)
        self._window.wants_to_leave.disconnect(self._go_back)
        self._window.spoke.disconnect(self._surround)
        self._window.asked_for_help.disconnect(self._help)

    @Slot(object)
    def say(self, what: Said) -> None:
        """Hands over what the person said; while an answer is awaited, only cancelling counts."""
        if self.is_busy:
            return
        if isinstance(what, WentBack) and not self._visit.frame().can_go_back:
            self.left.emit()
        else:
            self._go_on(self._visit.take(what))

    def _go_on(self, act: Act | None) -> None:
        """Does on a thread what follows, and shows in the next turn what has come of it."""
        self._ticket = None
        if act is None:
            self._soon.start()
            return
        work = partial(attempt, act, self._account)
        self._ticket = self._jobs.run(work, partial(self._done, act), partial(self._failed, act))
        self._window.set_busy(busy=True)

    def _done(self, act: Act, outcome: Outcome | Refused) -> None:
        self._go_on(self._visit.observe(act, outcome))

    def _failed(self, act: Act, error: Exception) -> None:
        """A mistake in the program: the person sees no more of it than that it did not work."""
        _LOG.error("an act failed", exc_info=error)
        self._done(act, Refused(Failure.BROKEN))

    def _cancel_quietly(self) -> None:
        if self._ticket is not None:
            self._ticket.forget()
        self._ticket = None
        self._soon.stop()
        self._visit.abandon()

    @Slot()
    def _cancel(self) -> None:
        self._cancel_quietly()
        self._show()

    @Slot()
    def _go_back(self) -> None:
        self.say(WentBack())

    @Slot()
    def look_again(self) -> None:
        """Time has passed: what depends on it is looked at again, but not while something is typed or awaited."""
        if not self.is_busy and (act := self._visit.look_again()) is not None:
            self._go_on(act)

    # -- what is shown

    @Slot()
    def _show(self) -> None:
        self._window.set_busy(busy=False)
        frame = self._visit.frame()
        before = self._window.page if type(frame.page) is type(self._page) else None
        doings = Doings.of(before) if isinstance(before, SecurityView) else None
        self._page = frame.page
        self._window.show_page(self._view, self._around(frame))
        if doings is not None and type(self._window.page) is type(before) and self._window.page is not None:
            doings.put_into(self._window.page)  # nothing that was typed is lost by a refusal
        if (notice := self._notice(frame)) is not None and self._window.page is not None:
            self._say_aloud(self._window.page, notice.accessibleName())
        self.shown.emit()

    def _view(self) -> SecurityView:
        frame = self._visit.frame()
        page = view(frame, self._window.words, practice=self._practice)
        if (notice := self._notice(frame)) is not None:
            page.show_notice(notice)
        page.said.connect(self.say)
        page.asked.connect(self._ask)
        return page

    def _around(self, frame: Frame) -> Surroundings:
        name = frame.account_name or None
        return Surroundings(can_go_back=True, account=name, host=self._host, practice=self._practice, has_help=True)

    @Slot()
    def _surround(self) -> None:
        self._window.surround(self._around(self._visit.frame()))

    def _notice(self, frame: Frame) -> Notice | None:
        """What has become of the last act."""
        return page_notice(frame, self._window.words) or (self._told(frame.told) if frame.told is not None else None)

    def _told(self, told: Told) -> Notice:
        words = self._window.words
        values = {name: isolated(str(value)) for name, value in told.values}
        sentence = words.say(told.text_id, n=told.n, **values)
        if told.undo is None:
            return Notice(sentence, "", Tone.GOOD)
        undo, act = Button(words.say("security_info.undo")), told.undo
        undo.setObjectName("undo")
        undo.clicked.connect(lambda: self.say(Does(act)))
        return Notice(sentence, "", Tone.GOOD, undo)

    # -- questions

    @Slot()
    def _help(self) -> None:
        help_dialog(self._window.words, self._window, by_hand=False).open()

    @Slot(object)
    def _ask(self, act: Act) -> None:
        question = question_before(act)
        if question is None:
            self.say(Does(act))
        else:
            self._dialog(question, act).open()

    def _dialog(self, question: Question, act: Act) -> Dialog:
        words = self._window.words
        values = {name: isolated(str(value)) for name, value in question.values}

        title, body, yes, no = (
            words.say(f"{question.text_id}{part}", n=None, **values) for part in ("", ".body", ".yes", ".no")
        )
        keep, do = Button(no, Kind.PRIMARY), Button(yes, Kind.DANGER)
        dialog = Dialog(title, [Text(body, Type.BODY)], [keep, do], self._window, width=480)
        keep.clicked.connect(dialog.reject)
        do.clicked.connect(dialog.accept)
        do.clicked.connect(lambda: self.say(Does(act)))
        return dialog
