"""Handles: in the keyring where there is one that can be trusted, else in a private file; gone with the flow."""

import os
import stat
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from secinfo_desktop.client.handles import HandleKeeper
from secinfo_desktop.desktop.secrets import SERVICE, FileHandles, Handles, PlaceKind, system_keyring
from tests.helpers.clock import START
from tests.helpers.expected_log import ExpectedLog

HANDLE = "Zk39xQ7pL2mV8wR4tB6nH1sD5"
CASE = "case-0001"
LOGGER = "secinfo_desktop.desktop.secrets"


@dataclass
class FakeKeyring:
    """A keyring in memory; broken, it raises whatever is asked."""

    name = "a keyring"
    kept: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    is_broken: bool = False

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self._begin()
        self.kept[service, username] = password

    def get_password(self, service: str, username: str, /) -> str | None:
        self._begin()
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str, /) -> None:
        self._begin()
        del self.kept[service, username]

    def _begin(self) -> None:
        if self.is_broken:
            raise RuntimeError(HANDLE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "handles"


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


class HandlesContract:
    """What every keeper of handles promises."""

    def test_a_handle_is_kept_for_its_case(self, handles: HandleKeeper) -> None:
        handles.keep(CASE, HANDLE)
        assert handles.handle(CASE) == HANDLE
        assert handles.handle("case-0002") is None

    def test_a_new_one_takes_its_place(self, handles: HandleKeeper) -> None:
        handles.keep(CASE, "old")
        handles.keep(CASE, HANDLE)
        assert handles.handle(CASE) == HANDLE

    def test_a_handle_that_is_forgotten_is_gone_and_another_can_come(self, handles: HandleKeeper) -> None:
        handles.keep(CASE, HANDLE)
        handles.forget(CASE)
        handles.forget(CASE)
        assert handles.handle(CASE) is None
        handles.keep(CASE, "new")
        assert handles.handle(CASE) == "new"


class TestFileHandles(HandlesContract):
    """Files."""

    @pytest.fixture
    def handles(self, folder: Path) -> HandleKeeper:
        return FileHandles(folder)


class TestKeyringHandles(HandlesContract):
    """The keyring."""

    @pytest.fixture
    def handles(self, folder: Path, keyring: FakeKeyring) -> HandleKeeper:
        return Handles(FileHandles(folder), lambda: keyring)


class TestHandlesWithoutKeyring(HandlesContract):
    """No keyring."""

    @pytest.fixture
    def handles(self, folder: Path) -> HandleKeeper:
        return Handles(FileHandles(folder))


def test_with_a_keyring_no_file_is_written(folder: Path, keyring: FakeKeyring) -> None:
    Handles(FileHandles(folder), lambda: keyring).keep(CASE, HANDLE)
    assert keyring.kept == {(SERVICE, CASE): HANDLE}
    assert not folder.exists()


def test_files_are_the_owners_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        FileHandles(folder).keep(CASE, HANDLE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / CASE).stat().st_mode) == 0o600


def test_a_keyring_that_fails_leaves_it_to_a_file_and_says_nothing_secret(
    folder: Path, keyring: FakeKeyring, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    expected_log.expect(LOGGER, "does not answer: RuntimeError")
    keyring.is_broken = True
    handles = Handles(FileHandles(folder), lambda: keyring)
    handles.keep(CASE, HANDLE)
    assert handles.handle(CASE) == HANDLE
    handles.forget(CASE)
    assert list(folder.iterdir()) == []
    assert HANDLE not in caplog.text


def test_a_keyring_that_answers_again_takes_over(folder: Path, keyring: FakeKeyring, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "does not answer")
    keyring.is_broken = True
    handles = Handles(FileHandles(folder), lambda: keyring)
    handles.keep(CASE, "old")
    keyring.is_broken = False
    handles.keep(CASE, HANDLE)
    assert handles.handle(CASE) == HANDLE
    assert list(folder.iterdir()) == []


def test_a_keyring_that_can_not_even_be_found_is_none(folder: Path, expected_log: ExpectedLog) -> None:
    def fails() -> FakeKeyring:
        raise OSError

    expected_log.expect(LOGGER, "does not answer: OSError")
    handles = Handles(FileHandles(folder), fails)
    handles.keep(CASE, HANDLE)
    assert handles.place().kind is PlaceKind.FILE


def test_of_a_case_that_is_forgotten_no_late_handle_is_kept(folder: Path) -> None:
    handles = Handles(FileHandles(folder))
    handles.keep(CASE, "old")
    handles.forget_case(CASE)
    handles.keep(CASE, HANDLE)
    assert handles.handle(CASE) is None


@pytest.mark.parametrize("case_id", ["", "../../etc", "a b c d e f", "x" * 65])
def test_what_is_no_id_of_a_case_is_no_file(folder: Path, case_id: str) -> None:
    with pytest.raises(ValueError, match="no id of a case"):
        FileHandles(folder).keep(case_id, HANDLE)


def test_files_of_flows_that_have_long_ended_are_deleted(folder: Path) -> None:
    files = FileHandles(folder)
    files.clean(START)
    for case_id, hours in ((CASE, 25), ("case-0002", 23)):
        files.keep(case_id, HANDLE)
        at = (START - timedelta(hours=hours)).timestamp()
        os.utime(folder / case_id, (at, at))
    Handles(files).clean(START)
    assert [file.name for file in folder.iterdir()] == ["case-0002"]


def test_where_it_is_kept_is_told(folder: Path, keyring: FakeKeyring) -> None:
    assert Handles(FileHandles(folder), lambda: keyring).place().name == "a keyring"
    assert Handles(FileHandles(folder)).place().name == str(folder)


def test_a_computer_without_a_keyring_has_none() -> None:
    assert system_keyring() is None
