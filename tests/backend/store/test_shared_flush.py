"""One flush for everybody who came before it began, and for nobody who came later."""

import threading

import pytest

from secinfo_desktop.backend.store.shared_flush import SharedFlush
from tests.backend.store.contract import at_once
from tests.backend.store.test_one_writer import until


class SlowDisk:
    """Flushes when it is let, and counts how often."""

    def __init__(self) -> None:
        self.begun = 0
        self.may_end = threading.Semaphore(0)

    def flush(self) -> None:
        self.begun += 1
        self.may_end.acquire()


def test_those_who_come_during_a_flush_share_the_next_one() -> None:
    disk = SlowDisk()
    shared = SharedFlush(disk.flush)
    first = threading.Thread(target=shared.wait)
    first.start()
    until(lambda: disk.begun == 1)
    later = [threading.Thread(target=shared.wait) for _ in range(5)]
    for thread in later:
        thread.start()
    disk.may_end.release()
    first.join()
    until(lambda: disk.begun == 2)
    assert any(thread.is_alive() for thread in later)
    disk.may_end.release(len(later))
    for thread in later:
        thread.join()
    assert 2 <= disk.begun <= 3  # who had not asked yet when the second one began has a third one


def test_a_flush_that_fails_has_failed_for_everybody_and_for_nobody_later() -> None:
    fails = [True]

    def flush() -> None:
        if fails.pop():
            fails.append(False)
            raise OSError
        fails.append(False)

    shared = SharedFlush(flush)
    with pytest.raises(OSError):  # noqa: PT011 - it has no words
        shared.wait()
    at_once([shared.wait] * 4)
