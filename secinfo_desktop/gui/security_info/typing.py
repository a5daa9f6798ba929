"""A new e-mail or phone, typed in full."""

from PySide6.QtCore import Slot

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.gui.parts import Choice, Choices, Field, Labelled, column, labelled
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.security_info.ports import TypedContact
from secinfo_desktop.texts.words import Words

_KINDS = (ContactKind.PHONE, ContactKind.EMAIL)


class ContactForm(Holder):
    """A phone or an e-mail, and the field for it; what was typed in the other one stays there."""

    def __init__(self, words: Words, *, chosen: ContactKind = ContactKind.PHONE) -> None:
        super().__init__()
        base = "security_info.type"
        choices = [Choice(words.say(f"{base}.{kind}"), words.say(f"{base}.{kind}.detail")) for kind in _KINDS]
        self._choices = Choices(choices, name=words.say(f"{base}.kind"))
        self._choices.choose(_KINDS.index(chosen))
        self._forms = [self._form(kind, words) for kind in _KINDS]
        self.setLayout(column(self._choices, 18, *self._forms))
        for choice in choices:
            choice.toggled.connect(self._show)
        self._show()

    @staticmethod
    def _form(kind: ContactKind, words: Words) -> Labelled:
        base = f"security_info.type.{kind}"
        return labelled(
            words.say(f"{base}.label"), Field(width=360, left_to_right=True), hint=words.say(f"{base}.hint")
        )

    @property
    def form(self) -> Labelled:
        """The field of the kind that is chosen, with its label."""
        return self._forms[self._choices.index() or 0]

    def fill(self, typed: TypedContact) -> None:
        """What was typed before stands there again."""
        self._choices.choose(_KINDS.index(typed.kind))
        if isinstance(field := self.form.field, Field):
            field.setText(typed.value)
        self._show()

    def set_problem(self, words: str) -> None:
        """Say what has to be put right; it belongs to whichever kind is chosen."""
        for form in self._forms:
            form.set_problem(words)

    def typed(self) -> TypedContact:
        """What stands there now."""
        field = self.form.field
        text = field.text().strip() if isinstance(field, Field) else ""
        return TypedContact(_KINDS[self._choices.index() or 0], text)

    @Slot()
    def _show(self) -> None:
        for index, form in enumerate(self._forms):
            form.setVisible(index == (self._choices.index() or 0))
