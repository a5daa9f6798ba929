"""Contact sheets: many pictures beside each other, each with its caption, to see what does not fit the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from tests.gui.looks import LANGUAGES, LOOKS
from tools.screenshots.drawing import save

LABEL: Final = 28
GAP: Final = 12


@dataclass(frozen=True)
class Grid:
    """How many pictures stand beside and below each other, and how large each is, in px."""

    columns: int
    rows: int
    cell: QSize


OF_PAGES: Final = Grid(3, 4, QSize(720, 480))
"""Some pages in one look."""
OF_LOOKS: Final = Grid(len(LANGUAGES), len(LOOKS) // len(LANGUAGES), QSize(540, 360))
"""One page in all looks: a language in each column, a scheme and size in each row."""


def draw_sheets(pictures: Sequence[tuple[str, Path]], grid: Grid, stem: Path) -> Iterator[Path]:
    """Put captioned pictures on as many sheets as they need; one that is higher than its cell shows its upper end."""
    each = grid.columns * grid.rows
    for number, first in zip(count(1), range(0, len(pictures), each), strict=False):
        name = stem.name if len(pictures) <= each else f"{stem.name}-{number}"
        yield save(_sheet(pictures[first : first + each], grid), stem.with_name(name))


def _sheet(pictures: Sequence[tuple[str, Path]], grid: Grid) -> QPixmap:
    rows = -(-len(pictures) // grid.columns)
    step = grid.cell + QSize(GAP, GAP + LABEL)
    sheet = QPixmap(grid.columns * step.width() + GAP, rows * step.height() + GAP)
    sheet.fill(QColor("#8A8A8A"))
    painter = QPainter(sheet)
    font = painter.font()
    font.setPixelSize(LABEL - 12)
    painter.setFont(font)
    for index, (caption, file) in enumerate(pictures):
        row, column = divmod(index, grid.columns)
        place = QRect(GAP + column * step.width(), GAP + row * step.height(), grid.cell.width(), grid.cell.height())
        _put(painter, caption, file, place)
    painter.end()
    return sheet


def _put(painter: QPainter, caption: str, file: Path, place: QRect) -> None:
    picture = QPixmap(str(file)).scaledToWidth(place.width(), Qt.TransformationMode.SmoothTransformation)
    shown = QRect(0, 0, place.width(), min(picture.height(), place.height()))
    painter.drawPixmap(place.x(), place.y() + LABEL, picture, 0, 0, shown.width(), shown.height())
    painter.setPen(QColor("#000000"))
    painter.drawText(place.adjusted(0, 4, 0, 0), caption)
