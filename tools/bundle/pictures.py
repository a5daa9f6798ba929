"""The program's icon in the sizes and formats that systems ask for, drawn from the one drawing in `resources/icon`."""

import struct
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIDES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Px, as the hicolor theme has folders for."""
ICO_SIDES: Final = (16, 24, 32, 48, 64, 256)
_ICO_HEAD: Final = "<HHH"
_ICO_ROW: Final = "<BBBBHHII"


def png(drawing: Path, side: int) -> bytes:
    """A square PNG."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(written.data())


def ico(drawing: Path) -> bytes:
    """A Windows icon whose pictures are PNGs (Windows Vista and newer)."""
    pictures = [png(drawing, side) for side in ICO_SIDES]
    start = struct.calcsize(_ICO_HEAD) + len(pictures) * struct.calcsize(_ICO_ROW)
    head, rows = struct.pack(_ICO_HEAD, 0, 1, len(pictures)), b""
    for side, picture in zip(ICO_SIDES, pictures, strict=True):
        rows += struct.pack(_ICO_ROW, side % 256, side % 256, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return head + rows + b"".join(pictures)
