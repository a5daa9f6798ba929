"""A row of the table, and how rows become a table."""

from collections.abc import Iterable
from dataclasses import dataclass


class NotMeasured(Exception):  # noqa: N818 - named for what is the case
    """A figure can't be taken on this computer; the reason is for the person at the terminal."""


@dataclass(frozen=True)
class Row:
    """A figure with its goal in the same unit: the most, or ``at_least``. ``how`` says what was compared."""

    figure: str
    value: float
    unit: str
    goal: float
    how: str
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """True if the goal is reached."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def cells(self) -> tuple[str, ...]:
        """The row as people read it."""
        verdict = "met" if self.is_met else "missed"
        bound = "≥" if self.at_least else "≤"
        return self.figure, f"{self.value:.2f} {self.unit}", f"{bound} {self.goal:.2f} {self.unit}", verdict, self.how


def table(rows: Iterable[Row]) -> str:
    """The rows below their headings, in columns."""
    lines = [("figure", "measured", "goal", "", "how"), *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
