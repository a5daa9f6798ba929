"""Kept cases in files: whole, private, put aside when unreadable, gone after 30 days."""

import json
import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.desktop import case_files
from secinfo_desktop.desktop.case_files import NewerFileError
from secinfo_desktop.desktop.cases import KEPT_FOR, SavedCases
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.events import CaseError
from secinfo_desktop.recovery.kept import Kept, KeptAlong, KeptCase, KeptPage, PutAside
from secinfo_desktop.recovery.ports import Cases, RefusedError
from tests.desktop.cases_contract import CasesContract, along, case
from tests.helpers.clock import START, FrozenClock
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.fake_cases import FakeCases

LOGGER = "secinfo_desktop.desktop.cases"


class TestFakeCases(CasesContract):
    """The fake."""

    @pytest.fixture
    def cases(self, clock: FrozenClock) -> Cases:
        return FakeCases(clock)


class TestSavedCases(CasesContract):
    """The files, as they are known in memory."""

    @pytest.fixture
    def cases(self, clock: FrozenClock, tmp_path: Path) -> Cases:
        return SavedCases(tmp_path / "cases", clock)


class _ReadAgain(SavedCases):
    """Reads the folder at every look: what another start of the app would see."""

    def all(self) -> Kept:
        self._cases = None
        return super().all()


class TestSavedCasesReadAgain(CasesContract):
    """The files, as they lie on the disk."""

    @pytest.fixture
    def cases(self, clock: FrozenClock, tmp_path: Path) -> Cases:
        return _ReadAgain(tmp_path / "cases", clock)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cases"


@dataclass
class FakeHandles:
    """Whose handles were let go; and whose for good."""

    gone: list[str] = field(default_factory=list)
    for_good: list[str] = field(default_factory=list)

    def forget(self, case_id: str) -> None:
        self.gone.append(case_id)

    def forget_case(self, case_id: str) -> None:
        self.for_good.append(case_id)


@pytest.fixture
def handles() -> FakeHandles:
    return FakeHandles()


@pytest.fixture
def cases(folder: Path, clock: FrozenClock, handles: FakeHandles) -> SavedCases:
    return SavedCases(folder, clock, handles)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


# --- who may read them


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_open_umask")
def test_files_and_folder_are_the_owners_alone_whatever_the_umask(cases: SavedCases, folder: Path) -> None:
    cases.keep(case(START), along())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_nothing_is_made_before_something_is_kept(cases: SavedCases, folder: Path) -> None:
    assert cases.all().cases == ()
    cases.clean()
    assert not folder.exists()


# --- what can't be read


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": 1}', '{"format": 0, "along": {}}', '{"format": 1, "along": {}}', "[" * 9000],
)
def test_an_unreadable_file_is_put_aside_and_said(
    cases: SavedCases, folder: Path, text: str, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "put aside as case-0001.unreadable")
    folder.mkdir(parents=True)
    (folder / "case-0001.json").write_text(text)
    assert cases.all().put_aside == (PutAside("case-0001.unreadable"),)
    assert (folder / "case-0001.unreadable").read_text() == text


def test_a_newer_file_stays_as_it_is_and_is_said(cases: SavedCases, folder: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "newer version")
    folder.mkdir(parents=True)
    (folder / "case-0001.json").write_text('{"format": 2, "what": "ever"}')
    assert cases.all().put_aside == (PutAside("case-0001.json", is_newer=True),)
    assert names(folder) == {"case-0001.json"}


def test_a_file_under_another_name_is_no_case(
    cases: SavedCases, folder: Path, clock: FrozenClock, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "put aside as case-0002.unreadable")
    folder.mkdir(parents=True)
    (folder / "case-0002.json").write_text(case_files.dump(KeptCase(along(), None, clock())))
    assert cases.all().cases == ()


def test_one_bad_file_does_not_hide_the_others(
    cases: SavedCases, folder: Path, clock: FrozenClock, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "put aside")
    cases.keep(case(START), along())
    (folder / "case-0002.json").write_bytes(b"\xff\xfe")
    again = SavedCases(folder, clock).all()
    assert len(again.cases) == len(again.put_aside) == 1


# --- what can't be written or deleted


def test_what_can_not_be_written_is_refused_and_the_old_state_stays(
    cases: SavedCases, folder: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "could not be kept: CaseError")
    cases.keep(case(START), along())
    with pytest.raises(RefusedError) as refused:
        cases.keep(case(START), KeptAlong("case-0001", KeptPage("question", "call 904417")))
    assert refused.value.failure is Failure.NOT_KEPT
    assert cases.all().cases[0].along == along()
    assert names(folder) == {"case-0001.json"}


def test_a_folder_that_is_none_is_refused(folder: Path, clock: FrozenClock, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "could not be kept: FileExistsError")
    folder.parent.mkdir()
    folder.touch()
    with pytest.raises(RefusedError) as refused:
        SavedCases(folder, clock).keep(None, along())
    assert refused.value.failure is Failure.NOT_KEPT


def test_what_can_not_be_deleted_is_refused_and_still_there(
    cases: SavedCases, folder: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "could not be deleted")
    (folder / "case-0001.json").mkdir(parents=True)
    with pytest.raises(RefusedError) as refused:
        cases.forget("case-0001")
    assert refused.value.failure is Failure.NOT_FORGOTTEN


def test_who_asks_what_is_kept_does_not_wait_for_a_write(cases: SavedCases) -> None:
    cases.keep(None, along())
    with cases._writing:
        asking = threading.Thread(target=cases.all, daemon=True)
        asking.start()
        asking.join(5)
        assert not asking.is_alive()


# --- forgetting


def test_forgetting_deletes_the_file_at_once_and_the_handle(
    cases: SavedCases, folder: Path, handles: FakeHandles
) -> None:
    cases.keep(case(START), along())
    cases.forget("case-0001")
    assert names(folder) == set()
    assert handles.for_good == ["case-0001"]


def test_forgetting_everything_takes_what_was_put_aside(
    cases: SavedCases, folder: Path, handles: FakeHandles, expected_log: ExpectedLog
) -> None:
    expected_log.expect(LOGGER, "put aside")
    cases.keep(case(START), along())
    (folder / "case-0002.json").write_text("{")
    (folder / "case-0003.json.7.new").write_text("{")
    again = SavedCases(folder, FrozenClock(), handles)
    assert again.all().put_aside
    again.forget_all()
    assert names(folder) == set()
    assert again.all().put_aside == ()
    assert handles.for_good == ["case-0001"]


# --- 30 days


def test_a_case_lives_for_thirty_days_after_the_last_step(
    cases: SavedCases, folder: Path, clock: FrozenClock, handles: FakeHandles
) -> None:
    cases.keep(None, along())
    clock.advance(days=20)
    cases.keep(case(clock()), along())
    clock.advance(days=30)
    SavedCases(folder, clock).clean()
    assert names(folder) == {"case-0001.json"}
    clock.advance(seconds=1)
    again = SavedCases(folder, clock, handles)
    assert again.all().cases == ()
    again.clean()
    assert names(folder) == set()
    assert handles.for_good == ["case-0001"]


def test_a_case_kept_with_a_clock_that_ran_ahead_does_not_live_for_ever(
    cases: SavedCases, folder: Path, clock: FrozenClock
) -> None:
    clock.advance(days=3000)
    cases.keep(None, along())
    clock.advance(days=-3000)
    SavedCases(folder, clock).clean()
    clock.advance(days=31)
    SavedCases(folder, clock).clean()
    assert names(folder) == set()


def test_what_was_put_aside_or_left_half_written_goes_as_well(cases: SavedCases, folder: Path) -> None:
    folder.mkdir(parents=True)
    old = (START - KEPT_FOR - timedelta(days=1)).timestamp()
    for name in ("case-0001.unreadable", "case-0002.json.9.new", "case-0003.json"):
        (folder / name).write_text('{"format": 9}')
        os.utime(folder / name, (old, old))
    young = START.timestamp()
    for name in ("case-0004.unreadable", "case-0005.json.9.new"):
        (folder / name).write_text("{")
        os.utime(folder / name, (young, young))
    cases._cases = {}
    cases.clean()
    assert names(folder) == {"case-0004.unreadable", "case-0005.json.9.new"}


def test_a_handle_that_no_service_takes_any_more_goes_after_a_day(
    cases: SavedCases, clock: FrozenClock, handles: FakeHandles
) -> None:
    cases.keep(None, along())
    clock.advance(hours=23)
    cases.clean()
    assert handles.gone == []
    clock.advance(hours=2)
    cases.clean()
    assert handles == FakeHandles(["case-0001"], [])
    assert len(cases.all().cases) == 1


# --- reading trusts nothing


def _document() -> dict[str, object]:
    document: dict[str, object] = json.loads(case_files.dump(KeptCase(along(), case(START), START)))
    return document


SPOILT: tuple[tuple[str, object], ...] = (
    ("at", "yesterday"),
    ("at", "2026-11-22T14:00:00"),
    ("at", None),
    ("case", {}),
    ("case", "x"),
    ("along", []),
    ("along.case_id", "case-0002"),
    ("along.case_id", "../../etc/passwd"),
    ("along.start", "anything"),
    ("along.purpose", None),
    ("along.kind", "bank"),
    ("along.had_flow", "yes"),
    ("along.story", "+49 1512 3456742"),
    ("along.step", "904417"),
    ("along.choice", ""),
    ("along.choice", "x" * 81),
    ("along.trail", "waiting"),
    ("along.trail", [["waiting", None, {}]] * 501),
    ("along.page", ["waiting"]),
    ("along.page", ["waiting", None, {"typed": "rowan@example.org"}]),
    ("along.page", ["waiting", None, {"typed": 481906}]),
    ("along.page", ["Waiting for +49", None, {}]),
    ("along.until", "soon"),
    ("along.typed", "rowan@example.org"),
)


@pytest.mark.parametrize(("key", "value"), SPOILT, ids=[f"{key}-{number}" for number, (key, _) in enumerate(SPOILT)])
def test_what_is_not_exactly_a_case_is_refused_and_not_repeated(key: str, value: object) -> None:
    document = _document()
    *way, last = key.split(".")
    place = document if not way else document["along"]
    assert isinstance(place, dict)
    place[last] = value
    with pytest.raises(CaseError) as refused:
        case_files.load(json.dumps(document))
    assert "rowan" not in str(refused.value)
    assert "904417" not in str(refused.value)


def test_a_newer_format_is_told_apart() -> None:
    with pytest.raises(NewerFileError):
        case_files.load(json.dumps({**_document(), "format": 2}))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises((CaseError, NewerFileError)):
        case_files.load(text)
