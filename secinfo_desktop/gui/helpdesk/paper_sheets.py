"""The sheets with what leaves the console: the steps for the caller, and the ticket for second line."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from secinfo_desktop.domain.calls import HandedTo
from secinfo_desktop.gui import paper
from secinfo_desktop.gui.helpdesk.sheets import Sheet, Tell, close_button, finishes, read_only
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.paper_buttons import PaperButtons
from secinfo_desktop.gui.parts import Button, Item, Kind, Text, announce, column
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Call
from secinfo_desktop.helpdesk.papers import Papers
from secinfo_desktop.helpdesk.said import HandsOver
from secinfo_desktop.helpdesk.ticket import Ticket
from secinfo_desktop.recovery.sheet import Sheet as Paper
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts.words import Words

_WIDTH: Final = 680


def steps_sheet(papers: Papers, words: Words, parent: QWidget) -> Sheet:
    """What the caller gets, in their language: to copy, to print, or as a file."""
    say = words.say
    close = close_button(words)
    ways = PaperButtons(lambda: papers.steps, say("helpdesk_window.send.file"), words, copies=True)
    items = _text_and(papers.steps, say("helpdesk_window.send.hint"), say("helpdesk_window.send.text"), words)
    sheet = Sheet(say("helpdesk_window.send.title"), [*items, ways], [close], parent, first=ways.copy, width=_WIDTH)
    close.clicked.connect(sheet.reject)
    return sheet


def ticket_sheet(papers: Papers, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """The ticket, and the button that gives the case to second line."""
    say = words.say
    give, close = Button(say("helpdesk_window.ticket.give"), Kind.PRIMARY), close_button(words)
    name = say("helpdesk_window.ticket.file")
    data = DataButton(say("helpdesk_window.ticket.data"), name, _of_ticket(papers.ticket), words)
    ways = PaperButtons(lambda: papers.ticket_sheet, name, words, last=(data.button,), copies=True)
    hint, text = say("helpdesk_window.ticket.hint"), say("helpdesk_window.ticket.text")
    items = [*_text_and(papers.ticket_sheet, hint, text, words), ways, data]
    sheet = Sheet(say("helpdesk_window.ticket.title"), items, [give, close], parent, width=_WIDTH)
    close.clicked.connect(sheet.reject)
    finishes(sheet, give, partial(tell, HandsOver(HandedTo.SECOND_LINE)))
    return sheet


def _of_ticket(ticket: Ticket) -> "Mapping[str, Form]":
    """The forms are loaded when one is wanted."""
    from secinfo_desktop.helpdesk import ticket_csv, ticket_json

    return {
        "json": Form("JSON", partial(ticket_json.to_json, ticket)),
        "csv": Form("CSV", partial(ticket_csv.to_csv, ticket)),
    }


def _text_and(its: Paper, hint: str, name: str, words: Words) -> list[Item]:
    return [Text(hint, Type.SMALL, Color.INK2, max_chars=84), 10, read_only(as_text(its, words), name), 12]


def export_sheet(call: Call, text: str, papers: Papers | None, words: Words, parent: QWidget) -> Sheet:
    """Everything that is kept of a case, to be saved as data, or as the text that is shown."""
    say = words.say
    shown = as_text(papers.ticket_sheet, words) if papers is not None else text
    forms = {"json": Form("JSON", lambda: text)}
    if papers is not None:
        forms["txt"] = Form(say("helpdesk_window.export.kind.text"), lambda: f"{shown}\n")
    data = DataButton(say("helpdesk_window.export.do"), say("helpdesk_window.export.file"), forms, words, Kind.PRIMARY)
    close = close_button(words)
    items: list[Item] = [
        Text(say("helpdesk_window.export.hint"), Type.SMALL, Color.INK2, max_chars=84),
        10,
        read_only(shown, say("helpdesk_window.export.text")),
        10,
        Text(say("helpdesk_window.closed.kept"), Type.SMALL, Color.INK2, max_chars=84),
        data,
    ]
    title = say("helpdesk_window.export.title", number=call.line.number)
    sheet = Sheet(title, items, [data.button, close], parent, width=_WIDTH)
    close.clicked.connect(sheet.reject)
    return sheet


class Form(NamedTuple):
    """What a file is called by people, and what stands in it."""

    kind: str
    make: Callable[[], str]


class DataButton(Holder):
    """Saves in one of several ``forms``, by the end of the name, else the chosen one; says below what came of it."""

    def __init__(
        self, label: str, name: str, forms: Mapping[str, Form], words: Words, kind: Kind = Kind.SECONDARY
    ) -> None:
        super().__init__()
        self._label, self._name, self._forms, self._words = label, name, forms, words
        self.button = Button(label, kind, icon=Glyph.COPY)
        self._told = Text("", Type.SMALL, Color.ACCENT_INK, max_chars=60)
        self._told.hide()
        self.setLayout(column(self._told))
        self.button.clicked.connect(self._ask_where)

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self._label)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {f"{form.kind} (*.{ending})": ending for ending, form in self._forms.items()}
        first = next(iter(self._forms))
        dialog.setNameFilters(list(kinds))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds.get(kind, first)))
        dialog.setDefaultSuffix(first)
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(lambda path: self.save(path, kinds.get(dialog.selectedNameFilter())))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: str, chosen: str | None = None) -> None:
        """Write it; the end of the name says in which form. It gets the ``chosen`` one if it has no known end.

        Nobody was asked whether a file with that longer name may be lost: it stays.
        """
        known = next((one for one in self._forms if path.lower().endswith(f".{one}")), None)
        ending = known or chosen or next(iter(self._forms))
        name = path if known else f"{path}.{ending}"
        may_write = name == path or not Path(name).exists()
        is_saved = may_write and paper.save_words(self._forms[ending].make(), name)
        self._told.set_words(self._words.say("paper.saved" if is_saved else "paper.not_saved"))
        self._told.show()
        announce(self._told, self._told.text())
