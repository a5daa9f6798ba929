"""Walks any window and says what a person would stumble over: names, targets, clipped text, markup, labels, Tab."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QScrollArea, QScrollBar, QWidget

from secinfo_desktop.gui.parts import Button, Chip, Text, reading_order
from secinfo_desktop.gui.parts.bases import Reflow
from secinfo_desktop.gui.parts.typesetting import width_of

SMALLEST_TARGET = 32


class Rule(StrEnum):
    """What a finding begins with: one for each thing that can be wrong."""

    NO_NAME = "no name"
    SMALL = "small target"
    CLIPPED = "clipped"
    NARROW = "too narrow"
    WORD = "word broken"
    OUTSIDE = "outside its parent"
    MARKUP = "not plain text"
    LABEL = "no label"
    LOST = "in no layout"
    ORDER = "Tab does not follow"
    TWICE = "twice the same"


def audit(window: QWidget, order: Sequence[QWidget] = ()) -> list[str]:
    """All findings of a shown window; ``order`` names its parts in the order in which Tab should visit them."""
    found = [finding for widget in _shown(window) for finding in _look_at(widget)]
    return [*found, *_tab_findings(window, order or [window]), *_same_names(window)]


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
        for widget in (window, *window.findChildren(QWidget))
        if widget.isVisible() and not isinstance(widget, QScrollArea | QScrollBar)
    )


def _look_at(widget: QWidget) -> Iterator[str]:
    what = f"{type(widget).__name__} {spoken_name(widget)!r}"
    for rule, problem in _PROBLEMS.items():
        if (detail := problem(widget)) is not None:
            yield f"{rule}{detail and f' ({detail})'}: {what}"


def _is_target(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QLineEdit)


def _no_name(widget: QWidget) -> str | None:
    return "" if _is_target(widget) and not spoken_name(widget) else None


def _small(widget: QWidget) -> str | None:
    if isinstance(widget, QMenu):
        rows = [widget.actionGeometry(action).height() for action in widget.actions() if not action.isSeparator()]
        return f"rows {min(rows)} high" if min(rows) < SMALLEST_TARGET else None
    is_small = _is_target(widget) and min(widget.width(), widget.height()) < SMALLEST_TARGET
    return f"{widget.width()} x {widget.height()}" if is_small else None


def _clipped(widget: QWidget) -> str | None:
    if not isinstance(widget, Reflow) or widget.height_in(widget.width()) <= widget.height():
        return None
    return f"has {widget.height()}, needs {widget.height_in(widget.width())}"


def _narrow(widget: QWidget) -> str | None:
    if not isinstance(widget, Button) or widget.width() >= widget.minimumSizeHint().width():
        return None
    return f"has {widget.width()}, needs {widget.minimumSizeHint().width()}"


def _word(widget: QWidget) -> str | None:
    if isinstance(widget, Chip):
        is_broken = widget.width() < widget.minimumSizeHint().width()
    else:
        is_broken = isinstance(widget, Text) and widget.width() + 1 < _widest_word(widget)
    return f"in {widget.width()} px" if is_broken else None


def _widest_word(text: Text) -> float:
    return max((width_of(word, text.role) for word in text.text().split()), default=0.0)


def _outside(widget: QWidget) -> str | None:
    """What scrolls may be higher than its view, but not wider: nothing scrolls sideways."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return None
    if isinstance(parent.parentWidget(), QScrollArea):
        inside = widget.width() <= parent.width()
    else:
        inside = parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
    return None if inside else f"{widget.geometry()} in {parent.rect()}"


def _markup(widget: QWidget) -> str | None:
    return "" if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText else None


def _label(widget: QWidget) -> str | None:
    if not isinstance(widget, QLineEdit):
        return None
    labels = widget.window().findChildren(QLabel)
    return None if widget.accessibleName() or any(label.buddy() is widget for label in labels) else ""


_PROBLEMS: Mapping[Rule, Callable[[QWidget], str | None]] = {
    Rule.NO_NAME: _no_name,
    Rule.SMALL: _small,
    Rule.CLIPPED: _clipped,
    Rule.NARROW: _narrow,
    Rule.WORD: _word,
    Rule.OUTSIDE: _outside,
    Rule.MARKUP: _markup,
    Rule.LABEL: _label,
}
"""What can be wrong with one widget: the detail of it, or None."""


def _same_names(window: QWidget) -> Iterator[str]:
    """Names that several buttons share: who can't see them can't tell them apart."""
    names = Counter(spoken_name(button) for button in window.findChildren(QAbstractButton) if button.isVisible())
    yield from (f"{Rule.TWICE}: {name!r}" for name, times in names.items() if name and times > 1)


def _takes_tab(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and not isinstance(widget, QScrollArea | QScrollBar)


def _tab_findings(window: QWidget, order: Sequence[QWidget]) -> Iterator[str]:
    wanted = [stop for part in order for stop in reading_order(part) if _takes_tab(stop)]
    stops = {widget for widget in window.findChildren(QWidget) if _takes_tab(widget)}
    for stop in stops - set(wanted):
        yield f"{Rule.LOST}: {type(stop).__name__} {spoken_name(stop)!r}"
    if wanted and tab_stops(wanted[0]) != wanted:
        names = " > ".join(spoken_name(stop) for stop in tab_stops(wanted[0]))
        yield f"{Rule.ORDER} the reading order: {names}"
