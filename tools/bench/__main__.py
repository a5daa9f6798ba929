"""Take all figures and print them, or with `--only NAME` (as often as wanted) those of one part."""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

from tools.bench.rows import NotMeasured, Row, table

Measure = Callable[..., Iterator[Row]]
PARTS: Final = (
    "first_paint",
    "alive",
    "steps",
    "ready",
    "peers",
    "stores",
    "decisions",
    "loading",
    "sessions",
    "sweep",
    "live",
)
"""Each a module and its function of the same name; loaded when it is its turn. The memory of a process that is started
is counted from that of the one that starts it, so the first part must find it small."""
RECOMPILES: Final = "PYTHONDONTWRITEBYTECODE"
"""Environment variable: every start would compile the program again. An installed one is compiled."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if a goal is missed or a figure could not be taken."""
    rows: list[Row] = []
    reasons: list[str] = []
    os.environ.pop(RECOMPILES, None)
    chosen = _parsed(arguments)
    for part in (its for its in PARTS if its in (chosen.only or PARTS)):
        try:
            rows.extend(map(_with_load, _measure(part, chosen.accounts)()))
        except NotMeasured as reason:
            reasons.append(f"not measured: {part}: {reason}")
        except subprocess.TimeoutExpired as late:
            reasons.append(f"not measured: {part}: not done within {late.timeout:.0f} s")
        except Exception as error:  # noqa: BLE001 - what the other parts took minutes for is not thrown away
            reasons.append(f"not measured: {part}: it broke ({type(error).__name__}: {error})")
    print(f"{os.cpu_count()} processors, Python {platform.python_version()}; load: how many processes ran or waited")
    print(table(rows))
    for line in reasons:
        print(line)
    return 0 if all(row.is_met for row in rows) and not reasons else 1


def _with_load(row: Row) -> Row:
    """With the load of the last minute, once it is measured: a busy computer is a slow one."""
    return replace(row, how=f"{row.how}; load {os.getloadavg()[0]:.1f}")


def _measure(part: str, accounts: int | None) -> Measure:
    measure: Measure = getattr(import_module(f"tools.bench.{part}"), part)
    return partial(measure, many=accounts) if part == "stores" and accounts else measure


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--accounts", type=int, help="for a trial of stores: so many instead of a million")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
