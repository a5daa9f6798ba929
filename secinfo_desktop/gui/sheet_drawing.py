"""Draws a sheet onto the pages of a printer or a PDF file: the text in the middle, and what stands on every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from secinfo_desktop.gui.theme import FAMILIES, current
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.texts.words import Words

_POINTS_PER_INCH: Final = 72
_GAP: Final = 14  # points, between the text and what stands above and below it
_LINE_BREAK: Final = "\u2028"
_ANY: Final = 1e6


class _Ink(Enum):
    """What a text is on paper: size in points, weight, colour."""

    TITLE = (20, 600, "#000000")
    HEADING = (13, 600, "#000000")
    BODY = (11, 400, "#000000")
    DETAIL = (10, 400, "#444444")
    BAND = (9, 400, "#444444")
    PRACTICE = (11, 600, "#000000")

    @property
    def font(self) -> QFont:
        size, weight, _ = self.value
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(size)
        font.setWeight(QFont.Weight(weight))
        return font

    @property
    def format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self.font)
        made.setForeground(QColor(self.value[2]))
        return made


def paint(sheet: Sheet, words: Words, device: QPagedPaintDevice) -> bool:
    """Draws all pages; False if the device does not take them."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    bands = _Bands(painter, sheet, words)
    document = _document(sheet)
    document.documentLayout().setPaintDevice(device)
    document.setPageSize(bands.body.size())
    _keep_together(document)
    for page in range(document.pageCount()):
        if page:
            device.newPage()
        bands.draw(page + 1, document.pageCount())
        _draw_text(painter, document, bands.body, page)
    return painter.end()


def _keep_together(document: QTextDocument) -> None:
    """Puts each paragraph on one page, and no heading at the foot of a page without what it is about."""
    layout, height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        document.pageCount()  # Qt lays out by and by; asking this makes it finish
        place = layout.blockBoundingRect(block)
        before = block.previous()
        if place.height() < height and int(place.top() // height) != int((place.bottom() - 1) // height):
            is_below_heading = before.isValid() and before.charFormat().font() == _Ink.HEADING.font
            _break_before(before if is_below_heading else block)
        block = block.next()


def _break_before(block: QTextBlock) -> None:
    form = QTextBlockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).mergeBlockFormat(form)


def _draw_text(painter: QPainter, document: QTextDocument, body: QRectF, page: int) -> None:
    above = page * body.height()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(_Ink.BODY.value[2]))
    context.clip = QRectF(0, above, body.width(), body.height())
    painter.save()
    painter.translate(body.left(), body.top() - above)
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


class _Bands:
    """What stands on every page above and below the text: the word of practice, the footer, the page's number."""

    def __init__(self, painter: QPainter, sheet: Sheet, words: Words) -> None:
        self._painter, self._words = painter, words
        self._practice = words.say("page.practice.banner") if sheet.practice else ""
        self._footer = sheet.footer
        self._room = QRectF(painter.viewport())
        self._side = Qt.AlignmentFlag.AlignRight if current().rtl else Qt.AlignmentFlag.AlignLeft
        gap = _GAP * painter.device().logicalDpiY() / _POINTS_PER_INCH
        top, bottom = self._height(self._practice, _Ink.PRACTICE), self._height(self._foot(1, 1), _Ink.BAND)
        self._top = QRectF(0, 0, self._room.width(), top + gap if top else 0)
        self._bottom = QRectF(0, self._room.height() - bottom, self._room.width(), bottom)
        self._gap = gap
        self.body = self._room.adjusted(0, top + 2 * gap if top else 0, 0, -bottom - gap)

    def draw(self, number: int, of: int) -> None:
        """Draws what stands around one page's text."""
        if self._practice:
            self._painter.setPen(QPen(QColor(_Ink.PRACTICE.value[2]), self._gap / _GAP))
            self._painter.drawRect(self._top)
            self._draw(self._top.adjusted(self._gap, self._gap / 2, -self._gap, 0), self._practice, _Ink.PRACTICE)
        self._draw(self._bottom, self._foot(number, of), _Ink.BAND)

    def _foot(self, number: int, of: int) -> str:
        page = self._words.say("paper.page", number=number, of=of)
        return f"{self._footer}\n{page}" if self._footer else page

    def _height(self, text: str, ink: _Ink) -> float:
        self._painter.setFont(ink.font)
        place = QRectF(0, 0, self._room.width(), _ANY)
        return self._painter.boundingRect(place, self._flags(), text).height() if text else 0.0

    def _draw(self, place: QRectF, text: str, ink: _Ink) -> None:
        self._painter.setFont(ink.font)
        self._painter.setPen(QColor(ink.value[2]))
        self._painter.drawText(place, self._flags(), text)

    def _flags(self) -> int:
        return (self._side | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value


def _document(sheet: Sheet) -> QTextDocument:
    """The text between the bands. It is inserted as characters, so that no mark-up in it counts."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setIndentWidth(24)
    cursor = QTextCursor(document)
    for block in _blocks(sheet):
        block.put(cursor)
    return document


@dataclass(frozen=True)
class _Block:
    """One paragraph, with the space above it in points; ``list_format`` begins or goes on with a numbered list."""

    runs: tuple[tuple[str, _Ink], ...]
    above: float
    is_numbered: bool = False
    starts_list: bool = False

    def put(self, cursor: QTextCursor) -> None:
        """Appends the paragraph."""
        form = QTextBlockFormat()
        form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if current().rtl else Qt.LayoutDirection.LeftToRight)
        form.setTopMargin(self.above)
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        first = cursor.document().isEmpty()
        numbered = cursor.currentList() if self.is_numbered and not self.starts_list else None
        if first:
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form, self.runs[0][1].format)
        for text, ink in self.runs:
            cursor.insertText(text, ink.format)
        if self.starts_list:
            _start_list(cursor)
        elif numbered is not None:
            numbered.add(cursor.block())


def _start_list(cursor: QTextCursor) -> None:
    form = QTextListFormat()
    form.setStyle(QTextListFormat.Style.ListDecimal)
    cursor.createList(form)


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    yield _Block(((_one_line(sheet.title), _Ink.TITLE),), 0)
    for section in sheet.sections:
        if section.title:
            yield _Block(((_one_line(section.title), _Ink.HEADING),), 18)
        for number, line in enumerate(section.lines):
            yield _paragraph(section, line, is_first=number == 0)


def _paragraph(section: Section, line: Line, *, is_first: bool) -> _Block:
    runs = [(_one_line(line.text), _Ink.BODY)]
    runs += [(_LINE_BREAK + _one_line(line.detail), _Ink.DETAIL)] if line.detail else []
    return _Block(tuple(runs), 8, section.numbered, section.numbered and is_first)


def _one_line(text: str) -> str:
    return text.replace("\n", _LINE_BREAK)
