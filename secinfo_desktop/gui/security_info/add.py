"""Add an e-mail or phone, or put one in the place of another (B2, B7, B25)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.contacts import ContactError, normalise
from secinfo_desktop.gui.parts import Button, Disclosure, Kind, Text, column, isolated
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.security_info.typing import ContactForm
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import AddContact
from secinfo_desktop.security_info.pages import AddPage, Frame
from secinfo_desktop.security_info.said import Does
from secinfo_desktop.texts.words import Words

REGION_OF = {"de": "DE", "en": "GB"}
"""The country whose numbers may be typed without a country code, by the language that is spoken."""


def slip_in(form: ContactForm, words: Words) -> str:
    """What is wrong with what was typed as far as it can be seen without asking anybody; empty if nothing is."""
    typed = form.typed()
    try:
        normalise(typed.kind, typed.value, REGION_OF.get(words.language, "GB"))
    except ContactError as error:
        happened, *_, now = words.failure(error.failure)
        return f"{happened} {now}"
    return ""


class AddView(SecurityView):
    """Type it; a code goes there at once."""

    def __init__(self, page: AddPage, frame: Frame, words: Words) -> None:
        base = "security_info.add.page" if page.replaces is None else "security_info.change.page"
        mask = isolated(page.replaces.contact.mask) if page.replaces is not None else ""
        self._page, self._words = page, words
        title = words.say(f"{base}.title", mask=mask)
        kind = {"chosen": page.replaces.contact.kind} if page.replaces is not None else {}
        self._form = ContactForm(words, **kind)
        self._form.set_problem(field_problem(frame, words))
        send = Button(words.say("security_info.add.send"), Kind.PRIMARY)
        why = Disclosure(words.say("security_info.add.why"), words.say("security_info.add.why.body"), beside=send)
        lead = Text(words.say(f"{base}.lead", mask=mask), Type.BODY, Color.INK2)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead, 20, self._form, 20, why, None))
        send.clicked.connect(self._send)

    def first_focus(self) -> QWidget | None:
        """Where something has to be put right."""
        return self._form.form.field if self._form.form.problem else None

    @Slot()
    def _send(self) -> None:
        slip = slip_in(self._form, self._words)
        self._form.set_problem(slip)
        if slip:
            self._form.form.field.setFocus()
            return
        replaces = self._page.replaces.contact.id if self._page.replaces is not None else None
        self.said.emit(Does(AddContact(self._form.typed(), replaces)))
