"""A menu of which one line is chosen: the caller's language, the order of the list."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from secinfo_desktop.gui.shell.menu_style import MenuStyle
from secinfo_desktop.gui.theme import Type, current


class ChoiceMenu(QMenu):
    """Opens below a control, and is gone once something was chosen."""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        tell: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        """``choices`` are values and what is shown for them."""
        super().__init__(parent)
        self._rows = MenuStyle()  # held: a widget does not keep its style
        self.setStyle(self._rows)
        self.setFont(current().font(Type.SMALL))
        self.setAccessibleName(title)
        self.addSection(title)
        group = QActionGroup(self)
        for value, words in choices:
            action = QAction(words.replace("&", "&&"), self, checkable=True, checked=value == chosen)
            action.triggered.connect(partial(self._tell, tell, value))
            group.addAction(action)
            self.addAction(action)
        self.aboutToHide.connect(self.deleteLater)

    @staticmethod
    def _tell(tell: Callable[[str], object], value: str, *_checked: bool) -> None:
        tell(value)

    def open_below(self, control: QWidget) -> None:
        """Open at the control's lower end, towards the middle of the window; arrows begin at the first line."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0 if rtl else control.width() - self.sizeHint().width()
        self.popup(control.mapToGlobal(QPoint(max(x, -control.x()), control.height())))
