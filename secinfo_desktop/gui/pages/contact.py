"""Where shall the code go, and the proof that it is the owner who asks: the contact, typed in full."""

from PySide6.QtCore import Slot

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.parts import (
    Button,
    Choice,
    Choices,
    Disclosure,
    Field,
    Flow,
    Kind,
    Labelled,
    Link,
    Text,
    column,
    isolated,
    labelled,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


class ContactView(FlowPage):
    """One of several contacts; what is typed below belongs to the one that is chosen."""

    def __init__(self, page: pages.ContactPage, frame: Frame, words: Words) -> None:
        self._contacts = page.contacts
        title = words.say("page.contact.title")
        chosen = _index(page.contacts, frame.contact)
        buttons = [self._choice(contact, words) for contact in page.contacts]
        self._choices = Choices(buttons, name=title)
        self._forms = [self._form(contact, words) for contact in page.contacts]
        self._choices.choose(chosen)
        self._fill_in(chosen, frame.typed)
        self._forms[chosen].set_problem(field_problem(frame.problem, words))
        none = Link(words.say(self._either("page.contact.none")), trailing=Glyph.ARROW_RIGHT)
        check = Link(words.say(self._either("page.contact.check_name")))
        send = Button(words.say("page.contact.send"), Kind.PRIMARY)
        content = column(
            Text(title, Type.TITLE),
            6,
            Text(words.say(self._either("page.contact.lead")), Type.BODY, Color.INK2),
            20,
            self._choices,
            6,
            Flow(none, check, gap=24),
            12,
            *self._forms,
            20,
            Disclosure(words.say("page.contact.why"), words.say("page.contact.why.body"), beside=send),
            None,
        )
        super().__init__(title, content)
        self.says(check, said.ChecksName())
        self._connect(buttons, none, send)
        self._show_form()

    def _fill_in(self, chosen: int, typed: str | None) -> None:
        """What was typed before stands there in full, so that a slip can be seen."""
        field = self._forms[chosen].field
        if typed is not None and isinstance(field, Field):
            field.setText(typed)

    def _either(self, text_id: str) -> str:
        """The text for several contacts, or for only one."""
        return text_id if len(self._contacts) > 1 else f"{text_id}.one"

    @staticmethod
    def _choice(contact: MaskedContact, words: Words) -> Choice:
        choice = Choice(isolated(contact.mask), words.say(f"page.contact.{contact.kind}"))
        choice.setAccessibleName(words.say(f"page.contact.{contact.kind}.name", mask=contact.mask))
        return choice

    @staticmethod
    def _form(contact: MaskedContact, words: Words) -> Labelled:
        base = f"page.contact.{contact.kind}"
        field = Field(width=360, left_to_right=True)
        return labelled(words.say(f"{base}.label"), field, hint=words.say(f"{base}.hint", mask=isolated(contact.mask)))

    def _connect(self, buttons: list[Choice], none: Link, send: Button) -> None:
        self.says(none, said.NoneOfThese())
        send.clicked.connect(self._say_contact)
        for button in buttons:
            button.toggled.connect(self._show_form)

    def first_focus(self) -> Field | None:
        """With several contacts the choice comes first, unless something typed has to be put right."""
        form = self._forms[self._choices.index() or 0]
        is_clear = len(self._forms) == 1 or bool(form.problem)
        return form.field if is_clear and isinstance(form.field, Field) else None

    @Slot()
    def _show_form(self) -> None:
        chosen = self._choices.index() or 0
        for index, form in enumerate(self._forms):
            form.setVisible(index == chosen)

    @Slot()
    def _say_contact(self) -> None:
        index = self._choices.index() or 0
        field = self._forms[index].field
        if isinstance(field, Field):
            self.said.emit(said.ChoseContact(self._contacts[index].id, field.text()))


def _index(contacts: tuple[MaskedContact, ...], chosen: MaskedContact | None) -> int:
    return contacts.index(chosen) if chosen in contacts and chosen is not None else 0
