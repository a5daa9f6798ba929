"""``make screenshots`` draws what it is asked for, and puts it on a contact sheet."""

import re
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.gui.looks import LOOKS
from tools.screenshots.sheet import GAP, LABEL, OF_LOOKS


def _draw(folder: Path, only: str) -> list[str]:
    command = [sys.executable, "-m", "tools.screenshots", "--only", only, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return [str(Path(line).relative_to(folder)) for line in done.stdout.splitlines()]


def test_a_page_in_several_looks_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    drawn = _draw(tmp_path, "^(light|dark-rtl)/whose-account$")
    assert drawn == ["light/whose-account.png", "dark-rtl/whose-account.png", "page-whose-account.png"]
    page, sheet = QImage(str(tmp_path / drawn[0])), QImage(str(tmp_path / drawn[-1]))
    assert (page.width(), page.height()) == (1080, 720)
    assert sheet.width() == OF_LOOKS.columns * (OF_LOOKS.cell.width() + GAP) + GAP
    assert sheet.height() == OF_LOOKS.cell.height() + LABEL + 2 * GAP


def test_several_pages_in_one_look_stand_on_one_sheet(tmp_path: Path) -> None:
    drawn = _draw(tmp_path, "^dark/(start|stories)$")
    assert drawn == ["dark/start.png", "dark/stories.png", "sheet-dark.png"]


def test_a_sheet_of_looks_has_a_row_for_each_scheme_and_size() -> None:
    names = [look.name for look in LOOKS]
    rows = [names[at : at + OF_LOOKS.columns] for at in range(0, len(names), OF_LOOKS.columns)]
    assert len(rows) == OF_LOOKS.rows
    assert all(len({re.sub("-(de|long|rtl)$", "", name) for name in row}) == 1 for row in rows)
