"""The callers' languages that are kept beside a service's cases."""

from pathlib import Path

import pytest

from secinfo_desktop.desktop.spoken_languages import SpokenLanguages
from secinfo_desktop.domain.calls import KEPT_FOR
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError
from tests.helpers.clock import FrozenClock

CASE, OTHER = "case-000001", "case-000002"


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "spoken" / "north.json"


def test_what_was_chosen_is_there_in_another_window(file: Path, clock: FrozenClock) -> None:
    one, two = SpokenLanguages(file, clock), SpokenLanguages(file, clock)
    one.keep(CASE, "de")
    two.keep(OTHER, "en")
    one.keep(CASE, "en")
    assert one.read() == two.read() == {CASE: "en", OTHER: "en"}
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_stays_of_a_case_that_was_erased_or_is_too_old(file: Path, clock: FrozenClock) -> None:
    kept = SpokenLanguages(file, clock)
    kept.keep(CASE, "de")
    kept.keep(OTHER, "de")
    kept.keep(CASE, None)
    assert CASE not in file.read_text()
    clock.advance(seconds=KEPT_FOR.total_seconds() + 1)
    assert kept.read() == {}
    kept.keep(CASE, "de")
    assert OTHER not in file.read_text()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 2, "cases": {}}', '{"format": 1, "cases": {"x": 1}}', "[" * 100_000]
)
def test_a_file_that_is_none_counts_for_nothing(file: Path, clock: FrozenClock, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    kept = SpokenLanguages(file, clock)
    assert kept.read() == {}
    kept.keep(CASE, "de")
    assert kept.read() == {CASE: "de"}


def test_a_disk_that_takes_nothing_is_a_failure(tmp_path: Path, clock: FrozenClock) -> None:
    (tmp_path / "spoken").write_text("in the way")
    with pytest.raises(RefusedError) as refused:
        SpokenLanguages(tmp_path / "spoken" / "north.json", clock).keep(CASE, "de")
    assert refused.value.failure is Failure.NOT_KEPT
