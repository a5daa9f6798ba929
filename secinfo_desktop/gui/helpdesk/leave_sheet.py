"""Asks whether something may be lost."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.helpdesk.sheets import Sheet, finishes
from secinfo_desktop.gui.parts import Button, Item, Kind, Text
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.texts.words import Words


def leave_sheet(words: Words, parent: QWidget, go: Callable[[], object], *, begun: bool, said: bool) -> Sheet:
    """``begun``: a note or a reason that was typed; ``said``: what is not kept yet. Esc stays."""
    lines = [name for name, is_so in (("begun", begun), ("said", said)) if is_so]
    items: list[Item] = []
    for name in lines:
        items += [Text(words.say(f"helpdesk_window.leave.{name}"), Type.BODY, max_chars=70), 8]
    stay = Button(words.say("helpdesk_window.leave.stay"), Kind.PRIMARY)
    leave = Button(words.say("helpdesk_window.leave.go"), Kind.DANGER)
    sheet = Sheet(words.say("helpdesk_window.leave.title"), items, [stay, leave], parent)
    stay.clicked.connect(sheet.reject)
    finishes(sheet, leave, go)
    return sheet
