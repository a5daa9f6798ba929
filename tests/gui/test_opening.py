"""The first page is there before what stands behind it, and no press on it is lost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.desktop.flows import how_tos
from secinfo_desktop.gui.app import paint_anew
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.behind import Behind
from secinfo_desktop.gui.first_page import FirstPage
from secinfo_desktop.gui.opening import UNDISTURBED_S, Opening
from secinfo_desktop.gui.parts import Answer, Button
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.turns import Turns
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.kept import Kept
from secinfo_desktop.recovery.no_cases import NO_CASES
from secinfo_desktop.recovery.start import StartPage
from secinfo_desktop.texts.words import Words
from tests.gui import earlier
from tests.helpers.fake_accounts import FakeAccounts
from tests.helpers.fake_desk import FakeDesk
from tests.helpers.fake_signed_in import FakeSignedIn
from tests.helpers.walk import Walk, checklist

PATIENCE_S = 20
FIRST, SECOND = "What is the trouble?", "Whose account is it?"


class Start:
    """A start of the app; what stands behind the first page is loaded when the test lets it."""

    def __init__(
        self, qtbot: QtBot, appearance: Appearance, kept: Kept | None = None, page: StartPage | None = None
    ) -> None:
        self._qtbot, self._accounts, self._kept = qtbot, FakeAccounts(), kept
        self._is_late = kept is None or page is not None
        self.let_load, self.loaded, self.fails = threading.Event(), threading.Event(), False
        self.went_on: list[str] = []
        self.window = Window(appearance, Words(self._accounts.clock))
        self.opening = Opening(
            self.window,
            Turns(self.window),
            self._load,
            lambda: self.went_on.append("backend"),
            page=page if page is not None or kept is not None else StartPage(),
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.opening.close())

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def _load(self) -> Behind:
        if self._is_late:
            self.let_load.wait(PATIENCE_S)
        if self.fails:
            raise FileNotFoundError
        flow = Flow(
            checklist(),
            self._accounts.choices(),
            self._accounts.clock,
            lambda: "case-0001",
            how_tos,
            kept=lambda: self._kept or Kept(),
        )
        self.loaded.set()

        def no_console(_words: Words) -> tuple[Console, Ports, None]:
            raise AssertionError("nobody takes calls here")

        def nobody(_choice: str) -> FakeSignedIn:
            return FakeSignedIn(signed_in=False)

        return Behind(
            flow, self._accounts, NO_CASES, FakeDesk(), lambda: self.went_on.append("tidy"), nobody, no_console
        )

    @property
    def heading(self) -> str:
        assert self.window.page is not None
        return self.window.page.heading

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focus, key)

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition)

    def is_whole(self) -> bool:
        return "backend" in self.went_on


@pytest.fixture
def start(qtbot: QtBot, appearance: Appearance) -> Iterator[Start]:
    started = Start(qtbot, appearance)
    started.show()
    yield started
    started.let_load.set()


def test_the_keyboard_is_at_the_first_answer_and_stays_there(start: Start) -> None:
    page, first = start.window.page, start.focus
    assert first.accessibleName() == "I asked for a code and it did not come"
    start.let_load.set()
    start.until(start.is_whole)
    assert (start.window.page, start.focus) == (page, first)


def test_a_press_before_everything_is_loaded_is_answered_then(start: Start) -> None:
    start.press(Qt.Key.Key_Space)
    assert (start.heading, start.window.is_busy, start.loaded.is_set()) == (FIRST, True, False)
    start.let_load.set()
    start.until(lambda: start.heading == SECOND)
    assert not start.window.is_busy


def test_a_press_after_that_is_answered_in_the_next_turn(start: Start) -> None:
    start.let_load.set()
    start.until(start.is_whole)
    start.press(Qt.Key.Key_Space)
    start.until(lambda: start.heading == SECOND)


def test_only_the_first_of_two_presses_counts(start: Start) -> None:
    start.press(Qt.Key.Key_Space)
    start.press(Qt.Key.Key_Tab)
    start.press(Qt.Key.Key_Space)
    start.let_load.set()
    start.until(start.is_whole)
    start.until(lambda: start.heading == SECOND)


def test_a_press_that_was_taken_back_is_forgotten(start: Start) -> None:
    start.press(Qt.Key.Key_Space)
    start.press(Qt.Key.Key_Escape)
    assert not start.window.is_busy
    start.let_load.set()
    start.until(start.is_whole)
    assert start.heading == FIRST


def test_a_press_can_be_taken_back_until_it_is_heard(qtbot: QtBot, appearance: Appearance) -> None:
    window, said = Window(appearance, Words(FakeAccounts().clock)), list[object]()
    qtbot.addWidget(window)
    first = FirstPage(window, StartPage())
    first.said.connect(said.append)
    QTest.mouseClick(window.findChildren(Answer)[0], Qt.MouseButton.LeftButton)
    first.hand_over()
    window.cancelled.emit()
    first.say_what_waited()
    assert said == []


def test_a_press_counts_though_the_look_was_changed_meanwhile(start: Start) -> None:
    start.press(Qt.Key.Key_Space)
    QTest.keyClick(start.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    start.let_load.set()
    start.until(lambda: start.heading == SECOND)


def test_in_another_look_the_first_page_still_answers(start: Start) -> None:
    start.let_load.set()
    start.until(start.is_whole)
    QTest.keyClick(start.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    start.press(Qt.Key.Key_Space)
    start.until(lambda: start.heading == SECOND)


def test_help_comes_once_it_is_there_and_comes_once(start: Start) -> None:
    start.press(Qt.Key.Key_F1)
    start.let_load.set()
    start.until(start.is_whole)
    dialogs = [dialog for dialog in start.window.findChildren(QDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_the_window_can_be_closed_while_it_loads(start: Start) -> None:
    start.press(Qt.Key.Key_Escape)
    assert not start.window.isVisible()
    start.opening.close()
    start.let_load.set()
    assert start.loaded.wait(PATIENCE_S)
    assert start.went_on == []


def test_no_thread_is_disturbed_at_its_work_until_everything_is_loaded(start: Start) -> None:
    before = sys.getswitchinterval()
    start.show()
    start.until(lambda: sys.getswitchinterval() == UNDISTURBED_S)
    start.let_load.set()
    start.until(lambda: sys.getswitchinterval() == before)


MAKES_CLASSES = """
import sys, threading
import secinfo_desktop.gui
from PySide6 import QtCore, QtGui, QtWidgets

def make():
    together.wait()
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name, None)

sys.setswitchinterval(float(sys.argv[1]))
together = threading.Barrier(2)
threads = [threading.Thread(target=make) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def ends_well(interval: float) -> bool:
    """True if both threads come to their end when they take turns so often (seconds)."""
    command = [sys.executable, "-c", MAKES_CLASSES, str(interval)]
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0
    except subprocess.TimeoutExpired:  # one looks for ever for what the other has taken away
        return False


def test_two_threads_that_take_long_turns_may_be_at_the_same_classes_of_qt() -> None:
    assert ends_well(UNDISTURBED_S)


def test_two_threads_that_are_at_the_same_classes_of_qt_end_the_process() -> None:
    """The control; by chance they may miss each other."""
    assert not all(ends_well(0.005) for _ in range(10))


def test_what_can_not_be_loaded_is_told(start: Start, qtbot: QtBot) -> None:
    start.fails = True
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(start.opening.failed):
        start.let_load.set()
    assert [kind for kind, *_ in caught] == [FileNotFoundError]


def test_everything_else_is_done_after_it(start: Start) -> None:
    start.let_load.set()
    start.until(lambda: sorted(start.went_on) == ["backend", "tidy"])


def test_kept_cases_stand_on_the_first_page_from_the_beginning(qtbot: QtBot, appearance: Appearance) -> None:
    walk = Walk()
    earlier.start_again(walk)
    start = Start(qtbot, appearance, walk.cases.all())
    start.show()
    assert start.loaded.is_set()
    page = start.window.page
    assert start.focus.accessibleName().startswith("Go on")
    start.until(start.is_whole)
    assert start.window.page is page


@pytest.fixture
def listed(qtbot: QtBot, appearance: Appearance) -> Iterator[Start]:
    """The start of somebody of whom a case is kept, and listed."""
    walk = Walk()
    earlier.start_again(walk)
    page = walk.page
    assert isinstance(page, StartPage)
    started = Start(qtbot, appearance, walk.cases.all(), page)
    started.show()
    yield started
    started.let_load.set()


def test_listed_cases_stand_on_the_first_page_before_they_are_read(listed: Start) -> None:
    page, first = listed.window.page, listed.focus
    assert first.accessibleName().startswith("Go on")
    assert not listed.loaded.is_set()
    listed.let_load.set()
    listed.until(listed.is_whole)
    assert (listed.window.page, listed.focus) == (page, first)


def test_whoever_goes_on_before_everything_is_loaded_comes_to_their_page(listed: Start) -> None:
    listed.press(Qt.Key.Key_Space)
    assert (listed.heading, listed.window.is_busy) == (FIRST, True)
    listed.let_load.set()
    listed.until(lambda: listed.heading != FIRST)


def _delete(start: Start) -> None:
    buttons = start.window.findChildren(Button)
    next(button for button in buttons if button.accessibleName().startswith("Delete")).click()


def test_whoever_deletes_before_everything_is_loaded_is_asked_then(listed: Start) -> None:
    _delete(listed)
    assert listed.window.findChildren(QDialog) == []
    listed.let_load.set()
    listed.until(lambda: any(dialog.isVisible() for dialog in listed.window.findChildren(QDialog)))
    listed.window.findChildren(QDialog)[0].reject()
    assert listed.heading == FIRST


def test_a_list_that_is_not_right_any_more_makes_way_for_what_is(qtbot: QtBot, appearance: Appearance) -> None:
    walk = Walk()
    earlier.start_again(walk)
    start = Start(qtbot, appearance, walk.cases.all(), StartPage())
    start.show()
    start.let_load.set()
    start.until(start.is_whole)
    start.until(lambda: start.focus.accessibleName().startswith("Go on"))


def test_what_waited_for_its_icons_is_painted_with_them(qtbot: QtBot, appearance: Appearance) -> None:
    walk = Walk()
    earlier.start_again(walk)
    start = Start(qtbot, appearance, walk.cases.all())
    start.show()
    start.until(start.is_whole)
    answers = [Painted(one) for one in start.window.findChildren(Answer) if not one.visibleRegion().isEmpty()]
    start.window.repaint()  # of the window alone: what lies on the page's own ground is left out
    assert answers
    assert not any(one.times for one in answers)
    paint_anew(start.window)
    start.until(lambda: all(one.times for one in answers))


class Painted(QObject):
    """Counts how often a part is painted."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self.times = 0
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it by this name
        self.times += event.type() is QEvent.Type.Paint
        return False
