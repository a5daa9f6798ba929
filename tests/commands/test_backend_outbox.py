"""``backend outbox``: an administrator sees what was set aside, and has it sent after all."""

import gc
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.delivery.transport import NotEver
from secinfo_desktop.commands import doctor
from secinfo_desktop.desktop.doctor import State
from secinfo_desktop.domain.delivery import DeliveryState
from tests.helpers.clock import FrozenClock
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The command leaves garbage to the end of its process, which here is not the end."""
    yield
    gc.enable()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ServiceBench]:
    """A service whose gateway refuses everything since a password was set, twenty minutes after a code was refused."""
    its = ServiceBench(tmp_path / "data", FrozenClock(system_time() - timedelta(minutes=20)))
    its.add_account()
    its.add_account("tom@example.org", phone="+49 171 3920055", mail="tom@example.com")
    flow = its.proven_flow()
    its.way_out.failure = NotEver(DeliveryState.FAILED)
    its.ask(its.open_flow("tom@example.org"), "+49 171 3920055")
    its.recovery.set_password(flow.handle, NEW_PASSWORD)
    its.worker.deliver_due()
    yield its
    its.close()


def outbox(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    """The status, and what was written."""
    status = main(["backend", "outbox", *(str(argument) for argument in arguments)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_was_set_aside_is_shown_with_why(bench: ServiceBench, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = outbox(capsys, "show", "--data", bench.folder)
    assert status == 0
    assert sorted((line["kind"], line["reason"], line["attempts"]) for line in lines) == [
        ("code", "refused", 1),
        ("password_changed", "refused", 1),
        ("password_changed", "refused", 1),
    ]
    assert not any("171" in str(line) or "@" in str(line) for line in lines)


def test_what_is_still_worth_something_is_sent_after_all(
    bench: ServiceBench, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = outbox(capsys, "retry", "--data", bench.folder)
    assert (status, sorted(line["queued"] for line in lines)) == (1, [False, True, True])
    bench.way_out.failure = None
    letters = len(bench.way_out.letters)
    bench.clock.advance(minutes=21)
    bench.worker.deliver_due()
    assert len(bench.way_out.letters) == letters + 2
    assert outbox(capsys, "show", "--data", bench.folder)[1][0]["kind"] == "code"


def test_messages_can_be_named(bench: ServiceBench, capsys: pytest.CaptureFixture[str]) -> None:
    notice = next(its for its in bench.store.outbox.set_aside() if its.code_id is None)
    assert outbox(capsys, "retry", notice.id, "--data", bench.folder) == (0, [{"message": notice.id, "queued": True}])
    assert outbox(capsys, "retry", notice.id, "--data", bench.folder)[0] == 1


def test_doctor_tells_their_number_and_what_to_do(bench: ServiceBench) -> None:
    (finding,) = doctor.outbox({"SECINFO_DATA": str(bench.folder)})
    assert (finding.state, finding.values) == (State.LOOK, {"messages": 3})
    assert "backend outbox show" in doctor.sentence(finding)


def test_doctor_makes_no_database_and_says_so_if_one_can_not_be_used(tmp_path: Path) -> None:
    assert list(doctor.outbox({})) == list(doctor.outbox({"SECINFO_DATA": str(tmp_path)})) == []
    assert list(tmp_path.iterdir()) == []
    bench = ServiceBench(tmp_path)
    bench.close()
    assert [its.what for its in doctor.outbox({"SECINFO_DATA": str(tmp_path)})] == ["good"]
    (closed,) = doctor.outbox({"SECINFO_DATA": str(tmp_path), "SECINFO_DATABASE": "mysql://me:canary@host/x"})
    assert closed.state is State.BROKEN
    assert "database" in doctor.sentence(closed)
    assert "canary" not in doctor.sentence(closed)
