"""Many pictures beside each other, to see what does not fit the others."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from tools.screenshots.drawing import save

COLUMNS: Final = 3
ROWS: Final = 4
CELL: Final = QSize(720, 480)
LABEL: Final = 28
GAP: Final = 12


def draw_sheets(pictures: Sequence[Path], stem: Path) -> Iterator[Path]:
    """Twelve pictures on each sheet, in their order; one that is higher than wide shows its upper end."""
    each = COLUMNS * ROWS
    for number, first in zip(count(1), range(0, len(pictures), each), strict=False):
        yield save(_sheet(pictures[first : first + each]), stem.with_name(f"{stem.name}-{number}"))


def _sheet(pictures: Sequence[Path]) -> QPixmap:
    rows = -(-len(pictures) // COLUMNS)
    step = CELL + QSize(GAP, GAP + LABEL)
    sheet = QPixmap(COLUMNS * step.width() + GAP, rows * step.height() + GAP)
    sheet.fill(QColor("#8A8A8A"))
    painter = QPainter(sheet)
    font = painter.font()
    font.setPixelSize(LABEL - 12)
    painter.setFont(font)
    for index, file in enumerate(pictures):
        row, column = divmod(index, COLUMNS)
        _put(painter, file, QRect(GAP + column * step.width(), GAP + row * step.height(), CELL.width(), step.height()))
    painter.end()
    return sheet


def _put(painter: QPainter, file: Path, place: QRect) -> None:
    picture = QPixmap(str(file)).scaledToWidth(CELL.width(), Qt.TransformationMode.SmoothTransformation)
    shown = QRect(0, 0, CELL.width(), min(picture.height(), CELL.height()))
    painter.drawPixmap(place.x(), place.y() + LABEL, picture, 0, 0, shown.width(), shown.height())
    painter.setPen(QColor("#000000"))
    painter.drawText(place.adjusted(0, 4, 0, 0), file.stem)
