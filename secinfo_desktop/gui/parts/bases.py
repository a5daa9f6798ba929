"""What several parts have in common: height that follows width, and a focus that the ring can follow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from secinfo_desktop.gui.theme import Radius, current

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # a mixin must not bring a second Qt base


class Reflow(_Base):
    """Height follows width.

    Qt's own height-for-width is lost in nested layouts and scroll areas, where text gets clipped or stretched. So
    every part that wraps fixes its height whenever its width changes. Stands before the Qt class among the bases.
    """

    def follow_width(self, horizontal: QSizePolicy.Policy) -> None:
        """Take part in layouts that do ask for a height by width.

        The policy says so to Qt: a function here would be asked some hundred times for a page.
        """
        policy = QSizePolicy(horizontal, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if isinstance(self, QLabel):
            self.setWordWrap(True)  # else it takes that back with its next words

    _heights: dict[int, int] | None = None

    def height_in(self, width: int) -> int:
        """How high the words become in a width, in whole px."""
        raise NotImplementedError

    def heightForWidth(self, width: int) -> int:
        """The same, worked out once for each width: layouts ask many times."""
        if self._heights is None:
            self._heights = {}
        if width not in self._heights:
            self._heights[width] = self.height_in(width)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the new width asks for."""
        super().resizeEvent(event)
        self._fit(event.size())

    def refit(self, top: int = 0) -> None:
        """Take the height that new words ask for; what lies above ``top`` looks the same as before."""
        self._heights = None
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):  # before it is shown it has no width yet
            self._fit(self.size())
        self.updateGeometry()
        self.update(0, top, self.width(), self.height() - top)

    def _fit(self, size: QSize) -> None:
        """What a layout has got right is left to it: a height that is fixed has all layouts around it begin again."""
        wanted = self.heightForWidth(size.width())
        if wanted != size.height():
            self.setFixedHeight(wanted)


class AroundColumn(_Base):
    """Around a layout whose height follows its width. Stands before the Qt class among the bases.

    For the sizes that a widget likes Qt would first ask for the heights in widths that it will never have. A column of
    text inside three of these is then asked for its height in five widths, and Qt remembers three; and the least height
    would be the one in the least width.
    """

    def sizeHint(self) -> QSize:
        """The layout's, each text as high as it likes."""
        layout = self.layout()
        return layout.sizeHint().grownBy(self.contentsMargins()) if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The layout's, each text one line high: how high it is in a width, is asked for apart from this."""
        layout = self.layout()
        return layout.minimumSize().grownBy(self.contentsMargins()) if layout is not None else super().minimumSizeHint()


class Holder(AroundColumn, QWidget):
    """A bare widget around a column."""


class Focusable(_Base):
    """A control that the focus ring can follow. Stands before the Qt class among the bases."""

    ring_radius: int = Radius.CONTROL
    ring_room: int = 0
    """px that the ring keeps from the control's sides, for controls without padding of their own."""
    ring_always: bool = False
    """Fields show where one types, however the focus came."""
    focus_reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the focus came: the ring is for the keyboard."""
        self.focus_reason = event.reason()
        super().focusInEvent(event)

    def ring_rect(self, window: QWidget) -> QRectF:
        """The control's place in its window, with the room that the ring keeps at its sides."""
        top = self.mapTo(window, QPoint(0, 0))
        place = QRectF(top.x(), top.y(), self.width(), self.height())
        return place.adjusted(-self.ring_room, 0, self.ring_room, 0)


class Pressable(Focusable, QAbstractButton):
    """Something to press that paints itself. Its words are plain: an ampersand in them makes no shortcut."""

    def __init__(self, words: str, *, key: str = "", name: str = "") -> None:
        super().__init__()
        self._words, self._key = words, key.upper()
        self._shortcut = ""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(name or words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def give_way(self) -> None:
        """Be narrower than it likes where there is no room for it; nothing to do for what always can."""

    @property
    def words(self) -> str:
        """What stands on it."""
        return self._words

    @property
    def key(self) -> str:
        """The letter that presses it, while letters are switched on; or a short cut, which always does."""
        return self._shortcut or (self._key if current().letters else "")

    def carries(self, letter: str) -> bool:
        """True if this letter presses it, be letters switched on or, with another key held, off."""
        return self._key == letter.upper()

    def show_shortcut(self, keys: str) -> None:
        """Show keys that are heard in the whole window, as "Ctrl K"."""
        self._shortcut = keys
        self.updateGeometry()

    def set_words(self, words: str) -> None:
        """Write something else on it; a screen reader hears the new words."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()

    @property
    def pointed_at(self) -> bool:
        """True while the pointer is on it and it can be pressed."""
        return self.underMouse() and self.isEnabled()
