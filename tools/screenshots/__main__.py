"""Draw the pictures that were asked for."""

import argparse
import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui.appearance import Appearance
from tests.gui.all_sights import ALL_SIGHTS, AnySight
from tests.gui.looks import LIGHT, LOOKS, Look
from tools.screenshots.drawing import draw_sight
from tools.screenshots.gallery import draw_gallery
from tools.screenshots.sheet import OF_LOOKS, OF_PAGES, draw_sheets

FOLDER: Final = Path("build/screenshots")
DOCS: Final = Path("docs/pictures")
FOR_DOCS: Final = {
    "window": ("practice-question", LIGHT),
    "sessions": ("apart-separate", LIGHT),
    "helpdesk": ("helpdesk", LIGHT),
    "security-overview": ("security-overview-one-phone", LIGHT),
    "security-contacts": ("security-contacts", LIGHT),
    "security-waiting": ("security-overview-waiting", LIGHT),
    "security-activity": ("security-activity", LIGHT),
}
"""The pictures of the README: file, page, look."""


def main() -> None:
    """Read the command line and draw."""
    wanted = _arguments()
    appearance = Appearance(_application())
    appearance.load_rest()
    drawn = _for_docs(appearance) if wanted.docs else _all(appearance, wanted.folder, wanted.only)
    for file in drawn:
        print(file)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description="Draws every page as a picture.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"where to; else {FOLDER}")
    parser.add_argument("--only", default="", metavar="PATTERN", help="pictures whose name fits, as rtl/waiting")
    parser.add_argument("--docs", action="store_true", help=f"draw the pictures of the README into {DOCS} instead")
    return parser.parse_args()


def _application() -> QApplication:
    application = QApplication([])
    application.setCursorFlashTime(0)  # a caret that blinks would be in one picture and not in the next
    return application


def _all(appearance: Appearance, folder: Path, only: str) -> Iterator[Path]:
    looks = [look for look in LOOKS if any(_is_wanted(look, sight, only) for sight in ALL_SIGHTS)]
    pictures: list[tuple[str, Path]] = []
    for sight in ALL_SIGHTS:
        wanted = [look for look in looks if _is_wanted(look, sight, only)]
        drawn = yield from _page(appearance, sight, wanted, folder)
        if len(looks) > 1 and drawn:
            yield from draw_sheets(drawn, OF_LOOKS, folder / f"page-{sight.name}")
        pictures += [(sight.name, file) for _, file in drawn]
    if len(looks) == 1:
        yield from draw_sheets(pictures, OF_PAGES, folder / f"sheet-{looks[0].name}")
    if not only:
        yield from draw_gallery(appearance, folder)


def _page(
    appearance: Appearance, sight: AnySight, looks: list[Look], folder: Path
) -> Generator[Path, None, list[tuple[str, Path]]]:
    """Draw a page in some looks; returns its first picture of each, named by the look."""
    drawn = []
    for look in looks:
        files = list(draw_sight(sight, look, appearance, folder / look.name / sight.name))
        drawn.append((look.name, files[0]))
        yield from files
    return drawn


def _is_wanted(look: Look, sight: AnySight, only: str) -> bool:
    return re.search(only, f"{look.name}/{sight.name}") is not None


def _for_docs(appearance: Appearance) -> Iterator[Path]:
    sights = {sight.name: sight for sight in ALL_SIGHTS}
    for name, (page, look) in FOR_DOCS.items():
        yield from draw_sight(sights[page], look, appearance, DOCS / name, whole=False)


if __name__ == "__main__":
    main()
