"""All is lost: what the thirty days mean, the new info, the last word before they begin (B9, B11-B13)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.security_info import SecurityInfo
from secinfo_desktop.gui.parts import (
    Button,
    Card,
    Event,
    Flow,
    Item,
    Kind,
    Link,
    NumberedStep,
    State,
    Text,
    Timeline,
    column,
    isolated,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.add import slip_in
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.security_info.typing import ContactForm
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.pages import ConfirmReplacePage, Frame, NewInfoPage
from secinfo_desktop.security_info.said import Begins, Opens, ThinksOver, WentBack
from secinfo_desktop.texts.words import Words

_MEANS = ("works", "frozen", "nobody", "told", "cancel")


class ReplaceView(SecurityView):
    """What happens, step by step, and that something which still works is the quicker way."""

    def __init__(self, info: SecurityInfo, words: Words) -> None:
        base = "security_info.replace"
        title = words.say(f"{base}.title")
        n = info.policy.waiting_days
        steps = [
            NumberedStep(at, words.say(f"{base}.step.{at}", days=n), words.say(f"{base}.step.{at}.detail", days=n))
            for at in (1, 2, 3)
        ]
        means = [Event(State.NOTE, words.say(f"{base}.means.{one}", days=n)) for one in _MEANS]
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        back = Button(words.say(f"{base}.back"))
        lead = Text(words.say(f"{base}.lead", days=n), Type.BODY, Color.INK2)
        heading = Text(words.say(f"{base}.means", days=n), Type.SMALL_STRONG)
        card = Card(column(heading, 10, Timeline(means, gap=8)))
        content = column(
            Text(title, Type.TITLE), 6, lead, 20, column(*steps, gap=14), 20, card, 22, Flow(go, back, gap=12), None
        )
        super().__init__(title, content)
        self.says(go, Opens(NewInfoPage(at_the_end=False)))
        self.says(back, WentBack())


class NewInfoView(SecurityView):
    """One new e-mail or phone; more can be added once it counts."""

    def __init__(self, page: NewInfoPage, frame: Frame, words: Words) -> None:
        base = "security_info.new_info.end" if page.at_the_end else "security_info.new_info"
        self._words = words
        title = words.say(f"{base}.title")
        self._form = ContactForm(words)
        for typed in frame.typed[:1]:
            self._form.fill(typed)
        self._form.set_problem(field_problem(frame, words))
        go = Button(words.say(f"{base}.go"), Kind.PRIMARY)
        later = Link(words.say("security_info.new_info.later"), height=44)
        later.setObjectName("type-later")
        lead = Text(words.say(f"{base}.lead"), Type.BODY, Color.INK2)
        content = column(Text(title, Type.TITLE), 6, lead, 20, self._form, 20, Flow(go, later, gap=24), None)
        super().__init__(title, content)
        later.setVisible(not page.at_the_end)
        go.clicked.connect(self._go)
        self.says(later, ThinksOver(()))

    @Slot()
    def _go(self) -> None:
        slip = slip_in(self._form, self._words)
        self._form.set_problem(slip)
        if slip:
            self._form.form.field.setFocus()
        else:
            self.said.emit(ThinksOver((self._form.typed(),)))


class ConfirmReplaceView(SecurityView):
    """It can't be undone by who has nothing left: the last word is the person's."""

    def __init__(self, page: ConfirmReplacePage, info: SecurityInfo, words: Words) -> None:
        base = "security_info.confirm_replace"
        n = info.policy.waiting_days
        title = words.say(f"{base}.title", days=n)
        typed: list[Item] = [
            Text(words.say(f"{base}.typed" if page.typed else f"{base}.later"), Type.SMALL, Color.INK2)
        ]
        typed += [Text(isolated(one), Type.HEADING) for one in page.typed]
        go, stay = Button(words.say(f"{base}.go", days=n), Kind.DANGER), Button(words.say(f"{base}.no"), Kind.PRIMARY)
        go.setObjectName("begin-replacement")
        body = Text(words.say(f"{base}.body", days=n), Type.BODY, Color.INK2)
        content = column(
            Text(title, Type.TITLE), 6, body, 20, Card(column(*typed, gap=4)), 22, Flow(stay, go, gap=12), None
        )
        super().__init__(title, content)
        self.says(go, Begins())
        self.says(stay, WentBack())
        self._stay = stay

    def first_focus(self) -> QWidget:
        """The safe one."""
        return self._stay
