"""The recovery code: what it opens, a new one, and the one time that it is shown (B29)."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.security_info import Area, SecurityInfo
from secinfo_desktop.gui import paper
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    START,
    Button,
    Card,
    Flow,
    Item,
    Kind,
    Notice,
    Text,
    Tone,
    announce,
    column,
    isolated,
)
from secinfo_desktop.gui.practice.clipboard import CodeOnClipboard
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SectionView, SecurityView
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section as SheetSection
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.security_info.acts import MakeRecoveryCode
from secinfo_desktop.security_info.overview import is_frozen
from secinfo_desktop.security_info.pages import Section, SectionPage
from secinfo_desktop.security_info.said import Does, Opens
from secinfo_desktop.texts.words import Words


class RecoveryCodeView(SectionView):
    """Is there one, what is it for, and a new one."""

    def __init__(self, info: SecurityInfo, words: Words) -> None:
        base = "security_info.recovery_code"
        title = words.say("security_info.section.recovery_code")
        made = info.recovery_code_made_at
        state = words.say(f"{base}.made", day=words.day(made)) if made is not None else words.say(f"{base}.none")
        frozen = is_frozen(info, Area.RECOVERY_CODE, words.clock())
        make = Button(words.say(f"{base}.make")) if made is None else Button(words.say(f"{base}.make.new"))
        make.kind = Kind.PRIMARY if made is None else Kind.SECONDARY
        make.setEnabled(not frozen)
        until = info.frozen.get(Area.RECOVERY_CODE)
        why: list[Item] = []
        if frozen and until is not None:
            why = [8, Text(words.say("security_info.not_before", day=words.day(until)), Type.SMALL, Color.INK2)]
        rules = [Text(words.say(f"{base}.rule.{rule}"), Type.BODY, max_chars=80) for rule in ("opens", "keep", "staff")]
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2, max_chars=80)
        notice = Notice(state, "", Tone.GOOD if made is not None else Tone.NEUTRAL)
        content = column(
            Text(title, Type.TITLE), 6, lead, 20, notice, 18, column(*rules, gap=8), 22, (make, START), *why, None
        )
        super().__init__(title, Section.RECOVERY_CODE, content, words)
        self.says(make, Does(MakeRecoveryCode(replaces_one=made is not None)))


class NewCodeView(SecurityView):
    """Shown once: to be printed or written down, or copied for a minute."""

    def __init__(self, code: str, words: Words, *, practice: bool = False) -> None:
        self._words, self._code, self._practice = words, code, practice
        self._clipboard = CodeOnClipboard(QGuiApplication.clipboard())
        base = "security_info.new_code"
        title = words.say(f"{base}.title")
        shown = Text(isolated(code), Type.TITLE)
        shown.setAccessibleName(" ".join(code))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._print = Button(words.say("paper.print"), Kind.SECONDARY, icon=Glyph.PRINTER)
        self._copy = Button(words.say(f"{base}.copy"), Kind.SECONDARY, icon=Glyph.COPY)
        done = Button(words.say(f"{base}.done"), Kind.PRIMARY)
        self._told = Text("", Type.SMALL, Color.ACCENT_INK)
        self._told.hide()
        content = column(
            Text(title, Type.TITLE),
            6,
            Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2),
            20,
            Card(column(shown), pad=24),
            14,
            Flow(self._print, self._copy, gap=12),
            6,
            self._told,
            20,
            (done, START),
            None,
        )
        super().__init__(title, content)
        self._print.clicked.connect(self._print_it)
        self._copy.clicked.connect(self._copy_it)
        self.says(done, Opens(SectionPage(Section.RECOVERY_CODE)))
        self._first = self._print

    def first_focus(self) -> QWidget:
        """Paper is the safest place."""
        return self._first

    def sheet(self) -> Sheet:
        """The code on paper, with what it opens and who never asks for it."""
        words, base = self._words, "security_info.new_code.sheet"
        lines = tuple(Line(words.say(f"{base}.{line}"), "") for line in ("opens", "once", "staff"))
        code = SheetSection((Line(self._code, ""),), words.say(f"{base}.code"))
        return Sheet(words.say(f"{base}.title"), (code, SheetSection(lines)), practice=self._practice)

    @Slot()
    def _print_it(self) -> None:
        paper.print_document(self.sheet(), self._words, self.window())

    @Slot()
    def _copy_it(self) -> None:
        self._clipboard.put(self._code)
        self._told.set_words(self._words.say("security_info.new_code.copied"))
        self._told.show()
        announce(self._told, self._told.text())
