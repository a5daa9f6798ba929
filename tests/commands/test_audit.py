"""``audit``: an administrator sees what happened and whether the log is whole."""

import gc
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select, update

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.key_file import FILE, KeyFile
from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.backend.store.tables import AUDIT_EVENT, AUDIT_HEAD
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
    return main(["audit", *(str(argument) for argument in arguments)])


def test_events_are_shown_as_lines(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("show", "--data", data) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["flow_opened", "code_asked", "code_accepted"]


def test_a_log_is_checked_and_an_old_head_is_still_in_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("verify", "--data", data) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"whole": True, "events": 3}
    head = data.parent / "head"
    assert audit("head", head, "--data", data) == 0
    add_event(data)
    assert audit("verify", "--data", data, "--head", head) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["events"] == 4


def test_no_head_is_written_over_another_and_a_forged_one_is_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = data.parent / "head"
    assert audit("head", head, "--data", data) == 0
    assert audit("head", head, "--data", data) == 2
    assert audit("verify", "--data", data, "--head", head) == 0  # the control
    head.write_text(head.read_text().replace('"events": 3', '"events": 2'))
    assert audit("verify", "--data", data, "--head", head) == 2
    head.write_text("nonsense")
    assert audit("verify", "--data", data, "--head", head) == 2
    assert audit("verify", "--data", data, "--head", data / "nothing") == 2
    assert "head:" in capsys.readouterr().err


@pytest.mark.parametrize("way", ["edited", "removed", "moved", "cut off", "written anew"])
def test_whatever_is_done_to_a_log_is_found(data: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    head = data.parent / "head"
    assert audit("head", head, "--data", data) == 0
    assert audit("verify", "--data", data, "--head", head) == 0  # the control
    tamper(data, way)
    assert audit("verify", "--data", data, "--head", head) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["whole"] is False


def test_a_rewrite_with_the_key_at_hand_is_found_by_the_head_alone(data: Path) -> None:
    head = data.parent / "head"
    assert audit("head", head, "--data", data) == 0
    tamper(data, "written anew")
    assert audit("verify", "--data", data) == 0, "the key makes any log whole"
    assert audit("verify", "--data", data, "--head", head) == 1


def key_of(data: Path) -> KeyFile:
    return KeyFile(data, Random(1), timedelta(minutes=10))


def add_event(data: Path) -> None:
    with closing(open_store(data)) as store:
        log = SqlAudit(store.database, key_of(data).seal)
        log.record(AuditEvent(AuditKind.BACKED_UP, datetime(2026, 11, 27, tzinfo=UTC)))


def tamper(data: Path, way: str) -> None:
    """What somebody does who can write to the database; at the last way, and has the key as well."""
    its = AUDIT_EVENT.c.seq
    with closing(open_store(data)) as store, store.database.write() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(AUDIT_EVENT).order_by(its))]
        match way:
            case "edited":
                connection.execute(update(AUDIT_EVENT).where(its == 2).values(detail="email"))
            case "removed":
                connection.execute(delete(AUDIT_EVENT).where(its == 2))
            case "moved":
                for place, row in ((1, rows[1]), (2, rows[0])):
                    moved = {name: value for name, value in row.items() if name != "seq"}
                    connection.execute(update(AUDIT_EVENT).where(its == place).values(moved))
            case "cut off":
                connection.execute(delete(AUDIT_EVENT).where(its == 3))
                connection.execute(update(AUDIT_HEAD).values(seq=2, mac=rows[1]["mac"]))
            case _:
                connection.execute(delete(AUDIT_EVENT))
                connection.execute(update(AUDIT_HEAD).values(seq=0, mac=""))
                for _ in range(4):
                    event = AuditEvent(AuditKind.BACKED_UP, datetime(2026, 11, 27, tzinfo=UTC))
                    SqlAudit(store.database, key_of(data).seal).append(connection, event)


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
