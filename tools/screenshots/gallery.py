"""The gallery of parts as pictures, one for each look."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, LIGHT
from secinfo_desktop.gui.theme import Theme
from tests.gui.gallery import Gallery, arabic, as_written
from tools.screenshots.drawing import save, settle


@dataclass(frozen=True)
class Picture:
    """One file: its name, and the look that it shows."""

    name: str
    look: Theme
    width: int = 1080
    height: int = 1200


PICTURES: Final = (
    Picture("gallery-light", Theme(LIGHT)),
    Picture("gallery-dark", Theme(DARK)),
    Picture("gallery-contrast", Theme(HIGH_CONTRAST)),
    Picture("gallery-200", Theme(LIGHT, scale=2.0), height=4000),
    Picture("gallery-rtl", Theme(LIGHT, language="ar", rtl=True)),
)


def draw_gallery(appearance: Appearance, folder: Path) -> Iterator[Path]:
    """Draw all of them; yields the files."""
    for picture in PICTURES:
        appearance.wear(picture.look)
        gallery = Gallery(arabic if picture.look.rtl else as_written)
        gallery.resize(picture.width, picture.height)
        gallery.show()
        gallery.activateWindow()
        QTest.qWaitForWindowActive(gallery)
        gallery.focused.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        yield save(gallery.grab(), folder / picture.name)
        gallery.close()
        gallery.deleteLater()
