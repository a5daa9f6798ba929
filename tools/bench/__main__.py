"""Take all figures and print them."""

import sys
from collections.abc import Callable, Iterator
from typing import Final

from tools.bench.alive import alive
from tools.bench.decisions import decisions
from tools.bench.first_paint import first_paint
from tools.bench.loading import loading
from tools.bench.rows import NotMeasured, Row, table
from tools.bench.sessions import sessions
from tools.bench.sweep import sweep

MEASURES: Final[tuple[Callable[[], Iterator[Row]], ...]] = (first_paint, alive, decisions, loading, sessions, sweep)


def main() -> int:
    """Print the table; 1 if a goal is missed or a figure could not be taken."""
    rows: list[Row] = []
    reasons: list[str] = []
    for measure in MEASURES:
        try:
            rows.extend(measure())
        except NotMeasured as reason:
            reasons.append(f"not measured: {measure.__name__}: {reason}")
    print(table(rows))
    for line in reasons:
        print(line)
    return 0 if all(row.is_met for row in rows) and not reasons else 1


if __name__ == "__main__":
    sys.exit(main())
