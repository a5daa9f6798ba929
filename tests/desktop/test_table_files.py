"""A table can be taken back, again and again, down to none."""

import os
from pathlib import Path

import pytest

from secinfo_desktop.desktop.table_files import MOST_EARLIER, earlier, put, take_back


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tables" / "table.json"


def test_tables_are_taken_back_in_turn(file: Path) -> None:
    for text in ("one", "two", "two", "three"):
        put(file, text)
    seen = [file.read_text("utf-8")]
    while take_back(file):
        seen.append(file.read_text("utf-8") if file.exists() else "none")
    assert seen == ["three", "two", "one", "none"]
    assert not take_back(file)


def test_only_so_many_are_kept(file: Path) -> None:
    for number in range(MOST_EARLIER + 5):
        put(file, str(number))
    assert earlier(file, MOST_EARLIER).exists()
    assert not earlier(file, MOST_EARLIER + 1).exists()
    assert earlier(file, 1).read_text("utf-8") == str(MOST_EARLIER + 3)


def test_the_folder_of_a_table_stays_as_open_as_it_was(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    put(tmp_path / "table.json", "one")
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert [file.name for file in tmp_path.iterdir()] == ["table.json"]


def test_a_table_that_can_not_be_written_leaves_the_one_before(file: Path) -> None:
    put(file, "one")
    (file.parent / f"{file.name}.{os.getpid()}.new").mkdir()
    with pytest.raises(IsADirectoryError):
        put(file, "two")
    assert file.read_text("utf-8") == "one"
