"""An e-mail or phone as a card: what it is, how far it counts, what can be done with it."""

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import Area, ContactState, ContactUse, SecurityContact, SessionPurpose
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    TOP,
    Button,
    Card,
    Chip,
    Flow,
    Icon,
    Item,
    Text,
    Tone,
    column,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView, small_button
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import RemoveContact, SendCode, UseContact
from secinfo_desktop.security_info.overview import is_frozen
from secinfo_desktop.security_info.pages import AddPage, Frame
from secinfo_desktop.security_info.said import Does, Opens, Said, WorksAgain
from secinfo_desktop.texts.words import Words

_CHIPS = {
    ContactState.PROVEN: (Tone.GOOD, Glyph.CHECK_CIRCLE_FILL),
    ContactState.UNPROVEN: (Tone.WARN, Glyph.WARNING_FILL),
    ContactState.NEW: (Tone.GOOD, Glyph.CLOCK_FILL),
    ContactState.LEAVING: (Tone.NEUTRAL, Glyph.TRASH),
}
KIND_ICONS = {ContactKind.EMAIL: Glyph.ENVELOPE, ContactKind.PHONE: Glyph.DEVICE_MOBILE}


class ContactCard(Card):
    """``whole`` shows all that can be done; else only whether it works."""

    def __init__(
        self, its: SecurityContact, view: "list[tuple[Button, Said]]", frame: Frame, words: Words, *, whole: bool
    ) -> None:
        self._its, self._say, self._frame, self._words = its, view, frame, words
        mask = isolated(its.contact.mask)
        kind = words.say(f"security_info.contact.{its.contact.kind}")
        head = column(Text(mask, Type.STRONG), 2, Text(kind, Type.SMALL, Color.INK2))
        top = row((Icon(KIND_ICONS[its.contact.kind], Color.INK2, 22), TOP), head, gap=10)
        top.setStretch(1, 1)
        tone, icon = _CHIPS[its.state]
        items: list[Item] = [top, 12, (Chip(self._state(), tone, icon), START)]
        items += [4, Text(self._tried(), Type.CAPTION, Color.INK2)] if whole and self._tried() else []
        actions = Flow(*self._actions(whole=whole), gap=8)
        items += [12, actions, *self._uses(), None] if whole else [None, 12, actions]
        super().__init__(column(*items), pad=16)
        self.setAccessibleName(f"{kind} {mask}, {self._state()}")

    def _state(self) -> str:
        its = self._its
        state_id = f"security_info.state.{its.state}"
        if its.changes_at is None or self._words.clock() < its.changes_at:
            day = self._words.day(its.changes_at) if its.changes_at is not None else ""
            return self._words.say(state_id, day=day)
        return self._words.say(f"{state_id}.ready")

    def _tried(self) -> str:
        at = self._its.proven_at
        return self._words.say("security_info.contact.tried", day=self._words.day(at)) if at is not None else ""

    def _button(self, text_id: str, what: Said, *, off: bool = False) -> Button:
        button = small_button(self._words, text_id, self._its.contact.mask)
        button.setEnabled(not off)
        self._say.append((button, what))
        return button

    def _actions(self, *, whole: bool) -> list[QWidget]:
        its = self._its
        if its.state is ContactState.LEAVING:
            return [self._button("security_info.contact.works_again", WorksAgain(its.contact))]
        which = "send" if its.state is ContactState.UNPROVEN else "try"
        tries = self._button(f"security_info.contact.{which}", Does(SendCode(SessionPurpose.VERIFY, its.contact)))
        return [tries, *self._changes()] if whole and its.state is not ContactState.NEW else [tries]

    def _changes(self) -> list[QWidget]:
        info, now = self._frame.seen.info if self._frame.seen else None, self._words.clock()
        frozen = info is not None and is_frozen(info, Area.SECURITY_INFO, now)
        held = info is not None and info.removal_held_until is not None and now < info.removal_held_until
        change = self._button("security_info.contact.change", Opens(AddPage(self._its)), off=frozen)
        remove = self._button(
            "security_info.contact.remove", Does(RemoveContact(self._its.contact)), off=frozen or held
        )
        return [change, remove]

    def _uses(self) -> list[Item]:
        """What it is used for; the code after the password only where the account asks for one."""
        info = self._frame.seen.info if self._frame.seen else None
        if self._its.state is not ContactState.PROVEN or info is None:
            return []
        uses = list(ContactUse) if info.second_step else [ContactUse.RECOVERY]
        return [
            14,
            Text(self._words.say("security_info.uses"), Type.CAPTION, Color.INK2),
            4,
            Flow(*map(self._use, uses), gap=8),
        ]

    def _use(self, use: ContactUse) -> Button:
        its, words = self._its, self._words
        is_on = use in its.uses
        name = words.say(f"security_info.use.{use}")
        state = words.say(f"security_info.switch.{'on' if is_on else 'off'}")
        button = switch(name, f"{name}, {its.contact.mask}: {state}", is_on=is_on)
        info = self._frame.seen.info if self._frame.seen else None
        button.setEnabled(info is not None and not is_frozen(info, Area.SECURITY_INFO, words.clock()))
        self._say.append((button, Does(UseContact(its.contact, its.uses ^ {use}, its.uses))))
        return button


def switch(words: str, name: str, *, is_on: bool) -> Button:
    """Something that is on or off: the sign says it, the spoken name too."""
    from secinfo_desktop.gui.parts import Kind

    icon = Glyph.CHECK_CIRCLE_FILL if is_on else Glyph.CIRCLE
    kind = Kind.SELECTED if is_on else Kind.SECONDARY
    return Button(words, kind, icon=icon, height=SMALL_HEIGHT, name=name)


def listen(view: SecurityView, pressed: "list[tuple[Button, Said]]") -> None:
    """The page says what the cards' buttons mean."""
    for button, what in pressed:
        view.says(button, what)
