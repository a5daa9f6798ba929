"""One writer at a time; who waits together is committed together, and fails alone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store.one_writer import MOST_TOGETHER, OneWriter

PATIENCE = 20.0


class DiskFullError(Exception):
    """Nothing can be written."""


@dataclass
class Disk:
    """What transactions leave behind: each commit with the works that were in it."""

    commits: list[list[str]] = field(default_factory=list)
    is_full: bool = False
    gives_all_up: bool = False
    loses: str = ""
    """Behind this work the transaction is gone, and nobody has noticed."""

    def begin(self) -> "Work":
        return Work(self)


@dataclass
class Work:
    """A transaction on that disk."""

    disk: Disk
    done: list[str] = field(default_factory=list)
    marked: int = 0

    @property
    def is_lost(self) -> bool:
        return self.disk.loses in self.done

    def mark(self) -> None:
        if self.is_lost:
            raise StoreBusy
        self.marked = len(self.done)

    def undo(self) -> bool:
        del self.done[self.marked :]
        return not self.disk.gives_all_up

    def end(self, *, durable: bool) -> None:
        if durable and self.disk.is_full:
            raise DiskFullError
        if durable:
            self.disk.commits.append(self.done)


@dataclass
class Queue:
    """Works that wait behind a first one, in the order in which they came."""

    writer: OneWriter[Work]
    disk: Disk
    threads: list[threading.Thread] = field(default_factory=list)
    failed: dict[str, BaseException] = field(default_factory=dict)

    def work(self, name: str, error: BaseException | None = None) -> None:
        try:
            with self.writer.turn() as transaction:
                transaction.done.append(name)
                if error is not None:
                    raise error
        except BaseException as raised:  # noqa: BLE001 - what came of it is looked at
            self.failed[name] = raised

    def add(self, name: str, error: BaseException | None = None) -> None:
        """Begin a work that has to wait, and wait until it does."""
        thread = threading.Thread(target=self.work, args=(name, error))
        self.threads.append(thread)
        thread.start()
        until(lambda: len(self.writer._waiting) == len(self.threads))

    def behind(self, *works: tuple[str, BaseException | None]) -> None:
        """A first work, behind which the others came; returns when all are over."""
        with self.writer.turn() as transaction:
            transaction.done.append("first")
            for name, error in works:
                self.add(name, error)
        self.join()

    def join(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE)


def until(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    while not holds():
        pause.wait(0.001)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def queue(disk: Disk) -> Queue:
    return Queue(OneWriter(disk.begin, PATIENCE), disk)


def test_who_is_alone_is_committed_at_once(queue: Queue, disk: Disk) -> None:
    queue.work("one")
    queue.work("another")
    assert disk.commits == [["one"], ["another"]]


def test_those_who_wait_are_committed_together_in_their_order(queue: Queue, disk: Disk) -> None:
    queue.behind(("a", None), ("b", None), ("c", None))
    assert disk.commits == [["first", "a", "b", "c"]]


def test_work_that_fails_is_undone_alone(queue: Queue, disk: Disk) -> None:
    queue.behind(("a", None), ("b", ValueError()), ("c", None))
    assert disk.commits == [["first", "a", "c"]]
    assert {name: type(error) for name, error in queue.failed.items()} == {"b": ValueError}


def test_the_last_one_who_fails_commits_for_the_others(queue: Queue, disk: Disk) -> None:
    queue.behind(("a", None), ("b", ValueError()))
    assert disk.commits == [["first", "a"]]


def test_nobody_is_told_yes_by_a_commit_that_failed(queue: Queue, disk: Disk) -> None:
    disk.is_full = True
    with pytest.raises(DiskFullError):
        queue.behind(("a", None), ("b", None))
    queue.join()
    assert {name: type(error) for name, error in queue.failed.items()} == {"a": DiskFullError, "b": DiskFullError}
    disk.is_full = False
    queue.work("later")
    assert disk.commits == [["later"]]


def test_a_database_that_gave_the_whole_transaction_up_fails_everybody_in_it(queue: Queue, disk: Disk) -> None:
    disk.gives_all_up = True
    with pytest.raises(StoreBusy):
        queue.behind(("a", None), ("b", StoreFull()))
    queue.join()
    assert {name: type(error) for name, error in queue.failed.items()} == {"a": StoreFull, "b": StoreFull}
    assert disk.commits == []


def test_nobody_hears_what_somebody_elses_work_raised(queue: Queue, disk: Disk) -> None:
    """Who is told "that name is taken" because another one's was would believe it."""
    disk.gives_all_up = True
    with pytest.raises(StoreBusy):
        queue.behind(("a", None), ("b", ValueError()))
    queue.join()
    assert {name: type(error) for name, error in queue.failed.items()} == {"a": StoreBusy, "b": ValueError}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit()])
def test_nobody_is_told_yes_where_the_one_who_ended_the_program_cost_them_their_work(
    queue: Queue, disk: Disk, error: BaseException
) -> None:
    disk.gives_all_up = True
    with pytest.raises(StoreBusy):
        queue.behind(("a", error))
    queue.join()
    assert disk.commits == []


def test_those_before_a_transaction_that_was_lost_unseen_fail_and_those_behind_begin_anew(
    queue: Queue, disk: Disk
) -> None:
    disk.loses = "a"
    with pytest.raises(StoreBusy):
        queue.behind(("a", None), ("b", None))
    queue.join()
    assert list(queue.failed) == ["a"]
    assert disk.commits == [["b"]]


def test_who_waits_does_not_wait_for_more_than_so_many_who_fail(queue: Queue, disk: Disk) -> None:
    """Else those who are refused again and again would hold up the one before them for good."""
    failing: list[tuple[str, BaseException | None]] = [(str(number), ValueError()) for number in range(MOST_TOGETHER)]
    queue.behind(*failing, ("last", None))
    queue.join()
    assert disk.commits == [["first"], ["last"]]


def test_nobody_waits_for_more_than_so_many(queue: Queue, disk: Disk) -> None:
    queue.behind(*((str(number), None) for number in range(MOST_TOGETHER)))
    assert [len(commit) for commit in disk.commits] == [MOST_TOGETHER, 1]


def test_who_waits_too_long_is_busy_and_holds_nobody_up(disk: Disk) -> None:
    writer = OneWriter(disk.begin, 0.01)
    queue = Queue(writer, disk)
    with writer.turn() as transaction:
        transaction.done.append("first")
        with pytest.raises(StoreBusy), writer.turn():
            pass
    queue.work("later")
    assert disk.commits == [["first"], ["later"]]
    assert queue.failed == {}


class GivesUpLate(OneWriter[Work]):
    """Between the end of somebody's patience and their leaving the queue there is time for a call."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.begin, 0.01)
        self.has_no_patience, self.may_leave = threading.Event(), threading.Event()

    def _gave_up(self, called: threading.Lock) -> bool:
        self.has_no_patience.set()
        self.may_leave.wait(PATIENCE)
        return super()._gave_up(called)


def test_who_is_called_as_their_patience_ends_takes_the_turn(disk: Disk) -> None:
    writer = GivesUpLate(disk)
    queue = Queue(writer, disk)

    def call_then_let_leave() -> None:
        until(lambda: not writer._waiting)
        writer.may_leave.set()

    with writer.turn() as transaction:
        transaction.done.append("first")
        queue.add("late")
        assert writer.has_no_patience.wait(PATIENCE)
        letting = threading.Thread(target=call_then_let_leave)
        letting.start()
    queue.join()
    letting.join()
    assert disk.commits == [["first", "late"]]
    assert queue.failed == {}


def test_a_transaction_that_can_not_begin_holds_nobody_up(disk: Disk) -> None:
    fails = [True]

    def begin() -> Work:
        if fails.pop():
            fails.append(False)
            raise DiskFullError
        fails.append(False)
        return disk.begin()

    queue = Queue(OneWriter(begin, PATIENCE), disk)
    queue.work("one")
    queue.work("another")
    assert list(queue.failed) == ["one"]
    assert disk.commits == [["another"]]
