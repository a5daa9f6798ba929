"""Puts the dates that a person has to know of into a file that every calendar reads."""

from PySide6.QtCore import QIODevice, QSaveFile, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

from secinfo_desktop.domain.security_info import SecurityInfo
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import HEIGHT, Button, Flow, Link, Text, announce, column
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.calendar import calendar_file
from secinfo_desktop.security_info.dates import dates
from secinfo_desktop.texts.words import Words


class CalendarButton(Holder):
    """After the ``first`` buttons of the same line; what came of it is said below."""

    def __init__(self, info: SecurityInfo, words: Words, *first: Button) -> None:
        super().__init__()
        self._info, self._words = info, words
        self.button = Link(words.say("security_info.calendar"), icon=Glyph.CALENDAR, height=HEIGHT)
        self.button.setObjectName("calendar")
        self.button.clicked.connect(self._ask_where)
        self._told = Text("", Type.SMALL, Color.INK, max_chars=60)
        self._told.hide()
        self.setLayout(column(Flow(*first, self.button, gap=24), self._told))

    def content(self) -> bytes:
        """The file."""
        now = self._words.clock()
        return calendar_file(dates(self._info, now), self._words.say, now)

    @Slot()
    def _ask_where(self) -> None:
        words = self._words
        dialog = QFileDialog(self.window(), words.say("security_info.calendar"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{words.say('security_info.calendar.kind')} (*.ics)")
        dialog.setDefaultSuffix("ics")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(words.say("security_info.calendar.file"))
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save(self, path: str) -> None:
        """Write the file, whole or not at all, and say what came of it."""
        file, content = QSaveFile(path), self.content()
        is_open = file.open(QIODevice.OpenModeFlag.WriteOnly)
        saved = is_open and file.write(content) == len(content) and file.commit()
        self._told.set_words(self._words.say("security_info.calendar.saved" if saved else "paper.not_saved"))
        self._told.show()
        announce(self._told, self._told.text())
