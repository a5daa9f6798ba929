"""Copies of the database: whole while others write, private, without keys, and put back byte for byte."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.staff_records import NewStaffSession
from secinfo_desktop.backend.store import key_file
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.backup import BackupError, Restoring, back_up, put_back
from secinfo_desktop.backend.store.sqlite import FILE, open_store
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import CEILINGS, for_strangers
from secinfo_desktop.domain.live_rules import SharedState
from secinfo_desktop.domain.staff import STAFF_SESSION_LIFE, StaffAction
from tests.helpers.clock import START
from tests.helpers.live_call import LiveCall
from tests.helpers.records import an_account
from tests.helpers.replacement_bench import ReplacementBench
from tests.helpers.service_bench import MAIL, NAME, NEW_PASSWORD, ServiceBench, refusal

ENOUGH = 40
RESTORING = Restoring(START, AuditEvent(AuditKind.RESTORED, START))


def put_back_into(bench: ServiceBench, copy: Path) -> None:
    """As the command does it, while the service runs."""
    now = bench.clock()
    put_back(bench.folder, copy, Restoring(now, AuditEvent(AuditKind.RESTORED, now), bench.keys.seal))


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


def kept(file: Path) -> list[str]:
    """The statements of a database, without those of what ends when a copy is put back."""
    ending = ('INSERT INTO "session"', 'INSERT INTO "known_device"')
    return [statement for statement in rows(file) if not statement.startswith(ending)]


def test_a_copy_has_all_that_was_acknowledged_and_comes_back_as_it_was(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "data")
    with writing.going_on():
        before = set(writing.acknowledged)
        back_up(tmp_path / "data", tmp_path / "copy.db")
    assert before <= accounts(tmp_path / "copy.db")
    put_back(tmp_path / "elsewhere", tmp_path / "copy.db", RESTORING)
    assert kept(tmp_path / "elsewhere" / FILE) == kept(tmp_path / "copy.db")


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
        put_back(tmp_path / "data", tmp_path / "copy.db", RESTORING)
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


def test_a_code_that_opened_an_account_opens_no_copy_of_it(bench: ServiceBench, tmp_path: Path) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    code = bench.newest_code()
    back_up(bench.folder, tmp_path / "copy.db")
    bench.give(flow, code)
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    put_back_into(bench, tmp_path / "copy.db")
    assert refusal(bench.give, flow, code) is Failure.FLOW_ENDED


def test_no_session_device_or_message_of_a_copy_comes_to_life_again(bench: ServiceBench, tmp_path: Path) -> None:
    account = bench.store.accounts.named(NAME)
    assert account is not None
    device, flow = bench.known_device(account), bench.open_flow()
    bench.way_out.failure = NotNow()
    bench.ask(flow)
    back_up(bench.folder, tmp_path / "copy.db")
    bench.way_out.failure = None
    put_back_into(bench, tmp_path / "copy.db")
    bench.clock.advance(minutes=5)
    bench.worker.deliver_due()
    assert bench.way_out.letters == []
    assert bench.audience_of(bench.opened_at(device)) is Disclosure.PUBLIC
    assert [ended for (ended,) in ended_sessions(bench)] == [1, 1]


def test_no_session_of_staff_no_verified_caller_and_no_approval_of_a_copy_counts(
    bench: ServiceBench, tmp_path: Path
) -> None:
    call = LiveCall(bench)
    call.start_replacement()
    case = call.verified(StaffAction.CANCEL_REPLACEMENT)
    call.approved(case, StaffAction.CANCEL_REPLACEMENT)
    now = bench.clock()
    session = NewStaffSession("a-session", "a-digest", call.agent.id, now, now + STAFF_SESSION_LIFE)
    assert bench.store.staff.begin(session)
    back_up(bench.folder, tmp_path / "copy.db")
    put_back_into(bench, tmp_path / "copy.db")
    assert bench.store.staff.session("a-digest", now) is None
    standing = bench.store.live_cases.standing(case)
    assert standing is not None
    assert standing.state(now) is SharedState.ENDED
    assert not standing.case.is_verified(now)
    assert [its.state(now) for its in standing.approvals] == ["over"]


def test_whose_work_has_ended_since_a_copy_does_not_work_again(bench: ServiceBench, tmp_path: Path) -> None:
    call = LiveCall(bench)
    back_up(bench.folder, tmp_path / "copy.db")
    bench.store.staff.end(call.agent.name, bench.clock())
    put_back_into(bench, tmp_path / "copy.db")
    assert bench.store.staff.credentials(call.agent.name) is None
    assert bench.store.staff.credentials(call.senior.name) is not None


def test_b11_a_waiting_period_of_a_copy_begins_anew_and_everybody_is_told(bench: ServiceBench, tmp_path: Path) -> None:
    its = ReplacementBench(bench, bench.store)
    its.set_password()
    its.start()
    its.wait(days=28)
    back_up(bench.folder, tmp_path / "copy.db")
    its.cancel_by_contact()
    bench.clock.advance(days=3)
    put_back_into(bench, tmp_path / "copy.db")
    assert its.standing.period == waiting_period.begun(bench.clock(), bench.pack.security_info.waiting)
    before = len(its.letters)
    its.wait(days=0)
    assert len(its.letters) == before + 2


def ended_sessions(bench: ServiceBench) -> list[tuple[int]]:
    with closing(sqlite3.connect(bench.folder / FILE)) as connection:
        return connection.execute("SELECT ended_at IS NOT NULL FROM session").fetchall()


def test_what_was_counted_since_a_copy_is_counted_still(bench: ServiceBench, tmp_path: Path) -> None:
    bench.ask(bench.open_flow())
    back_up(bench.folder, tmp_path / "copy.db")
    hour = next(its for its in for_strangers(CEILINGS) if its.window.total_seconds() == 3600)
    for _ in range(hour.most - 1):
        bench.clock.advance(minutes=11)
        bench.ask(bench.open_flow())
    bench.have_guessed_wrong(40)
    put_back_into(bench, tmp_path / "copy.db")
    bench.clock.advance(minutes=11)
    assert refusal(bench.ask, bench.open_flow()) is Failure.TOO_SOON
    account = bench.store.accounts.named(NAME)
    assert account is not None
    assert [contact.failed_in_a_row for contact in account.contacts] == [40, 40]


def test_the_log_says_that_a_copy_was_put_back(bench: ServiceBench, tmp_path: Path) -> None:
    bench.open_flow()
    back_up(bench.folder, tmp_path / "copy.db")
    bench.open_flow()
    put_back_into(bench, tmp_path / "copy.db")
    log = SqlAudit(bench.store.database, bench.keys.seal)
    assert [row.event.kind for row in log.rows()] == [AuditKind.FLOW_OPENED, AuditKind.RESTORED]
    assert log.check().problem is None


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 but not really" * 200, None])
def test_what_is_no_copy_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    store = open_store(tmp_path / "data")
    store.accounts.add(an_account("kept"))
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(BackupError):
        put_back(tmp_path / "data", tmp_path / "copy.db", RESTORING)
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
