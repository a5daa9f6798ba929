"""The log is brought into the file beside the writers, and the thread for it ends with the database."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from secinfo_desktop.backend.store.checkpoints import COMMITS, Checkpoints
from secinfo_desktop.backend.store.sqlite import FILE, open_store
from tests.backend.store.test_one_writer import until


def test_it_is_done_after_so_many_commits_and_not_before() -> None:
    done: list[str] = []
    checkpoints = Checkpoints(lambda: done.append(threading.current_thread().name))
    for _ in range(COMMITS - 1):
        checkpoints.committed()
    assert done == []
    checkpoints.committed()
    until(lambda: done == ["checkpoints"])
    checkpoints.stop()
    for _ in range(COMMITS):
        checkpoints.committed()
    assert done == ["checkpoints"]


def test_whoever_commits_hears_nothing_of_a_thread_that_is_not_to_be_had() -> None:
    """What was committed is committed, whatever becomes of its way into the file."""
    asked: list[threading.Thread] = []

    def refuse(thread: threading.Thread) -> None:
        asked.append(thread)
        raise RuntimeError("can't start new thread")

    checkpoints = Checkpoints(lambda: None, refuse)
    for _ in range(2 * COMMITS):
        checkpoints.committed()
    assert len(asked) == 2
    checkpoints.stop()


def test_what_was_committed_is_in_the_file_itself_while_the_store_is_open(tmp_path: Path) -> None:
    others = set(threading.enumerate())
    store = open_store(tmp_path)
    for number in range(COMMITS):
        store.worlds.keep(f"{number}" * 20_000)
    until(lambda: _has_a_world(tmp_path / FILE))
    store.close()
    assert [thread.name for thread in threading.enumerate() if thread not in others] == []


def _has_a_world(file: Path) -> bool:
    """Looks into the file alone, without its log; while that is being brought over it may not be readable."""
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as without_the_log:
        try:
            return without_the_log.execute("SELECT length(world) FROM practice_world").fetchone() is not None
        except sqlite3.DatabaseError:
            return False
