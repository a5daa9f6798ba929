"""A look is a value, and the sizes follow its rules."""

import pytest
from PySide6.QtGui import QPalette

from secinfo_desktop.gui import theme
from secinfo_desktop.gui.schemes import DARK, HIGH_CONTRAST, Color
from secinfo_desktop.gui.theme import TEXT_SIZES, Theme, Type, is_narrow
from tests.gui.conftest import Wear


def test_nothing_is_smaller_than_13_px() -> None:
    assert min(role.value.px for role in Type) == 13


def test_no_role_is_another_name_of_another() -> None:
    assert len(Type) == len(Type.__members__) == 14


@pytest.mark.parametrize("scale", TEXT_SIZES)
def test_type_grows_with_the_text_size(scale: float) -> None:
    look = Theme(scale=scale)
    assert look.font(Type.BODY).pixelSize() == round(16 * scale)
    assert look.line_height(Type.BODY) == pytest.approx(16 * 1.45 * scale)


@pytest.mark.parametrize(("scale", "one_column"), [(1.25, False), (1.5, True), (2.0, True)])
def test_large_text_takes_one_column(scale: float, *, one_column: bool) -> None:
    assert Theme(scale=scale).one_column is one_column


@pytest.mark.parametrize(
    ("width", "scale", "narrow"),
    [(940, 1.0, False), (939, 1.0, True), (1060, 1.25, False), (1059, 1.25, True), (600, 1.5, False)],
)
def test_two_columns_need_room(width: int, scale: float, *, narrow: bool) -> None:
    """Large text has one column anyway."""
    assert is_narrow(width, scale) is narrow
    assert Theme(scale=scale, narrow=narrow).one_column is (narrow or scale == 1.5)


def test_joined_scripts_get_higher_lines_and_no_letter_spacing() -> None:
    latin, arabic = Theme(), Theme(language="ar", rtl=True)
    assert arabic.line_height(Type.TITLE) > latin.line_height(Type.TITLE)
    assert arabic.font(Type.TITLE).letterSpacing() == 0
    assert latin.font(Type.TITLE).letterSpacing() == pytest.approx(98.5)


def test_qts_own_dialogs_get_the_same_colours() -> None:
    palette = Theme(DARK).palette()
    assert palette.color(QPalette.ColorRole.Window).name().upper() == DARK.hex(Color.CANVAS)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper() == DARK.hex(Color.INK3)


def test_the_window_wears_one_look_at_a_time(wear: Wear) -> None:
    wear(Theme(HIGH_CONTRAST, scale=1.25))
    assert theme.current() == Theme(HIGH_CONTRAST, scale=1.25)
    assert theme.current().scheme.bold_edges
