"""What a screen reader hears beyond what Qt says by itself: windows, groups, headings, disclosures, news.

Qt has no heading label and no expandable button, and a bare widget is nothing to it, be it a window or a named part of
one. Small accessible objects add them. They belong to Qt, which asks them only while a screen reader or a test does.
"""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleStateChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from secinfo_desktop.gui.parts.buttons import Link
from secinfo_desktop.gui.parts.text import Text

_NOBODY_ELSES: Final = "QWidget"
"""The class that Qt asks for last."""


class ExpandingLink(Link):
    """A link that opens something below it. ``expanded`` is what a screen reader is told."""

    expanded = False

    def set_expanded(self, *, expanded: bool) -> None:
        """Tell the new state, and that it changed."""
        self.expanded = expanded
        changed = QAccessible.State()
        changed.expanded = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))


class _Heading(QAccessibleWidget):
    """A heading: screen readers jump from one to the next."""

    def __init__(self, label: Text) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        """Its words are its name."""
        return self._label.text() if kind is QAccessible.Text.Name else super().text(kind)


class _Expandable(QAccessibleWidget):
    """A button that says whether what it opens is open."""

    def __init__(self, link: ExpandingLink) -> None:
        super().__init__(link, QAccessible.Role.Button)
        self._link = link

    def state(self) -> QAccessible.State:
        """Qt's own state, and expanded or collapsed."""
        state = super().state()
        state.expandable = True
        state.expanded = self._link.expanded
        state.collapsed = not self._link.expanded
        return state

    def actionNames(self) -> list[str]:
        """Press, and what every control can."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it as a pointer would."""
        if name == QAccessibleActionInterface.pressAction():
            self._link.click()
        else:
            super().doAction(name)


class _Part(QAccessibleWidget):
    """A widget of no other kind. Qt asks before the widget has its place, so its role is found out each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget

    def role(self) -> QAccessible.Role:
        """A window, a named group, or nothing but a place."""
        if self._widget.isWindow():
            return QAccessible.Role.Window
        return QAccessible.Role.Grouping if self._widget.accessibleName() else QAccessible.Role.Client

    def state(self) -> QAccessible.State:
        """Qt's own state; what hands the keyboard on to a field inside it does not have it."""
        state = super().state()
        if self._widget.focusProxy() is not None:
            state.focused = state.focusable = False
        return state


def _interface(class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """What Qt asks for a class and then for each of its bases, until somebody knows the thing."""
    if isinstance(thing, Text) and thing.is_heading:
        return _Heading(thing)
    if isinstance(thing, ExpandingLink):
        return _Expandable(thing)
    return _Part(thing) if class_name == _NOBODY_ELSES and isinstance(thing, QWidget) else None


def install() -> None:
    """Make these known to screen readers; once for the program."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, words: str) -> None:
    """Have words spoken, without moving the focus. Not every reader does: never say something here alone."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
