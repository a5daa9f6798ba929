"""The smallest thing that a page says."""

from typing import NamedTuple


class Line(NamedTuple):
    """A sentence and perhaps a smaller one that belongs to it."""

    text: str
    detail: str = ""
