"""One page as a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from secinfo_desktop.gui.appearance import Appearance
from tests.gui.all_sights import AnyScene, AnySight
from tests.gui.looks import Look

TURNS: Final = 3


def draw_sight(
    sight: AnySight, look: Look, appearance: Appearance, stem: Path, *, whole: bool = True
) -> Iterator[Path]:
    """Draw a page as it comes up and, if it scrolls and ``whole`` is wanted, once more in full; yields the files."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    scene = sight.open(appearance, look)
    try:
        yield save(_picture(scene), stem)
        if whole and (hidden := _hidden_height(scene.subject)):
            scene.subject.resize(scene.subject.width(), scene.subject.height() + hidden)
            yield save(_picture(scene), stem.with_name(f"{stem.name}-whole"))
    finally:
        scene.close()


def save(picture: QPixmap, stem: Path) -> Path:
    """Write a picture and return its file."""
    file = stem.with_name(f"{stem.name}.png")
    if not picture.save(str(file)):
        raise OSError(f"{file} could not be written")
    return file


def settle() -> None:
    """Let the layouts be done, and after them what waits for them, as scrolling a field into view does."""
    for _ in range(TURNS):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def _picture(scene: AnyScene) -> QPixmap:
    """The window, and over its middle the dialog that is open, or the menu where it has opened."""
    settle()
    picture, over = scene.window.grab(), scene.subject
    if over is not scene.window:
        room = picture.size() - over.size()
        middle = QPoint(room.width() // 2, max(room.height() // 2, 0))
        painter = QPainter(picture)
        painter.drawPixmap(scene.window.mapFromGlobal(over.pos()) if isinstance(over, QMenu) else middle, over.grab())
        painter.end()
    return picture


def _hidden_height(window: QWidget) -> int:
    """How many px of its content can only be scrolled to."""
    settle()
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    return max((area.verticalScrollBar().maximum() for area in areas), default=0)
