"""Walks any window and says what a person would stumble over: names, targets, clipped text, markup, labels, Tab."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QScrollBar, QWidget

from secinfo_desktop.gui.parts import Button, Text, reading_order
from secinfo_desktop.gui.parts.bases import Reflow
from secinfo_desktop.gui.parts.typesetting import width_of

SMALLEST_TARGET = 32


def audit(window: QWidget, order: Sequence[QWidget] = ()) -> list[str]:
    """All findings of a shown window; ``order`` names its parts in the order in which Tab should visit them."""
    return [finding for widget in _shown(window) for finding in _look_at(widget)] + list(
        _tab_findings(window, order or [window])
    )


def repeated_names(window: QWidget) -> list[str]:
    """Names that several buttons share: who can't see them can't tell them apart."""
    names = Counter(spoken_name(button) for button in window.findChildren(QAbstractButton) if button.isVisible())
    return [name for name, times in names.items() if times > 1]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says when it comes to a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def tab_stops(first: QWidget) -> list[QWidget]:
    """Where Tab goes from a control until it is back there."""
    stops, stop = [first], first.nextInFocusChain()
    while stop is not None and stop is not first:
        if _takes_tab(stop):
            stops.append(stop)
        stop = stop.nextInFocusChain()
    return stops


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield from (
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget, QScrollArea | QScrollBar)
    )


def _look_at(widget: QWidget) -> Iterator[str]:
    what = f"{type(widget).__name__} {spoken_name(widget)!r}"
    for problem in (_target, _clipped, _outside, _markup, _label):
        if words := problem(widget):
            yield f"{words}: {what}"


def _target(widget: QWidget) -> str:
    if not isinstance(widget, QAbstractButton | QLineEdit):
        return ""
    if not spoken_name(widget):
        return "no name"
    small = min(widget.width(), widget.height()) < SMALLEST_TARGET
    return f"small target {widget.width()} x {widget.height()}" if small else ""


def _clipped(widget: QWidget) -> str:
    if isinstance(widget, Reflow) and widget.height_in(widget.width()) > widget.height():
        return f"clipped: has {widget.height()}, needs {widget.height_in(widget.width())}"
    if isinstance(widget, Button) and widget.width() < widget.sizeHint().width():
        return f"too narrow: has {widget.width()}, needs {widget.sizeHint().width()}"
    if isinstance(widget, Text) and widget.width() + 1 < _widest_word(widget):
        return f"word broken in {widget.width()} px"
    return ""


def _widest_word(text: Text) -> float:
    return max((width_of(word, text.role) for word in text.text().split()), default=0.0)


def _outside(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QScrollArea):
        return ""
    inside = parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
    return "" if inside else f"outside its parent: {widget.geometry()} in {parent.rect()}"


def _markup(widget: QWidget) -> str:
    rich = isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText
    return "not plain text" if rich else ""


def _label(widget: QWidget) -> str:
    if not isinstance(widget, QLineEdit):
        return ""
    labels = widget.window().findChildren(QLabel)
    return "" if widget.accessibleName() or any(label.buddy() is widget for label in labels) else "no label"


def _takes_tab(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and not isinstance(widget, QScrollArea | QScrollBar)


def _tab_findings(window: QWidget, order: Sequence[QWidget]) -> Iterator[str]:
    wanted = [stop for part in order for stop in reading_order(part) if _takes_tab(stop)]
    stops = {widget for widget in window.findChildren(QWidget) if _takes_tab(widget)}
    for stop in stops - set(wanted):
        yield f"in no layout: {type(stop).__name__} {spoken_name(stop)!r}"
    if wanted and tab_stops(wanted[0]) != wanted:
        names = " > ".join(spoken_name(stop) for stop in tab_stops(wanted[0]))
        yield f"Tab does not follow the reading order: {names}"
