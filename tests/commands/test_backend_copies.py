"""``backend backup`` and ``restore``: from the command line, with words for an administrator."""

import gc
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.store.key_file import KeyFile
from secinfo_desktop.backend.store.sqlite import open_store
from tests.helpers.records import an_account


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The command leaves garbage to the end of its process, which here is not the end."""
    yield
    gc.enable()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one account."""
    store = open_store(tmp_path / "data")
    store.accounts.add(an_account("kept"))
    store.close()
    return tmp_path / "data"


def run(deed: str, file: Path, *options: str) -> int:
    return main(["backend", deed, str(file), *options])


def test_what_is_copied_comes_back(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", tmp_path / "copy.db", "--data", str(data)) == 0
    assert "holds no keys" in capsys.readouterr().out
    assert run("restore", tmp_path / "copy.db", "--data", str(tmp_path / "new")) == 0
    store = open_store(tmp_path / "new")
    assert store.accounts.named("kept") is not None
    store.close()


def test_a_copy_taken_and_put_back_is_noted(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    KeyFile(data, Random(1), timedelta(minutes=30))
    for deed in ("backup", "restore"):
        assert run(deed, tmp_path / "copy.db", "--data", str(data)) == 0
    capsys.readouterr()
    assert main(["audit", "show", "--data", str(data)]) == 0
    assert [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()] == ["restored"]
    assert main(["audit", "verify", "--data", str(data)]) == 0


def test_what_can_not_be_done_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", tmp_path / "copy.db", "--data", str(tmp_path / "none")) == 2
    assert "No copy was made: there is no database" in capsys.readouterr().err
    assert run("backup", tmp_path / "no" / "copy.db", "--data", str(data)) == 2
    assert "No copy was made: No such file" in capsys.readouterr().err
    assert run("restore", tmp_path / "none.db", "--data", str(data)) == 2
    assert "Nothing was changed" in capsys.readouterr().err


@pytest.mark.parametrize("deed", ["backup", "restore"])
def test_postgresql_has_its_own_programs(data: Path, capsys: pytest.CaptureFixture[str], deed: str) -> None:
    assert (
        run(deed, Path("copy.db"), "--data", str(data), "--database", "postgresql+psycopg://secinfo@localhost/secinfo")
        == 2
    )
    assert "pg_dump" in capsys.readouterr().err
