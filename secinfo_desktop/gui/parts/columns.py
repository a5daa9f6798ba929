"""Cards beside each other in columns of one width, as many as there is room for."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from secinfo_desktop.gui.parts.layouts import Flow
from secinfo_desktop.gui.theme import current

_NARROWEST: Final = 224
"""px of a column at 100 %."""


class Columns(Flow):
    """At most ``most`` columns of one width; all parts of a line are as high as the highest."""

    def __init__(self, *widgets: QWidget, most: int = 3, gap: int = 12) -> None:
        super().__init__(*widgets, gap=gap)
        self._most = most

    def sizeHint(self) -> QSize:
        """One column that reads well."""
        return QSize(current().px(_NARROWEST) * self._most, super().sizeHint().height())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QRect]]]:
        shown = [item for item, _ in self._shown()]
        fitting = (width + self._gap) // (self._narrowest() + self._gap)
        number = max(1, min(fitting, self._most))
        wide = (width - (number - 1) * self._gap) // number
        lines = [shown[at : at + number] for at in range(0, len(shown), number)]
        return [self._line(line, wide) for line in lines] or [[]]

    def _narrowest(self) -> int:
        wanted = (item.minimumSize().width() for item, _ in self._shown())
        return max(current().px(_NARROWEST), *wanted, 0)

    def _line(self, items: list[QLayoutItem], wide: int) -> list[tuple[QLayoutItem, QRect]]:
        high = max((_height(item, wide) for item in items), default=0)
        return [(item, QRect(at * (wide + self._gap), 0, wide, high)) for at, item in enumerate(items)]


def _height(item: QLayoutItem, wide: int) -> int:
    return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
