"""What keys do in the page and the dock when no control has taken them."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.gui.parts import Button, Choice
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.shell.body import Body
from secinfo_desktop.gui.theme import current

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import CodeField

_BY_KEY: Final = Qt.FocusReason.ShortcutFocusReason


def type_digit(body: Body, digit: str) -> None:
    """A digit typed anywhere goes to the code field: whoever sees the code just types it."""
    field = _focused_code_field(body)
    if field is not None:
        field.insert(digit)


def paste(body: Body) -> None:
    """A message pasted anywhere gives up its code. Without a code field the clipboard is not even looked at."""
    field = _focused_code_field(body)
    if field is not None:
        field.take(QGuiApplication.clipboard().text())


def focus_code_field(body: Body) -> None:
    """Put the keyboard where the code is typed."""
    _focused_code_field(body)


def answer(body: Body, letter: str) -> None:
    """Press the answer that carries a letter, if letters are switched on; one out of sight is shown first."""
    if body.page is None or not current().letters:
        return
    for button in body.page.findChildren(Pressable):
        if button.key == letter.upper() and button.isVisible() and button.isEnabled():
            _press_or_show(body, button)
            return


def enter(body: Body) -> None:
    """Press the button that has the focus; in the dock's field the dock's button; else the page's primary one.

    A choice is made by the arrow keys already: from there Enter goes on. What was never in sight is shown before it can
    be pressed.
    """
    focused = QApplication.focusWidget()
    if isinstance(focused, Pressable) and not isinstance(focused, Choice):
        focused.click()
    elif _is_in(body.dock, focused) and body.dock is not None:
        body.dock.give()
    elif body.page is not None and (primary := body.page.primary()) is not None:
        if focused is body.page:
            _press_or_show(body, primary)
        else:
            primary.click()


def _press_or_show(body: Body, button: Pressable) -> None:
    """Nothing is pressed that was never seen."""
    if body.middle.shows_middle(button):
        button.click()
    else:
        button.setFocus(_BY_KEY)
        body.middle.bring_into_view(button)


def pressed_button(body: Body) -> Button | None:
    """The button that set off what is being done now: the focused one, the dock's, or the page's primary one."""
    focused = QApplication.focusWidget()
    if isinstance(focused, Button) and body.isAncestorOf(focused):
        return focused
    if _is_in(body.dock, focused):
        return body.dock.use if body.dock is not None else None
    return body.page.primary() if body.page is not None and not isinstance(focused, Pressable) else None


def _focused_code_field(body: Body) -> "CodeField | None":
    field = body.code_field()
    if field is not None:
        field.setFocus(_BY_KEY)
        body.middle.bring_into_view(field)
    return field


def _is_in(part: QWidget | None, widget: QWidget | None) -> bool:
    return part is not None and widget is not None and part.isAncestorOf(widget)
