"""The table of figures: every row has a goal and a verdict, and what could not be taken is said."""

import re
from pathlib import Path

import pytest

from tools.bench.allauth import running_allauth
from tools.bench.decisions import decisions
from tools.bench.first_paint import first_paint
from tools.bench.live import live
from tools.bench.loading import loading
from tools.bench.rows import NotMeasured, Row, table
from tools.bench.steps import steps
from tools.bench.sweep import sweep


def test_a_goal_is_met_up_to_the_goal_itself() -> None:
    assert [Row("CPU", value, "×", 1.6, "").is_met for value in (1.59, 1.6, 1.61)] == [True, True, False]


def test_a_goal_can_be_the_least() -> None:
    rows = [Row("codes", value, "×", 0.4, "", at_least=True) for value in (0.39, 0.4, 0.5)]
    assert [row.is_met for row in rows] == [False, True, True]
    assert rows[0].cells()[2] == "≥ 0.40 ×"


def test_the_table_stands_in_columns() -> None:
    rows = [Row("CPU to first paint", 1.75, "×", 1.6, "a bare window takes 90 ms"), Row("next step", 3, "ms", 10, "")]
    assert table(rows).splitlines() == [
        "figure              measured  goal                how",
        "CPU to first paint  1.75 ×    ≤ 1.60 ×    missed  a bare window takes 90 ms",
        "next step           3.00 ms   ≤ 10.00 ms  met",
    ]


def test_a_missing_compiler_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotMeasured, match="no C compiler"):
        list(first_paint())


def test_checklists_are_measured_to_their_end() -> None:
    shipped, large = decisions()
    assert shipped.unit == large.unit == "ms"
    assert shipped.value > 0
    assert large.goal == 20


def test_importing_and_loading_are_told_apart_from_the_standard_library() -> None:
    imported, loaded = loading(runs=1)
    assert (imported.goal, loaded.goal) == (30, 10)
    assert imported.value > 0
    assert "standard library" in imported.how


def test_a_step_is_measured_on_the_same_pages_in_the_window_and_in_a_plain_wizard() -> None:
    slowest, ratio = steps(rounds=1, cases=1)
    assert (slowest.goal, ratio.goal) == (16, 2)
    assert 0 < ratio.value < 100
    assert re.match(r"[1-9][0-9] changes, 1 rounds", slowest.how)


def test_what_the_service_is_measured_against_is_missed_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotMeasured, match="django-allauth is not installed"), running_allauth(tmp_path, [], 1):
        pass


def test_events_of_live_cases_are_measured_from_one_side_to_the_other() -> None:
    took, memory = live(cases=3, events=12)
    assert took.value > 0
    assert memory.unit == "KiB"


def test_a_sweep_is_measured_among_few_and_among_many() -> None:
    ratio, memory = sweep(few=20, many=60, told=10, rounds=1)
    assert ratio.value > 0
    assert "10 told" in ratio.how
    assert (ratio.goal, memory.unit) == (1.3, "MiB")
