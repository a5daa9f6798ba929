"""The practice mailbox: folders, messages, and the message that is open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain import code_text
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    Answer,
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
)
from secinfo_desktop.gui.practice.phone import Toggle, switch_rows
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type
from secinfo_desktop.recovery.ports import Folder, Mail, Mailbox
from secinfo_desktop.texts.words import Words

INBOX = "inbox"


@dataclass(frozen=True)
class Opened:
    """Which folder and message are open, by id."""

    folder: str = INBOX
    mail: str | None = None


@dataclass(frozen=True)
class MailboxActions:
    """What can be done from the mailbox."""

    open: Callable[[Opened], None]
    sign_in: Callable[[], None]
    copy: Callable[[str], None]
    toggle: Toggle


def mailbox_view(
    mailbox: Mailbox, opened: Opened, genuine_sender: str | None, words: Words, actions: MailboxActions
) -> QWidget:
    """The mailbox as a column; a closed one offers to sign in."""
    address = Text(isolated(mailbox.address), Type.CAPTION, Color.INK2)
    if not mailbox.is_open:
        button = Button(words.say("page.practice.open"), height=SMALL_HEIGHT)
        button.setObjectName("mailbox-sign-in")
        button.clicked.connect(actions.sign_in)
        return holder(column(address, 10, Text(words.say("page.practice.closed"), Type.SMALL), 10, button))
    folder = next((folder for folder in mailbox.folders if folder.id == opened.folder), None)
    items: list[Item] = [address, 10, _folders(mailbox, opened, words, actions), 10]
    items += _mails(folder, opened, words, actions)
    mail = next((mail for mail in folder.mails if mail.id == opened.mail), None) if folder else None
    if mail is not None:
        items += [8, _open_mail(mail, genuine_sender, words, actions)]
    return holder(column(*items, 14, *switch_rows(mailbox.switches, words, actions.toggle)))


def _folders(mailbox: Mailbox, opened: Opened, words: Words, actions: MailboxActions) -> Flow:
    return Flow(*[_folder_button(folder, opened, words, actions) for folder in mailbox.folders], gap=6)


def _folder_button(folder: Folder, opened: Opened, words: Words, actions: MailboxActions) -> Button:
    name = words.say(f"page.practice.folder.{folder.id}")
    title = words.say("page.practice.folder.filled", name=name, n=len(folder.mails)) if folder.mails else name
    kind = Kind.SELECTED if folder.id == opened.folder else Kind.QUIET
    icon = Glyph.TRAY if folder.id == INBOX else Glyph.TRASH if folder.id == "junk" else None
    button = Button(title, kind, icon=icon, height=SMALL_HEIGHT)
    button.setObjectName(f"folder-{folder.id}")
    button.clicked.connect(lambda: actions.open(Opened(folder.id)))
    return button


def _mails(folder: Folder | None, opened: Opened, words: Words, actions: MailboxActions) -> list[Item]:
    if folder is None or not folder.mails:
        return [Text(words.say("page.practice.empty.folder"), Type.SMALL, Color.INK2)]
    items: list[Item] = []
    for mail in reversed(folder.mails):
        items += [_line(mail, opened, words, actions), 4]
    return items


def _line(mail: Mail, opened: Opened, words: Words, actions: MailboxActions) -> Answer:
    line = Answer(mail.sender_name, words.say("page.practice.line", subject=mail.subject, time=words.time(mail.at)))
    line.setObjectName(f"mail-{mail.id}")
    line.clicked.connect(lambda: actions.open(Opened(opened.folder, mail.id)))
    return line


def _open_mail(mail: Mail, genuine_sender: str | None, words: Words, actions: MailboxActions) -> Card:
    items: list[Item] = [
        Text(mail.subject, Type.SMALL_STRONG, max_chars=44),
        4,
        Text(isolated(mail.sender), Type.CAPTION, Color.INK2, max_chars=50),
        10,
        Text(mail.text, Type.SMALL, max_chars=44),
    ]
    if mail.sender == genuine_sender:
        items += [12, Chip(words.say("page.practice.address_matches"), Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)]
    code = code_text.code_in(mail.text)
    if code is not None:
        button = Button(words.say("page.practice.copy"), icon=Glyph.COPY, height=SMALL_HEIGHT)
        button.setObjectName("copy-code")
        button.clicked.connect(lambda: actions.copy(code))
        items += [12, Flow(button, gap=8)]
    return Card(column(*items), radius=Radius.CONTROL, pad=16)
