"""A new password: from the navigation, after a takeover, or as the first step of making the account safe."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.passwords import SHORTEST, normalise
from secinfo_desktop.gui.parts import START, Button, Chip, Item, Kind, PasswordField, Text, Tone, column, labelled, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SectionView, SecurityView
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.security_info.sign_in import password_field
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import ChangePassword
from secinfo_desktop.security_info.pages import Frame, Section
from secinfo_desktop.security_info.said import Does
from secinfo_desktop.texts.words import Words


class PasswordForm(Holder):
    """One field that counts what is missing (NIST SP 800-63B-4 §3.1.1.2: length, and nothing else)."""

    def __init__(self, frame: Frame, words: Words) -> None:
        super().__init__()
        self._words, self._problem = words, field_problem(frame, words)
        self.entry: PasswordField = password_field(words, width=420)
        self.set = Button(words.say("page.new_password.set"), Kind.PRIMARY)
        self._missing = Chip("")
        form = labelled(
            words.say("page.new_password.label"),
            self.entry,
            hint=words.say("page.new_password.hint"),
            problem=self._problem,
        )
        self.setLayout(column(form, 8, (self._missing, START), 18, row(self.set, None)))
        self.entry.field.textChanged.connect(self._count)
        self._count()

    def take(self) -> str:
        """The password; the field forgets it."""
        password = self.entry.password()
        self.entry.clear()
        return password

    @Slot()
    def _count(self) -> None:
        length = len(normalise(self.entry.password()))
        self.set.setEnabled(length >= SHORTEST)
        self._missing.setVisible(length > 0)
        if length >= SHORTEST:
            self._missing.show_other(self._words.say("page.new_password.long_enough"), Tone.GOOD)
        else:
            self._missing.show_other(self._words.say("page.new_password.missing", n=SHORTEST - length), Tone.NEUTRAL)


def _items(form: PasswordForm, base: str, words: Words) -> list[Item]:
    lead = words.say(f"{base}.lead", shortest=SHORTEST)
    after = Text(words.say("security_info.password.consequence"), Type.SMALL, Color.INK2, max_chars=80)
    title = Text(words.say(f"{base}.title"), Type.TITLE)
    return [title, 6, Text(lead, Type.BODY, Color.INK2, max_chars=80), 22, form, 16, after, None]


class PasswordView(SectionView):
    """The password of the account."""

    def __init__(self, frame: Frame, words: Words) -> None:
        self._form = PasswordForm(frame, words)
        items = _items(self._form, "security_info.password", words)
        at = frame.seen.info.password_changed_at if frame.seen is not None else None
        if at is not None:
            items[3:3] = [6, Text(words.say("security_info.password.since", day=words.day(at)), Type.SMALL, Color.INK2)]
        super().__init__(words.say("security_info.password.title"), Section.PASSWORD, column(*items), words)
        self._form.set.clicked.connect(self._set)

    def first_focus(self) -> QWidget:
        """The field."""
        return self._form.entry.field

    @Slot()
    def _set(self) -> None:
        self.said.emit(Does(ChangePassword(self._form.take())))


class NewPasswordFirstView(SecurityView):
    """Nothing else before a new password."""

    def __init__(self, frame: Frame, words: Words) -> None:
        self._form = PasswordForm(frame, words)
        base = "security_info.password_first"
        super().__init__(words.say(f"{base}.title"), column(*_items(self._form, base, words)))
        self._form.set.clicked.connect(self._set)

    def first_focus(self) -> QWidget:
        """The field."""
        return self._form.entry.field

    @Slot()
    def _set(self) -> None:
        self.said.emit(Does(ChangePassword(self._form.take())))
