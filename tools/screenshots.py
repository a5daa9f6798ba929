"""Draws what people see, as pictures: ``python -m tools.screenshots [FOLDER]``. Needs no display.

Each picture is one look of the gallery of parts, which stands in ``tests/gui/gallery.py``.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, LIGHT
from secinfo_desktop.gui.theme import Theme
from tests.gui.gallery import Gallery, arabic, as_written

FOLDER = Path("build/screenshots")


@dataclass(frozen=True)
class Picture:
    """One file: its name, and the look that it shows."""

    name: str
    look: Theme
    width: int = 1080
    height: int = 1200


PICTURES = (
    Picture("gallery-light", Theme(LIGHT)),
    Picture("gallery-dark", Theme(DARK)),
    Picture("gallery-contrast", Theme(HIGH_CONTRAST)),
    Picture("gallery-200", Theme(LIGHT, scale=2.0), height=4000),
    Picture("gallery-rtl", Theme(LIGHT, language="ar", rtl=True)),
)


def draw(picture: Picture, appearance: Appearance, folder: Path) -> Path:
    """Draw one picture and return its file."""
    appearance.wear(picture.look)
    gallery = Gallery(arabic if picture.look.rtl else as_written)
    gallery.resize(picture.width, picture.height)
    gallery.show()
    gallery.activateWindow()
    QTest.qWaitForWindowActive(gallery)
    gallery.focused.setFocus(Qt.FocusReason.TabFocusReason)
    return _save(gallery, folder / f"{picture.name}.png")


def _save(window: QWidget, file: Path) -> Path:
    QApplication.sendPostedEvents()  # layouts are done when their posted requests are
    window.grab().save(str(file))
    window.close()
    window.deleteLater()
    return file


def main() -> None:
    """Draw all pictures into the folder that was given, or into build/screenshots."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    appearance = Appearance(QApplication([]))
    appearance.load_rest()
    for picture in PICTURES:
        sys.stdout.write(f"{draw(picture, appearance, folder)}\n")


if __name__ == "__main__":
    main()
