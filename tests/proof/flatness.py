"""Whether a figure that is read again and again stays flat, or grows with use."""

from collections.abc import Sequence
from statistics import median


def growth(samples: Sequence[float]) -> float:
    """How much the figure grew in the last half: from its third quarter to its fourth, by their medians.

    The first half is warm-up. Medians, so that one moment at which something large was in use is no growth.
    """
    quarter = len(samples) // 4
    return median(samples[-quarter:]) - median(samples[-2 * quarter : -quarter])


def is_flat(samples: Sequence[float], slack: float) -> bool:
    """True if it grew by no more than ``slack`` while a quarter of the use went by."""
    return growth(samples) <= slack
