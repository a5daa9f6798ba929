"""The sheet of what is said beside the steps: to begin, to say no politely, to show who is who, to end (M)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.helpdesk.sheets import Sheet, close_button
from secinfo_desktop.gui.helpdesk.wording import phrase_of
from secinfo_desktop.gui.parts import Item, Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Call
from secinfo_desktop.helpdesk.phrases import AT, Moment
from secinfo_desktop.texts.words import Words

_REFUSING_FIRST = (Moment.REFUSE, *(moment for moment in Moment if moment is not Moment.REFUSE))


def moments_of(call: Call) -> Sequence[Moment]:
    """In the order of a call; while nobody knows who calls, how to say no comes first."""
    return tuple(Moment) if call.caller.verified is not None and not call.caller.same_account else _REFUSING_FIRST


def phrases_sheet(call: Call, words: Words, parent: QWidget) -> Sheet:
    """All that can be said now, in the caller's language."""
    items: list[Item] = [Text(words.say("helpdesk_window.phrases.lead"), Type.SMALL, Color.INK2, max_chars=84)]
    for moment in moments_of(call):
        said = [phrase_of(phrase, call, words) for phrase in AT[moment]]
        if any(said):
            items += [18, Text(words.say(f"helpdesk_window.phrases.{moment}"), Type.HEADING)]
        for one in filter(None, said):
            quoted = words.say("helpdesk_window.say.quoted", words=one)
            items += [8, Text(quoted, Type.BODY, max_chars=76)]
    close = close_button(words)
    sheet = Sheet(words.say("helpdesk_window.phrases.title"), items, [close], parent, width=680)
    close.clicked.connect(sheet.reject)
    return sheet
