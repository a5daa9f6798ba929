"""The typefaces come with the program, and only as many as are needed."""

import subprocess
import sys
import textwrap

from PySide6.QtGui import QFontDatabase, QFontInfo

from secinfo_desktop import resources
from secinfo_desktop.gui import fonts
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.theme import FAMILIES, Theme, Type


def test_every_typeface_has_its_file_and_licence() -> None:
    files = set(resources.names("fonts", ".ttf"))
    assert {*fonts.FIRST, *fonts.LATER, *fonts.ARABIC} <= files
    assert resources.names("fonts", ".txt") == ("OFL-atkinson.txt", "OFL-plex-arabic.txt")


def test_every_role_is_set_in_the_bundled_typeface(appearance: Appearance) -> None:
    for role in Type:
        info = QFontInfo(Theme().font(role))
        assert info.family() == FAMILIES[0], role
        assert info.weight() == role.value.weight, role
    assert appearance is not None


def test_the_arabic_typeface_is_loaded_with_the_language_only() -> None:
    script = textwrap.dedent("""
        from PySide6.QtGui import QFontDatabase, QGuiApplication
        from secinfo_desktop.gui.fonts import Fonts
        app, fonts = QGuiApplication([]), Fonts()
        fonts.load_first("en")
        before = "IBM Plex Sans Arabic" in QFontDatabase.families()
        fonts.load_first("ar-EG")
        print(before, "IBM Plex Sans Arabic" in QFontDatabase.families())
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.split() == ["False", "True"]


def test_the_families_are_known_to_qt(appearance: Appearance) -> None:
    assert appearance is not None
    assert FAMILIES[0] in QFontDatabase.families()
