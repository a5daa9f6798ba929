"""After "this was not me": a new password, the other sessions, the e-mails and phones, one after the other (B4)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import HEIGHT, Button, Columns, Flow, Item, Kind, Link, Notice, Text, Tone, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.banners import replacement_banner
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.contact_card import ContactCard, listen
from secinfo_desktop.gui.security_info.overview import contacts_head, no_contacts
from secinfo_desktop.gui.security_info.password import PasswordForm
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import ChangePassword, EndSession
from secinfo_desktop.security_info.pages import Frame, SecurePage, SecureStep
from secinfo_desktop.security_info.said import Does, GoesOn, Said
from secinfo_desktop.texts.words import Words


class SecureView(SecurityView):
    """One step; each can be passed over by who has done it already."""

    def __init__(self, page: SecurePage, frame: Frame, words: Words) -> None:
        self._frame, self._words = frame, words
        self._pressed: list[tuple[Button, Said]] = []
        self._form = PasswordForm(frame, words) if page.step is SecureStep.PASSWORD else None
        base = f"security_info.secure.{page.step}"
        title = words.say(f"{base}.title")
        at = list(SecureStep).index(page.step) + 1
        overline = words.say("security_info.secure.step", at=at, of=len(SecureStep))
        items: list[Item] = [
            Text(overline, Type.LABEL, Color.ACCENT_INK),
            8,
            Text(title, Type.TITLE),
            6,
            Text(words.say(f"{base}.lead", shortest=15), Type.BODY, Color.INK2),
            22,
        ]
        super().__init__(title, column(*items, *self._body(page.step, base), None))
        listen(self, self._pressed)
        if self._form is not None:
            self._form.set.clicked.connect(self._set)

    def _body(self, step: SecureStep, base: str) -> list[Item]:
        skip = self._words.say(f"{base}.skip")
        go_on = Link(skip, height=HEIGHT) if self._form is not None else Button(skip)
        self._pressed.append((go_on, GoesOn()))
        if self._form is not None:
            return [self._form, 14, Flow(go_on)]
        if step is SecureStep.SESSIONS:
            return [Flow(self._end_others(base), go_on, gap=12)]
        go_on.kind = Kind.PRIMARY
        return [*self._replacement(), *self._contacts(), 22, Flow(go_on)]

    def _end_others(self, base: str) -> Button:
        end = Button(self._words.say(f"{base}.go"), Kind.PRIMARY)
        self._pressed.append((end, Does(EndSession(None))))
        return end

    def _replacement(self) -> list[Item]:
        """Whoever got in may have asked for one: then it has to be stopped first, for nothing can be removed."""
        banner = replacement_banner(self._frame, self._words)
        if banner is None:
            return []
        self._pressed += banner.says
        return [banner.card, 22]

    def _contacts(self) -> list[Item]:
        words, seen = self._words, self._frame.seen
        if seen is None:
            return []
        cards = [ContactCard(its, self._pressed, self._frame, words, whole=True) for its in seen.info.contacts]
        hint = Notice(words.say("security_info.add_first"), words.say("security_info.add_first.body"), Tone.NEUTRAL)
        head = contacts_head(seen.info, words, self._pressed)
        return [head, 12, Columns(*cards, most=2) if cards else no_contacts(words), 14, hint]

    def first_focus(self) -> QWidget | None:
        """The new password."""
        return self._form.entry.field if self._form is not None else None

    @Slot()
    def _set(self) -> None:
        if self._form is not None:
            self.said.emit(Does(ChangePassword(self._form.take())))
