"""The ways a sheet leaves the window: as text to paste, to a printer, into a file. What came of it is said below."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLayout, QSizePolicy

from secinfo_desktop.gui import paper
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import START, Button, Flow, Item, Text, announce, column, set_tab_order
from secinfo_desktop.gui.parts.accessibility import ExpandingLink
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.sheet import Sheet, as_text
from secinfo_desktop.texts.words import Words

_TEXT: Final = ".txt"


class PaperButtons(Holder):
    """Print, and save as a file, after the ``first`` buttons of the same line and before the ``last``.

    In a narrow place they are ``stacked``, all of one width. The sheet is made when it is wanted;
    ``name`` is what the file would be called. ``copies`` offers its words for pasting as well.
    """

    def __init__(
        self,
        sheet: Callable[[], Sheet],
        name: str,
        words: Words,
        *first: Button,
        last: Sequence[Button] = (),
        stacked: bool = False,
        copies: bool = False,
    ) -> None:
        super().__init__()
        self._sheet, self._name, self._words = sheet, name, words
        self.copy = Button(words.say("paper.copy"), icon=Glyph.COPY) if copies else None
        self.print, self.save = self._button("print", Glyph.PRINTER), self._button("save", Glyph.FILE_PDF)
        self.print.setObjectName("print")
        self.save.setObjectName("save-pdf")
        self._told = Text("", Type.SMALL, Color.ACCENT_INK, max_chars=60)
        self._told.hide()
        copy = [self.copy] if self.copy is not None else []
        for button in copy:
            button.setObjectName("copy-text")
            button.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        buttons = (*first, *copy, self.print, self.save, *last)
        self.setLayout(column(_stack(buttons) if stacked else Flow(*buttons, gap=12), 6, self._told))

    def _button(self, what: str, icon: Glyph) -> Button:
        return Button(self._words.say(f"paper.{what}"), icon=icon)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._sheet(), self._words))
        self._tell("paper.copied")

    @Slot()
    def _print(self) -> None:
        paper.print_document(self._sheet(), self._words, self.window())

    @Slot()
    def _ask_where(self) -> None:
        say = self._words.say
        dialog = QFileDialog(self.window(), say("paper.save"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {f"{say('paper.kind')} (*.pdf)": "pdf", f"{say('paper.kind.text')} (*{_TEXT})": _TEXT[1:]}
        dialog.setNameFilters(list(kinds))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds.get(kind, "pdf")))
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _save(self, path: str) -> None:
        save = paper.save_as_text if path.lower().endswith(_TEXT) else paper.save_as_pdf
        self._tell("paper.saved" if save(self._sheet(), self._words, path) else "paper.not_saved")

    def _tell(self, text_id: str) -> None:
        self._told.set_words(self._words.say(text_id))
        self._told.show()
        announce(self._told, self._told.text())


class TakeAlong(Holder):
    """A quiet link, "Send these steps to myself", that opens the ways to do it.

    ``what`` is "steps" or "end"; the link stands behind the one it stands ``beside``, where there is one.
    """

    def __init__(
        self, what: str, sheet: Callable[[], Sheet | None], words: Words, *, beside: Button | None = None
    ) -> None:
        super().__init__()
        self.link = ExpandingLink(words.say(f"paper.send.{what}"), icon=Glyph.COPY, trailing=Glyph.CARET_DOWN)
        self.link.setObjectName("take-along")
        self._what, self._sheet, self._words = what, sheet, words
        self._ways: PaperButtons | None = None
        head: Item = (self.link, START) if beside is None else Flow(beside, self.link, gap=28)
        self._column = column(head, gap=4)
        self.setLayout(self._column)
        self.link.clicked.connect(self._toggle)

    @Slot()
    def _toggle(self) -> None:
        opened = not self.link.expanded
        if self._ways is None:
            self._ways = self._new_ways()
            self._column.addWidget(self._ways)
            set_tab_order([self])
        self._ways.setVisible(opened)
        self.link.set_trailing(Glyph.CARET_UP if opened else Glyph.CARET_DOWN)
        self.link.set_expanded(expanded=opened)

    def _new_ways(self) -> PaperButtons:
        """Made when they are wanted first: on most pages they never are."""
        name = self._words.say(f"paper.file.{self._what}")
        return PaperButtons(lambda: self._sheet() or Sheet("", ()), name, self._words, copies=True)


def _stack(buttons: Sequence[Button]) -> QLayout:
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return column(*buttons, gap=10)
