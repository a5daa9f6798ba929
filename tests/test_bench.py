"""The table of figures: every row has a goal and a verdict, and what could not be taken is said."""

from pathlib import Path

import pytest

from tools.bench.decisions import decisions
from tools.bench.first_paint import first_paint
from tools.bench.loading import loading
from tools.bench.rows import NotMeasured, Row, table
from tools.bench.sweep import sweep


def test_a_goal_is_met_up_to_the_goal_itself() -> None:
    assert [Row("CPU", value, "×", 1.6, "").is_met for value in (1.59, 1.6, 1.61)] == [True, True, False]


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


def test_a_sweep_is_measured_among_few_and_among_many() -> None:
    ratio, memory = sweep(few=20, many=60, told=10, rounds=1)
    assert ratio.value > 0
    assert "10 told" in ratio.how
    assert (ratio.goal, memory.unit) == (1.3, "MiB")
