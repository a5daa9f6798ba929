"""Slow work never holds the window up, and answers that nobody wants any more never arrive."""

import itertools
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.jobs import THREADS, UNREAD, Jobs

PATIENCE_MS: Final = 5_000


class Receiver(QObject):
    """Somebody who waits for answers on the window's thread."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.threads: set[str] = set()

    @Slot(object)
    def take(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(threading.current_thread().name)


class Heartbeat(QObject):
    """Counts the turns that the window gets."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        self.beats += 1


class Counting:
    """A stream that never ends by itself, as fast as it can."""

    def __init__(self) -> None:
        self.handed_out = 0
        self.stopped = threading.Event()
        self.ended = threading.Event()

    def __iter__(self) -> Iterator[int]:
        try:
            for number in itertools.takewhile(lambda _: not self.stopped.is_set(), itertools.count()):
                self.handed_out = number
                yield number
        finally:
            self.ended.set()

    def stop(self) -> None:
        self.stopped.set()


class Few:
    """A stream of three events, and perhaps an error after them."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def __iter__(self) -> Iterator[int]:
        yield from (1, 2, 3)
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """It ends by itself."""


def unexpected(answer: object) -> None:
    """Receives what must not come."""
    pytest.fail(f"unexpected answer: {answer!r}")


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    working = Jobs()
    yield working
    working.shutdown()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


def test_an_answer_arrives_once_and_on_the_windows_thread(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    ticket = jobs.run(lambda: threading.current_thread().name, receiver.take, unexpected)
    qtbot.waitUntil(lambda: bool(receiver.answers), timeout=PATIENCE_MS)
    assert receiver.answers == ["job-1"]
    assert receiver.threads == {threading.main_thread().name}
    assert not ticket.is_open


def test_an_error_arrives_as_a_value(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    error = ConnectionError("no answer")

    def work() -> object:
        raise error

    jobs.run(work, unexpected, receiver.take)
    qtbot.waitUntil(lambda: receiver.answers == [error], timeout=PATIENCE_MS)


def test_the_window_lives_on_while_work_hangs(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    release, heart = threading.Event(), Heartbeat()
    jobs.run(lambda: release.wait(60), receiver.take, unexpected)
    qtbot.waitUntil(lambda: heart.beats > 50, timeout=PATIENCE_MS)
    assert receiver.answers == []
    release.set()
    qtbot.waitUntil(lambda: receiver.answers == [True], timeout=PATIENCE_MS)


def test_a_forgotten_answer_is_dropped(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    release = threading.Event()
    ticket = jobs.run(lambda: release.wait(60), receiver.take, receiver.take)
    ticket.forget()
    release.set()
    later = Receiver()
    jobs.run(lambda: "later", later.take, unexpected)
    qtbot.waitUntil(lambda: later.answers == ["later"], timeout=PATIENCE_MS)
    assert receiver.answers == []


def test_an_answer_that_lies_ready_is_dropped_too(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    done = threading.Event()

    def work() -> str:
        done.set()
        return "too late"

    ticket = jobs.run(work, receiver.take, unexpected)
    assert done.wait(5)
    ticket.forget()
    later = Receiver()
    jobs.run(lambda: "later", later.take, unexpected)
    qtbot.waitUntil(lambda: later.answers == ["later"], timeout=PATIENCE_MS)
    assert receiver.answers == []


@pytest.mark.parametrize("bound", [lambda method: method, partial], ids=["method", "partial"])
def test_an_answer_to_a_deleted_receiver_is_dropped(
    qtbot: QtBot, jobs: Jobs, receiver: Receiver, bound: Callable[[Callable[..., None]], Callable[..., None]]
) -> None:
    release, answers = threading.Event(), receiver.answers
    jobs.run(lambda: release.wait(60), bound(receiver.take), unexpected)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    release.set()
    later = Receiver()
    jobs.run(lambda: "later", later.take, unexpected)
    qtbot.waitUntil(lambda: later.answers == ["later"], timeout=PATIENCE_MS)
    assert answers == []


def test_more_work_than_threads_is_done_in_turn(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    for number in range(THREADS * 5):
        jobs.run(partial(str, number), receiver.take, unexpected)
    qtbot.waitUntil(lambda: len(receiver.answers) == THREADS * 5, timeout=PATIENCE_MS)
    assert set(receiver.answers) == {str(number) for number in range(THREADS * 5)}


def test_a_stream_arrives_in_order_and_says_that_it_ended(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    jobs.follow(Few(), receiver.take, receiver.take)
    qtbot.waitUntil(lambda: len(receiver.answers) == 4, timeout=PATIENCE_MS)
    assert receiver.answers == [1, 2, 3, None]


def test_a_streams_error_is_its_end(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    error = TimeoutError("silence")
    jobs.follow(Few(error), receiver.take, receiver.take)
    qtbot.waitUntil(lambda: receiver.answers == [1, 2, 3, error], timeout=PATIENCE_MS)


def test_a_forgotten_stream_is_stopped_and_says_no_more(qtbot: QtBot, jobs: Jobs, receiver: Receiver) -> None:
    source = Counting()
    ticket = jobs.follow(source, receiver.take, unexpected)
    qtbot.waitUntil(lambda: len(receiver.answers) > 3, timeout=PATIENCE_MS)
    ticket.forget()
    heard = len(receiver.answers)
    assert source.ended.wait(5)
    later = Receiver()
    jobs.run(lambda: "later", later.take, unexpected)
    qtbot.waitUntil(lambda: later.answers == ["later"], timeout=PATIENCE_MS)
    assert len(receiver.answers) == heard


def test_a_flood_leaves_the_window_its_turns_and_the_memory_its_bound(
    qtbot: QtBot, jobs: Jobs, receiver: Receiver
) -> None:
    source, heart = Counting(), Heartbeat()
    jobs.follow(source, receiver.take, unexpected)
    qtbot.waitUntil(lambda: heart.beats > 50, timeout=PATIENCE_MS)
    assert receiver.answers
    assert source.handed_out - len(receiver.answers) <= UNREAD + 1


_HANGING: Final = textwrap.dedent("""
    import sys, threading, time
    from collections.abc import Iterator
    from PySide6.QtCore import QCoreApplication, QTimer
    from secinfo_desktop.gui.jobs import Jobs

    class Silent:
        def __iter__(self) -> Iterator[int]:
            started.release()
            threading.Event().wait()
            yield 1
        def stop(self) -> None: ...

    def hang() -> None:
        started.release()
        threading.Event().wait()

    app, started = QCoreApplication([]), threading.Semaphore(0)
    jobs = Jobs()
    for _ in range(9):
        jobs.run(hang, print, print)
    jobs.follow(Silent(), print, print)
    for _ in range(5):
        started.acquire()
    QTimer.singleShot(0, app.quit)
    app.exec()
    closing = time.monotonic()
    jobs.shutdown()
    print(time.monotonic() - closing < 0.1, flush=True)
""")


def test_the_program_ends_within_a_second_while_work_hangs() -> None:
    program = subprocess.Popen([sys.executable, "-c", _HANGING], stdout=subprocess.PIPE, text=True)
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "True\n"  # shutdown() itself took no time
        assert program.wait(1) == 0
