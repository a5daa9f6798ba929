"""``backend audit``: an administrator sees what happened and whether the log is whole."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.store.key_file import FILE
from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.backend.store.tables import AUDIT_EVENT
from tests.helpers.service_bench import ServiceBench


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The command leaves garbage to the end of its process, which here is not the end."""
    yield
    gc.enable()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which somebody has asked for a code and given it back."""
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    bench.proven_flow()
    bench.close()
    return tmp_path / "data"


def audit(*arguments: object) -> int:
    return main(["backend", "audit", *(str(argument) for argument in arguments)])


def test_events_are_shown_as_lines(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("show", "--data", data) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["flow_opened", "code_asked", "code_accepted"]


def test_a_log_is_checked_and_an_old_head_is_still_in_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("verify", "--data", data) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["whole"], told["events"]) == (True, 3)
    assert audit("verify", "--data", data, "--head", told["head"]) == 0
    assert audit("verify", "--data", data, "--head", f"4:{'0' * 64}") == 1
    assert audit("verify", "--data", data, "--head", "four") == 2


def test_a_changed_event_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store(data)
    with store.database.write() as connection:
        connection.execute(update(AUDIT_EVENT).where(AUDIT_EVENT.c.seq == 2).values(detail="email"))
    store.close()
    assert audit("verify", "--data", data) == 1
    assert json.loads(capsys.readouterr().out)["problem"] == "event 2 was changed, or moved"


def test_without_its_key_nothing_is_checked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / FILE).unlink()
    assert audit("verify", "--data", data) == 2
    assert "keys.json" in capsys.readouterr().err
    assert not (data / FILE).exists()
