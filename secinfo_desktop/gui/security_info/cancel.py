"""End the waiting period: with an e-mail or phone of before, or with the code that a notice brought (B13)."""

from PySide6.QtCore import Slot

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.security_info import ContactState
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import START, Button, Field, Item, Kind, Notice, Text, Tone, column, labelled
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.security_info.sign_in import contact_answers
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.pages import CancelPage, Frame, SignInPage
from secinfo_desktop.security_info.said import CancelsByCode, Opens, WorksAgain
from secinfo_desktop.texts.words import Words


class CancelView(SecurityView):
    """Who is signed in has both ways; who is not has the code of the notice."""

    def __init__(self, page: CancelPage, frame: Frame, words: Words) -> None:
        base = "security_info.cancel.page"
        self._name: Field | None = None
        title = words.say(f"{base}.title")
        lead = words.say(f"{base}.lead" if page.signed_in else f"{base}.lead.out")
        items: list[Item] = [Text(title, Type.TITLE), 6, Text(lead, Type.BODY, Color.INK2), 22]
        old = self._old(frame) if page.signed_in else []
        answers = contact_answers(old, words)
        if answers:
            items += [Text(words.say(f"{base}.old"), Type.STRONG), 10, column(*answers, gap=10), 26]
        self._code = Field(width=360, left_to_right=True)
        if not page.signed_in:
            self._name = Field(frame.account_name, width=360, left_to_right=True)
            items += [labelled(words.say("security_info.sign_in.name"), self._name), 16]
        hint, problem = words.say(f"{base}.code.hint"), field_problem(frame, words)
        items += [labelled(words.say(f"{base}.code"), self._code, hint=hint, problem=problem), 18]
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        super().__init__(title, column(*items, (go, START), None))
        go.clicked.connect(self._cancel)
        for answer, contact in zip(answers, old, strict=True):
            self.says(answer, WorksAgain(contact))

    @staticmethod
    def _old(frame: Frame) -> list[MaskedContact]:
        contacts = frame.seen.info.contacts if frame.seen is not None else ()
        return [its.contact for its in contacts if its.state is ContactState.LEAVING]

    @Slot()
    def _cancel(self) -> None:
        if not self._code.text().strip():
            self._code.setFocus()
            return
        code, name = self._code.text().strip(), self._name.text().strip() if self._name is not None else ""
        self._code.clear()
        self.said.emit(CancelsByCode(code, name))


class CancelledView(SecurityView):
    """It is over; whoever had the password still has it: now it is made safe."""

    def __init__(self, words: Words) -> None:
        base = "security_info.cancelled"
        title = words.say(f"{base}.title")
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        notice = Notice(words.say(f"{base}.now"), words.say(f"{base}.now.body"), Tone.WARN, icon=Glyph.SHIELD_WARNING)
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead, 20, notice, 20, (go, START), None))
        self.says(go, Opens(SignInPage()))
