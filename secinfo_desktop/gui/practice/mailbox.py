"""The practice mailbox: folders, messages, and the message that is open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain import code_text
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    Button,
    Card,
    Chip,
    Flow,
    Item,
    Kind,
    Rule,
    Text,
    Tone,
    announce,
    column,
    holder,
    isolated,
)
from secinfo_desktop.gui.practice.mail_row import MailRow
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
    if not mailbox.is_open:
        button = Button(words.say("page.practice.open"), height=SMALL_HEIGHT)
        button.setObjectName("mailbox-sign-in")
        button.clicked.connect(actions.sign_in)
        return holder(column(Text(words.say("page.practice.closed"), Type.SMALL, Color.INK2), 10, (button, START)))
    folder = next((folder for folder in mailbox.folders if folder.id == opened.folder), None)
    items: list[Item] = [_folders(mailbox, opened, words, actions), 10]
    items += _mails(folder, opened, words, actions)
    mail = next((mail for mail in folder.mails if mail.id == opened.mail), None) if folder else None
    if mail is not None:
        items += [4, _open_mail(mail, genuine_sender, words, actions)]
    return holder(column(*items, 14, *switch_rows(mailbox.switches, words, actions.toggle)))


def _folders(mailbox: Mailbox, opened: Opened, words: Words, actions: MailboxActions) -> Flow:
    return Flow(*[_folder_button(folder, opened, words, actions) for folder in mailbox.folders], gap=6)


def _folder_button(folder: Folder, opened: Opened, words: Words, actions: MailboxActions) -> Button:
    name = words.say_if_any(f"practice.folder.{folder.id}") or folder.id
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


def _line(mail: Mail, opened: Opened, words: Words, actions: MailboxActions) -> MailRow:
    time = words.time(mail.at)
    spoken = words.say("page.practice.line", sender=mail.sender_name, subject=mail.subject, time=time)
    line = MailRow(mail.sender_name, mail.subject, time, spoken=spoken, opened=mail.id == opened.mail)
    line.setObjectName(f"mail-{mail.id}")
    line.clicked.connect(lambda: actions.open(Opened(opened.folder, mail.id)))
    return line


def _open_mail(mail: Mail, genuine_sender: str | None, words: Words, actions: MailboxActions) -> Card:
    items: list[Item] = [
        Text(mail.subject, Type.SMALL_STRONG, max_chars=44),
        4,
        Text(isolated(mail.sender), Type.CAPTION, Color.INK2, max_chars=50),
    ]
    if mail.sender == genuine_sender:
        chip = Chip(words.say("page.practice.address_matches"), Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)
        items += [8, (chip, START)]
    code = code_text.code_in(mail.text)
    if code is not None:
        items += [10, (_copy_button(code, words, actions), START)]
    items += [12, Rule(), 12, Text(mail.text, Type.SMALL, max_chars=44)]
    return Card(column(*items), radius=Radius.CONTROL, pad=16)


def _copy_button(code: str, words: Words, actions: MailboxActions) -> Button:
    """Stands above a message that may be long; pressed, it says that it has copied."""
    button = Button(words.say("page.practice.copy"), icon=Glyph.COPY, height=SMALL_HEIGHT)
    button.setObjectName("copy-code")

    def copy() -> None:
        actions.copy(code)
        button.set_words(words.say("page.practice.copied"))
        announce(button, button.words)

    button.clicked.connect(copy)
    return button
