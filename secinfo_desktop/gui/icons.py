"""The icons that are used, drawn once for each colour, size and direction.

QtSvg is imported with the first icon, not with this module. The shapes are Phosphor's (MIT, ``resources/icons``).
"""

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from secinfo_desktop import resources

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Glyph(StrEnum):
    """An icon by its file's name. The fill weight is for states only."""

    ARROW_LEFT = "arrow-left"
    ARROW_RIGHT = "arrow-right"
    BROWSER = "browser"
    CALENDAR = "calendar-dots"
    CARET_DOWN = "caret-down"
    CARET_RIGHT = "caret-right"
    CARET_UP = "caret-up"
    CHAT_TEXT = "chat-text"
    CHECK = "check"
    CHECK_CIRCLE_FILL = "check-circle-fill"
    CIRCLE = "circle"
    CLOCK = "clock"
    CLOCK_FILL = "clock-fill"
    COPY = "copy"
    DEVICE_MOBILE = "device-mobile"
    ENVELOPE = "envelope-simple"
    ENVELOPE_FILL = "envelope-simple-fill"
    FILE_PDF = "file-pdf"
    GRADUATION_CAP = "graduation-cap"
    HEADSET = "headset"
    HOURGLASS = "hourglass-medium"
    INFO = "info"
    INFO_FILL = "info-fill"
    KEY = "key"
    LAPTOP = "laptop"
    LIST_CHECKS = "list-checks"
    LOCK = "lock-simple"
    NOTE = "note"
    PASSWORD = "password"  # noqa: S105 - an icon's name
    PENCIL = "pencil-simple"
    PLUGS = "plugs"
    PLUS = "plus"
    PRINTER = "printer"
    PULSE = "pulse"
    QUESTION = "question"
    RETRY = "arrow-clockwise"
    SEARCH = "magnifying-glass"
    SHIELD_CHECK = "shield-check"
    SHIELD_CHECK_FILL = "shield-check-fill"
    SHIELD_WARNING = "shield-warning"
    SIGN_IN = "sign-in"
    SKIP = "skip-forward"
    TEXT_SIZE = "text-aa"
    TRASH = "trash-simple"
    TRAY = "tray"
    UNDO = "arrow-u-up-left"
    USERS = "users"
    USER_CIRCLE = "user-circle"
    WARNING = "warning"
    WARNING_CIRCLE_FILL = "warning-circle-fill"
    WARNING_FILL = "warning-fill"
    X = "x"
    X_CIRCLE_FILL = "x-circle-fill"


MIRRORED: Final = frozenset(
    {Glyph.ARROW_LEFT, Glyph.ARROW_RIGHT, Glyph.CARET_RIGHT, Glyph.LIST_CHECKS, Glyph.SIGN_IN, Glyph.SKIP, Glyph.UNDO}
)
"""What points along the line of reading; never clocks, checks or phones."""

_OWN_SIDES: Final = (16, 32, 48, 128)


_wait = False


def wait() -> None:
    """Icons are left out until ``come``: the first paint needs their room and their words only."""
    global _wait
    _wait = True


def come() -> None:
    """From now on icons are drawn; who has waited repaints what is on the screen."""
    global _wait
    _wait = False


def are_awaited() -> bool:
    """True while icons are left out."""
    return _wait


@lru_cache(maxsize=512)
def pixmap(glyph: Glyph, color: str, side: int, ratio: float, *, mirrored: bool = False) -> QPixmap:
    """A square picture of an icon in ``#RRGGBB``, ``side`` px wide on a screen with that device pixel ratio."""
    picture = _drawn(resources.text(f"icons/{glyph}.svg").replace("currentColor", color), round(side * ratio))
    if mirrored:
        picture = QPixmap.fromImage(picture.toImage().flipped(Qt.Orientation.Horizontal))
    picture.setDevicePixelRatio(ratio)
    return picture


def of_the_program() -> "QIcon":
    """The program's own icon, for screens that don't find it by the program's name."""
    from PySide6.QtGui import QIcon

    drawing, icon = resources.text("icon/secinfo-desktop.svg"), QIcon()
    for side in _OWN_SIDES:
        icon.addPixmap(_drawn(drawing, side))
    return icon


def _drawn(drawing: str, side: int) -> QPixmap:
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer  # not needed before the first icon is painted

    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    return picture
