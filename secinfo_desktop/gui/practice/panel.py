"""The panel beside the page in practice: what the made-up person knows, their phone and mailboxes, and the clock."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    Button,
    Card,
    Chip,
    Flow,
    Item,
    Kind,
    Text,
    Tone,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.practice.clipboard import CodeOnClipboard
from secinfo_desktop.gui.practice.mailbox import MailboxActions, Opened, mailbox_view
from secinfo_desktop.gui.practice.phone import phone_view
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type
from secinfo_desktop.recovery.ports import Mailbox, OwnContact, Persona, World
from secinfo_desktop.texts.words import Words

MINUTE_S = 60


class PracticePanel(QWidget):
    """Shows the world that the viewer sees; what is open in it stays open when it changes."""

    rebuilt = Signal()
    """It holds other controls now than before."""

    def __init__(
        self, viewer: WorldViewer, persona: Persona, genuine_sender: Callable[[], str | None], words: Words
    ) -> None:
        super().__init__()
        self._viewer, self._persona, self._genuine_sender, self._words = viewer, persona, genuine_sender, words
        self._opened: dict[str, Opened] = {}
        self._tab: str | None = None
        self._clipboard = CodeOnClipboard(QGuiApplication.clipboard(), self)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(words.say("page.practice.card", name=persona.name))
        viewer.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Builds the panel again from the world; the keyboard stays where it was."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        old = self._place.takeAt(0)
        content = self._content()
        self._place.addWidget(content)
        content.show()
        if old is not None and (gone := old.widget()) is not None:
            gone.hide()
            gone.deleteLater()
        again = content.findChild(QWidget, name) if name else None
        self.rebuilt.emit()
        if again is not None:
            again.setFocus()

    def _content(self) -> QWidget:
        items: list[Item] = [self._head(), 12, self._card(), 14]
        if self._viewer.world is not None:
            items += self._devices(self._viewer.world)
        return holder(column(*items, None, margins=(20, 24, 20, 20)))

    def _head(self) -> QWidget:
        title = Text(self._words.say("page.practice.card", name=self._persona.name), Type.SMALL_STRONG, max_chars=30)
        chip = Chip(self._words.say("page.shell.practice"), Tone.PLAIN, Glyph.GRADUATION_CAP)
        return holder(row(title, None, chip))

    def _card(self) -> Card:
        facts: list[Item] = [*self._fact("account", self._persona.account_name)]
        for contact in self._persona.contacts:
            facts += [6, *self._fact(contact.kind, _readable(contact))]
        return Card(column(*facts), radius=Radius.CONTROL, pad=14)

    def _fact(self, kind: str, value: str) -> tuple[Item, Item]:
        label = Text(self._words.say(f"page.practice.card.{kind}"), Type.CAPTION, Color.INK2)
        return label, Text(isolated(value), Type.SMALL_STRONG, max_chars=44)

    def _devices(self, world: World) -> list[Item]:
        tabs = [*(phone.number for phone in world.phones), *(mailbox.id for mailbox in world.mailboxes)]
        shown = self._tab if self._tab in tabs else next(iter(tabs), None)
        items: list[Item] = [self._tabs(world, shown), 12] if len(tabs) > 1 else []
        items += [phone_view(phone, self._words, self._toggle) for phone in world.phones if phone.number == shown]
        items += [self._mailbox(mailbox) for mailbox in world.mailboxes if mailbox.id == shown]
        return [*items, 18, *self._clock(world)]

    def _tabs(self, world: World, shown: str | None) -> Flow:
        name = self._persona.name
        titles = [(phone.number, "page.practice.phone", Glyph.DEVICE_MOBILE) for phone in world.phones]
        titles += [(mailbox.id, "page.practice.mailbox", Glyph.ENVELOPE) for mailbox in world.mailboxes]
        buttons = []
        for tab, text, icon in titles:
            kind = Kind.SELECTED if tab == shown else Kind.QUIET
            button = Button(self._words.say(text, name=name), kind, icon=icon, height=SMALL_HEIGHT)
            button.setObjectName(f"tab-{tab}")
            button.clicked.connect(lambda _=False, tab=tab: self._show_tab(tab))
            buttons.append(button)
        return Flow(*buttons, gap=6)

    def _mailbox(self, mailbox: Mailbox) -> QWidget:
        actions = MailboxActions(
            open=lambda opened: self._open(mailbox.id, opened),
            sign_in=lambda: self._viewer.do("separate_private_sessions"),
            copy=self._clipboard.put,
            toggle=self._toggle,
        )
        opened = self._opened.get(mailbox.id, Opened())
        return mailbox_view(mailbox, opened, self._genuine_sender(), self._words, actions)

    def _clock(self, world: World) -> tuple[Item, ...]:
        time = Text(self._words.say("page.practice.clock", time=self._words.time(world.now)), Type.SMALL, Color.INK2)
        wait = Button(
            self._words.say("page.practice.clock.wait", n=1), Kind.SECONDARY, icon=Glyph.CLOCK, height=SMALL_HEIGHT
        )
        wait.setObjectName("clock-wait")
        wait.clicked.connect(lambda: self._viewer.wait(MINUTE_S))
        return time, 8, Flow(wait)

    def _show_tab(self, tab: str) -> None:
        self._tab = tab
        self.refresh()

    def _open(self, mailbox: str, opened: Opened) -> None:
        self._opened[mailbox] = opened
        self.refresh()

    def _toggle(self, switch: str, on: bool) -> None:
        self._viewer.do(switch, on=on)


def _readable(contact: OwnContact) -> str:
    """A number in groups, as people write it down."""
    if contact.kind != "phone":
        return contact.value
    import phonenumbers

    return phonenumbers.format_number(phonenumbers.parse(contact.value), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
