"""The one way to put a field on a page: no field without label, hint and place for a problem."""

from PySide6.QtWidgets import QLineEdit, QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.parts.code_field import CodeField
from secinfo_desktop.gui.parts.fields import Field, PasswordField
from secinfo_desktop.gui.parts.layouts import TOP, column, holder, row
from secinfo_desktop.gui.parts.text import Icon, Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type

AnyField = Field | CodeField | PasswordField


class Labelled(Holder):
    """Label, hint, problem, field, from above. The label is the field's buddy, hint and problem its description."""

    def __init__(self, label: str, field: AnyField, *, hint: str = "", role: Type = Type.STRONG) -> None:
        super().__init__()
        self._field, self._hint = field, hint
        self._entry: QLineEdit = field.field if isinstance(field, PasswordField) else field
        self._problem = Text("", Type.SMALL_STRONG, Color.BAD)
        self._problem_row = self._build_problem()
        name = Text(label, role)
        name.setBuddy(self._entry)
        hints = [Text(hint, Type.SMALL, Color.INK2)] if hint else []
        at_the_start = row(field, None)  # an alignment would go by the direction of the field, not of the page
        self.setLayout(column(name, *hints, self._problem_row, 6, at_the_start, gap=2))
        self._entry.setAccessibleName(self._entry.accessibleName() or label)
        self.set_problem("")

    def _build_problem(self) -> QWidget:
        sign = Icon(Glyph.WARNING_CIRCLE_FILL, Color.BAD, 20)
        return holder(row((sign, TOP), self._problem, None, gap=8, margins=(0, 4, 0, 0)))

    @property
    def field(self) -> AnyField:
        """The field itself."""
        return self._field

    @property
    def problem(self) -> str:
        """The sentence that is shown above the field, if any."""
        return self._problem.text()

    def set_problem(self, words: str) -> None:
        """Say what has to be put right, above the field and as its description; nothing takes it away."""
        self._problem.set_words(words)
        self._problem_row.setVisible(bool(words))
        self._entry.setAccessibleDescription(" ".join(part for part in (words, self._hint) if part))
        if isinstance(self._entry, Field):
            self._entry.set_problem(has_problem=bool(words))


def labelled(label: str, field: AnyField, *, hint: str = "", problem: str = "", role: Type = Type.STRONG) -> Labelled:
    """A field with its label, and perhaps a hint and a problem that is known already."""
    form = Labelled(label, field, hint=hint, role=role)
    form.set_problem(problem)
    return form
