"""Before the account: name and password, then what the session's stage asks for (B5, B23)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.security_info import SessionPurpose, SessionStage
from secinfo_desktop.gui.parts import (
    START,
    Answer,
    Button,
    Disclosure,
    Field,
    Flow,
    Item,
    Kind,
    Link,
    Notice,
    PasswordField,
    Text,
    Tone,
    column,
    isolated,
    labelled,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.contact_card import KIND_ICONS
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import Prove, SendCode, SignIn, SignOut
from secinfo_desktop.security_info.pages import CancelPage, Frame, StagePage
from secinfo_desktop.security_info.said import Does, Opens
from secinfo_desktop.texts.words import Words


def password_field(words: Words, *, width: int = 360) -> PasswordField:
    """A password with its button."""
    return PasswordField(
        show=words.say("page.new_password.show"), hide=words.say("page.new_password.hide"), width=width
    )


class SignInView(SecurityView):
    """Who are you? Everything behind this page belongs to one person."""

    def __init__(self, frame: Frame, words: Words) -> None:
        base = "security_info.sign_in"
        title = words.say(f"{base}.title")
        self._name, self._password = Field(frame.account_name, width=360, left_to_right=True), password_field(words)
        name = labelled(words.say(f"{base}.name"), self._name, problem=field_problem(frame, words))
        password = labelled(words.say(f"{base}.password"), self._password)
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        cancel = Link(words.say(f"{base}.cancel"), height=44)
        cancel.setObjectName("cancel-without-password")
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2)
        forgot = Disclosure(words.say(f"{base}.forgot"), words.say(f"{base}.forgot.body"))
        ways = Flow(go, cancel, gap=24)
        content = column(Text(title, Type.TITLE), 6, lead, 22, name, 16, password, 22, ways, 10, forgot, None)
        super().__init__(title, content)
        go.clicked.connect(self._sign_in)
        self.says(cancel, Opens(CancelPage(signed_in=False)))

    def first_focus(self) -> QWidget:
        """What is still missing."""
        return self._password.field if self._name.text() else self._name

    @Slot()
    def _sign_in(self) -> None:
        if not self._name.text().strip():
            self._name.setFocus()
            return
        password = self._password.password()
        self._password.clear()
        self.said.emit(Does(SignIn(self._name.text().strip(), password)))


_PURPOSES: Final = {
    SessionStage.CODE: SessionPurpose.SIGN_IN,
    SessionStage.VERIFY: SessionPurpose.VERIFY,
    SessionStage.PASSWORD: SessionPurpose.PROVE,
}


class StageView(SecurityView):
    """The password was right; a code to one of these comes next."""

    def __init__(self, page: StagePage, words: Words) -> None:
        base = f"security_info.stage.{page.standing.stage}"
        title = words.say(f"{base}.title")
        purpose = _PURPOSES[page.standing.stage]
        answers = contact_answers(page.standing.contacts, words)
        out = Link(words.say("security_info.stage.sign_out"), height=44)
        none: list[Item] = (
            [] if answers else [Notice(words.say(f"{base}.none"), words.say(f"{base}.none.body"), Tone.WARN), 12]
        )
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2)
        content = column(Text(title, Type.TITLE), 6, lead, 20, *none, column(*answers, gap=10), 16, (out, START), None)
        super().__init__(title, content)
        for answer, contact in zip(answers, page.standing.contacts, strict=True):
            self.says(answer, Does(SendCode(purpose, contact)))
        self.says(out, Does(SignOut()))


class ProveView(SecurityView):
    """Is it still you? The password, or a code; then what was wanted is done."""

    def __init__(self, contacts: Sequence[MaskedContact], frame: Frame, words: Words) -> None:
        base = "security_info.prove"
        title = words.say(f"{base}.title")
        self._password = password_field(words)
        form = labelled(words.say(f"{base}.password"), self._password, problem=field_problem(frame, words))
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        answers = contact_answers(contacts, words)
        other: list[Item] = (
            [26, Text(words.say(f"{base}.or"), Type.STRONG), 10, column(*answers, gap=10)] if answers else []
        )
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead, 22, form, 18, (go, START), *other, None))
        go.clicked.connect(self._prove)
        for answer, contact in zip(answers, contacts, strict=True):
            self.says(answer, Does(SendCode(SessionPurpose.PROVE, contact)))

    def first_focus(self) -> QWidget:
        """The password."""
        return self._password.field

    @Slot()
    def _prove(self) -> None:
        password = self._password.password()
        self._password.clear()
        if password:
            self.said.emit(Does(Prove(password)))


def contact_answers(contacts: Sequence[MaskedContact], words: Words) -> list[Answer]:
    """Where a code can go."""
    return [
        Answer(
            words.say("security_info.send_to", mask=isolated(contact.mask)),
            words.say(f"security_info.send_to.{contact.kind}"),
            icon=KIND_ICONS[contact.kind],
        )
        for contact in contacts
    ]
