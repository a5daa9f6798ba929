"""Puts a sheet on paper or into a PDF file. Everything on it is plain text: nothing is read as mark-up."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSaveFile, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QDialog, QWidget

from secinfo_desktop.gui.sheet_drawing import paint
from secinfo_desktop.recovery.sheet import Sheet, as_text
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

_DOTS_PER_INCH: Final = 300
_EDGE_MM: Final = 20


def pdf(sheet: Sheet, words: Words) -> bytes:
    """The sheet as a PDF file, with text that can be searched and copied."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator(words.say("page.shell.app"))
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageLayout(_page_layout())
    paint(sheet, words, writer)
    return bytes(buffer.data().data())


def save_as_pdf(sheet: Sheet, words: Words, path: str) -> bool:
    """Writes the sheet into a file, whole or not at all; False if that can't be done there."""
    return _save(pdf(sheet, words), path)


def save_as_text(sheet: Sheet, words: Words, path: str) -> bool:
    """Writes the sheet's words into a text file, whole or not at all; False if that can't be done there."""
    return _save(as_text(sheet, words).encode() + b"\n", path)


def save_words(words: str, path: str) -> bool:
    """Writes words into a file as they are, whole or not at all; False if that can't be done there."""
    return _save(words.encode(), path)


def _save(content: bytes, path: str) -> bool:
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    return file.write(content) == len(content) and file.commit()


def print_document(sheet: Sheet, words: Words, parent: QWidget) -> "QPrintDialog":
    """Asks on which printer, and prints; does not wait. The dialog is the system's."""
    # Qt's printing is loaded when it is wanted: no first page needs it, and a PDF file is made without it.
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sheet.title)
    printer.setPageLayout(_page_layout())
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: paint(sheet, words, printer))
    QDialog.open(dialog)  # its own open() wants a slot
    return dialog


def _page_layout() -> QPageLayout:
    edge = QMarginsF(_EDGE_MM, _EDGE_MM, _EDGE_MM, _EDGE_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(page, QPageLayout.Orientation.Portrait, edge, QPageLayout.Unit.Millimeter)
