"""The icons are all there, and only those."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from secinfo_desktop import resources
from secinfo_desktop.gui import icons
from secinfo_desktop.gui.icons import Glyph


def test_every_icon_has_its_file_and_every_file_its_icon() -> None:
    assert set(resources.names("icons", ".svg")) == {f"{glyph}.svg" for glyph in Glyph}
    assert resources.names("icons", ".txt") == ("LICENSE-phosphor-MIT.txt",)


def test_every_icon_takes_the_colour_it_is_given() -> None:
    for glyph in Glyph:
        picture = icons.pixmap(glyph, "#1D5E4A", 64, 1.0).toImage()
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(64)
            for y in range(64)
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert seen == {"#1d5e4a"}, glyph


def test_an_icon_is_as_sharp_as_the_screen() -> None:
    picture = icons.pixmap(Glyph.INFO, "#000000", 20, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (40, 2.0)


def test_a_mirrored_icon_points_the_other_way() -> None:
    plain = icons.pixmap(Glyph.ARROW_LEFT, "#000000", 20, 1.0).toImage()
    mirrored = icons.pixmap(Glyph.ARROW_LEFT, "#000000", 20, 1.0, mirrored=True).toImage()
    assert mirrored == plain.flipped(Qt.Orientation.Horizontal)
    assert mirrored != plain


def test_an_icon_is_drawn_once() -> None:
    drawn = icons.pixmap(Glyph.X, QColor("#123456").name(), 18, 1.0)
    assert icons.pixmap(Glyph.X, "#123456", 18, 1.0) is drawn


def test_the_program_has_an_icon_of_its_own_in_several_sizes() -> None:
    sizes = {size.width() for size in icons.of_the_program().availableSizes()}
    assert sizes >= {16, 32, 48}
