"""Copies of the database: whole while others write, private, without keys, and put back byte for byte."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from secinfo_desktop.backend.store import key_file
from secinfo_desktop.backend.store.backup import BackupError, back_up, put_back
from secinfo_desktop.backend.store.sqlite import FILE, open_store
from tests.helpers.records import an_account
from tests.helpers.service_bench import MAIL, ServiceBench

ENOUGH = 40


class Writing:
    """Adds accounts one after the other; ``acknowledged`` are those that the store said yes to."""

    def __init__(self, folder: Path) -> None:
        self.acknowledged: list[str] = []
        self._news = threading.Condition()
        self._store, self._stopped = open_store(folder), threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        while not self._stopped.is_set():
            new = an_account()
            self._store.accounts.add(new)
            with self._news:
                self.acknowledged.append(new.account.id)
                self._news.notify_all()

    def wait_until(self, many: int) -> None:
        """Return when so many are acknowledged."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.acknowledged) >= many, timeout=30)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Writes while the block runs, and has begun when it does."""
        self._thread.start()
        try:
            self.wait_until(ENOUGH)
            yield
        finally:
            self._stopped.set()
            self._thread.join()
            self._store.close()


def rows(file: Path) -> list[str]:
    """Every statement that makes the database what it is."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def accounts(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {its_id for (its_id,) in connection.execute("SELECT id FROM account")}


def test_a_copy_has_all_that_was_acknowledged_and_comes_back_byte_for_byte(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "data")
    with writing.going_on():
        before = set(writing.acknowledged)
        back_up(tmp_path / "data", tmp_path / "copy.db")
    assert before <= accounts(tmp_path / "copy.db")
    put_back(tmp_path / "elsewhere", tmp_path / "copy.db")
    assert rows(tmp_path / "elsewhere" / FILE) == rows(tmp_path / "copy.db")


def test_a_file_copied_by_hand_lacks_what_was_acknowledged(tmp_path: Path) -> None:
    """The control: this is what the command must not be."""
    writing = Writing(tmp_path / "data")
    with writing.going_on():
        before = set(writing.acknowledged)
        shutil.copy(tmp_path / "data" / FILE, tmp_path / "copy.db")
    try:
        found = accounts(tmp_path / "copy.db")
    except sqlite3.DatabaseError:
        found = set()
    assert not before <= found


def test_a_running_service_goes_on_with_what_was_put_back(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "data")
    with writing.going_on():
        back_up(tmp_path / "data", tmp_path / "copy.db")
        then = accounts(tmp_path / "copy.db")
        put_back(tmp_path / "data", tmp_path / "copy.db")
        after = len(writing.acknowledged)
        writing.wait_until(after + ENOUGH)
    now = accounts(tmp_path / "data" / FILE)
    assert then <= now
    assert set(writing.acknowledged[after + 1 :]) <= now


def test_a_copy_is_private(tmp_path: Path) -> None:
    open_store(tmp_path / "data").close()
    back_up(tmp_path / "data", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]


def test_a_copy_holds_no_key_and_no_code(bench: ServiceBench, tmp_path: Path) -> None:
    flow = bench.open_flow()
    bench.ask(flow, MAIL, 1)
    back_up(bench.folder, tmp_path / "copy.db")
    copy = (tmp_path / "copy.db").read_bytes()
    kept = bench.keys._read()
    assert kept is not None
    for secret in (kept.digests, *(key.secret for key in kept.codes)):
        assert secret not in copy
        assert secret.hex().encode() not in copy
    assert bench.newest_code().encode() not in copy
    assert key_file.FILE not in [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 but not really" * 200, None])
def test_what_is_no_copy_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    store = open_store(tmp_path / "data")
    store.accounts.add(an_account("kept"))
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(BackupError):
        put_back(tmp_path / "data", tmp_path / "copy.db")
    assert store.accounts.named("kept") is not None
    store.close()
    assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE]


def test_a_file_is_never_overwritten_and_a_database_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        back_up(tmp_path / "data", tmp_path / "copy.db")
    open_store(tmp_path / "data").close()
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(BackupError, match="already"):
        back_up(tmp_path / "data", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
