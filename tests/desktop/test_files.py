"""Private files are private, and never half-written."""

import os
import resource
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.desktop.files import keep_text, private_folder, write_private


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert mode(private_folder(tmp_path / "a" / "b")) == 0o700


def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    assert mode(private_folder(folder)) == 0o700


def test_a_written_file_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file.json"
    write_private(path, "first")
    write_private(path, "äöü")
    assert path.read_text(encoding="utf-8") == "äöü"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [entry.name for entry in path.parent.iterdir()] == ["file.json"]


def test_what_was_there_stays_if_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    write_private(path, "first")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.json"]


def test_a_file_is_not_put_where_a_folder_is(tmp_path: Path) -> None:
    (tmp_path / "file.json").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        write_private(tmp_path / "file.json", "text")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.json"]


def test_a_text_that_can_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    """A file may not grow here, as on a full disk; afterwards the same name can be used again."""
    wanted, limit = tmp_path / "steps.txt", resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(OSError, match="large"):
            keep_text(str(wanted), "step " * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert not wanted.exists()
    keep_text(str(wanted), "step " * 1000)
