"""Choose a new password: one field, what is missing, what follows."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.passwords import normalise
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.parts import START, Button, Chip, Kind, PasswordField, Text, Tone, column, labelled, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


class NewPasswordView(FlowPage):
    """Counts what is missing while the person types; nothing is asked but length (NIST SP 800-63B-4 §3.1.1.2)."""

    def __init__(self, page: pages.NewPasswordPage, frame: Frame, words: Words) -> None:
        self._shortest, self._words = page.shortest, words
        self._is_refused = field_problem(frame.problem, words) != ""
        title = words.say("page.new_password.title")
        self._field = PasswordField(
            show=words.say("page.new_password.show"), hide=words.say("page.new_password.hide"), width=420
        )
        self._missing = Chip("")
        self._set = Button(words.say("page.new_password.set"), Kind.PRIMARY)
        form = labelled(
            words.say("page.new_password.label"),
            self._field,
            hint=words.say("page.new_password.hint"),
            problem=field_problem(frame.problem, words),
        )
        content = column(
            Text(title, Type.TITLE),
            6,
            Text(words.say("page.new_password.lead", shortest=page.shortest), Type.BODY, Color.INK2),
            22,
            form,
            8,
            (self._missing, START),
            18,
            row(self._set, None),
            16,
            Text(words.say("page.new_password.consequence"), Type.SMALL, Color.INK2, max_chars=92),
            None,
        )
        super().__init__(title, content)
        self._set.clicked.connect(self._say_password)
        self._field.field.textEdited.connect(self._change)
        self._field.field.textChanged.connect(self._count)
        self._count()

    def first_focus(self) -> QWidget:
        """The field."""
        return self._field.field

    @Slot()
    def _change(self) -> None:
        self._is_refused = False
        self._count()

    @Slot()
    def _count(self) -> None:
        """Nothing is missing yet where nothing was typed: the lead says how long it has to be.

        Nor is a password praised for its length while it stands there refused.
        """
        typed, say = normalise(self._field.password()), self._words.say
        missing = max(self._shortest - len(typed), 0)
        self._missing.setVisible(bool(typed) and not self._is_refused)
        if missing:
            self._missing.show_other(say("page.new_password.missing", n=missing), Tone.NEUTRAL, Glyph.CIRCLE)
        else:
            self._missing.show_other(say("page.new_password.long_enough"), Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)

    @Slot()
    def _say_password(self) -> None:
        self.said.emit(said.GavePassword(self._field.password()))
