"""How long it takes until the guide can decide: importing it, and reading the checklist that is shipped."""

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Final

from tools.bench.rows import Row

RUNS: Final = 11
IMPORT_GOAL_MS: Final = 30.0
LOAD_GOAL_MS: Final = 10.0
_STANDARD: Final = "dataclasses, datetime, enum, functools, itertools, json, math, operator, re, tomllib, typing, uuid"
_TIMED: Final = f"""
from time import process_time as now
begun = now()
import {_STANDARD}
standard = now()
import secinfo_desktop.guide.planner
from secinfo_desktop.guide.checklist import parse
imported = now()
from secinfo_desktop import resources
text = resources.text("checklists/code_not_received.toml")
found = now()
parse(text)
print(standard - begun, imported - standard, now() - found)
"""


def loading(runs: int = RUNS) -> Iterator[Row]:
    """Start a new interpreter each time; the figures are medians of CPU time."""
    taken = [_run() for _ in range(runs)]
    standard, ours, load = (1000 * median(one) for one in zip(*taken, strict=True))
    how = f"what it takes of the standard library is {standard:.1f} ms more; {runs} starts"
    yield Row("import of the guide", ours, "ms", IMPORT_GOAL_MS, how)
    yield Row("load of the checklist", load, "ms", LOAD_GOAL_MS, f"{runs} starts")


def _run() -> tuple[float, ...]:
    told = subprocess.run([sys.executable, "-c", _TIMED], check=True, capture_output=True, text=True).stdout
    return tuple(map(float, told.split()))
