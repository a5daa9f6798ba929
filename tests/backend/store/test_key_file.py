"""Keys: private, outside the database, new every day, kept as long as their codes can live."""

import hmac
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from secrets import SystemRandom
from typing import TYPE_CHECKING

import pytest

from secinfo_desktop.backend.store.key_file import FILE, SERVES, KeyFile
from tests.helpers.clock import START, FrozenClock

if TYPE_CHECKING:
    from multiprocessing.queues import Queue  # has type parameters for the type checker alone

LIFE = timedelta(minutes=30)
A_BIT = timedelta(seconds=1)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path, Random(1), LIFE)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def careless_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless_umask")
def test_the_file_is_private(tmp_path: Path, keys: KeyFile, clock: FrozenClock) -> None:
    keys.current(clock())
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys((FILE, "keys.lock"), 0o600)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_key_serves_a_day(keys: KeyFile, clock: FrozenClock) -> None:
    first = keys.current(clock())
    clock.advance(seconds=(SERVES - A_BIT).total_seconds())
    assert keys.current(clock()) == first
    clock.advance(seconds=1)
    assert keys.current(clock()) != first


def test_a_key_of_a_clock_that_was_ahead_serves_no_longer(keys: KeyFile, clock: FrozenClock) -> None:
    clock.advance(days=31)
    ahead = keys.current(clock())
    clock.advance(days=-31)
    assert keys.current(clock()) != ahead
    assert keys.current(clock()) == keys.current(clock())


def test_an_old_key_is_kept_as_long_as_its_codes_can_live(keys: KeyFile, clock: FrozenClock) -> None:
    first = keys.current(clock())
    clock.advance(days=1)
    keys.current(clock())
    assert keys.mac(first, b"message") is not None
    clock.advance(days=1)
    keys.current(clock())
    assert keys.mac(first, b"message") is None


def test_keys_outlive_the_process(tmp_path: Path, keys: KeyFile, clock: FrozenClock) -> None:
    kid = keys.current(clock())
    later = KeyFile(tmp_path, Random(2), LIFE)
    assert later.current(clock()) == kid
    assert later.mac(kid, b"message") == keys.mac(kid, b"message")
    assert later.digest("contact") == keys.digest("contact")


def test_two_processes_over_one_folder_share_their_keys(tmp_path: Path, keys: KeyFile, clock: FrozenClock) -> None:
    other = KeyFile(tmp_path, Random(2), LIFE)
    kid = keys.current(clock())
    assert other.mac(kid, b"message") is not None
    assert other.current(clock()) == kid


def test_a_mac_is_hmac_sha256(tmp_path: Path, clock: FrozenClock) -> None:
    random = Random(5)
    keys = KeyFile(tmp_path, Random(5), LIFE)
    kid = keys.current(clock())
    random.randbytes(32)
    random.randbytes(8)
    assert keys.mac(kid, b"message") == hmac.digest(random.randbytes(32), b"message", "sha256")


def test_no_key_is_shown(keys: KeyFile, clock: FrozenClock) -> None:
    keys.current(clock())
    assert "secret" not in repr(keys._keys)
    assert "digests" not in repr(keys._keys)


def make_keys(folder: Path, barrier: Barrier, told: "Queue[tuple[str, str]]") -> None:
    """A process that starts at the same moment as others."""
    barrier.wait()
    keys = KeyFile(folder, SystemRandom(), LIFE)
    told.put((keys.digest("a contact"), keys.current(START)))


def test_processes_that_start_together_have_the_same_keys(tmp_path: Path) -> None:
    starting = get_context("forkserver")
    starting.set_forkserver_preload([__name__])
    for number in range(5):
        barrier, told, folder = starting.Barrier(4), starting.Queue(), tmp_path / str(number)
        processes = [starting.Process(target=make_keys, args=(folder, barrier, told)) for _ in range(4)]
        for process in processes:
            process.start()
        assert len({told.get(timeout=20) for _ in processes}) == 1
        for process in processes:
            process.join()
