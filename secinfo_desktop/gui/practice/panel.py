"""The panel beside the page in practice: what the made-up person knows, their phone and mailboxes, and the clock."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    Button,
    Card,
    Flow,
    Item,
    Kind,
    Link,
    Rule,
    Text,
    announce,
    column,
    holder,
    isolated,
)
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.practice.clipboard import CodeOnClipboard
from secinfo_desktop.gui.practice.mailbox import MailboxActions, Opened, mailbox_view
from secinfo_desktop.gui.practice.phone import phone_view
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import margin
from secinfo_desktop.gui.theme import Radius, Type, current
from secinfo_desktop.recovery.ports import SIGN_IN_APART, Mailbox, OwnContact, Persona, World
from secinfo_desktop.texts.words import Words

MINUTE_S = 60
DAY_S = 24 * 60 * MINUTE_S
_DAYS = (1, 10)
"""How many days a press lets pass."""


@dataclass(frozen=True)
class Beside:
    """What stands beside the panel: the one genuine sender, and the instruction on the page, where there is one."""

    genuine_sender: Callable[[], str | None]
    step: Callable[[], str | None]
    by_days: bool = False
    """The clock can be moved by days as well: for waiting periods."""


class PracticePanel(Holder):
    """Shows the world that the viewer sees; what is open in it stays open when it changes."""

    left = Signal()
    """The person wants to end practice."""
    rebuilt = Signal()
    """It holds other controls now than before."""

    def __init__(self, viewer: WorldViewer, persona: Persona, beside: Beside, words: Words) -> None:
        super().__init__()
        self._viewer, self._persona, self._beside, self._words = viewer, persona, beside, words
        self._step = beside.step()
        self._did: str | None = None
        self._opened: dict[str, Opened] = {}
        self._tab: str | None = None
        self._clipboard = CodeOnClipboard(QGuiApplication.clipboard(), self)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(words.say("page.practice.card", name=persona.name))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        viewer.changed.connect(self._soon.start)
        viewer.did.connect(self._tell_done)
        self.refresh()

    def show_step(self) -> None:
        """Another page stands beside it now: what can be done for the person is another thing, or nothing."""
        if self._beside.step() != self._step:
            self._step, self._did = self._beside.step(), None
            self._soon.start()  # the page beside it has this turn

    @Slot(str)
    def _tell_done(self, deed: str) -> None:
        if deed == self._step:
            self._did = deed
            self.refresh()
            announce(self, self._words.say("page.practice.do.done", name=self._persona.name))

    @Slot()
    def refresh(self) -> None:
        """Builds the panel again from the world; the keyboard stays where it was."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        self._soon.stop()
        self.setUpdatesEnabled(False)  # laid out in this turn, painted in the next one
        QTimer.singleShot(0, self, self._paint_now)
        old = self._place.takeAt(0)
        content = self._content()
        self._place.addWidget(content)
        content.show()
        if old is not None and (gone := old.widget()) is not None:
            gone.hide()
            gone.setParent(None)  # nobody finds a control in it any more
            gone.deleteLater()
        again = content.findChild(QWidget, name) if name else None
        self.rebuilt.emit()
        if again is not None:
            again.setFocus()

    @Slot()
    def _paint_now(self) -> None:
        self.setUpdatesEnabled(True)

    def _content(self) -> QWidget:
        title = self._words.say("page.practice.card", name=self._persona.name)
        items: list[Item] = [Rule(), 20] if current().one_column else []
        items += [Text(title, Type.SMALL_STRONG), 10, self._card(), 20]
        items += [(self._do_button(self._step), START), 20] if self._step is not None else []
        if self._viewer.world is not None:
            items += self._devices(self._viewer.world)
        edge = margin() if current().one_column else 20
        return holder(column(*items, None, margins=(edge, 30, edge, 20)))

    def _do_button(self, step: str) -> Button:
        """Carries the instruction on the page out in the story, as the person would do it in earnest."""
        is_done, name = step == self._did, self._persona.name
        button = Button(
            self._words.say("page.practice.do.done" if is_done else "page.practice.do", name=name),
            Kind.SELECTED if is_done else Kind.SECONDARY,
            icon=Glyph.CHECK_CIRCLE_FILL if is_done else None,
            height=SMALL_HEIGHT,
        )
        button.setObjectName("practice-do")
        button.clicked.connect(lambda: self._viewer.do(step))
        return button

    def _card(self) -> Card:
        facts: list[Item] = [*self._fact("account", self._persona.account_name)]
        if self._persona.password is not None:
            facts += [6, *self._fact("password", self._persona.password)]
        for contact in self._persona.contacts:
            facts += [6, *self._fact(contact.kind, _readable(contact))]
        return Card(column(*facts), radius=Radius.CONTROL, pad=14)

    def _fact(self, kind: str, value: str) -> tuple[Item, Item]:
        label = Text(self._words.say(f"page.practice.card.{kind}"), Type.CAPTION, Color.INK2)
        return label, Text(isolated(value), Type.SMALL_STRONG, max_chars=44)

    def _devices(self, world: World) -> list[Item]:
        tabs = [*(phone.number for phone in world.phones), *(mailbox.id for mailbox in world.mailboxes)]
        shown = self._tab if self._tab in tabs else next(iter(tabs), None)
        items: list[Item] = [*self._device_heads(world, shown), 10]
        items += [phone_view(phone, self._words, self._toggle) for phone in world.phones if phone.number == shown]
        items += [self._mailbox(mailbox) for mailbox in world.mailboxes if mailbox.id == shown]
        return [*items, 16, Rule(), 12, self._clock(world), 8, (self._leave(), START)]

    def _device_heads(self, world: World, shown: str | None) -> list[Item]:
        """A button for each of several phones and mailboxes, and the name of the one that is shown."""
        name = self._persona.name
        kinds = [(phone.number, "phone") for phone in world.phones]
        kinds += [(mailbox.id, "mailbox") for mailbox in world.mailboxes]
        tabs = [self._tab_button(tab, kind, is_shown=tab == shown) for tab, kind in kinds] if len(kinds) > 1 else []
        heads = [self._words.say(f"page.practice.{kind}", name=name) for tab, kind in kinds if tab == shown]
        items: list[Item] = [Flow(*tabs, gap=6), 14] if tabs else []
        items += [Text(head, Type.SMALL_STRONG) for head in heads]
        return [*items, *self._at_hand(world, shown)]

    def _at_hand(self, world: World, shown: str | None) -> list[Item]:
        """On a good day there is nothing to find out: what could be added is said."""
        if not self._beside.by_days:
            return []
        found = [_readable_number(phone.number) for phone in world.phones if phone.number == shown]
        found += [mailbox.address for mailbox in world.mailboxes if mailbox.id == shown]
        return [item for one in found for item in (2, Text(isolated(one), Type.SMALL, Color.INK2, max_chars=44))]

    def _tab_button(self, tab: str, device: str, *, is_shown: bool) -> Button:
        kind = Kind.SELECTED if is_shown else Kind.QUIET
        icon = Glyph.DEVICE_MOBILE if device == "phone" else Glyph.ENVELOPE
        button = Button(self._words.say(f"page.practice.tab.{device}"), kind, icon=icon, height=SMALL_HEIGHT)
        button.setObjectName(f"tab-{tab}")
        button.clicked.connect(lambda: self._show_tab(tab))
        return button

    def _mailbox(self, mailbox: Mailbox) -> QWidget:
        actions = MailboxActions(
            open=lambda opened: self._open(mailbox.id, opened),
            sign_in=lambda: self._viewer.do(SIGN_IN_APART),
            copy=self._clipboard.put,
            toggle=self._toggle,
        )
        opened = self._opened.get(mailbox.id, Opened())
        return mailbox_view(mailbox, opened, self._beside.genuine_sender(), self._words, actions)

    def _clock(self, world: World) -> Flow:
        now = self._words.time(world.now)
        if self._beside.by_days:
            now = f"{self._words.day(world.now)}, {now}"
        time = Text(self._words.say("page.practice.clock", time=now), Type.SMALL, Color.INK2)
        wait = Button(
            self._words.say("page.practice.clock.wait", n=1), Kind.SECONDARY, icon=Glyph.CLOCK, height=SMALL_HEIGHT
        )
        wait.setObjectName("clock-wait")
        wait.clicked.connect(lambda: self._viewer.wait(MINUTE_S))
        return Flow(time, wait, *(self._days(n) for n in _DAYS if self._beside.by_days), gap=12)

    def _days(self, n: int) -> Button:
        button = Button(self._words.say("page.practice.clock.days", n=n), icon=Glyph.CLOCK, height=SMALL_HEIGHT)
        button.setObjectName(f"clock-days-{n}")
        button.clicked.connect(lambda: self._viewer.wait(n * DAY_S))
        return button

    def _leave(self) -> Link:
        leave = Link(self._words.say("page.practice.leave"))
        leave.setObjectName("practice-leave")
        leave.clicked.connect(self.left)
        return leave

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
    return _readable_number(contact.value) if contact.kind == "phone" else contact.value


def _readable_number(value: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
