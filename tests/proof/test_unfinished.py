"""T16: a program that is killed while it keeps its case leaves a whole case, and the newest that it had kept."""

from pathlib import Path
from random import Random

import pytest

from tests.helpers.expected_log import ExpectedLog
from tests.proof.unfinished import kill_often

KILLS = 80


@pytest.mark.timeout(120)
def test_eighty_kills_leave_a_whole_case_each_time(tmp_path: Path) -> None:
    left = kill_often(tmp_path, KILLS, Random(16))
    assert (left.kills, left.unreadable, left.lost) == (KILLS, 0, 0)


def test_control_a_file_that_is_written_in_place_is_found_torn(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.cases", "put aside")
    assert kill_often(tmp_path, KILLS // 4, Random(16), careless=True).unreadable > 2
