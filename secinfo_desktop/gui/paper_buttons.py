"""The two ways a sheet leaves the window: to a printer, or into a file. What came of it is said below the buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QLayout, QSizePolicy, QWidget

from secinfo_desktop.gui import paper
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Button, Flow, Text, announce, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.texts.words import Words


class PaperButtons(QWidget):
    """Print, and save as PDF, after the ``first`` buttons of the same line and before the ``last``.

    In a narrow place they are ``stacked``, all of one width. The sheet is made when it is wanted;
    ``name`` is what the file would be called.
    """

    def __init__(
        self,
        sheet: Callable[[], Sheet],
        name: str,
        words: Words,
        *first: Button,
        last: Sequence[Button] = (),
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self._sheet, self._name, self._words = sheet, name, words
        self.print, self.save = self._button("print", Glyph.PRINTER), self._button("save", Glyph.FILE_PDF)
        self.print.setObjectName("print")
        self.save.setObjectName("save-pdf")
        self._told = Text("", Type.SMALL, Color.ACCENT_INK, max_chars=60)
        self._told.hide()
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)
        buttons = (*first, self.print, self.save, *last)
        self.setLayout(column(_stack(buttons) if stacked else Flow(*buttons, gap=12), 6, self._told))

    def _button(self, what: str, icon: Glyph) -> Button:
        return Button(self._words.say(f"paper.{what}"), icon=icon)

    @Slot()
    def _print(self) -> None:
        paper.print_document(self._sheet(), self._words, self.window())

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self._words.say("paper.save"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{self._words.say('paper.kind')} (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(f"{self._name}.pdf")
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _save(self, path: str) -> None:
        done = paper.save_as_pdf(self._sheet(), self._words, path)
        self._told.set_words(self._words.say("paper.saved" if done else "paper.not_saved"))
        self._told.show()
        announce(self._told, self._told.text())


def _stack(buttons: Sequence[Button]) -> QLayout:
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return column(*buttons, gap=10)
