"""The recovery code that was kept on paper: its field, what it opens, and the way on for whoever has none."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain import crockford, recovery_code
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.pages.steps import StepView, window_words
from secinfo_desktop.gui.parts import Button, Field, Flow, Item, Kind, Text, announce, labelled
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame, Problem
from secinfo_desktop.recovery.sentences import answers
from secinfo_desktop.texts.words import Words


class RecoveryCodeView(StepView):
    """One field that takes the code however it is typed or pasted, and shows it in its groups once it is whole."""

    def __init__(self, page: pages.RecoveryCodePage, frame: Frame, words: Words) -> None:
        say = words.say
        ((_, none),) = answers(page, window_words(frame, words))
        self._field = Field(placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX", width=420, left_to_right=True)
        self._use = Button(say("page.recovery_code.use"), Kind.PRIMARY)
        self._none = Button(none.text)
        self._words = words
        self._form = labelled(
            say("page.recovery_code.label"),
            self._field,
            hint=say("page.recovery_code.hint"),
            problem=field_problem(frame.problem, words),
        )
        body: list[Item] = [
            self._form,
            18,
            Flow(self._use, self._none, gap=12),
            16,
            Text(say("page.recovery_code.opens"), Type.SMALL, Color.INK2, max_chars=92),
        ]
        super().__init__(page, body, frame, words)
        self._use.clicked.connect(self._give)
        self._field.returnPressed.connect(self._give)
        self._field.textEdited.connect(self._group)
        self.says(self._none, said.Answered(said.StepAnswer.FAILED))

    def first_focus(self) -> QWidget:
        """The field."""
        return self._field

    @Slot(str)
    def _group(self, typed: str) -> None:
        """A whole code stands there in its groups, as on the paper."""
        code = recovery_code.typed(typed)
        if code is not None:
            self._field.setText(crockford.grouped(code))

    @Slot()
    def _give(self) -> None:
        """A slip is told here: what was typed stays, so that one sign can be put right among 25."""
        typed = self._field.text()
        if recovery_code.typed(typed) is None:
            self._form.set_problem(field_problem(Problem(Failure.NOT_A_RECOVERY_CODE), self._words))
            announce(self._field, self._form.problem)
            return
        self._field.clear()
        self.said.emit(said.GaveRecoveryCode(typed))
