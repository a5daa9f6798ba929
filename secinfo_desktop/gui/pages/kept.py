"""Kept cases on the first page: go on with one, delete it, see where they lie."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Answer, Button, Flow, Item, Kind, Link, Notice, Text, Tone, column, isolated, row
from secinfo_desktop.gui.parts.accessibility import ExpandingLink
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.parts.layouts import MIDDLE, START, holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.kept_lines import KeptLine, KeptLines
from secinfo_desktop.recovery.kept_sentences import kept_line, put_aside
from secinfo_desktop.recovery.line import Line
from secinfo_desktop.recovery.said_of_kept import ForgetsAll, ForgetsCase, GoesOn
from secinfo_desktop.texts.words import Words

SHOWN = 2
"""So many are shown at once; older ones are one press away."""
_ICONS = {True: Glyph.GRADUATION_CAP, False: Glyph.CLOCK}


class KeptCases(Holder):
    """The kept cases, the newest first."""

    said = Signal(object)
    wants_to_forget = Signal(object)
    """``ForgetsCase``: it is to be asked first."""

    def __init__(self, kept: KeptLines, words: Words) -> None:
        super().__init__()
        self._words = words
        newest, older = kept.cases[:SHOWN], kept.cases[SHOWN:]
        items: list[Item] = [Notice(sentence, "", Tone.WARN) for sentence in put_aside(kept.put_aside, words)]
        if newest:
            items += [Text(words.say("page.kept.title"), Type.HEADING), *map(self._row, newest)]
        if older:
            items += self._older(older)
        if newest:
            items += [8, Text(words.say("page.kept.new"), Type.HEADING)]
        self.setLayout(column(*items, gap=10))

    def _row(self, kept: KeptLine) -> QWidget:
        line, case_id = kept_line(kept, self._words), kept.case_id
        answer = Answer(line.text, line.detail, icon=_ICONS[kept.story is not None], low=True)
        delete = Button("", Kind.QUIET, icon=Glyph.TRASH, name=self._name("page.kept.delete", line))
        answer.setAccessibleName(self._name("page.kept.go_on", line))  # several may have the same title
        answer.setAccessibleDescription("")
        answer.clicked.connect(lambda: self.said.emit(GoesOn(case_id)))
        delete.clicked.connect(lambda: self.wants_to_forget.emit(ForgetsCase(case_id)))
        both = row(answer, (delete, MIDDLE), gap=4)
        both.setStretch(0, 1)
        return holder(both)

    def _name(self, text_id: str, line: Line) -> str:
        return self._words.say(text_id, title=line.text, detail=line.detail or "")

    def _older(self, older: tuple[KeptLine, ...]) -> list[Item]:
        link = ExpandingLink(self._words.say("page.kept.older", n=len(older)), trailing=Glyph.CARET_DOWN)
        link.setObjectName("older-cases")
        rows = holder(column(*map(self._row, older), gap=10))
        rows.hide()

        def toggle() -> None:
            rows.setVisible(not link.expanded)
            link.set_trailing(Glyph.CARET_DOWN if link.expanded else Glyph.CARET_UP)
            link.set_expanded(expanded=not link.expanded)

        link.clicked.connect(toggle)
        return [(link, START), rows]


class WhereItLies(Holder):
    """A quiet line: where the answers lie, and how to be rid of them."""

    wants_folder = Signal(str)
    wants_to_forget = Signal(object)
    """``ForgetsAll``: it is to be asked first."""

    def __init__(self, kept: KeptLines, words: Words) -> None:
        super().__init__()
        where = Text(words.say("page.kept.where", folder=isolated(kept.place)), Type.SMALL, Color.INK2, max_chars=110)
        folder, everything = Link(words.say("page.kept.open_folder")), Link(words.say("page.kept.forget_all"))
        everything.setObjectName("forget-all")
        folder.clicked.connect(lambda: self.wants_folder.emit(kept.place))
        everything.clicked.connect(lambda: self.wants_to_forget.emit(ForgetsAll()))
        self.setLayout(column(where, Flow(folder, everything, gap=24), gap=2))
