"""The sheets with what leaves the console: the steps for the caller, and the ticket for second line."""

from functools import partial
from typing import Final

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
from secinfo_desktop.helpdesk.papers import Papers
from secinfo_desktop.helpdesk.said import HandsOver
from secinfo_desktop.helpdesk.ticket import Ticket
from secinfo_desktop.recovery.sheet import Sheet as Paper
from secinfo_desktop.recovery.sheet import as_text
from secinfo_desktop.texts.words import Words

_WIDTH: Final = 680
_CSV: Final = ".csv"


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
    data = DataButton(papers.ticket, words)
    name = say("helpdesk_window.ticket.file")
    ways = PaperButtons(lambda: papers.ticket_sheet, name, words, last=(data.button,), copies=True)
    hint, text = say("helpdesk_window.ticket.hint"), say("helpdesk_window.ticket.text")
    items = [*_text_and(papers.ticket_sheet, hint, text, words), ways, data]
    sheet = Sheet(say("helpdesk_window.ticket.title"), items, [give, close], parent, width=_WIDTH)
    close.clicked.connect(sheet.reject)
    finishes(sheet, give, partial(tell, HandsOver(HandedTo.SECOND_LINE)))
    return sheet


def _text_and(its: Paper, hint: str, name: str, words: Words) -> list[Item]:
    return [Text(hint, Type.SMALL, Color.INK2, max_chars=84), 10, read_only(as_text(its, words), name), 12]


class DataButton(Holder):
    """Saves a ticket as JSON or CSV, for another system; says below what came of it."""

    def __init__(self, ticket: Ticket, words: Words) -> None:
        super().__init__()
        self._ticket, self._words = ticket, words
        self.button = Button(words.say("helpdesk_window.ticket.data"), icon=Glyph.COPY)
        self._told = Text("", Type.SMALL, Color.ACCENT_INK, max_chars=60)
        self._told.hide()
        self.setLayout(column(self._told))
        self.button.clicked.connect(self._ask_where)

    @Slot()
    def _ask_where(self) -> None:
        say = self._words.say
        dialog = QFileDialog(self.window(), say("helpdesk_window.ticket.data"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {"JSON (*.json)": "json", "CSV (*.csv)": _CSV[1:]}
        dialog.setNameFilters(list(kinds))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds.get(kind, "json")))
        dialog.setDefaultSuffix("json")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(say("helpdesk_window.ticket.file"))
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save(self, path: str) -> None:
        """Write it; the end of the name says in which form."""
        from secinfo_desktop.helpdesk import ticket_csv, ticket_json

        form = ticket_csv.to_csv if path.lower().endswith(_CSV) else ticket_json.to_json
        is_saved = paper.save_words(form(self._ticket), path)
        self._told.set_words(self._words.say("paper.saved" if is_saved else "paper.not_saved"))
        self._told.show()
        announce(self._told, self._told.text())
